"""What downloads look like beside the plain case: menus around them, standfirsts, no blank lines."""

from index.article import Article
from index.sources.formats.html.article import articles_from_html
from index.sources.formats.text import articles_from_bare

CRANES = "The harbour authority said that both cranes would be repaired before the winter storms."
FERRY = "The ferry to the island has stopped, for its owner found no captain who would take her out."
MENU = "<div><a href='/'>Home</a></div><div>Print</div><div>Save as RTF</div><div>Hello, Ann Lee</div>"


def text(content: str) -> list[Article]:
    return articles_from_bare(content.encode(), "download.txt")


def page(body: str) -> list[Article]:
    html = f"<html><head><title>Download</title></head><body>{body}</body></html>"
    return articles_from_html(html.encode(), "download.html")


def facts(found: list[Article]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(one.title, one.source, one.published, one.author) for one in found]


def counted(section: str, title: str, author: str, words: str, code: str) -> str:
    heading = f'<div>{section}</div><div id="hd"><span class="enHeadline">{title}</span></div>'
    said = (author, "445 words", "16 October 2017", "Quay Courier", "QUAY", "19", "English")
    lines = "".join(f"<div>{one}</div>" for one in (*said, "(c) 2017 Quay Newspapers Ltd "))
    end = f"<p>Quay Newspapers Limited</p><p>Document {code}</p></div><br>"
    return f'<div class="article"><p></p>{heading}{lines}<p></p><p class="articleParagraph">{words}</p>{end}'


def test_a_page_of_the_database_with_its_menu_around() -> None:
    first = counted("News", "Both cranes repaired", "Jo Hill", CRANES, "QUAY000020171016edag0003x")
    second = counted("Sport", "Ferry stops", "Mara Sand", FERRY, "QUAY000020171016edag0002j")
    found = page(f"{MENU}{first}{second}<span>© 2018 Factiva, Inc.  All rights reserved.</span>")
    assert facts(found) == [
        ("Both cranes repaired", "Quay Courier", "2017-10-16", "Jo Hill"),
        ("Ferry stops", "Quay Courier", "2017-10-16", "Mara Sand"),
    ]
    assert [one.text for one in found] == [CRANES, FERRY]


def test_counted_articles_without_blank_lines() -> None:
    head = "445 words\n16 October 2017\n03:12\nQuay Courier\nQUAY\nEnglish\n(c) 2017 Quay Newspapers Ltd"
    end = "Quay Newspapers Ltd\nDocument QUAY000020171016edag000{}x"
    found = text(
        f"News\nBoth cranes of the quay repaired\nBy Jo Hill\n{head}\n\n{CRANES}\n\n{end.format(1)}\n\n"
        f"Ferry stops\n{head}\n\n{FERRY}\n\n{FERRY}\n\n{end.format(2)}\n"
    )
    assert facts(found) == [
        ("Both cranes of the quay repaired", "Quay Courier", "2017-10-16", "Jo Hill"),
        ("Ferry stops", "Quay Courier", "2017-10-16", None),
    ]
    assert [one.text for one in found] == [CRANES, f"{FERRY}\n\n{FERRY}"]


def numbered_page(number: int, title: str, words: str) -> str:
    fields = ("<B>BYLINE: </B>Jo Hill", "<B>SECTION: </B>NEWS; Pg. 3", "<B>LENGTH: </B>445 words")
    day = "<SPAN>October</SPAN><SPAN> 16, 2017 Monday 10:50 AM GMT</SPAN><SPAN>&nbsp;</SPAN>"
    top = (f"{number} of 2 DOCUMENTS", "<IMG SRC='logo'><BR>Quay Courier", day, title, *fields)
    end = ("<B>LOAD-DATE: </B>October 16, 2017", "Copyright 2017 Quay<BR>All Rights Reserved")
    return "".join(f"<BR><DIV><P><SPAN>{one}</SPAN></P></DIV>" for one in (*top, words, *end))


def test_a_page_of_numbered_documents() -> None:
    cover = "<P>Download Request: Selected Items: 1-2<BR>Time Of Request: Tuesday, October 15, 2019</P>"
    found = page(cover + numbered_page(1, "Cranes repaired", CRANES) + numbered_page(2, "Ferry stops", FERRY))
    assert facts(found) == [
        ("Cranes repaired", "Quay Courier", "2017-10-16", "Jo Hill"),
        ("Ferry stops", "Quay Courier", "2017-10-16", "Jo Hill"),
    ]
    assert [one.text for one in found] == [CRANES, FERRY]


def one_ended(title: str, words: str, *more: str) -> str:
    top = (title, "Quay Courier", "March 4, 2019 Monday", "Late Edition - Final")
    fields = ("Section: Section A; Column 0; Foreign Desk; Pg. 4", "Length: 445 words", "Byline: By JO HILL")
    back = (
        "Graphic",
        "PHOTO: The cranes at dusk (PHOTOGRAPH BY A. LEE)",
        "Classification",
        "Language: ENGLISH",
    )
    end = ("Subject: HARBOURS (90%)", "Load-Date: March 5, 2019", "End of Document")
    rights = "Copyright 2019 Quay Courier All Rights Reserved"
    return "\n\n".join([*top, rights, *fields, *more, "Body", words, *back, *end, ""])


