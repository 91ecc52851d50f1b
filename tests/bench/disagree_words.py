"""The wordings that pairs of made-up reports are drawn from: what happened, and how a figure of it is told.

Each table has two halves: rules were written on the first, the second was held back meanwhile. ``{n}`` is a
number, ``{N}`` one that opens a sentence; ``{np}`` and ``{when}`` name the event, ``{Np}`` opens a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Halves = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of event: its names, the clauses that tell it, and the titles of reports on it."""

    names: tuple[str, ...]
    clauses: tuple[str, ...]
    titles: tuple[str, ...]


ACCIDENTS: Final[tuple[tuple[Event, ...], tuple[Event, ...]]] = (
    (
        Event(
            ("the {place} ferry disaster", "the sinking of the ferry off {place}"),
            ("when a ferry sank off {place}", "after a ferry capsized near {place}"),
            ("Ferry capsizes off {place}", "{place} mourns the dead of the ferry"),
        ),
        Event(
            ("the {place} train crash", "the derailment at {place}"),
            ("when a train derailed at {place}", "after a train left the rails near {place}"),
            ("Train derails near {place}", "A week after the {place} train crash"),
        ),
        Event(
            ("the collapse of a hotel in {place}", "the {place} building collapse"),
            ("when a hotel collapsed in {place}", "after a building came down in {place}"),
            ("Hotel collapses in {place}", "Anger in {place} over the collapse"),
        ),
    ),
    (
        Event(
            ("the {place} explosion", "the blast at a chemical plant in {place}"),
            ("when a chemical plant exploded in {place}", "after a blast tore through a plant in {place}"),
            ("Explosion at {place} plant", "What is known of the blast in {place}"),
        ),
        Event(
            ("the {place} floods", "the flooding in {place}"),
            ("when floods swept through {place}", "after the river burst its banks in {place}"),
            ("Floods hit {place}", "{place} clears up after the flood"),
        ),
        Event(
            ("the {place} earthquake", "the quake that struck {place}"),
            ("when an earthquake struck {place}", "after a strong quake shook {place}"),
            ("Earthquake hits {place}", "Rescue in {place} goes on"),
        ),
    ),
)

PROTESTS: Final[tuple[tuple[Event, ...], tuple[Event, ...]]] = (
    (
        Event(
            ("the {place} protest", "the rally in {place}"),
            ("at a protest in {place}", "during a rally in {place}"),
            ("Protest in {place} ends in clashes", "{place} after the rally"),
        ),
    ),
    (
        Event(
            ("the {place} demonstration", "the march in {place}"),
            ("at a demonstration in {place}", "during a march in {place}"),
            ("Clashes at {place} march", "Calm in {place} after demonstration"),
        ),
    ),
)

