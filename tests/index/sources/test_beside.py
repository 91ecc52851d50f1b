"""Exports in which one file says what is known of others: each page is one article with its facts."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from index import Library, read_articles
from index.article import Article
from index.encode import Encoder
from index.errors import SourceError
from index.sources import Parser, facts_beside
from index.sources.files import files_under
from tests.kit.pdf_file import column, pdf_file

WORDS = "The harbour of Ansby holds two cranes, which were lifted on the pier in the autumn of that year."
MORE = "Its keeper, Ida Holm, counted ninety ships in the first week and a hundred and four in the second."
URL = "https://quaypost.example/cranes"
PART = f'<div id="page"><p>{WORDS}</p><p>{MORE}</p></div>'
PAGE = (
    "<!DOCTYPE html><html><head><title>Cranes of Ansby</title></head>"
    f"<body><article><h1>Cranes of Ansby</h1><p>{WORDS}</p><p>{MORE}</p></article></body></html>"
)
FACTS = {"title": "Cranes lifted", "author": "Ana Ruiz", "url": URL, "publishedAt": "2018-10-05T10:00:00Z"}
Tree = Mapping[str, str | bytes]

READER: Tree = {
    "metadata_0_to_20.json": json.dumps([{**FACTS, "slug": "cranes-18a", "savedAt": "2024-01-01"}]),
    "content/cranes-18a.html": PART,
    "highlights/cranes-18a.md": "> counted ninety ships",
}
SIDECAR: Tree = {"cranes.html": PART, "cranes.json": json.dumps(FACTS)}
IN_FOLDER: Tree = {"one/metadata.json": json.dumps(FACTS), "one/page.html": PART}
ZOTERO = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <bib:Article rdf:about="{URL}"><z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf><bib:Newspaper><dc:title>Quay Post</dc:title></bib:Newspaper></dcterms:isPartOf>
  <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Ruiz</foaf:surname>
   <foaf:givenName>Ana</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
  <dc:title>Cranes lifted</dc:title><dc:date>2018-10-05</dc:date><link:link rdf:resource="#item_3"/>
  <dcterms:dateSubmitted>2024-02-02</dcterms:dateSubmitted></bib:Article>
 <z:Attachment rdf:about="#item_3"><rdf:resource rdf:resource="files/3/Ruiz%202018.html"/>
  <dc:title>Snapshot</dc:title></z:Attachment>
 <bib:Memo rdf:about="#item_4"><rdf:value>A note</rdf:value></bib:Memo></rdf:RDF>"""
RDF: Tree = {"Mine.rdf": ZOTERO, "files/3/Ruiz 2018.html": PART}
NAMED: Tree = {
    "Mine.json": json.dumps(
        [
            {
                "id": "http://zotero.org/users/1/items/ABCD1234",
                "title": "Cranes lifted",
                "URL": URL,
                "author": [{"family": "Ruiz", "given": "Ana"}],
                "issued": {"date-parts": [["2018", 10, 5]]},
            }
        ]
    ),
    "files/77/Ruiz - 2018 - Cranes lifted.html": PART,
}
STORED: Tree = {
    "lib.json": json.dumps(
        {
            "config": {"id": "x"},
            "items": [
                {
                    "title": "Cranes lifted",
                    "url": URL,
                    "date": "2018-10-05",
                    "creators": [{"firstName": "Ana", "lastName": "Ruiz", "creatorType": "author"}],
                    "attachments": [{"path": "C:\\Users\\me\\Zotero\\storage\\QWERTY12\\page.html"}],
                }
            ],
        }
    ),
    "storage/QWERTY12/page.html": PART,
}
TREES: Mapping[str, Tree] = {
    "reader": READER,
    "sidecar": SIDECAR,
    "folder": IN_FOLDER,
    "rdf": RDF,
    "named": NAMED,
    "stored": STORED,
}


def written(folder: Path, tree: Tree) -> Path:
    for name, content in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def zipped(tree: Tree) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in tree.items():
            file.writestr(name, content)
    return archive.getvalue()


def told(article: Article) -> tuple[str | None, ...]:
    return article.title, article.author, article.url, article.published, article.published_from


@pytest.mark.parametrize("name", TREES)
def test_a_page_has_the_facts_that_a_file_beside_it_tells(tmp_path: Path, name: str) -> None:
    expected = ("Cranes lifted", "Ana Ruiz", URL, "2018-10-05", "record")
    (found,) = read_articles(written(tmp_path, TREES[name]))
    assert told(found) == expected
    assert found.text == f"{WORDS}\n\n{MORE}"
    assert found.source == ("Quay Post" if name == "rdf" else "quaypost.example")
    with Parser() as parser:
        parsed = parser.parse("a.zip", zipped(dict(reversed(list(TREES[name].items())))))
    assert [told(one) for one in parsed.articles] == [expected]
    assert not parsed.failed


def test_a_whole_page_speaks_first_and_a_pdf_last(tmp_path: Path) -> None:
    facts = json.dumps(FACTS)
    printed = pdf_file([column(f"{WORDS} {MORE}")], facts={"Title": "untitled.indd"})
    tree: Tree = {"a.html": PAGE, "a.json": facts, "b.pdf": printed, "b.pdf.json": facts}
    page, pdf = read_articles(written(tmp_path, tree))
    assert told(page) == ("Cranes of Ansby", "Ana Ruiz", URL, "2018-10-05", "record")
    assert told(pdf) == ("Cranes lifted", "Ana Ruiz", URL, "2018-10-05", "record")


