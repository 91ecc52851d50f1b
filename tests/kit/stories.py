"""Made-up reports for the tests of near-copies: one wire story as outlets print it, and others."""

from typing import Final

WIRE: Final = (
    "The ferry Albatross ran aground off Port Lenna on Tuesday with 214 people aboard, the coast guard said.",
    "Lifeboats took everyone ashore within three hours, and 11 passengers were treated for bruises and cold.",
    "The ship had left Karsund at six in the morning and was due in Port Lenna before noon.",
    "Captain Ilse Marrow told investigators that the rudder stopped answering two miles from the harbour.",
    "Divers found a crack as long as a bus in the hull, but no oil had leaked by the evening.",
    "The owner, Northern Crossings, said that a tug would try to free the ship at the next high tide.",
    "It is the second accident on the route this year after a collision in fog in February.",
    "The transport minister ordered an inspection of all nine ferries that the company runs.",
)
STORY: Final = " ".join(WIRE)
UPDATE: Final = " ".join(
    [
        "A tug freed the ferry Albatross on Wednesday, a day after it ran aground off Port Lenna.",
        WIRE[0],
        WIRE[1].replace("11 passengers", "17 passengers"),
        *WIRE[2:5],
        WIRE[7],
        "The ship will be towed to the yard at Karsund, where repairs are to take six weeks.",
    ]
)
OTHER: Final = (
    "Farmers in the Dorrin valley have begun the earliest grape harvest since records were kept, after a "
    "summer in which no rain fell for seventy days. Growers expect small, sweet fruit and a third less wine "
    "than usual. The cooperative at Lower Dorrin has hired two hundred pickers and starts at four in "
    "the morning, when the air is cool. Prices for must rose by a fifth within a week. Older vines on the "
    "northern slopes did better than young ones, whose roots do not reach the wet clay under the gravel."
)
FOOTER: Final = (
    "You are reading the free edition. Sign up for our morning letter to get the day's stories before "
    "breakfast. Tell us what you think of this report by writing to the editors."
)
OUTLETS: Final = ("Lenna Post", "Karsund Gazette", "The Harbour", "North Radio", "Daily Beacon", "Coast Wire")


def printed(outlet: str, place: int) -> str:
    """Return the wire story as one outlet prints it: an opening of its own, the last sentences cut."""
    opening = f"{outlet} reports from the harbour of Port Lenna, where people watched from the pier."
    return " ".join([opening, *WIRE[: len(WIRE) - place % 3]])