DEAD: Final[Halves] = (
    (
        "{N} people were killed {when}, officials said.",
        "{Np} killed {n} people.",
        "The death toll from {np} rose to {n}.",
        "{N} people died {when}, the ministry said.",
        "{N} people were confirmed dead {when}.",
        "{Np} took place before dawn, killing {n}.",
        "{N} people are dead {when}.",
    ),
    (
        "{Np} claimed {n} lives.",
        "Rescuers recovered {n} bodies {when}.",
        "{N} lives were lost {when}.",
        "{Np} left {n} people dead.",
        "The number of fatalities from {np} has reached {n}.",
        "The toll of {np} now stands at {n} dead, the governor said.",
        "{N} deaths have been confirmed {when}.",
    ),
)
HURT: Final[Halves] = (
    (
        "{N} people were injured {when}.",
        "{Np} injured {n} people, doctors said.",
        "{N} others were wounded {when}.",
    ),
    (
        "{N} people were hurt {when}.",
        "{Np} left {n} people injured.",
        "The number of injured in {np} rose to {n}.",
    ),
)
HELD: Final[Halves] = (
    (
        "Police arrested {n} people {when}.",
        "{N} people were detained {when}.",
    ),
    (
        "{N} people were taken into custody {when}.",
        "The number of arrests at {np} rose to {n}.",
    ),
)
CROWD: Final[Halves] = (
    ("{N} people took part in {np}.", "{Np} drew {n} people."),
    ("{N} people attended {np}.", "{N} demonstrators joined {np}."),
)
COST: Final[Halves] = (
    ("The {thing} in {place} cost {n}.", "The {thing} in {place} is worth {n}, the council said."),
    ("The {place} {thing} was priced at {n}.", "The bill for the {thing} in {place} came to {n}."),
)
RATE: Final[Halves] = (
    ("Unemployment in {place} fell to {n} in March.", "The unemployment rate in {place} was {n} in March."),
    ("Unemployment in {place} dropped to {n} in June.", "Unemployment stood at {n} in {place} in June."),
)
JOBS: Final[Halves] = (
    (
        "The {thing} in {place} is to close after it cut {n} jobs.",
        "The {thing} in {place} cut {n} jobs.",
        "The {thing} in {place} laid off {n} workers.",
    ),
    ("The {thing} in {place} shed {n} jobs.", "The {place} {thing} made {n} staff redundant."),
)
LONG: Final[Halves] = (
    ("The {thing} at {place} is {n} long.", "The {thing} at {place} has a length of {n}."),
    ("The {place} {thing} stretches {n}.", "The {thing} at {place} runs for {n}."),
)
VERDICTS: Final[tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]] = (
    (
        (
            "The council of {place} approved the plan for a new {thing}.",
            "The council of {place} rejected the plan for a new {thing}.",
        ),
        (
            "The plan for a {thing} in {place} was approved.",
            "The plan for a {thing} in {place} was rejected.",
        ),
        (
            "The mayor of {place} confirmed that the {thing} had been sold.",
            "The mayor of {place} denied that the {thing} had been sold.",
        ),
    ),
    (
        (
            "The budget for the {thing} in {place} was adopted.",
            "The budget for the {thing} in {place} was voted down.",
        ),
        (
            "The court in {place} convicted the owner of the {thing} of fraud.",
            "The court in {place} acquitted the owner of the {thing} of fraud.",
        ),
        (
            "The company confirmed a leak at its {thing} in {place}.",
            "The company denied a leak at its {thing} in {place}.",
        ),
    ),
)

THINGS: Final[Mapping[str, Halves]] = {
    "COST": (("stadium", "tunnel"), ("library", "tram line")),
    "JOBS": (("steel mill", "shipyard"), ("car plant", "brewery")),
    "LONG": (("bridge", "tunnel"), ("canal", "pier")),
    "VERDICTS": (("harbour", "airport"), ("power station", "museum")),
}
PLACES: Final[Halves] = (
    ("Port Lenna", "Karsund", "Dorrin", "Marrowby", "Velsk", "Tarnholm"),
    ("Ostrava Bay", "Quillan", "Hesterfield", "Bramsk", "Lower Anso", "Pelworth"),
)
ASKED: Final[Mapping[str, Halves]] = {
    "DEAD": (
        ("How many people died in {np}?", "How many people were killed {when}?", "What happened in {place}?"),
        ("What is the death toll of {np}?", "How many lost their lives {when}?", "What is known of {np}?"),
    ),
    "HURT": (
        ("How many people were injured in {np}?",),
        ("How many people were hurt {when}?",),
    ),
    "HELD": (("How many people were arrested at {np}?",), ("How many were detained {when}?",)),
    "CROWD": (("How many people took part in {np}?",), ("How big was {np}?",)),
    "COST": (
        ("How much did the {thing} in {place} cost?",),
        ("What is the price of the {thing} in {place}?",),
    ),
    "RATE": (("What is the unemployment rate in {place}?",), ("How high is unemployment in {place}?",)),
    "JOBS": (
        ("How many jobs were cut at the {thing} in {place}?",),
        ("How many workers lost their jobs at the {place} {thing}?",),
    ),
    "LONG": (("How long is the {thing} at {place}?",), ("What is the length of the {place} {thing}?",)),
    "VERDICTS": (
        ("What was decided on the {thing} in {place}?", "Was the {thing} in {place} approved?"),
        ("What happened to the {thing} in {place}?",),
    ),
}
