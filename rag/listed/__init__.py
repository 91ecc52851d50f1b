"""An answer made of many articles: counts, lists, timelines, comparisons.

What a question asks of many articles and the library come in, an ``Answer`` with rows goes out, each row a
quotation. Nothing here knows how a question is read or how an answer is shown.
"""
