"""A query -> the sentences that may answer it, and how likely there is an answer.

A query comes in, evidence goes out. Nothing here writes an answer.
"""
