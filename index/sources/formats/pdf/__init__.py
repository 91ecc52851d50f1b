"""A PDF -> its article."""
