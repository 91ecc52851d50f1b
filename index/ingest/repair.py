"""A damaged library -> one that holds what is sound, what could be made or read again, and nothing else."""

from __future__ import annotations

from pathlib import Path

from ..errors import RESTORE, LibraryDamaged
from ..store import Damage
from .entries import entries
from .ingest import Target, check_encoder, take
from .inputs import Manner, is_link, listed
from .report import Progress, Repair, Report


def damage_line(damage: Damage) -> str:
    """Return what is damaged and what helps, in one line; empty for nothing."""
    if damage.other:
        return f"{'; '.join(damage.other[:3])}; {RESTORE}"
    told = [f"article {name} is not what was stored" for name in damage.articles]
    told += [f"passages of article {name} are not what was stored" for name in damage.passages]
    more = f"; and {len(told) - 3} more" if len(told) > 3 else ""
    return f"{'; '.join(told[:3])}{more}; quoth repair mends what can be mended" if told else ""


def repair(target: Target, progress: Progress) -> Repair:
    """Make passages anew and read articles again; see ``Library.repair``."""
    store = target.store
    with store.lock():
        check_encoder(target)
        damage = store.damage()
        if damage.other:
            raise LibraryDamaged(f"{store.place}: {damage_line(damage)}")
        came = [(article_id, origin) for origin, article_id in store.origins(damage.articles)]
        if damage.passages:
            sound = list(store.articles_by_id(damage.passages).values())
            made = entries(sound, target.encoder)
            store.replace_passages(target.encoder.identity, made, of=damage.passages)
        if damage.articles:
            store.unseal(dict.fromkeys(origin for _, origin in came))  # what else they hold may be sound
            store.remove(damage.articles)
        target.search.apply(store.change())
    there = [origin for _, origin in came if is_link(origin) or Path(origin).is_file()]
    again = take(target, listed(list(dict.fromkeys(there))), Manner(), progress) if there else Report()
    failed = {problem.source for problem in again.failed}
    lost = tuple((name, origin) for name, origin in came if origin not in there or origin in failed)
    return Repair(len(damage.passages), again, lost)
