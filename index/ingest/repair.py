"""A damaged library -> one that holds what is sound, what could be made or read again, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import REPAIR, RESTORE, LibraryDamaged
from ..store import Damage
from .entries import entries
from .ingest import Target, check_encoder, take
from .inputs import Manner, is_link, listed
from .report import Progress, Repair, Report


def damage_line(damage: Damage) -> str:
    """Return what is damaged and what helps, in one line; empty for nothing."""
    if damage.other:
        return f"{'; '.join(damage.other[:3])}; {REPAIR}"
    told = [f"article {name} is not what was stored" for name in damage.articles]
    told += [f"passages of article {name} are not what was stored" for name in damage.passages]
    more = f"; and {len(told) - 3} more" if len(told) > 3 else ""
    return f"{'; '.join(told[:3])}{more}; {REPAIR}" if told else ""


def repair(target: Target, progress: Progress) -> Repair:
    """Make passages anew and read articles again; see ``Library.repair``.

    A damaged article stays, and says so, until what is read again takes its place, or nothing can.
    """
    store = target.store
    with store.lock():
        check_encoder(target)
        damage = store.damage()
        if found_anew := bool(damage.other):  # what rows are found by is made anew of them
            store.find_anew()
            damage = store.damage()
        if damage.other:
            raise LibraryDamaged(f"{store.place}: {'; '.join(damage.other[:3])}; {RESTORE}")
        came = [(article_id, origin) for origin, article_id in store.origins(damage.articles)]
        if every := (*damage.passages, *damage.articles):
            sound = list(store.articles_by_id(damage.passages).values())
            made = entries(sound, target.encoder)
            store.replace_passages(target.encoder.identity, made, of=every)
            store.unseal(dict.fromkeys(origin for _, origin in came))
    there = [origin for _, origin in came if is_link(origin) or Path(origin).is_file()]
    again = _read_again(target, there, damage, progress)
    with store.lock():
        left = frozenset(store.damage().articles).intersection(damage.articles)
        if left:
            store.remove(left)
        target.search.apply(store.change())
    lost = tuple((name, origin) for name, origin in came if name in left)
    return Repair(len(damage.passages), again, lost, found_anew)


def _read_again(target: Target, origins: Sequence[str], damage: Damage, progress: Progress) -> Report:
    if not origins:
        return Report()
    found = listed(list(dict.fromkeys(origins)))
    return take(target, found, Manner(), progress, damaged=frozenset(damage.articles))
