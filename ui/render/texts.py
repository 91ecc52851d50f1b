"""Every English text of the page that is not made from an answer: one place to translate.

The names of ``PAGE`` are known to the page's JavaScript too, which gets them as JSON. ``{n}`` and the like
are filled in where they are used.
"""

from typing import Final

BROKEN: Final = "Something went wrong; the server's log has the details."

NAME: Final = "Quoth"
QUESTION: Final = "Your question"
PLACEHOLDER: Final = "Ask a question or state a claim"
ASK: Final = "Ask"
STOP: Final = "Stop"
CONVERSATIONS: Final = "Conversations"
NEW: Final = "New conversation"
LIBRARIES: Final = "Choose a library"
FIND: Final = "Find in conversations"
NO_CONVERSATIONS: Final = "Your conversations will be listed here."
NONE_FOUND: Final = "No conversation holds these words."
OLDER: Final = "Show older ones"
MORE: Final = "More for “{title}”"

FILTER: Final = "Ask only some articles"
SINCE: Final = "From"
UNTIL: Final = "To"
OUTLETS: Final = "Outlets"
EVERYTHING: Final = "Clear filter"

WELCOME: Final = "Ask your articles"
WELCOME_MORE: Final = "Every answer is quoted from them. Click a number to read the words in their place."
EMPTY: Final = "No articles yet"
EMPTY_MORE: Final = "This library is empty. Add files, folders or links: click “0 articles” above."
NO_ARTICLE: Final = "Click a number in an answer, and the article opens here at the words it rests on."

WHOLE: Final = "Show the whole question"
WAITING: Final = "Reading the articles"
READING_ON: Final = "Reading on"
CHECKING: Final = "Checking the claim"
BEFORE: Final = "{n} before you"
CROWDED: Final = "Many are asking just now; ask again in {n} s."
TOO_MANY: Final = "You are asking too much at once; ask again in {n} s."
TOO_LONG: Final = "The answer was not there after {n} s and was stopped; ask again, or ask for less."
LOST: Final = "The process that answers ended over this question, twice; ask something else, or ask again."
NO_WORKER: Final = "No process that answers could be started; ask again in a minute. {why}"
CHECKED: Final = "Checked as a claim."
AS_QUESTION: Final = "Ask it as a question"
AS_ORDINARY: Final = "Ask it as an ordinary question"
ROWS: Final = "What was found in each article"
NOT_SAID: Final = "not said"
REPORTED: Final = "the day of the article"
ANSWERED: Final = "Answered as a question."
AS_CLAIM: Final = "Check it as a claim"
SIDES: Final = {"supported": "supports the claim", "refuted": "contradicts the claim"}
"""What a quotation makes of a claim, by the side that it takes."""
SEARCHED_FOR: Final = "Searched for: {query}"
AS_TYPED: Final = "Use my words only"
ONLY: Final = "Asked of: {filter}"
UNFINISHED: Final[dict[str, str]] = {
    "stopped": "Stopped.",
    "cut": "The server ended while this was being answered.",
}
"""Why an answer has no end, by the state of its question."""
AS_FAR: Final = "What was written before is kept, checked as far as it goes."
AGAIN: Final = "Ask again"
NOT_IN_ANY: Final = "No article mentions {words}."
NOT_USED: Final = "The quoted articles do not mention {words}."
SEARCHED: Final = "Searched {what}."
IN_PART: Final = "Read only in part: {unread}"
READ_IN_PART: Final = "{articles} {was} read only in part: {first}"
RECOGNISED: Final = "recognised from a picture"
RECOGNISED_HERE: Final = "The quoted words were recognised from a picture; compare them with it."
CLOSEST: Final = "Closest passages"
CLOSEST_CAUTION: Final = "related, not an answer"
RELATED: Final = "Related passage {number}"
SOURCES: Final = "Sources"
QUOTED_FROM: Final = "Quoted from {articles}"
PARTLY: Final = "Only partly in the quoted words"
NOT_FOUND: Final = "Not found in the articles"
MISSING: Final = ": missing {words}"
OPENS: Final = "opens the article"

GONE: Final = "No longer in the library; the quoted words are kept here."
CHANGED: Final = "The article has changed since; the quoted words are kept here."
CLOSE: Final = "Close the article"
PREVIOUS: Final = "Previous quote (P)"
NEXT: Final = "Next quote (N)"
BY: Final = "By {author}"
ALSO: Final = "Also in: {copies}"
CORRECTED: Final = {"title": "title", "source": "outlet", "author": "author", "published": "day"}
BY_HAND: Final = "Corrected by hand; read: {read}."
AND_MORE: Final = " and {n} more"
PICTURE: Final = "The picture of PDF page {n}, with the quoted words marked"
NO_PICTURE: Final = "The picture of PDF page {n} cannot be shown here: its file has gone, or has changed."
GONE_READER: Final = "This article is no longer in the library. The quoted words are kept with the answer."
CHANGED_READER: Final = (
    "This article has changed since the answer was given. The quoted words are kept with the answer."
)

CONVERSATION: Final = "Conversation"
EXPORTED: Final = "{questions}, exported {day}"
ASKED: Final = "Asked {day}."
UNANSWERED: Final = "No answer."
SOURCE: Final = "Source {name}"
BACK: Final = "Back to mark {name}"
PLAIN: Final = "Text"

THIS_ANSWER: Final = "This answer"
COPY: Final = "Copy"
EXPORT: Final = "Export"
GOOD: Final = "Good answer"
BAD: Final = "Bad answer"
WHY_BAD: Final = "What is wrong with this answer?"
OWN_WORDS: Final = "In your own words"
SEND: Final = "Send"
CANCEL: Final = "Cancel"
RENAME: Final = "Rename"
DELETE: Final = "Delete"
DELETE_SURE: Final = "Delete “{title}” for good?"
DELETE_YES: Final = "Yes, delete it"
DELETE_NO: Final = "Keep it"

