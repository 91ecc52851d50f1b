"""Mails, mailboxes and pages saved as one file: what they say, without how they were sent."""

import base64
import quopri
import time
from email.message import EmailMessage

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Parser
from index.sources.facts.defaults import filled
from index.sources.formats import Member
from index.sources.formats.mail.members import members_of_mail
from index.sources.formats.mail.words import without_quotations
from index.sources.formats.text import article_from_bare

LINES = (
    "The harbour authority said that both cranes would be repaired before the winter storms.",
    "Its director told reporters that the money had been found in the reserve fund.",
    "A ferry to the islands will run twice a day from the first of May, weather permitting.",
    "The museum opens its new wing with a show of maps drawn by the pilots of the estuary.",
)
TEXT = "\n\n".join(LINES)
DATE = "Fri, 05 Oct 2018 23:30:00 -0500"


def mail(
    text: str = TEXT, html: str = "", sender: str = "The Harbour Letter <n@harbour.example>", **more: str
) -> bytes:
    message = EmailMessage()
    headers = {"From": sender, "To": "a@quay.example", "Subject": "Cranes", "Date": DATE}
    for name, value in {**headers, **more}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def raw(
    body: str, headers: str = "Content-Type: text/plain; charset=utf-8", subject: str = "Cranes"
) -> bytes:
    return (
        f"From: Ana Ruiz <ana@quay.example>\nDate: {DATE}\nSubject: {subject}\n{headers}\n\n{body}".encode()
    )


def mixed(*parts: str) -> bytes:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return raw(f"{body}--b--\n", 'Content-Type: multipart/mixed; boundary="b"')


def members(content: bytes) -> list[Member]:
    found = list(members_of_mail(content, "letter.eml"))
    assert all(isinstance(one, Member) for one in found), found
    return [one for one in found if isinstance(one, Member)]


def article(content: bytes) -> Article:
    (member,) = members(content)
    assert member.kind == "text"
    return filled(article_from_bare(member.content, member.name), member.name, member.defaults)


def failure(content: bytes) -> str:
    (found,) = members_of_mail(content, "letter.eml")
    assert isinstance(found, SourceError)
    return str(found)


def block(words: str) -> str:
    """Return a block as programs for newsletters lay it out."""
    inner = f"<table width='100%'><tbody><tr><td style='font-size:16px'>{words}</td></tr></tbody></table>"
    return (
        "<table border='0' width='100%'><tbody><tr><td><!--[if mso]><table><tr><td><![endif]-->"
        f"{inner}<!--[if mso]></td></tr></table><![endif]--></td></tr></tbody></table>"
    )


BLOCKS = (
    "<a href='x'>View this email in your browser</a>",
    f"<h2>Cranes to be repaired</h2><!--[if !mso]><!-->{LINES[0]}<!--<![endif]--><br><br>{LINES[1]}",
    f"<table><tr><td>{block(f'<h3>Ferry</h3><p>{LINES[2]}</p>')}</td><td>{block(LINES[3])}</td></tr></table>",
    "<a href='x'>Read more</a>",
    "<table><tr><td><a href='x'>Like</a></td><td><a href='x'>Comment</a></td></tr></table>",
    "<em>Copyright © 2018 Harbour Press, All rights reserved.</em><br><br><b>Our mailing address is:</b><br>"
    "1 Quay Street<br><br>You can <a href='x'>update your preferences</a> or <a href='x'>unsubscribe</a>.",
)
NEWSLETTER = (
    "<html><head><title>*|MC:SUBJECT|*</title><style>p{margin:0}</style></head><body>"
    "<div style='display: none; max-height:0'>A hidden preview</div><center><table id='bodyTable'><tr><td>"
    f"{''.join(map(block, BLOCKS))}</td></tr></table></center></body></html>"
)
SAID = f"Cranes to be repaired\n\n{LINES[0]}\n\n{LINES[1]}\n\nFerry\n\n{LINES[2]}\n\n{LINES[3]}"


def test_a_newsletter_of_tables_gives_all_its_words_and_no_other() -> None:
    found = article(mail("View in browser: https://x.example", NEWSLETTER))
    assert found.text == SAID
    assert (found.title, found.source, found.author) == ("Cranes", "The Harbour Letter", None)
    assert (found.published, found.published_from) == ("2018-10-05", "mail")


