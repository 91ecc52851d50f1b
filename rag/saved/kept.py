"""Saved questions and what was new to them, beside the library, which programs share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any, Final

from index.library import Library
from index.passage import Filter, checked_query, chosen
from index.store import BEFORE_ALL, Change
from index.store.database import Connection
from index.text.words import folded

from .values import News, SavedQuestion

NAME: Final = "questions"
MOST: Final = 200  # questions of a library
DIGITS: Final = 16  # of a text's digest that are kept to know it by
_TABLES: Final = {
    "questions": '(number INTEGER PRIMARY KEY AUTOINCREMENT, "user" TEXT NOT NULL, question TEXT NOT NULL,'
    " only_from TEXT NOT NULL, saved TEXT NOT NULL, seen TEXT NOT NULL, change_number INTEGER NOT NULL,"
    " change_token TEXT NOT NULL)",
    "known": "(article_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID",
    "at": "(number INTEGER NOT NULL, token TEXT NOT NULL)",
    "news": "(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " number INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE, found TEXT NOT NULL,"
    " article_id TEXT NOT NULL, sha256 TEXT NOT NULL, told TEXT NOT NULL,"
    " handed INTEGER NOT NULL DEFAULT 0, UNIQUE (number, article_id, sha256))",
}
_QUESTION: Final = (
    'SELECT number, "user", question, only_from, saved, seen,'
    " (SELECT count(*) FROM news WHERE news.number = questions.number AND found > seen) FROM questions"
)
_NEWS: Final = "SELECT news.id, told, question FROM news JOIN questions USING (number)"


class SavedQuestions:
    """The questions of one library, usable from any thread. Nothing is made before one is kept."""

    def __init__(self, library: Library, *, here: bool = False) -> None:
        """Keep them beside a library; ``here`` in its folder on this machine in any case."""
        self._library = library
        self._beside = library.beside(NAME, _TABLES, mend="keep the questions again", here=here)

    # -- reading

    @property
    def exists(self) -> bool:
        """Whether a question was ever kept."""
        return self._beside.exists

    def all(self, user: str | None = None) -> list[SavedQuestion]:
        """Return the questions of one person, or of all, in the order in which they were kept."""
        whose, values = (' WHERE "user" = ?', [user]) if user is not None else ("", [])
        return [_question(row) for row in self._beside.rows(f"{_QUESTION}{whose} ORDER BY number", values)]

    def news(self, user: str | None = None, *, number: int | None = None, most: int = 100) -> list[News]:
        """Return what was new to one person's questions, to all or to one of them, the last first."""
        parts = [('"user" = ?', user), ("news.number = ?", number)]
        given = [(part, value) for part, value in parts if value is not None]
        where = " AND ".join(["1 = 1", *(part for part, _ in given)])
        values: list[Any] = [*(value for _, value in given), most]
        rows = self._beside.rows(f"{_NEWS} WHERE {where} ORDER BY news.id DESC LIMIT ?", values)
        return [_news(row) for row in rows]

    def unhanded(self) -> list[News]:
        """Return the news that were handed to no program yet, the first first."""
        return [_news(row) for row in self._beside.rows(f"{_NEWS} WHERE handed = 0 ORDER BY news.id")]

    # -- changing

    def add(
        self,
        question: str,
        *,
        user: str = "",
        only: Filter = Filter(),  # noqa: B008 - a frozen value
    ) -> SavedQuestion:
        """Keep a question; what the library holds now is not new to it. One that is kept stays as it is.

        Raises:
            ValueError: it is blank or too long, or there are too many.
        """
        text = " ".join(checked_query(question).split())
        change = self._library.store.change()
        with self._beside.writing() as connection:
            rows = connection.rows('SELECT number, "user", question FROM questions')
            same = [number for number, whose, kept in rows if (whose, folded(kept)) == (user, folded(text))]
            if not same:
                if len(rows) >= MOST:
                    raise ValueError(f"{MOST} questions are kept already; remove one first")
                if not rows:
                    _begin(connection, self._library, change)
                now = _now()
                told = json.dumps(only.given)
                row = [user, text, told, now, now, change.number, change.token]
                same = connection.rows(
                    'INSERT INTO questions ("user", question, only_from, saved, seen, change_number,'
                    " change_token) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
                    row,
                )[0]
            (found,) = connection.rows(f"{_QUESTION} WHERE number = ?", same[:1])
        return _question(found)

    def remove(self, number: int, user: str | None = None) -> None:
        """Forget a question and its news.

        Raises:
            ValueError: there is none of that number, or it is another person's.
        """
        if not self.exists:
            raise ValueError(_no_question(number))
        whose = "" if user is None else ' AND "user" = ?'
        values: list[Any] = [number] if user is None else [number, user]
        with self._beside.writing() as connection:
            if not connection.rows(f"DELETE FROM questions WHERE number = ?{whose} RETURNING number", values):
                raise ValueError(_no_question(number))

    def look_at(self, number: int, user: str) -> None:
        """Note that a person has looked at what is new to a question of his."""
        with self._beside.writing() as connection:
            connection.execute(
                'UPDATE questions SET seen = ? WHERE number = ? AND "user" = ?', [_now(), number, user]
            )

    def hand(self, news: Iterable[News]) -> None:
        """Note that news were handed to a program."""
        with self._beside.writing() as connection:
            connection.executemany("UPDATE news SET handed = 1 WHERE id = ?", [[each.id] for each in news])

    # -- what is new

    def alone(self) -> AbstractContextManager[None]:
        """Be the only one who asks for the library, or hands on, in this process and every other.

        Raises:
            LibraryBusy: another is.
        """
        return self._beside.alone("is asking the saved questions, or handing on what is new to them")

    def check_kept(self) -> None:
        """Raise a ``LibraryError`` where nothing that is found can be kept."""
        with self._beside.writing():
            pass

    def asked_at(self) -> Change:
        """Return the change of the library up to which all questions were asked."""
        rows = self._beside.rows("SELECT number, token FROM at")
        return Change(*rows[0]) if rows else BEFORE_ALL

    def unknown(self, digests: Mapping[str, str]) -> dict[str, str]:
        """Return those of some articles, with the digests of their texts, that were not there before."""
        sql = self._beside.sql
        those = f"SELECT article_id, sha256 FROM known WHERE article_id {sql.those}"
        known = dict(self._beside.rows(those, [sql.listed(digests)]))
        return {key: sha256 for key, sha256 in digests.items() if known.get(key) != sha256[:DIGITS]}

    def change_of(self, number: int) -> Change:
        """Return the change of the library up to which one question was asked."""
        query = "SELECT change_number, change_token FROM questions WHERE number = ?"
        rows = self._beside.rows(query, [number])
        return Change(*rows[0]) if rows else BEFORE_ALL

    def keep(self, question: SavedQuestion, change: Change, news: Sequence[News]) -> list[News]:
        """Keep what was new to a question at a change, once each; return what is kept now and was not."""
        with self._beside.writing() as connection:
            if not connection.rows("SELECT 1 FROM questions WHERE number = ?", [question.number]):
                return []  # it was removed meanwhile
            ((before,),) = connection.rows("SELECT coalesce(max(id), 0) FROM news")
            connection.executemany(
                "INSERT INTO news (number, found, article_id, sha256, told) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                [(each.number, each.found, each.article_id, each.sha256, _told(each)) for each in news],
            )
            connection.execute(
                "UPDATE questions SET change_number = ?, change_token = ? WHERE number = ?",
                [change.number, change.token, question.number],
            )
            rows = connection.rows(f"{_NEWS} WHERE news.id > ? ORDER BY news.id", [before])
        return [_news(row) for row in rows]

    def know(self, digests: Mapping[str, str], change: Change) -> None:
        """Note that all questions were asked of some articles, and up to which change."""
        with self._beside.writing() as connection:
            _know(connection, digests, change)


