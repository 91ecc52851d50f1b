"""A saved page -> its article."""