@pytest.mark.parametrize(
    ("sender", "listed", "source", "author"),
    [
        (
            "Ana Ruiz <a@quay.example>",
            "The Harbour Letter <l.quay.example>",
            "The Harbour Letter",
            "Ana Ruiz",
        ),
        ("Ana Ruiz from The Harbour Letter <a@quay.example>", "", "The Harbour Letter", "Ana Ruiz"),
        ("Letters from the Quay <a@quay.example>", "", "Letters from the Quay", None),
        ("Ana Ruiz <a@quay.example>", "b00ccdbb39a8456492b99ae9emc list <b00.mc.example>", "Ana Ruiz", None),
        ("The Harbour Letter <a@quay.example>", "<letter.quay.example>", "The Harbour Letter", None),
        ("a@quay.example", "", "quay.example", None),
        ("=?utf-8?q?H=C3=A4fen?= <a@quay.example>", "", "Häfen", None),
    ],
)
def test_the_source_is_the_letter_and_the_author_who_wrote_it(
    sender: str, listed: str, source: str, author: str | None
) -> None:
    found = article(mail(sender=sender, List_Id=listed))
    assert (found.source, found.author) == (source, author)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: AW: Cranes", "Cranes"),
        ("=?utf-8?Q?Kr=C3=A4ne_und?= =?utf-8?B?IEbDpGhyZW4=?=", "Kräne und Fähren"),
        ("=?windows-1251?B?yvDg7fs=?=", "Краны"),
        ("=?nonsense?Q?Cranes?=", "Cranes"),
        ("=?utf-8?Q?Cranes=0D=0ABcc:_x=0AFrom:_y?=", "Cranes Bcc: x From: y"),
        ("Régates", "Régates"),
    ],
)
def test_a_subject_is_decoded_to_one_line(subject: str, title: str) -> None:
    assert article(raw(TEXT, subject=subject)).title == title
    if not subject.isascii():
        assert article(raw(TEXT, subject=subject).decode().encode("cp1252")).title == title


def test_a_plain_reply_gives_its_own_words() -> None:
    history = (
        "On 4 Oct 2018, at 10:00, Bo Lind <bo@x.example>\nwrote:\n\n> What about the cranes?\n>> Well?\n"
    )
    for below in (history, "-----Original Message-----\nFrom: Bo\nSent: Thursday\nTo: Ana\n\nOlder words.\n"):
        body = f"{TEXT}\n\n{below}"
        assert article(raw(body, subject="Re: Cranes")).text == TEXT
    signed = f"{TEXT}\n\n-- \nAna Ruiz\nHarbour Press\n{'_' * 40}\nquay mailing list\n"
    assert article(raw(signed)).text == TEXT
    assert article(raw("> " + TEXT.replace("\n", "\n> "))).text == TEXT


@pytest.mark.parametrize(
    "above",
    [
        "2018年10月4日(木) 9:04 Tom Roe <tom@quay.example>:\n\n",
        "Le jeu. 4 oct. 2018 à 09:04, Tom Roe <tom@quay.example> a\nécrit :\n\n",
        "2018年10月4日 9:04 Tom Roe:\n",
        "",
    ],
)
def test_a_mail_that_answers_another_gives_its_own_words_in_any_language(above: str) -> None:
    own, quoted = "The cranes cost four million.", "> I wrote that they\n> cost three million.\n"
    answer = article(mail(f"{own}\n\n{above}{quoted}", In_Reply_To="<1@quay.example>"))
    assert answer.text == own


def test_a_line_of_the_sender_above_a_quote_stays() -> None:
    first = "I disagree with point 3 of the plan:"
    second = "The council met in 2018. It voted 5 to 4 for this resolution:"
    body = (
        f"2018年10月4日 9:04 <tom@quay.example>:\n> Point 2.\n\n{first}\n\n> Point 3.\n\n{second}\n> Go on.\n"
    )
    assert article(mail(body, In_Reply_To="<1@quay.example>")).text == f"{first}\n\n{second}"
    below = f"{first}\n\n> Point 3.\n\nWrite to Tom <tom@quay.example> at 9:04:\n> Go on.\n"
    assert article(mail(below, In_Reply_To="<1@quay.example>")).text.startswith(f"{first}\n\nWrite to Tom")


@pytest.mark.parametrize("mark", ['class="gmail_quote"', 'type="cite"'])
def test_what_a_mail_program_marks_as_quoted_is_no_word_of_the_mail(mark: str) -> None:
    nested = f"<blockquote {mark}>They cost two.</blockquote>"
    html = (
        "<div>The cranes cost four million.</div><div class='gmail_attr'>El jue 4 oct 2018 Tom:<br></div>"
        f"<blockquote {mark}>They cost three.{nested} So it was.</blockquote><div>A quote of my own:</div>"
        "<blockquote>Cranes are birds.</blockquote>"
    )
    assert article(mail("", html)).text.split("\n\n") == [
        "The cranes cost four million.",
        "A quote of my own:",
        "Cranes are birds.",
    ]
    assert article(mail("", f"<blockquote {mark}>They cost three million.</blockquote>")).text


