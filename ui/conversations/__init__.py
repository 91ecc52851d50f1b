"""Conversations, kept on the server: what was asked, what was told, by whom."""
