"""The bytes of one kind of file -> its articles; runs in the child process.

Bytes come in, articles go out. Nothing here opens a file or a link.
"""
