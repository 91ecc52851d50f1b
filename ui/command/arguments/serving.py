"""What ``quoth chat`` takes: where it listens, who may come in and what they may do."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from .shared import command, watched, where, which, writer

if TYPE_CHECKING:
    from .shared import Commands


def add_chat(commands: Commands) -> None:
    """Add the command that serves the page."""
    several = [where(several=True), which(several=True)]
    chat = command(commands, "chat", "open the chat page", [*several, writer(), watched()])
    chat.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    chat.add_argument("--port", type=int, help="default: 7860, or the next one that is free")
    chat.add_argument(
        "--workers",
        metavar="N",
        default="0",
        help="processes that answer, each with the models; 0, the default: the page's own does",
    )
    chat.add_argument(
        "--watch",
        metavar="FOLDER_OR_URL",
        action="append",
        help="keep the library in step with it, also after a restart; may be repeated",
    )
    _add_people(chat)


def _add_people(chat: argparse.ArgumentParser) -> None:
    """Add who may come in and what they may do."""
    chat.add_argument(
        "--auth",
        metavar="USER:PASSWORD",
        action="append",
        help="ask for a name and a password; may be repeated",
    )
    chat.add_argument(
        "--user-header", metavar="NAME", help="header in which a proxy that checks passwords names the user"
    )
    chat.add_argument(
        "--public",
        metavar="NAME",
        action="append",
        help="host name under which a proxy in front is known; may be repeated",
    )
    chat.add_argument(
        "--editor",
        metavar="USER",
        action="append",
        help="only these users change the library; may be repeated",
    )
    chat.add_argument("--read-only", action="store_true", help="nobody changes the library")
    chat.add_argument(
        "--folders", metavar="DIR", action="append", help="folders below this one may be added on the page"
    )
    chat.add_argument(
        "--conversations",
        metavar="FILE",
        help="where they are kept (default: with a library on a server there, else in your data folder)",
    )
