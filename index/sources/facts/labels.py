"""Words above a text that name neither its author nor its outlet: sections, kinds of text, jobs, places."""

import re
from typing import Final

# Of these words labels are made: "Breaking News", "Live Updates", "Press Release".
LABELS: Final = frozenset(
    """
    agencies analysis announcement annual arts breaking briefing business climate comment commentary comments
    communiqué companies conference crime culture daily economy editorial education energy entertainment
    environment evening exclusive explainer fact features feature finance focus for global headlines health
    immediate international interview investigation investigations latest letters lifestyle live local market
    markets media money monthly morning national news newsletter notes obituary opinion opinions our own
    podcast politics press quarterly release report reportage review science section society special sport
    sports staff statement tech technology top topic topics travel update updates video weather web week
    weekend weekly world
    auslandsnachrichten eilmeldung gesellschaft inland ausland kommentar kultur leitartikel meinung panorama
    politik pressemeldung pressemitteilung regionales wirtschaft wissen wissenschaft
    culture économie international politique société tribune communiqué presse de
    actualidad cultura deportes economía internacional opinión política sociedad
    and contact home jobs login menu read search shop subscribe today
    """.split()  # noqa: SIM905  a word a line would take a hundred
)
# What a name ends in that is a job's: "Business Reporter", "Reuters Staff".
JOBS: Final = frozenset(
    """
    analyst chief columnist commentator contributor correspondent correspondents critic desk director editor
    editors fellow journalist lecturer manager minister officer photographer president producer professor
    reporter reporters researcher secretary staff spokesman spokesperson spokeswoman team writer writers
    autorin korrespondent korrespondentin redakteur redakteurin redaktion journaliste correspondant
    correspondante rédaction corresponsal periodista redacción redazione
    """.split()  # noqa: SIM905  a word a line would take forty
)
# Words of which one makes a name an organisation's.
ORGANISATIONS: Final = frozenset(
    """
    agency association authority bank board bureau centre center commission committee company corporation
    council court department embassy federation foundation government group inc institute ltd ministry office
    parliament party police service services society union university
    """.split()  # noqa: SIM905  a word a line would take forty
)
_OF_JOBS: Final = LABELS | frozenset(
    """
    assistant associate chief consumer defence defense deputy diplomatic economics executive foreign guest in
    industry junior lead legal managing of political property religious royal senior transport
    """.split()  # noqa: SIM905
)
_OF_LABELS: Final = LABELS | JOBS
# Words that places of two words or more begin or end with.
_PLACES: Final = frozenset(
    """
    abu addis buenos cape central east eastern el fort great hong kuala las latin los middle mount new north
    northern port porto puerto rio saint salt san santa sao são saudi south southern sri st tel united
    washington west western
    """.split()  # noqa: SIM905  a word a line would take thirty
)
_PLACE_ENDS: Final = frozenset(
    """
    africa america asia city coast county emirates europe island islands kingdom province republic springs
    state states street union valley
    """.split()  # noqa: SIM905  a word a line would take twenty
)
# Places, and seats of those in power, that are written with "The".
_WITH_ARTICLE: Final = frozenset(
    """
    alps americas arctic bahamas balkans baltics bronx caribbean caucasus comoros congo cotswolds crimea
    dalles dolomites gambia gulf hague hamptons highlands kremlin levant maldives midlands midwest netherlands
    pacific pentagon philippines sahara sahel senate seychelles sudan tropics uae uk usa us vatican woodlands
    """.split()  # noqa: SIM905  a word a line would take thirty
)


def spelt(words: str) -> list[str]:
    """Return the words of a name without case, "S.Paulo" as two."""
    return [word.casefold() for word in re.findall(r"[^\W_]+", words)]


def is_label(words: str) -> bool:
    """Tell whether a name is that of a section or a kind of text, or of a job."""
    return _OF_LABELS.issuperset(spelt(words))


def is_place(words: str) -> bool:
    """Tell whether a name of two words or more is spelt as a place's; not every place is known."""
    parts = spelt(words)
    if len(parts) < 2:
        return False
    named = parts[0] == "the" and len(parts) == 2 and parts[1] in _WITH_ARTICLE
    return named or parts[0] in _PLACES or parts[-1] in _PLACE_ENDS


def without_job(name: str) -> str:
    """Return what a name says beside a job at its end: ``Reuters`` of ``Reuters Business Reporter``."""
    words = name.split()
    if is_job(name) and words[0] != "The":
        while words and words[-1].casefold() in JOBS | _OF_JOBS:
            words.pop()
    return " ".join(words)


def is_job(name: str) -> bool:
    """Tell whether a name ends in a job: ``Business Reporter``, ``Editor in Chief``."""
    return not JOBS.isdisjoint(spelt(name)[-1:])
