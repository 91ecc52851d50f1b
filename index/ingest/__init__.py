"""Paths, links and articles -> the store.

What a person names comes in, a report goes out. Nothing here parses a file.
"""