def _begin(connection: Connection, library: Library, change: Change) -> None:
    """Note that nothing of what is there now is new."""
    _, ids = library.store.matching([])
    connection.execute("DELETE FROM known")
    _know(connection, library.digests(ids), change)


def _know(connection: Connection, digests: Mapping[str, str], change: Change) -> None:
    rows = [(key, sha256[:DIGITS]) for key, sha256 in digests.items()]
    connection.executemany(
        "INSERT INTO known VALUES (?, ?) ON CONFLICT (article_id) DO UPDATE SET sha256 = excluded.sha256",
        rows,
    )
    connection.execute("DELETE FROM at")
    connection.execute("INSERT INTO at VALUES (?, ?)", [change.number, change.token])


def _question(row: Sequence[Any]) -> SavedQuestion:
    number, user, question, only, saved, seen, unseen = row
    return SavedQuestion(number, user, question, chosen(**json.loads(only)), saved, seen, unseen)


def _told(news: News) -> str:
    return json.dumps(asdict(news), ensure_ascii=False)


def _news(row: Sequence[Any]) -> News:
    news_id, told, question = row
    known = json.loads(told)
    return News(**known | {"id": news_id, "question": question, "also": tuple(known["also"])})


def _no_question(number: int) -> str:
    return f"there is no saved question {number}; quoth questions --list tells which there are"


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")
