"""The truth: articles, their passages and vectors, and what could not be read.

Records come in and go out. Nothing here knows how they are searched.
"""
