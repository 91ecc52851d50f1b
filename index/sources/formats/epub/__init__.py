"""An e-book -> its chapters as articles, or the articles that were collected in it."""
