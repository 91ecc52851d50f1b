"""How many letters lie between two words: one wrong, one too many, one missing, or two neighbours swapped."""

from __future__ import annotations


def edits_between(one: str, other: str, most: int) -> int | None:
    """Return how many edits lead from one word to the other; ``None`` for more than ``most``.

    Two neighbours that are swapped count once, as in Damerau (1964), and are not edited again.
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, theirs in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if last and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
