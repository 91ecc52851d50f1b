"""Links: their addresses, and the pages they lead to.

An address comes in, a page's bytes go out. Nothing here reads an article.
"""
