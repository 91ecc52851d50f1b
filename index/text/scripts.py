"""What is known of scripts: which write no spaces, which have marks, what ends a sentence, whose they are.

Exact facts of Unicode and of typography; what is known of a language lies in ``language/data``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

IDEOGRAPHS: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA: Final = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_THAI_TO_KHMER: Final = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u108f\u109a-\u109f\u1780-\u17df"
)
UNSPACED: Final = f"{IDEOGRAPHS}{KANA}\u3100-\u312f\u31a0-\u31bf{_THAI_TO_KHMER}\ua9e0-\ua9ef\uaa60-\uaa7f"
"""Letters of scripts that leave no space between words, less their digits; what stands in brackets of a
pattern."""

# what ends a sentence: of scripts whose full stop is no dot, and all marks
FULL_STOPS: Final = "。！？｡।॥۔؟܀܁܂։።፧፨။។៕᙮᠃᠉༎꓿꘎꛳᭞᭟꧈꧉⸮"
ENDING: Final = f".!?…{FULL_STOPS}"
CLOSING: Final = '"”’»›)\\]」』】〉》）］｣'  # behind it, within brackets of a pattern
ASKING: Final = "?？؟፧⸮"
# the end of a question and of a statement; Greek asks with a semicolon, Armenian within the word
ASKS: Final = re.compile(rf"(?:[{ASKING}]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);|՞[^\W_]*[։:]?)[{CLOSING}]*$")
STATES: Final = re.compile(rf"[.!{''.join(sorted(set(FULL_STOPS) - set(ASKING)))}][{CLOSING}]*$")

_UNSPACED: Final = re.compile(f"[{UNSPACED}]")
# where combining marks may be found; of the plain letters there none is taken for what it is not
MARKED: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u055b-\u055e\u0591-\u1cff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f"
    "\u3099\u309a\ua66f-\ua67d\ua69e-\uabff\ufb1e\ufe00-\ufe2f\U00010000-\U0001ffff\U000e0100-\U000e01ef]"
)
NOT_LATIN: Final = re.compile(r"[\u0370-\u1dff\u2c80-\ua71f\ua800-\uab2f\uab70-\ufaff\uff61-\U0001efff]")
SAMPLE: Final = 1000  # characters of a text by which its script is told


@dataclass(frozen=True, slots=True)
class Script:
    """Letters, and the languages written in them; the first stands for all where none is told."""

    letters: re.Pattern[str]
    languages: tuple[str, ...]


def _script(letters: str, languages: str) -> Script:
    return Script(re.compile(f"[{letters}]"), tuple(languages.split()))


_SCRIPTS: Final = (
    _script(KANA, "ja"),  # before ideographs: Japanese has both
    _script(IDEOGRAPHS, "zh ja wuu yue lzh gan hak nan"),
    _script(HANGUL, "ko"),
    _script("\u0400-\u052f", "ru uk be bg sr mk kk ky mn tg tt ba cv os ce sah kv udm myv"),
    _script("\u0370-\u03ff\u1f00-\u1fff", "el grc"),
    _script("\u0530-\u058f", "hy hyw"),
    _script("\u0590-\u05ff", "he yi lad"),
    _script(
        "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
        "ar fa ur ps ckb sd ug arz ks azb",
    ),
    _script("\u0900-\u097f", "hi mr ne sa mai bho new gom doi"),
    _script("\u0980-\u09ff", "bn as bpy"),
    _script("\u0a00-\u0a7f", "pa"),
    _script("\u0a80-\u0aff", "gu"),
    _script("\u0b00-\u0b7f", "or"),
    _script("\u0b80-\u0bff", "ta"),
    _script("\u0c00-\u0c7f", "te"),
    _script("\u0c80-\u0cff", "kn tcy"),
    _script("\u0d00-\u0d7f", "ml"),
    _script("\u0d80-\u0dff", "si"),
    _script("\u0e00-\u0e7f", "th"),
    _script("\u0e80-\u0eff", "lo"),
    _script("\u0f00-\u0fff", "bo dz"),
    _script("\u1000-\u109f", "my shn mnw"),
    _script("\u10a0-\u10ff\u1c90-\u1cbf", "ka xmf"),
    _script("\u1200-\u139f", "am ti"),
    _script("\u1780-\u17ff", "km"),
)


@lru_cache(maxsize=16)
def by_properties(pattern: str) -> Any:
    r"""Return a pattern that may name properties of Unicode, as ``\p{M}``: the home of ``regex``.

    Only texts of scripts that have marks need it.
    """
    import regex

    return regex.compile(pattern)


def is_unspaced(letter: str) -> bool:
    """Whether a letter is of a script that writes no spaces between words."""
    return _UNSPACED.match(letter) is not None


def has_unspaced(text: str) -> bool:
    """Whether a text has such a letter."""
    return _UNSPACED.search(text) is not None


def has_kana(text: str) -> bool:
    """Whether a text has signs that Japanese alone is written with."""
    return _SCRIPTS[0].letters.search(text) is not None


def is_latin(text: str) -> bool:
    """Whether a text is written in Latin letters, most of it at least."""
    others = len(NOT_LATIN.findall(text))
    return not others or 2 * others < sum(map(str.isalpha, text))


def language_of(text: str, told: str | None) -> str | None:
    """Return the language of a text: the one told, unless it is not written in the script of the text.

    A script that several languages share stands for the one most written in it: they end sentences alike.
    """
    if not NOT_LATIN.search(text):
        return told
    sample = text[:SAMPLE]
    counts = [(len(script.letters.findall(sample)), script) for script in _SCRIPTS]
    most, script = max(counts, key=lambda each: each[0])
    if counts[0][0] * 10 > most:  # a tenth of kana is Japanese, however many ideographs stand beside it
        script = counts[0][1]
    if not most or most * 2 < sum(map(str.isalpha, sample)):
        return told
    return told if told and told.lower().partition("-")[0] in script.languages else script.languages[0]
