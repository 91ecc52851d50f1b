"""An answer that a language model writes, each sentence tied to the words it rests on.

Evidence comes in, checked sentences go out. Nothing here searches.
"""