def test_a_page_of_a_pdf_of_which_another_file_tells_is_drawn(tmp_path: Path, encoder: Encoder) -> None:
    tree: Tree = {"b.pdf": pdf_file([column(f"{WORDS} {MORE}")]), "b.pdf.json": json.dumps(FACTS)}
    library = Library.open(tmp_path / "library", encoder=encoder)
    library.sync(written(tmp_path / "news", tree))
    (article,) = library.articles()
    assert article.title == "Cranes lifted"
    drawn = library.page_picture(article.id, 1)
    assert drawn
    assert drawn.startswith(b"\x89PNG")


SNAPSHOT: Tree = {
    "index.json": json.dumps(
        {"url": URL, "title": "Cranes | Quay", "timestamp": "1700000000.1", "tags": None}
    ),
    "index.html": "<html><body><h1>Snapshot</h1><p>Of all that was saved on that day.</p></body></html>",
    "singlefile.html": PAGE,
    "output.html": PAGE,
    "output.pdf": b"%PDF-1.4 broken",
    "readability/content.txt": WORDS,
    "quaypost.example/cranes/index.html": PAGE,
    "headers.json": '{"Status-Code": 200}',
    "media/talk.mp4": b"\0",
}


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_snapshot_of_many_files_is_one_article(tmp_path: Path, missing: int) -> None:
    gone = ("singlefile.html", "output.html")[:missing]
    inside: Tree = {name: content for name, content in SNAPSHOT.items() if name not in gone}
    tree: dict[str, str | bytes] = {
        f"archive/1700000000.1/{name}": content for name, content in inside.items()
    }
    tree["index.html"] = (
        "<html><body><p>All that is in the archive, and much more than that.</p></body></html>"
    )
    tree["index.json"] = json.dumps({"links": [{"url": URL}]})
    (found,) = read_articles(written(tmp_path, tree))
    assert (found.title, found.url, found.source) == ("Cranes of Ansby", URL, "quaypost.example")
    files = files_under(tmp_path)
    assert not files.failed
    assert [Path(one.source).name for one in files.left_out] == ["index.json"]
    assert len(files.skipped) == 8 - missing


def test_a_file_that_speaks_of_nothing_there_is_a_list_of_links(tmp_path: Path) -> None:
    tree: Tree = {"metadata_0_to_20.json": READER["metadata_0_to_20.json"], "other.txt": f"Other\n\n{MORE}"}
    articles = read_articles(written(tmp_path, tree))
    assert next(articles).title == "Other"
    with pytest.raises(SourceError, match="holds 1 link and no articles"):
        next(articles)


def test_entries_of_which_no_file_is_there_are_counted(tmp_path: Path) -> None:
    more = [
        {"title": f"Away {number}", "url": f"{URL}/{number}", "slug": f"away-{number}"} for number in "ab"
    ]
    tree: Tree = {**READER, "metadata_0_to_20.json": json.dumps([{**FACTS, "slug": "cranes-18a"}, *more])}
    said = "2 entries are links without a text; quoth add --links FILE fetches their pages"
    with Parser() as parser:
        parsed = parser.parse("a.zip", zipped(tree))
    assert [one.title for one in parsed.articles] == ["Cranes lifted"]
    assert [one.reason for one in parsed.failed] == [said]
    articles = read_articles(written(tmp_path, tree))
    assert next(articles).title == "Cranes lifted"
    with pytest.raises(SourceError, match=said):
        next(articles)


def test_paths_that_lead_outside_are_never_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(f"Secret\n\n{MORE}")
    record = {**FACTS, "attachments": [{"path": "../secret.txt"}, {"path": "/etc/passwd"}, {"path": "."}]}
    tree: Tree = {"facts.json": json.dumps([record]), "own.txt": f"Own\n\n{WORDS}"}
    folder = written(tmp_path / "inner", tree)
    articles = read_articles(folder)
    assert next(articles).title == "Own"
    with pytest.raises(SourceError, match="holds 1 link and no articles"):
        next(articles)
    files = files_under(folder)
    assert facts_beside(folder, files) == (files, {})


def test_changed_facts_are_read_again_and_the_rest_is_not(tmp_path: Path, encoder: Encoder) -> None:
    folder = written(tmp_path / "news", {**READER, "other.txt": f"Other\n\n{MORE}"})
    library = Library.open(tmp_path / "library", encoder=encoder)
    assert len(library.sync(folder).added) == 2
    assert len(library.sync(folder).unchanged) == 2
    record = {**FACTS, "title": "Cranes taken down", "slug": "cranes-18a"}
    (folder / "metadata_0_to_20.json").write_text(json.dumps([record]))
    report = library.sync(folder)
    assert [Path(name).name for name in report.changed] == ["cranes-18a.html"]
    assert {article.title for article in library.articles()} == {"Cranes taken down", "Other"}


def test_files_named_one_by_one_belong_together_too(tmp_path: Path, encoder: Encoder) -> None:
    folder = written(tmp_path / "news", {**READER, "other.txt": f"Other\n\n{MORE}"})
    library = Library.open(tmp_path / "library", encoder=encoder)
    names = ["content/cranes-18a.html", "metadata_0_to_20.json", "other.txt", "gone.txt"]
    report = library.add([folder / name for name in names])
    assert [Path(name).name for name in report.added] == ["cranes-18a.html", "other.txt"]
    assert [Path(name).name for name in report.skipped] == ["metadata_0_to_20.json"]
    assert [Path(one.source).name for one in report.failed] == ["gone.txt"]
    assert {article.title for article in library.articles()} == {"Cranes lifted", "Other"}
    assert len(library.sync(folder).unchanged) == 2
    alone = library.add([folder / names[1]])
    assert [one.reason[:35] for one in alone.failed] == ["holds 1 link and no articles; quoth"]
