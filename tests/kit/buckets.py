"""What stands for an object store: files in memory, with the habits of s3fs that a folder has not.

A path begins with a bucket and with no slash, to make folders makes the bucket, and what was listed once is
told again until it is forgotten.
"""

import io
from collections.abc import Callable
from typing import Any, ClassVar

from fsspec import register_implementation
from fsspec.spec import AbstractFileSystem


class Buckets(AbstractFileSystem):  # type: ignore[misc, unused-ignore]
    """All that lies at ``buckets://``.

    Attributes:
        files: by their paths.
        made: the buckets.
        seen: called with each path that is read, written or removed, before it is.
    """

    protocol = "buckets"
    files: ClassVar[dict[str, bytes]] = {}
    made: ClassVar[set[str]] = set()
    seen: ClassVar[Callable[[str], None]] = staticmethod(lambda _: None)
    listed: ClassVar[dict[str, list[dict[str, Any]]]] = {}

    def makedirs(self, path: str, **_: Any) -> None:
        """Make the bucket of a path."""
        self.made.add(path.partition("/")[0])

    def invalidate_cache(self, *_: str) -> None:
        """Forget what was listed."""
        self.listed.clear()

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        """List what is directly below a path, as it was when it was listed first."""
        path = self._strip_protocol(path)
        found = self.listed.setdefault(path, self._below(path))
        if not found:
            raise FileNotFoundError(path)
        return found if detail else [each["name"] for each in found]

    def pipe_file(self, path: str, value: bytes, **_: Any) -> None:
        """Write a file."""
        self._written(path, value)

    def put_file(self, lpath: str, rpath: str, **_: Any) -> None:
        """Copy a file of this machine there."""
        with open(lpath, "rb") as file:  # noqa: PTH123 - fsspec gives a text
            self._written(rpath, file.read())

    def rm(self, path: str, recursive: bool = False, **_: Any) -> None:
        """Remove a file, or all below a path."""
        type(self).seen(path)
        gone = [each for each in self.files if each == path or (recursive and each.startswith(f"{path}/"))]
        if not gone:
            raise FileNotFoundError(path)
        for each in gone:
            del self.files[each]

    def _open(self, path: str, *_: str, **__: Any) -> io.BytesIO:
        type(self).seen(path)
        if path not in self.files:
            raise FileNotFoundError(path)
        return io.BytesIO(self.files[path])

    def _written(self, path: str, value: bytes) -> None:
        if path.partition("/")[0] not in self.made:
            raise FileNotFoundError("The specified bucket does not exist")
        type(self).seen(path)
        self.files[path] = value

    def _below(self, path: str) -> list[dict[str, Any]]:
        below = {each[len(path) + 1 :].split("/")[0] for each in self.files if each.startswith(f"{path}/")}
        kinds = {name: "file" if f"{path}/{name}" in self.files else "directory" for name in below}
        return [
            {"name": f"{path}/{name}", "type": kind, "size": len(self.files.get(f"{path}/{name}", b""))}
            for name, kind in sorted(kinds.items())
        ]


register_implementation("buckets", Buckets, clobber=True)
