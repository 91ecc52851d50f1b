"""One server for the page and for programs, and the gate before it."""
