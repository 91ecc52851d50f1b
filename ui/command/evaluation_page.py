"""An evaluation -> one HTML file that opens from disk: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from rag.evaluation import Cited, Evaluation, Measured, Total
from rag.evaluation.match import places

from ..render.annotate import Layer, annotate, escaped
from ..render.byline import link, written_day
from .evaluation import GROUPS, heading, noticed, outcome, shown

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SHOWN: Final = (("all", "All"), ("wrong", "Wrong"), ("refused", "Refused"), ("right", "Right"))


def evaluation_html(evaluation: Evaluation) -> str:
    """Return the whole report: totals, then every question with what was answered and what was expected."""
    style = (Path(__file__).parents[1] / "page" / "assets" / "evaluation.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">'
        f"<title>How good the answers are</title>\n<style>\n{style}</style></head>\n<body><main>"
        f"<h1>How good the answers are</h1><p>{escaped(heading(evaluation))}.</p>"
        f"{_notices(evaluation)}{_totals(evaluation)}{_questions(evaluation.questions)}"
        "</main></body></html>\n"
    )


def _notices(evaluation: Evaluation) -> str:
    if not evaluation.notices:
        return ""
    lines = "".join(f"<li>{escaped(notice)}</li>" for notice in dict.fromkeys(evaluation.notices))
    return f'<div class="notices"><p>{escaped(noticed(evaluation))}</p><ul>{lines}</ul></div>'


def _totals(evaluation: Evaluation) -> str:
    totals = {total.name: total for total in evaluation.totals}
    tables = "".join(
        f"<table><caption>{group}</caption>"
        + "".join(_total(label, totals[name]) for name, label in metrics)
        + "</table>"
        for group, metrics in GROUPS
    )
    return f'<h2>Totals</h2><div class="totals">{tables}</div>'


def _total(label: str, total: Total) -> str:
    of = f"of {total.of:,}" if total.of else "not measured"
    return (
        f'<tr><th scope="row">{label}</th><td class="bar">{_bar(total)}</td>'
        f'<td class="number">{shown(total)}</td><td class="of">{of}</td></tr>'
    )


def _bar(total: Total) -> str:
    """Return a share as a bar, of another colour where less is better; nothing for seconds."""
    if total.value is None or total.name.startswith("seconds"):
        return ""
    bad = " bad" if total.name in ("refused", "false_answers") else ""
    return f'<span class="share{bad}" style="--share:{total.value:.3f}"></span>'


def _questions(questions: Sequence[Measured]) -> str:
    counts = Counter[str](each.verdict for each in questions)
    choices = "".join(
        f'<input type="radio" name="shown" id="{name}"{" checked" if name == "all" else ""}>'
        f'<label for="{name}">{label} {len(questions) if name == "all" else counts[name]:,}</label>'
        for name, label in _SHOWN
        if name == "all" or counts[name]
    )
    items = "".join(_question(number, each) for number, each in enumerate(questions, start=1))
    return f"<h2>Questions</h2>{choices}<ol>{items}</ol>"


def _question(number: int, each: Measured) -> str:
    opened = "" if each.verdict == "right" else " open"
    return (
        f'<li class="{each.verdict}" id="question-{number}"><details{opened}><summary>'
        f'<span class="outcome">{outcome(each)}</span> '
        f'<span class="question" dir="auto">{escaped(each.gold.question)}</span></summary>'
        f"<dl>{_line('Expected', _expected(each))}{_line('Answered', _answered(each))}"
        f"{_line('Quoted', _quotes(each))}{_line('Found', escaped(_found(each)))}"
        f"{_line('Notice', escaped(each.notice))}{_line('From', escaped(each.gold.place))}"
        "</dl></details></li>"
    )


def _line(name: str, content: str) -> str:
    return f"<dt>{name}</dt><dd>{content}</dd>" if content else ""


def _expected(each: Measured) -> str:
    gold = each.gold
    if not gold.answerable:
        return "that the articles do not say"
    if not (gold.words or gold.articles):
        return "an answer"
    answers = " or ".join(f"<b>{_text(answer)}</b>" for answer in gold.answers)
    quotes = "".join(f'<blockquote dir="auto">{_text(quote)}</blockquote>' for quote in gold.quotes)
    names = ", ".join(_text(name) for name in gold.articles)
    parts = (answers, quotes, f'<p class="origin">in {names}</p>' if names else "")
    return "".join(part for part in parts if part)


def _answered(each: Measured) -> str:
    short = f'<p class="origin">in short: <b>{_text(each.short_answer)}</b></p>' if each.short_answer else ""
    return f'<div class="text" dir="auto">{escaped(each.text)}</div>{short}'


def _quotes(each: Measured) -> str:
    items = "".join(_cited(cited, each.gold.words) for cited in each.cited)
    return f"<ul>{items}</ul>" if items else ""


def _cited(cited: Cited, words: Iterable[str]) -> str:
    expected = () if cited.right is None else words
    marks = [Layer(start, end, "mark") for each in expected for start, end in places(cited.quote, each)]
    verdict = {True: "right", False: "wrong", None: ""}[cited.right]
    badge = f'<span class="outcome">{verdict}</span> ' if verdict else ""
    page = f"p. {cited.page}" if cited.page else ""
    about = (_text(part) for part in (cited.title, cited.source, written_day(cited.published), page) if part)
    origin = " · ".join((*about, *([link(cited.url)] if cited.url else ())))
    return (
        f'<li class="quote {verdict}"><blockquote dir="auto">{annotate(cited.quote, marks)}</blockquote>'
        f'<p class="origin">{badge}[{cited.number}] {origin}</p></li>'
    )


def _found(each: Measured) -> str:
    """Return where the search had the right article and the right passage, and how long it all took."""
    ranks = {"article": each.article_ranks, "right passage": each.passage_ranks}
    told = [f"{name} at rank {_ranks(found)}" for name, found in ranks.items() if found]
    return "; ".join((*told, f"{each.seconds:.2f} seconds"))


def _ranks(ranks: Sequence[int | None]) -> str:
    return " and ".join(str(rank or "–") for rank in ranks)


def _text(text: str) -> str:
    return f"<bdi>{escaped(text)}</bdi>"
