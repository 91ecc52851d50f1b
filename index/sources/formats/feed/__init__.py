"""A feed -> its articles, one for each entry."""
