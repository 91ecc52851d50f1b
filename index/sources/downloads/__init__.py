"""The lines of a newspaper database's download -> the articles in them, and the lines that are their text.

Lines come in, from any format; what is known of each article and the numbers of its lines go out. Nothing
here knows a format or a vendor: a layout is a way to part articles, and labels are ``index.language``'s.
"""
