"""The child process that parses what strangers wrote, and its limits.

Bytes come in, what came of them goes out. Nothing here knows a format.
"""
