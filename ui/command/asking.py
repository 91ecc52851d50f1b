"""The commands that ask a library something; each returns its exit code.

What answers, and what serves, is imported by the commands that need it: to search takes neither.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Final

from index.passage import checked_k, checked_query, chosen, no_such

from .bar import progress_bar
from .libraries import library_to_ask

NO_PROMPT: Final = "No model is asked: nothing in the articles comes near this question."


def ask(given: argparse.Namespace) -> int:
    """Answer a question."""
    from rag.assistant import Assistant

    from ..render.told import as_json, told
    from .terminal import answer_lines

    if given.questions is not None:
        return _ask_many(given)
    if given.question is None:
        raise ValueError("ask a question, or those of a file with --questions FILE --out FILE")
    _check(given)
    llm = model_named(given)
    assistant = Assistant(library_to_ask(given), llm, unsupported=given.unsupported)
    only = _only(given)
    if given.show_prompt:
        shown = assistant.prompt(given.question, **only)
        print(f"{shown.system}\n\n{shown.user}" if shown else NO_PROMPT)
        return 0
    answer = assistant.ask(given.question, **only)
    print(_json(as_json(told(answer))) if given.json else answer_lines(answer))
    return 0


def _ask_many(given: argparse.Namespace) -> int:
    """Answer the questions of a file."""
    from rag.assistant import Assistant

    from .many import answer_many

    if given.question is not None:
        raise ValueError("ask one question, or those of a file, not both")
    if given.out is None:
        raise ValueError("name the file of the answers with --out FILE")
    only = _only(given)
    chosen(**only)
    llm = model_named(given)
    return answer_many(
        given, lambda: Assistant(library_to_ask(given), llm, unsupported=given.unsupported), only
    )


def check_claim(given: argparse.Namespace) -> int:
    """Tell what supports a claim and what contradicts it."""
    from rag.assistant import Assistant
    from rag.claims.claim import claims_in

    from ..render.told import as_json, told
    from .terminal import answer_lines

    claims_in(given.claim)
    chosen(**_only(given))
    assistant = Assistant(library_to_ask(given))
    answer = assistant.check(given.claim, **_only(given))
    print(_json(as_json(told(answer))) if given.json else answer_lines(answer))
    return 0


def evaluate_library(given: argparse.Namespace) -> int:
    """Measure the answers to questions whose answers are known."""
    from rag.assistant import Assistant
    from rag.evaluation import evaluate, report

    from .evaluation import evaluation_lines, left_out, made, questions_of, questions_said, write
    from .evaluation_page import evaluation_html

    library = None if given.questions is not None or given.samples else library_to_ask(given)
    questions = questions_said(library) if library else questions_of(given.questions)
    if note := left_out(questions):
        print(f"quoth: {note}", file=sys.stderr)
    llm = model_named(given)
    out = made(given.out) if given.out is not None else None
    library = library or library_to_ask(given)
    with progress_bar() as progress:
        assistant = Assistant(library, llm, unsupported=given.unsupported)
        found = evaluate(library, questions, assistant=assistant, progress=progress)
    told = _json(report(found))
    print(told if given.json else evaluation_lines(found))
    if out is not None:
        write(out, told, evaluation_html(found))
    return 0


def search(given: argparse.Namespace) -> int:
    """Print the passages that come nearest."""
    from rag.question.outlets import strangers

    from ..render.told import as_json, passage
    from .terminal import hit_lines

    _check(given)
    library = library_to_ask(given)
    found = library.find(given.question, k=given.k, **_only(given))
    held = [name for name, _ in library.summary().sources]
    lines = [*found.notes, no_such(strangers(found.query, None, held), held), found.told]
    for line in filter(None, lines):
        print(f"quoth: {line}", file=sys.stderr)
    print(_json([as_json(passage(hit)) for hit in found.hits]) if given.json else hit_lines(found.hits))
    return 0


def model_named(given: argparse.Namespace) -> Any:
    """Return the model that writes, if one is named."""
    if given.llm is None:
        return None
    from rag.llm.models import model

    return model(given.llm)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _only(given: argparse.Namespace) -> dict[str, Any]:
    """Return the days and outlets that a question is confined to."""
    return {"since": given.since, "until": given.until, "sources": given.source, "tags": given.tag}


def _check(given: argparse.Namespace) -> None:
    """Refuse wrong arguments before anything is read."""
    checked_query(given.question)
    chosen(**_only(given))
    checked_k(getattr(given, "k", 1))