def test_a_standfirst_is_the_articles_and_a_caption_is_not() -> None:
    first = one_ended("Cranes repaired", CRANES, "Dateline: MARSH", "Highlight: Winter may come now.")
    found = text(first + one_ended("Ferry stops", FERRY))
    assert facts(found)[0] == ("Cranes repaired", "Quay Courier", "2019-03-04", "JO HILL")
    assert [one.text for one in found] == [f"Winter may come now.\n\n{CRANES}", FERRY]


def test_a_record_with_a_summary_alone_says_that() -> None:
    def record(number: int, words: str) -> str:
        lines = ["_" * 60, f"Title of {number}", "Author: Hill, Jo", f"Abstract: {words}", "Full text: "]
        lines += ["Publication title: Quay Courier", "Publication date: Mar 4, 2019"]
        return "\n\n".join([*lines, f"ProQuest document ID: 4300{number}", "Database: Newsstream", ""])

    found = text(record(1, CRANES) + record(2, FERRY) + "_" * 60)
    assert [one.text for one in found] == [CRANES, FERRY]


def test_the_day_of_loading_is_taken_only_where_there_is_no_other() -> None:
    without = one_ended("Cranes repaired", CRANES).replace("March 4, 2019 Monday", "March 2019")
    (first, second) = text(without + one_ended("Ferry stops", FERRY))
    assert (first.source, first.published, second.published) == ("Quay Courier", "2019-03-05", "2019-03-04")


def test_a_title_over_two_lines_is_one() -> None:
    title = "Cranes repaired before\nthe winter storms"
    (first, _) = text(one_ended(title, CRANES) + one_ended("Ferry stops", FERRY))
    assert first.title == "Cranes repaired before the winter storms"


def test_a_byline_at_the_end_and_a_full_stop_behind_the_title_are_left_out() -> None:
    def record(number: int, title: str, words: str) -> str:
        top = f"Record: {number}\nTitle: {title}.\nAuthors: Sand, Mara"
        lines = [f"{top}\nSource: Quay Courier, 03/1{number}/2019, p12", f"Accession Number: XA{number}"]
        end = "Copyright of Quay Courier is the property of Quay Press and may not be copied."
        return "\n\n".join([*lines, "HTML Full Text", words, "~" * 8, "By Mara Sand", end, ""])

    found = text(record(3, "Cranes repaired", CRANES) + record(4, "Ferry stops", FERRY))
    assert facts(found) == [
        ("Cranes repaired", "Quay Courier", "2019-03-13", "Mara Sand"),
        ("Ferry stops", "Quay Courier", "2019-03-14", "Mara Sand"),
    ]
    assert [one.text for one in found] == [CRANES, FERRY]


def test_fields_that_bars_part_and_a_reference_at_the_end() -> None:
    def record(title: str, words: str) -> str:
        top = f"{title}\nMarch 5, 2019 | Quay Courier\nAuthor: Mara Sand; Staff Writer | 230 Words"
        end = [
            "CITATION (AGLC STYLE)",
            f"Mara Sand, '{title}', Quay Courier, 5 Mar 2019",
            "Record Number: 0F",
        ]
        return "\n\n".join([f"{top}\nPage: A1\nOpenURL Link", words, *end, ""])

    found = text(record("Cranes repaired", CRANES) + record("Ferry stops", FERRY))
    assert facts(found)[0] == ("Cranes repaired", "Quay Courier", "2019-03-05", "Mara Sand")
    assert [one.text for one in found] == [CRANES, FERRY]


def test_a_section_before_the_day_and_fields_behind_full_text() -> None:
    top = "Le Courrier\nUne, mardi 5 mars 2019 230 mots, p. 1\n\nLes grues\n\nMara Sand\n\n"
    french = top + "{}\n\n© 2019 Le Courrier\n\nnews·20190305·CQ·00{}\n\n"
    found = text(french.format(CRANES, 1) + french.format(FERRY, 2))
    assert facts(found) == [("Les grues", "Le Courrier", "2019-03-05", "Mara Sand")] * 2
    assert [one.text for one in found] == [CRANES, FERRY]


def test_the_clippings_that_a_person_keeps_in_one_file() -> None:
    one = "Title: {}\nSource: Quay Courier\nDate: 5 March 2019\nAuthor: Mara Sand\n\n{}\n\n"
    rule = "-" * 40 + "\n\n"
    found = text(one.format("Cranes repaired", CRANES) + rule + one.format("Ferry stops", FERRY))
    assert [one.title for one in found] == ["Cranes repaired", "Ferry stops"]
    assert [one.text for one in found] == [CRANES, FERRY]
