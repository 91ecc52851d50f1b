"""The forms that add to a library, as HTML."""

from __future__ import annotations

from ..render.annotate import escaped
from ..render.texts import text
from .uploads import MOST_BYTES, MOST_FILES


def forms_html(*, folders: bool) -> str:
    """Return the forms: upload, links, and a folder of the server if those may be added."""
    limits = (
        f'data-most-files="{MOST_FILES}" data-most-bytes="{MOST_BYTES}" '
        f'data-too-many="{escaped(text("too_many", number="{number}", most=MOST_FILES))}" '
        f'data-too-much="{escaped(text("too_much", size="{size}", most=MOST_BYTES // 1_000_000))}"'
    )
    others = "by_link_or_folder" if folders else "by_link"
    return (
        f'<section class="adding"><h3>{escaped(text("add"))}</h3>'
        f'<form class="drop" data-form="upload" {limits}>'
        f"<p>{escaped(text('drop'))}</p>"
        f"<p>{_picker('files')}{_picker('whole_folder', ' webkitdirectory')}</p>"
        f'<p class="hint">{escaped(text("kinds", files=MOST_FILES))}</p></form>'
        f'<details class="others"><summary>{escaped(text(others))}</summary>'
        f'<div class="columns">{_links()}{_folder() if folders else ""}</div></details></section>'
    )


def _picker(name: str, attributes: str = "") -> str:
    """A file picker that looks like a button; the field itself stays reachable by keyboard."""
    return (
        f'<label class="button">{escaped(text(name))}'
        f'<input type="file" name="files" multiple{attributes} data-pick></label> '
    )


def _links() -> str:
    return (
        f'<form data-form="links"><label>{escaped(text("links"))}'
        '<textarea name="links" rows="2" placeholder="https://…" spellcheck="false"></textarea></label>'
        f'<label class="check"><input type="checkbox" name="follow">{escaped(text("follow"))}</label>'
        f'<button type="submit">{escaped(text("fetch"))}</button></form>'
    )


def _folder() -> str:
    return (
        f'<form data-form="folder"><label>{escaped(text("folder"))}'
        '<input type="text" name="folder" placeholder="/…" spellcheck="false"></label>'
        f'<button type="submit">{escaped(text("sync"))}</button></form>'
    )
