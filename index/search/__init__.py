"""A query -> ranked passages, from indexes that are derived from the store.

Queries come in, hits go out. Nothing here knows where articles come from.
"""
