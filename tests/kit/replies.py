"""A hundred replies as models write them, and worse, made by rule from a seed."""

import random
from typing import Final

_SENTENCES: Final = (
    "India was spared",
    "Mr. Modi met Gen. Dunford at 5 p.m. on Jan. 5",
    "It cost $5.43 billion, i.e. 3.2% of the U.S. budget",
    '"We will not yield. Never," he said',
    "“Das ist gut. Sehr gut”, sagte der Kanzler",
    "印度因与美国合作而获得豁免。莫迪没有评论",
    "Ankara got none (see No. 4, p. 12)",
    "**Strong words** were *used* by __both__ sides",
    "The call is `items[1].get(2)` and not `a. b`",
    "[The deal](https://a.example/x?q=1) was ![image. one](http://b.example/i.png) signed",
    "Look at https://evil.example/?d=[1] or www.evil.example/x. y now",
    "<b>Bold. claims</b> were made <img src='x. y'>",
    "He asked: who pays",
    "A < B and 2 > 1, he wrote to a_b@c.example",
    "An open “quotation that is never. Closed by anyone",
    "An open [bracket. Never closed",
)
_MARKS: Final = (
    *("", " [1]", "[1]", " [1, 2]", "[1][2]", " [2-4]", " 【1】", "【3†source】", " [^2]", " [99]"),
    *(" [2018]", "[1](http://x.example)", " [ 1 ; 3 ]", " [12", " []", " [a]"),
)
_ENDS: Final = (".", "!", "?", ".", ".", "…", "。", "", ":")
_BEHIND: Final = ("", "", "", " [1]", "[2]", " [1][3]", "\n[2]")
_GAPS: Final = (" ", " ", " ", "\n", "\n\n", "\n- ", "\n* ", "\n2. ", "\n## ", "\n\n> ", "")
_BLOCKS: Final = (
    "```\nx[1] = 'a. b'\nprint(x[2])\n```",
    "```py\nnever closed [1]. Truly",
    "| a | b [1] |\n|---|---|",
)


def replies(count: int = 100, seed: int = 11) -> list[str]:
    """Return the replies; the same for the same seed."""
    chance = random.Random(seed)
    return [_reply(chance) for _ in range(count)]


def _reply(chance: random.Random) -> str:
    parts = [chance.choice(("", "", "## Heading\n", "- ", "1. "))]
    for _ in range(chance.randint(1, 5)):
        said = chance.choice(_SENTENCES) + chance.choice(_MARKS) + chance.choice(_ENDS)
        parts += [said, chance.choice(_BEHIND), chance.choice(_GAPS)]
        if chance.random() < 0.08:
            parts += ["\n\n", chance.choice(_BLOCKS), "\n\n"]
    return "".join(parts)
