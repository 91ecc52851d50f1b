"""An answer -> plain values, and from them the HTML of its parts.

Answers and articles come in, values and escaped HTML go out. Nothing here knows of a server.
"""
