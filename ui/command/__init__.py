"""The ``quoth`` command.

Arguments come in, lines on a terminal go out.
"""
