"""What is asked: a question that stands alone, and the days and outlets that it names.

A question and its history come in, a query goes out. Nothing here has seen an article.
"""