@pytest.mark.parametrize("end", ["", "</blockquote></blockquote>"])
def test_a_quote_that_is_not_closed_takes_nothing_of_the_mail_with_it(end: str) -> None:
    quoted = f"<blockquote type=cite>They cost three.{'<blockquote>' * 2}{end}"
    found = article(mail("", f"<div>They cost four.</div>{quoted}<div>No.</div>"))
    assert found.text == "They cost four.\n\nThey cost three.\n\nNo."


def test_a_mark_of_a_quote_that_is_not_closed_is_read_in_time_that_grows_with_its_length() -> None:
    started = time.process_time()
    assert without_quotations(markup := "<div " + 50_000 * "gmail_attr ") == markup
    assert time.process_time() - started < 1


def test_wrapped_and_flowed_lines_are_paragraphs_again() -> None:
    flowed = raw(
        TEXT.replace(" said ", " said \n").replace(" run ", " run \n") + "\n\n-- \nAna",
        'Content-Type: text/plain; charset="utf-8"; Format=Flowed',
    )
    packed = quopri.encodestring(TEXT.encode()).decode()
    quoted = raw(packed, "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable")
    assert article(flowed).text == article(quoted).text == TEXT


HEADS = (
    "From: The Harbour Letter <n@harbour.example>\nDate: Thu, Oct 4, 2018 at 9:00 AM\nSubject: Maps\nTo: Bo"
)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Fwd: Maps", f"FYI\n\n---------- Forwarded message ---------\n{HEADS}\n\n\n{TEXT}"),
        ("FW: Maps", f"See below.\n\n-----Original Message-----\n{HEADS.replace('Date', 'Sent')}\n\n{TEXT}"),
        ("WG: Maps", f"{HEADS.replace('From', 'Von').replace('Date', 'Gesendet')}\n\n{TEXT}"),
        ("Fwd: Maps", "Begin forwarded message:\n\n> " + f"{HEADS}\n\n{TEXT}".replace("\n", "\n> ")),
        ("look at this", f"---------- Forwarded message ----------\n{HEADS}\n\n{TEXT}"),
    ],
)
def test_a_forwarded_mail_is_read_as_the_mail_that_it_was(subject: str, body: str) -> None:
    found = article(raw(body, subject=subject))
    assert found.text == TEXT
    assert (found.title, found.source, found.published) == ("Maps", "The Harbour Letter", "2018-10-04")


def test_an_enclosed_mail_is_taken_instead_of_its_cover() -> None:
    inner = mail("short", NEWSLETTER).decode()
    found = article(mixed("Content-Type: text/plain\n\nlook", f"Content-Type: message/rfc822\n\n{inner}"))
    assert (found.text, found.source) == (SAID, "The Harbour Letter")


def test_documents_that_were_sent_along_are_files_of_their_own() -> None:
    name = base64.b64encode(b"../../etc/minutes.pdf").decode()
    document = "Content-Type: {}\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQ="
    body, minutes, plan = members(
        mixed(
            f"Content-Type: text/plain\n\n{TEXT}",
            document.format(
                f'application/pdf\nContent-Disposition: attachment; filename="=?utf-8?B?{name}?="'
            ),
            document.format('application/octet-stream; name="C:\\\\docs\\\\plan.docx"'),
            document.format('image/png; name="logo.png"'),
        )
    )
    assert (body.name, body.kind) == ("letter.eml", "text")
    assert (minutes.name, minutes.kind, minutes.content) == ("minutes.pdf", None, b"%PDF-1.4")
    assert plan.name == "plan.docx"


def test_a_mailbox_gives_each_mail() -> None:
    one = b"From ana@x Fri Oct  5 09:00:00 2018\n" + raw(
        f"{TEXT}\n\n>From here on.\n\nFrom me.\n", subject="One"
    )
    none = b"\n\nFrom - Fri Oct  5 09:00:00 2018\r\n" + raw("", subject="None")
    found = list(members_of_mail(one + none + b"\n\n" + one, "letters.mbox"))
    first, empty, last = found
    assert isinstance(first, Member)
    assert isinstance(last, Member)
    assert first.content.decode() == f"Title: One\n\n{TEXT}\n\nFrom here on.\n\nFrom me."
    assert (first.name, last.name) == ("mail 1", "mail 3")
    assert str(empty) == "mail 2: is a mail without any words to read"


PAGE = f"<html><head><title>Régates</title></head><body><article><p>{TEXT}</p></article></body></html>"


