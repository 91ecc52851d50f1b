"""Texts -> unit vectors.

Texts come in, arrays go out. Nothing here knows of a library.
"""
