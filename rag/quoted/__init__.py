"""An answer made of the articles' own sentences.

Sentences that were read come in, text with citations goes out. No model is asked.
"""
