"""Questions of a present state: whether the newest report that answers is quoted first.

``python -m tests.bench.current [DATA]`` asks those of ``current_set.json``, 26 matters of made-up towns that
changed over the years, labelled before anything was tuned; ``then`` are questions of what was. With a folder
of question sets it also says how many of these are taken for questions of a present state, which harms none
of them: their articles have no days.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from index import Article, Library
from rag import Assistant
from rag.answer import Answer
from rag.question.present import is_of_present

from .statements import share, texts

SET = Path(__file__).with_name("current_set.json")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether it is of a present state, the words of a right answer and those of before."""

    question: str
    now: bool
    right: str
    earlier: tuple[str, ...] = ()


def main(data: Path | None) -> None:
    """Print what becomes of each question that is not right, and the shares."""
    articles, asked = read()
    with TemporaryDirectory() as folder:
        library = Library.open(Path(folder))
        library.add(articles)
        assistant = Assistant(library)
        answers = [(each, assistant.ask(each.question)) for each in asked]
    for kind, now in (("of the present", True), ("of what was", False)):
        own = [(each, answer) for each, answer in answers if each.now == now]
        print(f"{kind:16} {len(own):3}  first sentence right {share(map(_is_right, own)):.3f}")
        for each, answer in own:
            if not _is_right((each, answer)):
                print(
                    f"    {each.question}  {answer.citations[0].quote if answer.citations else 'no answer'}"
                )
    before = [(each, answer) for each, answer in answers if each.earlier]
    print(f"what older reports say told {share(map(_is_told, before)):.3f} of {len(before)}")
    false = [each.question for each, answer in answers if not each.earlier and _earlier(answer)]
    print(
        f"told where nothing is otherwise {len(false)} of {len(answers) - len(before)}", *false, sep="\n    "
    )
    print("taken for questions of the present:")
    for file in sorted(data.glob("*/*questions.jsonl.gz")) if data else ():
        questions = texts(file, "question")
        taken = [each for each in questions if is_of_present(each, date.today())]
        print(f"{file.parent.name:24} {len(questions):6}  {len(taken) / len(questions):.3f}")


def read() -> tuple[list[Article], list[Asked]]:
    """Return the articles of the set and its questions."""
    matters = json.loads(SET.read_text(encoding="utf-8"))
    articles = [
        Article(title=title, text=text, published=day)
        for each in matters
        for day, title, text in each["articles"]
    ]
    return articles, [asked for each in matters for asked in _asked(each)]


def _asked(matter: dict[str, list[list[str]]]) -> Iterator[Asked]:
    for question, right, earlier in matter["now"]:
        yield Asked(question, True, right, tuple(earlier))
    for question, right in matter["then"]:
        yield Asked(question, False, right)


def _is_right(pair: tuple[Asked, Answer]) -> bool:
    asked, answer = pair
    return bool(answer.citations) and asked.right.lower() in answer.citations[0].quote.lower()


def _earlier(answer: Answer) -> list[str]:
    return [place.said for each in answer.disagreements if each.kind == "earlier" for place in each.positions]


def _is_told(pair: tuple[Asked, Answer]) -> bool:
    asked, answer = pair
    return any(said.lower() in told.lower() for said in asked.earlier for told in _earlier(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
