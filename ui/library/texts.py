"""Every English text of the library panel."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "Library",
    "close": "Close the library",
    "empty": "No articles yet.",
    "outlets": "Outlets",
    "more_outlets": "and {number} more",
    "failures": "Could not be read",
    "failures_why": "When last added or synced. What the library held of it before stays.",
    "failures_forget": "Clear this list",
    "more_failures": "and {number} more; quoth info lists them",
    "articles": "Articles",
    "search": "Search titles, outlets and authors",
    "none_found": "No article matches.",
    "shown": "{first}–{last} of {total}",
    "earlier": "Previous",
    "later": "Next",
    "no_day": "no date",
    "untitled": "Without a title",
    "remove": "Remove",
    "remove_one": "Remove {title}",
    "remove_sure": "Remove this article?",
    "remove_yes": "Yes, remove it",
    "remove_no": "Keep it",
    "removed": "Removed.",
    "add": "Add articles",
    "drop": "Drop files or a folder here, or",
    "files": "Choose files",
    "whole_folder": "Choose a folder",
    "kinds": "Saved pages, PDF, DOCX, EPUB, mail, feeds, archives and text; up to {files} at once.",
    "by_link": "Add by link",
    "by_link_or_folder": "Add by link, or a folder on this server",
    "links": "Links, one a line",
    "follow": "Fetch the pages that a feed leads to",
    "fetch": "Fetch",
    "folder": "Folder on this server",
    "sync": "Sync the folder",
    "read_only": "You may read this library, not change it.",
    "uploading": "Uploading…",
    "reading": "Reading",
    "stop": "Stop",
    "stopped": "Stopped. What was read before stays.",
    "started": "Being read.",
    "broken": "Something went wrong; the server's log has the details.",
    "busy": "Something else is being added just now; wait until it is done.",
    "may_not": "You may not change this library.",
    "may_not_folder": "Folders of this server may not be added from there.",
    "gone": "This article is no longer in the library.",
    "no_files": "Choose at least one file.",
    "too_many": "{number} files at once are too many; {most} are the most.",
    "too_much": "These files are {size} MB together; {most} MB are the most at once.",
    "no_links": "Give at least one link.",
    "too_many_links": "{number} links at once are too many; {most} are the most.",
    "long_link": "A link has {number} characters; {most} are the most.",
    "no_folder": "Name a folder.",
    "nothing": "nothing new",
    "passed_over": "{number} passed over (pictures, scripts, hidden files)",
}


def text(name: str, **values: object) -> str:
    """Return one text with its values in place."""
    return TEXTS[name].format(**values)
