"""A mail, a mailbox or a page saved as one file -> what is to be read in it."""
