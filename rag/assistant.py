"""A question in, a cited answer out: the straight line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from index.library import Library
from index.passage import Filter, checked_query

from .answer import UNSUPPORTED, Answer, Unsupported, noted
from .asked import Asked, Asking, Scope, asked
from .evidence.gather import Evidence, gather
from .evidence.rank import Marking
from .question.parse import Parsed, parse
from .question.small_talk import courteous
from .quoted.write import Quoting, Writer
from .starters import SHORTLY, Starters
from .stream import MORE, Stop, Stream

if TYPE_CHECKING:  # a question without a model imports none of this
    from typing_extensions import Unpack

    from index.search.confined import Confined

    from .check.verifier import Verifier
    from .llm.reply import Patience
    from .written.prompt import Prompt


class Assistant:
    """Answers questions about the articles of a library, with citations, and checks claims against them.

    Safe to use from several threads; it keeps nothing of the questions.
    """

    def __init__(
        self,
        library: Library,
        llm: Any = None,
        *,
        marking: Marking | None = None,
        unsupported: Unsupported = "mark",
        patience: Patience | None = None,
        writer: Writer | None = None,
        verifier: Verifier | None = None,
    ) -> None:
        """Answer from a library.

        Args:
            library: what is searched.
            llm: nothing, for answers made of the articles' own sentences; ``gguf/FILE``, ``ollama/NAME``,
                ``openai/NAME``, ``http://host:port/v1#NAME`` (``rag.llm.models`` has the others); or any
                LlamaIndex LLM.
            marking: what marks the answering words in place of the reader, such as
                ``rag.evidence.marking.unmarked``.
            unsupported: what happens to a model's sentence that is not found in what it cites: ``mark``
                (shown and marked), ``strike`` (shown struck through) or ``drop`` (left out).
            patience: how long the model is waited for, and how often it is tried again.
            writer: what makes answers of what was found, in place of the model or of quoting.
            verifier: what judges whether a sentence supports or contradicts a claim, in place of ours.

        Raises:
            ValueError: ``llm`` is no model, ``unsupported`` is none of these, or what the environment says
                of a model (``rag.llm.models``) has another form.
            ModelError: its key is missing, or its file cannot be used.
        """
        if unsupported not in UNSUPPORTED:
            raise ValueError(f"unsupported={unsupported!r}: choose {', '.join(UNSUPPORTED)}")
        self.library = library
        self.marking = marking
        self.verifier = verifier
        self.llm: Any = None
        self.writer = writer or Quoting()
        self._starters = Starters()
        if llm is not None:
            from .llm.models import checked, environment_price
            from .written.write import Generating

            self.llm = checked(llm)
            model = Generating(self.llm, unsupported, patience, environment_price())
            self.writer = writer or model

    def starters(self, patience: float | None = None) -> tuple[str, ...]:
        """Return a few questions to begin with, each of which the articles answer; none of some libraries.

        They are looked for once after each change of the library, in the background. With ``patience``
        so many seconds are waited for them, and then those of what it was before returned.
        """
        return self._starters.of(self.library, patience)

    def prepare(self) -> None:
        """Load the models and the indexes, so that the first question does not wait for them."""
        if self.library.summary().passages:
            gather(self.library, parse("ready?"), Filter(), self.marking)

    def ask(self, question: str, **given: Unpack[Asking]) -> Answer:
        """Return the answer, or the statement that the articles have none.

        ``since``, ``until`` (days, both ends counted), ``sources`` and ``tags`` confine it; ``history`` holds
        the turns or answers before. ``Asking`` says more of these arguments. Days and sources that the
        question itself names are preferred, and others excluded only where it asks of nothing else ("what
        happened in June?").

        Raises:
            ValueError: the question is blank or too long, or a day or filter makes no sense.
            LibraryError: the library cannot be searched.
        """
        return _whole(self.stream(question, **given))

    def stream(self, question: str, **given: Unpack[Asking]) -> Stream:
        """Return the answer in pieces as it is written; arguments and errors are those of ``ask``."""
        this = asked(checked_query(question), **given)
        return Stream(question, lambda stop: self._parts(this, stop))

    def check(self, claim: str, **given: Unpack[Scope]) -> Answer:
        """Return what the articles say for a claim and against it, or that they take no side.

        ``Answer.kind`` is "check" and ``Citation.support`` the side of each quotation. The sentences of a
        text, a few at most, are checked one by one. No model is asked. Arguments are those of ``ask``, but
        for ``today``.

        Raises:
            ValueError: the claim asks something, has no words, too many sentences or is too long, or a day
                or filter makes no sense.
            LibraryError: the library cannot be searched.
        """
        return _whole(self.stream_check(claim, **given))

    def stream_check(self, claim: str, **given: Unpack[Scope]) -> Stream:
        """Return the same in pieces, which come all at once; arguments and errors are those of ``check``."""
        from .claims.checking import checking

        this = asked(claim, **given)
        return checking(self.library, claim, this.only, before=this.history or (), verifier=self.verifier)

    def prompt(self, question: str, **given: Unpack[Asking]) -> Prompt | None:
        """Return what a model would be told; ``None`` where none would be asked.

        Arguments and errors are those of ``ask``. With a model it has only the passages that fit its context.
        """
        from .written.write import promising, prompted

        this = asked(checked_query(question), **given)
        parsed = self._parsed(this)
        if parsed.courtesy:
            return None
        evidence = gather(self.library, parsed, this.only, self.marking)
        return prompted(evidence, this.today, self.llm) if promising(evidence) else None

    def as_query_engine(self) -> Any:
        """Return this assistant as LlamaIndex's ``BaseQueryEngine``; each ``Response`` has the quotations as
        source nodes and the ``Answer`` in its metadata.
        """
        from .llama_index import query_engine_of

        return query_engine_of(self)

    def _parts(self, this: Asked, stop: Stop) -> Iterator[str | Answer]:
        """Yield the pieces of an answer, where it comes in pieces, and at last the answer."""
        parsed = self._parsed(this, self.llm, stop)
        if parsed.courtesy:
            yield courteous(this.question, parsed.courtesy, self.library.summary(), self.starters(SHORTLY))
            return
        if parsed.listing:
            from .listed.write import listed  # an ordinary question does without

            scope = self.library.confined(parsed.operators.fields, this.only)  # phrases are its own matter
            part: str | Answer = MORE
            for part in listed(self.library, parsed, scope.only, self.marking):
                stop.wait(0)
                yield part if isinstance(part, str) else _confined(part, scope)
            if part != MORE:  # else too little was found in the end
                return
        evidence = gather(self.library, parsed, this.only, self.marking)
        stop.wait(0)
        for part in self.writer.write(evidence, today=this.today, stop=stop):
            yield part if isinstance(part, str) else _told(part, evidence)

    def _parsed(self, this: Asked, llm: Any = None, stop: Stop | None = None) -> Parsed:
        outlets = [name for name, _ in self.library.summary(this.only).sources]
        return parse(
            this.question, this.history, outlets=outlets, today=this.today, llm=llm, stop=stop, many=this.many
        )


def _whole(stream: Stream) -> Answer:
    for _ in stream:
        pass
    return stream.answer


def _confined(answer: Answer, scope: Confined) -> Answer:
    """Return an answer that says to what the search for it was confined, and what was not understood."""
    told = replace(answer, preferred=f"{scope.told} {answer.preferred}".strip())
    return noted(told, " ".join(scope.notes))


def _told(answer: Answer, evidence: Evidence) -> Answer:
    """Return an answer that says what was preferred in the search for it, and what went wrong there."""
    return noted(replace(answer, preferred=evidence.preferred), evidence.notice)
