"""What the commands take that change, check and copy a library."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from .shared import command, handed_on, said, watched, where

if TYPE_CHECKING:
    from .shared import Commands


def add_keeping(commands: Commands) -> None:
    """Add the commands that change, check and copy a library."""
    library = where()
    _add_add(commands, library)
    _add_sync(commands, library)
    _add_watch(commands, library)
    remove = command(commands, "remove", "remove articles by their id", [library])
    remove.add_argument("articles", nargs="+", metavar="ARTICLE")
    _add_tag(commands, library)
    command(commands, "verify", "check every file of a library", [library])
    command(commands, "repair", "make and read again what of a library is damaged", [library])
    _add_copies(commands, library)
    command(commands, "rebuild", "split and encode a library anew, as with another encoder", [library])


def _add_add(commands: Commands, library: argparse.ArgumentParser) -> None:
    add = command(commands, "add", "add files, folders and links to a library", [library, said()])
    add.add_argument("paths", nargs="*", metavar="PATH_OR_URL")
    add.add_argument(
        "--links",
        metavar="FILE",
        action="append",
        help="fetch the pages that a file lists: bookmarks, an export, one address a line; may be repeated",
    )
    add.add_argument("--follow", action="store_true", help="of feeds, add the pages that the entries lead to")
    add.add_argument(
        "--allow-private", action="store_true", help="fetch links to this machine and its networks too"
    )
    add.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="read and encode on the workers of a Ray cluster: HOST:PORT of its head, or local",
    )


def _add_sync(commands: Commands, library: argparse.ArgumentParser) -> None:
    sync = command(commands, "sync", "add what is new in a folder, forget what has gone", [library, said()])
    sync.add_argument("folder", metavar="FOLDER")
    sync.add_argument(
        "--allow-empty", action="store_true", help="forget all of a folder that holds nothing any more"
    )


def _add_watch(commands: Commands, library: argparse.ArgumentParser) -> None:
    watch = command(
        commands,
        "watch",
        "keep a library in step with folders, feeds and pages",
        [library, watched(), handed_on()],
    )
    watch.add_argument("places", nargs="*", metavar="FOLDER_OR_URL")
    what = watch.add_mutually_exclusive_group()
    what.add_argument("--once", action="store_true", help="look at everything once, and end")
    what.add_argument(
        "--status", action="store_true", help="tell what is watched and what came of it, and end"
    )
    what.add_argument(
        "--forget",
        metavar="PLACE",
        action="append",
        help="watch it no more; its articles stay; may be repeated",
    )


def _add_tag(commands: Commands, library: argparse.ArgumentParser) -> None:
    tag = command(commands, "tag", "tag articles by their id; without any, list the tags", [library])
    tag.add_argument("tag", nargs="?", metavar="TAG")
    tag.add_argument("articles", nargs="*", metavar="ARTICLE")
    tag.add_argument("--remove", action="store_true", help="take the tag from the articles")


def _add_copies(commands: Commands, library: argparse.ArgumentParser) -> None:
    backup = command(commands, "backup", "copy a library to one file, while others use it", [library])
    backup.add_argument("file", metavar="FILE")
    restore = command(commands, "restore", "put a backup back into a library", [library])
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="in place of what the library holds, which is backed up first"
    )
    snapshot = command(
        commands, "snapshot", "lay a library's indexes where other servers take them", [library]
    )
    snapshot.add_argument("address", metavar="ADDRESS", help="a folder, or s3://BUCKET/FOLDER and the like")
    snapshot.add_argument("--take", action="store_true", help="take what was laid there last")
