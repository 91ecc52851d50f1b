"""Makes a small library with an earlier version of Quoth and keeps its database as SQL.

``git worktree add --detach /tmp/old COMMIT; python -m tests.bench.faults.earlier.make /tmp/old COMMIT``
writes ``COMMIT.sql``. What that version derived of the database is not kept: it is made again.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.kit import word_encoder

HERE: Final = Path(__file__).parent
LEVY: Final = "The council raised the harbour levy on Monday. Ferries pay twice as much."
CRANE: Final = "The crane on the north quay fell in the storm. Nobody was hurt, the mayor said."
FILES: Final = {"harbour.txt": f"Harbour levy\n\n{LEVY}\n", "crane.txt": f"Crane seven\n\n{CRANE}\n"}
GIVEN: Final = "Fog closed the salt works for two days. The lighthouse was lit at noon, said its keeper."
PROGRAM: Final = f"""
import sys
from pathlib import Path
from index import Article, Library
from word_encoder import WordEncoder
top = Path(sys.argv[1])
library = Library(top / "library", WordEncoder())
library.sync(top / "news")
known = dict(published="2021-03-04", source="Quay Post", author="Ann Lee")
library.add([Article(title="Fog", text={GIVEN!r}, **known)])
print(sorted(hit.article.title for hit in library.search("harbour levy", k=3)))
"""


def dumped(checkout: Path) -> str:
    """Return the database of a library that another checkout makes, as SQL."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (top / "news").mkdir()
        for file, text in FILES.items():
            (top / "news" / file).write_text(text)
        kit = Path(word_encoder.__file__)
        (top / kit.name).write_text(kit.read_text())
        path = os.pathsep.join((str(checkout), str(top)))
        command = [sys.executable, "-c", PROGRAM, str(top)]
        subprocess.run(command, check=True, cwd=checkout, env={**os.environ, "PYTHONPATH": path})
        with closing(sqlite3.connect(top / "library" / "library.sqlite")) as database:
            return "\n".join(database.iterdump()).replace(str(top), "/old") + "\n"


if __name__ == "__main__":
    (HERE / f"{sys.argv[2]}.sql").write_text(dumped(Path(sys.argv[1])))
