"""Wordings of pairs that look alike but do not disagree, in two halves as in ``disagree_words``.

Each is a kind and two sentences. ``{k}`` is a number that both share, ``{k0}`` it rounded, ``{K}`` in words,
``{K1}`` two more; ``{p}`` a share; ``{when2}`` and ``{Np2}`` name another place.
"""

from __future__ import annotations

from typing import Final

OTHER_ASKED: Final = (
    ("nemployment", "What is the unemployment rate in {place}?"),
    ("nflation", "What is inflation in {place}?"),
    ("$", "What happened in {place}?"),
    ("approved", "What happened in {place}?"),
    ("convicted", "What happened in {place}?"),
    ("supports", "What happened in {place}?"),
)
"""What is asked of a lookalike whose first wording has this; the others are asked for the dead."""

LOOKALIKES: Final[tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, str], ...]]] = (
    (
        ("other thing counted", "{Np} killed {n} people.", "{N} people were injured {when}."),
        ("other place", "{N} people were killed {when}.", "{N} people were killed {when2}."),
        ("other year", "{N} people died {when} on Monday.", "{N} people died {when} in 1987."),
        ("part of the whole", "{Np} killed {n} people.", "{N} of those killed {when} were children."),
        ("another part", "{Np} killed {n} soldiers.", "{Np} killed {n} civilians."),
        (
            "of a day",
            "{Np} has killed {n} people since Monday.",
            "{N} people were killed on Friday alone {when}.",
        ),
        ("forecast", "{Np} killed {n} people.", "{Np} could kill {n} people, engineers had warned."),
        ("a change", "The death toll from {np} is {n}.", "The death toll from {np} rose by {n}."),
        ("more", "{N} people were killed {when}.", "{N} more bodies were found {when}."),
        ("aboard", "{N} people were killed {when}.", "{N} people were on board {when}."),
        (
            "per cent",
            "{N} people were killed {when}.",
            "{N} per cent of the people killed {when} were tourists.",
        ),
        ("borne out", "At least {k} people were killed {when}.", "{K1} people died {when}."),
        ("the same", "{K} people were killed {when}.", "The death toll from {np} rose to {k}."),
        ("rounded", "About {k0} people were arrested {when}.", "Police detained {k} people {when}."),
        (
            "other days of the rate",
            "Unemployment in {place} fell to {p} per cent in March.",
            "Unemployment in {place} fell to {p} per cent in May.",
        ),
        (
            "other money",
            "The tunnel in {place} cost ${n} million.",
            "The {place} tunnel earned ${n} million in tolls.",
        ),
        (
            "other act",
            "The council of {place} approved the plan for a bridge.",
            "The council of {place} rejected a ban on fishing.",
        ),
        (
            "another's vote",
            "The lower house in {place} approved the plan for a bridge.",
            "The senate in {place} rejected the plan for a bridge.",
        ),
    ),
    (
        ("other thing counted", "{N} bodies were recovered {when}.", "{N} people are still missing {when}."),
        ("other place", "{Np} claimed {n} lives.", "{Np2} claimed {n} lives."),
        ("other year", "{N} lives were lost {when} last week.", "{N} lives were lost {when} in 2009."),
        ("part of the whole", "{N} people lost their lives {when}.", "{N} of the dead of {np} were pupils."),
        ("another part", "{N} women died {when}.", "{N} firefighters died {when}."),
        ("of a day", "The toll of {np} stands at {n} dead.", "{N} bodies were recovered on Tuesday {when}."),
        (
            "forecast",
            "{N} deaths have been confirmed {when}.",
            "The death toll of {np} is expected to reach {n}.",
        ),
        ("a change", "Fatalities from {np} number {n}.", "Fatalities from {np} increased by {n}."),
        ("more", "{N} people lost their lives {when}.", "Another {n} people died in hospital {when}."),
        ("rescued", "{N} people died {when}.", "{N} people were rescued {when}."),
        (
            "per cent",
            "{N} people were arrested {when}.",
            "{N} per cent of those arrested {when} were students.",
        ),
        ("borne out", "More than {k} people were hurt {when}.", "{K1} people were injured {when}."),
        ("the same", "{K} lives were lost {when}.", "{Np} left {k} people dead."),
        ("rounded", "Some {k0} people were injured {when}.", "{Np} left {k} people injured."),
        (
            "other days of the rate",
            "Inflation in {place} rose to {p} per cent in 2022.",
            "Inflation in {place} rose to {p} per cent in 2023.",
        ),
        ("other money", "The damage of {np} was put at ${n} million.", "Donors gave ${n} million {when}."),
        (
            "other act",
            "The court in {place} convicted a broker of fraud.",
            "The court in {place} acquitted a doctor of manslaughter.",
        ),
        (
            "another's vote",
            "The trade union in {place} supports the wage deal.",
            "The employers in {place} oppose the wage deal.",
        ),
    ),
)
