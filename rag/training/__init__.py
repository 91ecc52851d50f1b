"""How the learned parts are trained; none of it runs when a question is answered.

Question sets come in, weights go out.
"""
