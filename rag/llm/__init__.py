"""Language models: their names, their clients, files that we run ourselves, and how long they are waited for.

A prompt comes in, pieces of a reply go out. Nothing here knows what is asked.
"""