# behind a day in the reader pane: where it was found, by what an article says of it
FILE_MADE: Final = "file made {day}"
DAY_FROM: Final = {
    "json-ld": "the page says so",
    "meta": "the page says so",
    "time": "as printed on the page",
    "url": "from the link",
    "dateline": "from the first lines of the text",
    "front matter": "the file says so",
    "feed": "the feed says so",
    "epub": "the book says so",
    "mail": "when the mail was sent",
    "record": "the export says so",
    "saved": "when it was saved",
    "file name": "from the file's name",
    "corrected": "corrected by hand",
    "given": "given when it was added",
}

SAVED: Final = "Saved questions"
SAVED_NEW: Final = "{number} new"
SAVED_SHORT: Final = "Saved"
SAVED_AS_FEED: Final = "As a feed"
SAVED_CLOSE: Final = "Close the saved questions"
SAVED_ASK: Final = "Ask it now"
SAVED_FORGET: Final = "Forget it"
SAVED_NONE: Final = "No question is saved. Save one under its answer."
SAVE: Final = "Save"
SAVE_ABOUT: Final = "Save the question: it is asked of every new article"
MAY_NOT_SAVE: Final = "Questions cannot be saved here: nobody is told from others."
NOT_SAVED: Final = "This question is not saved any more."
SAVED_FEED: Final = "New to saved questions"
UNTITLED: Final = "Without a title"
NO_OUTLET: Final = "unknown outlet"
NEW_SINCE: Final = "{number} new since {day}"
NOTHING_NEW: Final = "nothing"
YESTERDAY: Final = "yesterday"
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WATCH_LIST: Final = "the list"
WATCH_NEVER: Final = "not looked at yet"
WATCH_LOOKED: Final = "looked at {looked}: {line}; next at {next}"
WATCH_CHANGED: Final = "; last change at {changed}"
WATCH_FAILED_ONCE: Final = "failed at {looked}: {line}; again at {next}"
WATCH_FAILED: Final = "failed {times} times, last at {looked}: {line}; again at {next}"

PAGE: Final = {
    "article": "Article",
    "copied": "Copied",
    "copyFailed": "The browser does not let this page copy; export it instead.",
    "lost": "The connection to the server is lost. The page goes on by itself once it is back.",
    "crowded": "Many are asking just now. Your question is asked again in {n} s.",
    "noServer": "The server does not answer. Is it still running?",
    "articleFailed": "The article could not be loaded: the server does not answer.",
    "allArticles": "All articles",
    "someArticles": "{n} of {all} articles",
    "named": "Named",
    "undated": "{n} without a day left out",
    "unnamed": "{n} without an outlet left out",
    "crossed": "From is after To.",
    "noneLeft": "No article is of these days and outlets.",
    "wait": "Wait for the answer that is being written, or stop it.",
    "saved": "Saved. It is asked of every new article.",
    "thanks": "Thank you. It was noted in the library.",
    "nth": "{n} of {all}",
    "fold": "Show less",
    "unfold": WHOLE,
    "tooLong": "Your question has {n} characters; {most} are the most. Shorten it, or add it as an article.",
    "today": "today {clock}",
    "yesterday": "yesterday {clock}",
}

REASONS: Final = {
    "wrong words": "It quotes the wrong words",
    "beside the question": "It does not answer the question",
    "wrong side": "It takes support for contradiction, or the other way",
    "not said": "The articles do not say this",
    "answer exists": "The articles do have an answer",
    "other": "Something else",
}
"""What may be wrong with an answer, each with the words it is offered in."""

# of the library panel
PANEL: Final[dict[str, str]] = {
    "library": "Library",
    "title": "Title",
    "close": "Close the library",
    "empty": "No articles yet.",
    "outlets": "Outlets",
    "more_outlets": "and {number:,} more",
    "unnamed": "{number:,} without an outlet",
    "by_month": "Articles a month",
    "by_year": "Articles a year",
    "chart": "Articles from {first} to {last}; most in {most}: {number:,}",
    "most_in": "Most in {most} ({number:,})",
    "undated": "; {number:,} without a day",
    "as_table": "As a table",
    "when": "When",
    "names": "Named most",
    "more_names": "and {number:,} more",
    "tags": "Tags",
    "take_out": "{what}: take it out",
    "ask_these": "Ask these articles",
    "everything": "Show all",
    "in_text": "In the text",
    "in_text_more": "and {number} more",
    "edit": "Edit",
    "edit_one": "Edit {title}",
    "by_hand": "corrected by hand",
    "source": "Outlet",
    "author": "Author",
    "published": "Day",
    "tags_hint": "Tags, with commas between them",
    "was_read": "Read:",
    "nothing_read": "nothing",
    "save": "Save",
    "cancel": "Cancel",
    "undo": "Back to what was read",
    "saved": "Saved.",
    "watched": "Watched",
    "failures": "Could not be read",
    "failures_why": "When last added or synced. What the library held of it before stays.",
    "failures_forget": "Clear this list",
    "more_failures": "and {number:,} more; quoth info lists them",
    "articles": "Articles",
    "search": "Search titles, outlets and authors",
    "none_found": "No article matches.",
    "shown": "{first:,}–{last:,} of {total:,}",
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
    "started": "Reading the files and links that you added.",
    "broken": BROKEN,
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
    "in_part": "{number} read only in part",
    "passed_over": "{number} passed over (pictures, scripts, hidden files)",
}


def text(name: str, **values: object) -> str:
    """Return one text of the library panel with its values in place."""
    return PANEL[name].format(**values)
