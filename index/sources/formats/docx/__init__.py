"""A Word document -> its article."""
