"""Title, author, outlet and day of an article, from the lines and marks around its text.

Lines come in, facts go out. Nothing here knows of files.
"""
