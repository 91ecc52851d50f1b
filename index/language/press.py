"""Words by which the name of a newspaper, an agency or a broadcaster is known."""

from typing import Final

from .lexicon import phrases_of_all, words_of_all

# Names of two words or more that end in one of these are outlets' in running text too; "Annual Report",
# "Russia Today" and "the Standard" may be something else there.
PAPERS: Final = tuple(words_of_all("press", "papers"))
# Names of one word that are outlets' in running text too.
ALONE: Final = tuple(words_of_all("press", "alone"))
# Names of outlets that are words of everyday language as well.
EVERYDAY: Final = frozenset(words_of_all("press", "everyday"))
# Words that make a name an outlet's where outlets are named: in a line of names and days.
PRESS: Final = frozenset(words_of_all("press", "words")).union(word.lower() for word in (*PAPERS, *ALONE))
# Outlets that are known by their names, "The" aside; none may be the name of a section, a place or a person.
KNOWN: Final = frozenset(phrases_of_all("press", "known")).union(name.lower() for name in ALONE)
