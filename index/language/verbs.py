"""English verbs that rules look for, as parts of patterns."""

from typing import Final

AUXILIARIES: Final = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must"
AUXILIARY: Final = rf"(?:{AUXILIARIES})\b"

# one that tells what was
PAST: Final = (
    r"(?:[a-z]+ed|is|are|was|were|has|had|won|lost|left|made|took|became|began|met|held|went|built|bought|sold"
    r"|fell|rose|gave|got|came|led|beat|chose|drew|paid|put|sent|set|shot|spent|struck|cut|hit|ran)\b"
)
