"""Saved questions on the page: kept, shown with what is new to them, and read as a feed by other programs.

They come from ``rag.saved``; what asks them beside the answers is ``server/beside.py``.
"""
