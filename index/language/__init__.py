"""What a language says: its small words, days, numbers, names and places.

Words of a text come in, values go out. Nothing here knows of articles or questions.
"""
