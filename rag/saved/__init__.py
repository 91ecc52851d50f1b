"""Questions that are kept about a library: asked of the articles that are new, and of no others.

A library and its changes come in, what is new to each question goes out. Nothing here shows or sends it.
"""
