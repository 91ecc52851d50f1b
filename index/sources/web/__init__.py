"""Links: their addresses, and the pages they lead to."""
