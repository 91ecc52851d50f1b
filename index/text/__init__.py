"""A text -> its words, its sentences and its passages, as offsets.

Plain text comes in, spans go out. Nothing here knows where a text came from.
"""
