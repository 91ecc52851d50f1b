"""Questions with known answers, put to an assistant: what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Final

from index.ingest.report import Progress, silent
from index.library import Library
from index.passage import Filter, Hit

from ..answer import Answer, Citation
from ..assistant import Assistant
from ..question.wishes import wishes
from .gold import Gold
from .measured import DEPTHS, Cited, Evaluation, Measured, Ranks
from .metrics import exact_match, holds, places, token_f1

SEARCHED: Final = 100  # passages, so that there are ten articles among them; as deep as a search looks


def evaluate(
    library: Library,
    questions: Sequence[Gold],
    *,
    assistant: Assistant | None = None,
    progress: Progress = silent,
) -> Evaluation:
    """Put every question to the library and compare what comes with what is expected.

    ``assistant`` is one of this library, for answers that a model writes; short answers are not compared
    then, for a model makes none.

    Raises:
        ValueError: there is no question, a gold article is not in the library, or the assistant answers
            from another one.
        LibraryError: the library cannot be searched.
    """
    asked = assistant or Assistant(library)
    if asked.library is not library:
        raise ValueError("the assistant answers from another library; give one of this library")
    if not questions:
        raise ValueError("there is no question to ask")
    named = _named(library, questions)
    sources = [name for name, _ in library.summary().sources]
    asked.prepare()
    measured = []
    for done, gold in enumerate(questions):
        progress(done, len(questions), gold.question)
        answer = asked.ask(gold.question)
        hits = _searched(library, answer, sources) if gold.answerable else []
        measured.append(judged(answer, hits, gold, named, written=asked.llm is not None))
    progress(len(questions), len(questions), "")
    summary = library.summary()
    return Evaluation(tuple(measured), summary.articles, summary.passages)


def _searched(library: Library, answer: Answer, sources: Sequence[str]) -> list[Hit]:
    """Search as the assistant does: what a question wishes of days and sources comes first."""
    prefer = wishes(answer.question, sources, date.today())
    return library.search(answer.query, k=SEARCHED, prefer=prefer, only=Filter())


def _named(library: Library, questions: Sequence[Gold]) -> Named:
    """Return the ids of all gold articles, each of which must be there."""
    named = article_ids(library, (name for gold in questions if gold.answerable for name in gold.articles))
    for gold in questions:
        for name in gold.articles:
            if gold.answerable and not named[name]:
                advice = "give its id or title as quoth list shows it, its url, or its file's name"
                raise ValueError(
                    f"{gold.place or gold.question}: no article in the library is {name!r}; {advice}"
                )
    return named


def judged(
    answer: Answer, hits: Sequence[Hit], gold: Gold, named: Named, *, written: bool = False
) -> Measured:
    """Compare an answer, and the passages found for it, with what is expected.

    ``named`` has the ids of the gold articles; ``written`` says that a model wrote the answer.
    """
    cited = tuple(_cited(citation, gold) for citation in answer.citations)
    said = (answer.answered, answer.text, answer.short_answer, answer.notice, answer.seconds)
    outcome = Measured(gold, *said, cited, probability=answer.probability)
    if not gold.answerable:
        return outcome
    if gold.answers:
        told = any(holds(sentence.text, gold.answers) for sentence in answer.sentences)
        outcome = replace(outcome, said=told)
    if gold.answers and not written:
        exact, shared = _compared(answer.short_answer, gold.answers)
        outcome = replace(outcome, exact_match=exact, token_f1=shared)
    if gold.words:
        outcome = replace(outcome, passage_ranks=_passage_ranks(hits, gold.words))
    if gold.articles:
        wanted = [named[name] for name in gold.articles]
        right = any(each.article_id in ids for each in cited for ids in wanted)
        outcome = replace(outcome, article_ranks=_article_ranks(hits, wanted), right_article=right)
    return outcome


def _compared(short: str | None, answers: Sequence[str]) -> tuple[float, float]:
    """Return exact match and token F1 of a short answer; none is wrong, even where an answer is but "the"."""
    return (exact_match(short, answers), token_f1(short, answers)) if short else (0.0, 0.0)


def _article_ranks(hits: Sequence[Hit], wanted: Sequence[frozenset[str]]) -> Ranks:
    """Return for each of the names the rank of its first article among the articles of the hits."""
    ranking = list(dict.fromkeys(hit.article.id for hit in hits))
    return tuple(_first(article in ids for article in ranking) for ids in wanted)


def _passage_ranks(hits: Sequence[Hit], words: Sequence[str]) -> Ranks:
    return (_first(holds(hit.text, words) for hit in hits[: DEPTHS[-1]]),)


def _first(right: Iterable[bool]) -> int | None:
    """Return the rank, from 1, of the first that is right."""
    return next((rank for rank, each in enumerate(right, start=1) if each), None)


def _cited(citation: Citation, gold: Gold) -> Cited:
    article = citation.article
    return Cited(
        citation.number,
        citation.quote,
        citation.start,
        citation.end,
        citation.page,
        article.id,
        article.title,
        article.source,
        article.published,
        article.url,
        _right(citation, gold) if gold.answerable and gold.words else None,
    )


def _right(citation: Citation, gold: Gold) -> bool:
    """Tell whether a quotation holds an accepted answer or shares words with a gold quote."""
    spans = [span for quote in gold.quotes for span in places(citation.article.text, quote)]
    overlaps = any(start < citation.end and citation.start < end for start, end in spans)
    return overlaps or holds(citation.quote, gold.answers)


Named = dict[str, frozenset[str]]


def article_ids(library: Library, names: Iterable[str]) -> Named:
    """Return for each name the articles of which it is the id, else all with that title, url or file name.

    Case and white space of a title do not count. A file may be named by the end of its path:
    ``2018/visit.html``. A name that no article has is given the empty set.
    """
    wanted = set(names)
    by_id = library.store.articles_by_id(sorted(wanted))
    others = wanted - by_id.keys()
    known = _known(library) if others else {}
    found = {name: frozenset({name}) for name in by_id}
    for name in others:
        keys = (_folded(name), name.rstrip("/"), PurePath(name).as_posix())
        found[name] = frozenset(article for key in keys for article in known.get(key, ()))
    return found


def _known(library: Library) -> dict[str, set[str]]:
    """Return the articles that have each title, url and end of a path."""
    known: dict[str, set[str]] = {}
    for article in library.articles():
        for key in (_folded(article.title), (article.url or "").rstrip("/")):
            known.setdefault(key, set()).add(article.id)
    for origin, article_id in library.store.origins():
        for key in _ends(origin):
            known.setdefault(key, set()).add(article_id)
    known.pop("", None)
    return known


def _ends(origin: str) -> list[str]:
    """Return ``/a/b/c.md`` as ``/a/b/c.md``, ``b/c.md``, ``c.md`` and the like."""
    parts = PurePath(origin).parts
    return [str(PurePath(*parts[at:])) for at in range(len(parts))]


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
