"""The conversations of one library, on a shelf of their own."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from index.passage import Filter
from index.store.database import Connection
from rag.question.small_talk import is_courtesy

from ..render.told import Told, as_json, told_from
from .listing import listing
from .shelf import FileShelf, Shelf
from .values import LONGEST_TITLE, Conversation, Exchange, Listed, NotKept, State

MOST_LISTED: Final = 100  # unless more are wanted

_COLUMNS: Final = "number, question, only_from, state, told, line, rating, asked_at, checks"


class Conversations:
    """Every person's conversations, usable from any thread; each person reaches only the own."""

    def __init__(self, path: Path | Shelf) -> None:
        """Open a file, made if absent, or another shelf; several servers may share it.

        Raises:
            QuothError: it cannot be opened or written; one line names it.
        """
        self.path = path
        self._shelf = FileShelf(path) if isinstance(path, Path) else path
        self._owner = self._shelf.owner
        self._connected = self._shelf.connected

    def close(self) -> None:
        """Say that this server has ended; what it was writing is cut off."""
        self._owner.close()

    @property
    def in_file(self) -> bool:
        """Whether they lie in a file of this machine."""
        return isinstance(self.path, Path)

    # -- reading

    def get(self, user: str, conversation_id: str) -> Conversation:
        """Return a conversation; what a server was writing when it ended is marked as cut off.

        Raises:
            NotKept: this person has none of that id.
        """
        with self._connected() as connection:
            title = _title(connection, user, conversation_id)
            self._cut(connection, conversation_id)
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM exchanges WHERE conversation = ? ORDER BY number", [conversation_id]
            ).fetchall()
        return Conversation(conversation_id, user, title, tuple(_exchange(row) for row in rows))

    def is_last(self, conversation_id: str, number: int) -> bool:
        """Whether no question has been asked after this one."""
        with self._connected() as connection:
            last = connection.execute(
                "SELECT max(number) FROM exchanges WHERE conversation = ?", [conversation_id]
            ).fetchone()
        return bool(last[0] == number)

    def listed(self, user: str, words: str = "", *, most: int = MOST_LISTED) -> list[Listed]:
        """Return a person's conversations, the last changed first; those that hold the words, if any.

        The words are looked for, as one text and in any case, in the titles, questions and answers of all.
        """
        with self._connected() as connection:
            return listing(connection, user, words, most)

    # -- changing

    def begin(
        self, user: str, conversation_id: str | None, question: str, only: Filter, *, checks: bool = False
    ) -> Conversation:
        """Add a question that is about to be answered, to a new conversation if none is named.

        ``checks``: it is a claim that is about to be checked.

        A new one is named after the question, and anew after the first that is more than a greeting or
        thanks. What was still being written in it is stopped.

        Raises:
            NotKept: this person has no conversation of that id.
        """
        with self._connected() as connection:
            now = _now()
            if conversation_id is None:
                conversation_id = secrets.token_hex(8)
                connection.execute(
                    "INSERT INTO conversations VALUES (?, ?, ?, ?)",
                    [conversation_id, user, title_of(question), now],
                )
            title = _title(connection, user, conversation_id)
            if not is_courtesy(question) and _is_unnamed(connection, conversation_id, title):
                title = title_of(question)
            connection.execute(
                "UPDATE conversations SET changed = ?, title = ? WHERE id = ?", [now, title, conversation_id]
            )
            _stop(connection, conversation_id)
            connection.execute(
                f"INSERT INTO exchanges (conversation, {_COLUMNS}, owner) SELECT ?,"
                " coalesce(max(number), 0) + 1, ?, ?, 'writing', NULL, '', 0, ?, ?, ?"
                " FROM exchanges WHERE conversation = ?",
                [
                    conversation_id,
                    question,
                    json.dumps(only.given),
                    now,
                    int(checks),
                    self._owner.id,
                    conversation_id,
                ],
            )
        return self.get(user, conversation_id)

    def keep(self, conversation_id: str, number: int, told: Told | None) -> bool:
        """Keep what is there of an answer; false if it is not written any more: stopped, or removed."""
        with self._connected() as connection:
            kept = connection.rows(
                "UPDATE exchanges SET told = ? WHERE conversation = ? AND number = ? AND state = 'writing'"
                " RETURNING number",
                [_written(told), conversation_id, number],
            )
        return bool(kept)

    def stop(self, conversation_id: str) -> None:
        """Mark what is being written in a conversation as stopped; the server that writes it notices."""
        with self._connected() as connection:
            _stop(connection, conversation_id)

    def end(
        self, conversation_id: str, number: int, state: State, *, told: Told | None = None, line: str = ""
    ) -> None:
        """Keep what came of a question; what was stopped or removed meanwhile stays so."""
        with self._connected() as connection:
            connection.execute(
                "UPDATE exchanges SET state = ?, told = ?, line = ?"
                " WHERE conversation = ? AND number = ? AND state IN ('writing', 'cut')",
                [state, _written(told), line, conversation_id, number],
            )

    def rate(self, user: str, conversation_id: str, number: int, rating: int) -> None:
        """Keep what a person thinks of an answer: 1, -1, or 0 to take it back.

        Raises:
            NotKept: there is no such answer of this person.
        """
        with self._connected() as connection:
            _title(connection, user, conversation_id)
            done = connection.rows(
                "UPDATE exchanges SET rating = ? WHERE conversation = ? AND number = ? AND state = 'done'"
                " RETURNING number",
                [rating, conversation_id, number],
            )
            if not done:
                raise NotKept(f"this conversation has no answer {number}")

    def rename(self, user: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            NotKept: this person has none of that id.
            ValueError: the title is blank.
        """
        if not title.strip():
            raise ValueError("the title is blank; write a word or two")
        with self._connected() as connection:
            _title(connection, user, conversation_id)
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", [title_of(title), conversation_id]
            )

    def remove(self, user: str, conversation_id: str) -> None:
        """Remove a conversation.

        Raises:
            NotKept: this person has none of that id.
        """
        with self._connected() as connection:
            _title(connection, user, conversation_id)
            connection.execute("DELETE FROM conversations WHERE id = ?", [conversation_id])

    def _cut(self, connection: Connection, conversation_id: str) -> None:
        """Mark what is still being written by a server that has ended."""
        written = connection.execute(
            "SELECT DISTINCT owner FROM exchanges WHERE conversation = ? AND state = 'writing'",
            [conversation_id],
        ).fetchall()
        for (owner,) in written:
            if not self._owner.is_alive(owner):
                connection.execute(
                    "UPDATE exchanges SET state = 'cut'"
                    " WHERE conversation = ? AND state = 'writing' AND owner = ?",
                    [conversation_id, owner],
                )


def title_of(text: str) -> str:
    """Return a text as a title: one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _title(connection: Connection, user: str, conversation_id: str) -> str:
    row = connection.execute(
        'SELECT title FROM conversations WHERE id = ? AND "user" = ?', [conversation_id, user]
    ).fetchone()
    if row is None:
        raise NotKept("this conversation is not there; it may have been deleted")
    return str(row[0])


def _is_unnamed(connection: Connection, conversation_id: str, title: str) -> bool:
    """Whether nothing has been asked in it but courtesies, and it still bears the first one's name."""
    said = [
        question
        for (question,) in connection.execute(
            "SELECT question FROM exchanges WHERE conversation = ? ORDER BY number", [conversation_id]
        )
    ]
    return bool(said) and title == title_of(said[0]) and all(map(is_courtesy, said))


def _stop(connection: Connection, conversation_id: str) -> None:
    connection.execute(
        "UPDATE exchanges SET state = 'stopped' WHERE conversation = ? AND state = 'writing'",
        [conversation_id],
    )


def _written(told: Told | None) -> str | None:
    return json.dumps(as_json(told), ensure_ascii=False) if told else None


def _exchange(row: tuple[Any, ...]) -> Exchange:
    number, question, only, state, told, line, rating, asked_at, checks = row
    kept = json.loads(only)
    lists = [kept.get(name) for name in ("sources", "tags", "names")]  # an older one has no tags
    sources, tags, names = (None if each is None else tuple(each) for each in lists)
    chosen = Filter(kept["since"], kept["until"], sources, tags=tags, names=names)
    answer = told_from(json.loads(told)) if told else None
    return Exchange(number, question, chosen, state, answer, "", line, rating, asked_at, bool(checks))


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")
