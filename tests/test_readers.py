from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encoding import LONGEST, decode
from extract.readers import html, read_file
from extract.readers.identity import publication_date
from extract.sources import documents
from ontology.errors import SourceError
from ontology.records import Document, ReadFailure

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Orvane and Telmark sign | Orvane Newsroom</title>
{head}<link rel="canonical" href="https://example.org/news/1"></head><body>
<nav><a href="/">Home</a><a href="/news">News</a></nav><div id="cookie">We use cookies. Accept</div>
<main><article><h1>Orvane and Telmark sign</h1>
<p>BASEL, Switzerland, June 5, 2023 &mdash; Orvane and Telmark Bio today announced a <a href="x">long-term</a>
supply agreement for islet cell therapies &amp; more.</p>
<p>&ldquo;We are glad,&rdquo; said Jane Roe, CEO of Orvane.</p><ul><li>Site: Portsmouth</li></ul></article></main>
<footer>{foot}Copyright 2026 Orvane Newsroom</footer></body></html>"""


def one(path: Path) -> Document:
    (document,) = documents(path)
    assert isinstance(document, Document), document
    return document


def failure(path: Path) -> ReadFailure:
    (found,) = documents(path)
    assert isinstance(found, ReadFailure), found
    return found


def text_or_none(read: Callable[[], str]) -> str | None:
    """The text, or None where it was refused in one line."""
    try:
        return read()
    except SourceError as error:
        if "\n" in str(error):
            raise
        return None


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def page(head: str = "", foot: str = "") -> Document:
    return html.parse(PAGE.format(head=head, foot=foot), "page", "page.html")


def test_a_text_file_is_the_document_as_it_stands(tmp_path: Path) -> None:
    document = one(write(tmp_path / "orvane.telmark.txt", "Orvane signs\r\n\r\nBASEL — Orvane …\n"))
    assert document == Document(doc="orvane.telmark", text="Orvane signs\n\nBASEL — Orvane …\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_common_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = "LYON, France — Société Générale’s “cell therapy” unit and Bioprojet signed a deal of €5 million."
    assert one(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"\xef\xbb\xbf\n", "the file is empty"),
        (b"Orvane\x00\x01\x02", "binary file"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04 word/document.xml", "ZIP"),
        (b"\xff\xfea\x00b", "utf-16"),
        ("Société — “cell therapy”".encode() + b"\xe2\x80", "byte 32 is damaged UTF-8"),
        (bytes(range(128, 256)) * 3, "no other encoding fits"),
    ],
)
def test_what_is_no_text_is_one_clear_failure(tmp_path: Path, content: bytes, expected: str) -> None:
    found = failure(write(tmp_path / "bad.txt", content))
    assert found.source == str(tmp_path / "bad.txt")
    assert expected in found.reason
    assert "\n" not in found.reason


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert "characters" in failure(write(tmp_path / "long.txt", "word " * (LONGEST // 5 + 1))).reason


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_source_error(data: bytes) -> None:
    text = text_or_none(lambda: decode(data, "any.txt"))
    assert text is None or (text.strip() and "\r" not in text)


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_utf8_text_comes_back_whole(text: str) -> None:
    if not any(character < " " or character == "\x7f" for character in text) and not text.startswith("\ufeff"):
        assert decode(text.encode(), "any.txt") == text


def test_a_page_gives_headline_main_text_and_address() -> None:
    document = page()
    assert document.title == "Orvane and Telmark sign"
    assert document.text.startswith("Orvane and Telmark sign\n\nBASEL, Switzerland, June 5, 2023 — Orvane and")
    assert document.text.count("Orvane and Telmark sign") == 1
    assert "islet cell therapies & more." in document.text
    assert "cookies" not in document.text
    assert document.url == "https://example.org/news/1"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-06-05T07:00:00Z">',
        '<script type="application/ld+json">{"@graph": [{"@type": "Article", "datePublished": "2023-06-05"}]}</script>',
        '<meta itemprop="datePublished" content="2023-06-05">',
    ],
)
def test_a_stated_publication_date_is_read(head: str) -> None:
    assert page(head).published == "2023-06-05"


def test_a_single_time_element_is_the_date_and_several_are_not() -> None:
    assert page(foot='<time datetime="2023-06-05T10:00">June 5</time>').published == "2023-06-05"
    assert page(foot='<time datetime="2023-06-05">a</time><time datetime="2022-01-01">b</time>').published is None


def test_a_copyright_line_is_no_date() -> None:
    assert page().published is None


@pytest.mark.parametrize("markup", ["<html></html>", "<script>var a</script>", "<!-- -->", "<div>" * 9000])
def test_a_page_without_text_is_a_failure(tmp_path: Path, markup: str) -> None:
    assert "expected" in failure(write(tmp_path / "page.html", markup)).reason


@given(st.text(max_size=300))
def test_any_markup_is_a_document_or_a_source_error(markup: str) -> None:
    text = text_or_none(lambda: html.parse(markup, "page", "page.html").text)
    assert text is None or text.strip()


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    markup = PAGE.replace("utf-8", "iso-8859-1").format(head="", foot="").replace("Telmark", "Telmärk’s")
    assert "Telmärk’s" in one(write(tmp_path / "page.htm", markup.encode("cp1252"))).text


def test_json_lines_hold_one_document_a_line(tmp_path: Path) -> None:
    rows = [
        {"doc": "a", "title": "Orvane signs", "published": "2023-06-05", "url": None, "text": "Orvane …", "more": [1]},
        {"doc": "b", "text": "A line\u2028separator"},
    ]
    content = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    first, second = documents(write(tmp_path / "all.jsonl", content))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == "Orvane signs\n\nOrvane …"
    assert (first.doc, first.title, first.published, first.url) == ("a", "Orvane signs", "2023-06-05", None)
    assert second.text == "A line\u2028separator"


def test_an_empty_date_is_none(tmp_path: Path) -> None:
    written = write(tmp_path / "news.jsonl", '{"doc": "a", "published": "", "title": "", "url": "", "text": "x"}')
    assert (one(written).published, one(written).title, one(written).url) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no JSON object"),
        ('{"text": "x"}', "'doc' is missing"),
        ('{"doc": "b", "text": " "}', "has no text"),
        ('{"doc": 7, "text": "x"}', "expected a string"),
        ('{"doc": "b", "text": "\\ud800"}', "surrogate"),
        ('{"doc": "b", "text": "x", "published": "June 2020"}', "expected YYYY-MM-DD"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_stops_nothing(tmp_path: Path, line: str, expected: str) -> None:
    good = '{"doc": "%s", "text": "Orvane"}'
    path = write(tmp_path / "all.jsonl", "\n".join([good % "a", line, good % "c"]))
    first, bad, last = documents(path)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, ReadFailure)
    assert bad.source == f"{path}:2"
    assert expected in bad.reason


@pytest.mark.parametrize(
    ("value", "date"),
    [("2020", "2020"), ("2020-02", "2020-02"), ("--02-29", "--02-29"), ("2020-02-03 10:00", "2020-02-03")]
    + [(value, None) for value in ("", "2020-13", "2020-02-30", "20200203", "2020-2-3", "2020-02-031", "0000")],
)
def test_dates_have_the_shape_of_the_contract(value: str, date: str | None) -> None:
    assert publication_date(value) == date


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", "c.html", ".hidden.txt", ".git/x.txt", "b/three"):
        write(tmp_path / name, "<p>Orvane and Telmark</p>")
    assert [found.doc for found in documents(tmp_path) if isinstance(found, Document)] == ["a", "three", "two", "c"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, content in (("a.txt", "Orvane"), ("b.txt", ""), ("c.pdf", "%PDF-1.7"), ("d.txt", "Telmark")):
        write(tmp_path / name, content)
    found = list(documents(tmp_path))
    assert [type(part) for part in found] == [Document, ReadFailure, ReadFailure, Document]
    assert "no reader for '.pdf'" in str(found[2])


def test_two_documents_under_one_id_are_a_failure(tmp_path: Path) -> None:
    write(tmp_path / "2017/release.txt", "Orvane")
    write(tmp_path / "2018/release.txt", "Telmark")
    first, second = documents(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(second, ReadFailure)
    assert "2017/release.txt" in second.reason


def test_missing_paths_and_empty_folders_raise_before_anything_is_read(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", "Orvane")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="no such file or folder"):
        documents([good, tmp_path / "missing.txt"])
    with pytest.raises(SourceError, match="holds no documents"):
        documents(tmp_path / "empty")


def test_documents_of_a_list_are_passed_on(tmp_path: Path) -> None:
    document = Document(doc="made", text="Orvane")
    assert list(documents([document, write(tmp_path / "a.txt", "x")])) == [document, Document(doc="a", text="x")]


def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert [type(part) for part in read_file(tmp_path / "loop.txt")] == [ReadFailure]
