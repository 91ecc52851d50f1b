"""What in a page is none of its article, told by its mark-up: banners, boxes, menus of articles."""

from typing import Final

from ...facts.top_lines import same_words

_BOX: Final = (
    "//*[self::div or self::p or self::section or self::ul or self::aside or self::form or self::fieldset]"
)
_SIGN_UP_MARKS: Final = (
    *("ewsletter", "signup", "Signup", "SignUp", "sign-up-", "-sign-up", "mailing-list", "mc_embed"),
    *("email-alert", "subscribe-form", "subscribe-box", "subscription-form", "subscription-box"),
)
_SIGN_UP_BOX: Final = " or ".join(
    f"contains(@{name}, '{mark}')" for name in ("class", "id") for mark in _SIGN_UP_MARKS
)
# Pruned before the text is taken out, by marks that say what an element is. The bounds on its text
# are for the page that hangs such a mark on the element around everything.
XPATHS: Final = (
    "//*[self::div or self::section or self::aside or self::dialog or self::form][contains(@id, 'cookie') or "
    "contains(@class, 'cookie-') or contains(@id, 'consent') or contains(@class, 'consent') or "
    "contains(@class, 'gdpr') or contains(@id, 'onetrust')][string-length(.) < 6000]",
    f"{_BOX}[@class or @id][{_SIGN_UP_BOX} or contains(@class, 'related-') or "
    "contains(@class, 'social-share') or contains(@class, 'author-bio')]"
    "[string-length(.) < 1500][not(.//h1)]",
    "//*[self::div or self::p][contains(@class, 'read-more')][string-length(.) < 300]",
)


def is_menu(paragraph: str, title: str) -> bool:
    """Tell whether the lines of a paragraph are a list of articles: one of them is the title of this one."""
    lines = paragraph.split("\n")
    return len(lines) > 2 and bool(title) and any(same_words(line.lstrip("-| "), title) for line in lines)
