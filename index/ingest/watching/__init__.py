"""Folders, feeds and pages that are looked at again and again -> the store.

What is watched is kept in the library's folder. Nothing here knows who shows it.
"""
