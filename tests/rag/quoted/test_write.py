"""What writes answers can be exchanged: another writer in the place of ours, through the real assistant."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from index import Library
from rag import Answer, Assistant, Citation
from rag.answer import Sentence
from rag.evidence.gather import Evidence
from rag.quoted.write import Quoting, Writer, answer_of, unanswered
from rag.stream import Stop
from tests.kit.sound import sound

QUESTION = "Why was India exempted from CAATSA?"


@dataclass(frozen=True)
class Titles:
    """Quotes nothing but the first words of the nearest articles, and names their titles, piece by piece."""

    most: int

    def write(self, evidence: Evidence, *, today: date, stop: Stop) -> Iterator[str | Answer]:
        if not evidence.hits:
            yield unanswered(evidence)
            return
        articles = list({hit.article.id: hit.article for hit in evidence.hits}.values())[: self.most]
        said, cited = [], []
        for number, article in enumerate(articles, start=1):
            stop.wait(0)
            end = min(len(article.text), 20)
            cited.append(Citation(number, article, 0, end, article.text[:end]))
            said.append(Sentence(f"{article.title}, read on {today}.", (number,), "supported"))
            text = " ".join(sentence.text + sentence.marks for sentence in said)
            yield answer_of(evidence, text, tuple(said), tuple(cited))
            yield " " * (number > 1) + said[-1].text + said[-1].marks
        yield answer_of(evidence, text, tuple(said), tuple(cited))


def test_another_writer_answers_through_the_assistant(sample_library: Library) -> None:
    writer: Writer = Titles(3)
    stream = Assistant(sample_library, writer=writer).stream(QUESTION, today="2024-03-09")
    pieces = list(stream)
    sound(stream.answer)
    assert len(pieces) == 3
    assert "".join(pieces) == stream.answer.text
    assert stream.answer.text.count("read on 2024-03-09") == 3


def test_what_another_writer_was_saying_is_kept_when_nobody_waits(sample_library: Library) -> None:
    stream = Assistant(sample_library, writer=Titles(3)).stream(QUESTION)
    first = next(stream)
    stream.close()
    assert list(stream) == []
    assert stream.so_far is not None
    assert stream.so_far.text == first


def test_what_was_preferred_in_the_search_is_told_whoever_writes(sample_library: Library) -> None:
    question = "What did the Harbour Ledger report about India and the S-400?"
    ours = Assistant(sample_library).ask(question)
    other = Assistant(sample_library, writer=Titles(1)).ask(question)
    assert "Harbour Ledger" in ours.preferred
    assert (ours.preferred, ours.notice) == (other.preferred, other.notice)


def test_quoting_is_the_default(sample_library: Library) -> None:
    ours = Assistant(sample_library).ask(QUESTION)
    given = Assistant(sample_library, writer=Quoting()).ask(QUESTION)
    assert replace(ours, seconds=0) == replace(given, seconds=0)
    assert ours.kind == "quoted"


def test_without_articles_another_writer_says_so_too(sample_library: Library) -> None:
    answer = Assistant(sample_library, writer=Titles(3)).ask("Who voted?", sources="No Such Paper")
    assert (answer.answered, answer.reason) == (False, "nothing found")