def mhtml(top: str, part: str, page: bytes) -> bytes:
    kind = 'multipart/related;\r\n\tboundary="--x"'
    head = f"{top}\r\nDate: {DATE}\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
    style = b"\r\n----x\r\nContent-Type: text/css\r\n\r\np{}\r\n----x--\r\n"
    return head.encode() + f"----x\r\n{part}\r\n\r\n".encode() + page + style


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_saved_page_is_html_with_its_address_and_without_the_day_of_saving(charset: str) -> None:
    chrome = mhtml(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.harbour.example/cranes\r\n"
        "Subject: =?utf-8?Q?R=C3=A9gates?=",
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://www.harbour.example/cranes",
        quopri.encodestring(PAGE.encode(charset)),
    )
    other = mhtml(
        "From: someone\r\nSubject: Régates",
        f"Content-Type: text/html; charset={charset}\r\nContent-Location: https://www.harbour.example/cranes",
        PAGE.encode(charset),
    )
    for content in (chrome, other):
        (page,) = members(content)
        assert (page.kind, page.content.decode("utf-8-sig").strip()) == ("html", PAGE)
        assert page.defaults["url"] == "https://www.harbour.example/cranes"
        assert (page.defaults["title"], page.defaults["source"]) == ("Régates", "harbour.example")
        assert not page.defaults["published"]


def test_the_address_in_a_saved_page_may_give_the_day_and_a_file_is_no_address() -> None:
    top, part = "From: <Saved by Blink>\r\nSnapshot-Content-Location: {}", "Content-Type: text/html"
    (dated,) = members(mhtml(top.format("https://a.example/2018/10/05/cranes"), part, PAGE.encode()))
    assert (dated.defaults["published"], dated.defaults["published_from"]) == ("2018-10-05", "url")
    (local,) = members(mhtml(top.format("file:///C:/cranes.html"), part, PAGE.encode()))
    assert "url" not in local.defaults


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "hex", "punycode", "nope", "\xff", "us-ascii", "utf-16"]
)
def test_a_wrong_character_set_harms_nothing(charset: str) -> None:
    content = raw(TEXT, f"Content-Type: text/plain; charset={charset}")
    assert "cranes" in article(content).text or charset == "utf-16"


def test_old_character_sets_of_mail_are_known() -> None:
    words = "港のクレーンは冬までに修理される。"
    content = raw("", "Content-Type: text/plain; charset=iso-2022-jp") + words.encode("iso-2022-jp")
    assert article(content).text == words


DEEP = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2_000))
MANY = b"X-Header: y\n" * 1_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "without any words to read"),
        (raw(""), "without any words to read"),
        (raw("<a href='x'>View in browser</a><img src='y'>", "Content-Type: text/html"), "without any words"),
        (b"MIME-Version: 1.0\n" + MANY + b"\nwords", "over 1 MB of headers"),
        (b"Subject: " + b"x " * 1_000_000, "over 1 MB of headers"),
        (b"From: " + b"(" * 200_000 + b"\n\n", "without any words to read"),
        (b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\n\nwords", "without any words to read"),
        (DEEP.encode(), "is nested too deeply to be read"),
        (b"Content-Type: message/rfc822\n\n" * 5_000, "mail"),
        (raw(f"--b\n{TEXT}"[:3], "Content-Type: multipart/mixed; boundary=b"), "without any words to read"),
        (raw(" " * 1_000_000 + "("), "without any words to read"),
        (raw("--\n" * 300_000), "without any words to read"),
        (raw("<table><tr><td>" * 20_000, "Content-Type: text/html"), "without any words to read"),
        (raw("\0" * 1_000_000), "without any words to read"),
    ],
)
def test_a_hostile_mail_ends_in_one_line_and_soon(content: bytes, reason: str) -> None:
    begun = time.process_time()
    assert reason in failure(content)
    assert time.process_time() - begun < 5


def test_no_bytes_make_it_fail() -> None:
    whole = mail("short", NEWSLETTER)
    for end in range(0, len(whole), 97):
        assert list(members_of_mail(whole[:end], "letter.eml"))
        damaged = whole[:end] + b'\n;="\x00\xff=?' + whole[end + 9 :]
        assert list(members_of_mail(damaged, "letter.eml"))


def test_the_parser_reads_letters_and_pages() -> None:
    page = mhtml(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/b",
        "Content-Type: text/html",
        PAGE.encode(),
    )
    with Parser() as parser:
        assert [one.text for one in parser.parse("letter.eml", mail("short", NEWSLETTER)).articles] == [SAID]
        assert [one.url for one in parser.parse("page.mhtml", page).articles] == ["https://a.example/b"]
