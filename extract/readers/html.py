"""HTML pages: the main text without navigation, with headline, address and an explicitly stated date.

The document's text is what trafilatura takes for the main text, with the headline first: offsets count there, not
in the markup. A date is taken only from metadata that says "published"; guessing it elsewhere finds the copyright
line of the footer, and the pipeline reads the dateline better.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.encoding import check_length, decode
from extract.readers.identity import document_id, publication_date
from ontology.errors import SourceError
from ontology.records import Document, ReadFailure

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_DATE_PLACES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)


def read(path: Path) -> Iterator[Document | ReadFailure]:
    """Yield the one document of a saved web page."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    markup = decode(data, path, declared.group(1).decode("ascii") if declared else None)
    yield parse(markup, document_id(path), path)


def parse(markup: str, doc: str, source: object) -> Document:
    """Return the document in a page's markup; raises :class:`SourceError` if the page holds no text."""
    import lxml.etree
    import lxml.html
    import trafilatura

    try:
        # lxml refuses decoded text that still names an encoding in an XML declaration.
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup))
    except (ValueError, lxml.etree.LxmlError):
        raise SourceError(source, "this is no HTML page; expected markup with text") from None
    # trafilatura prunes the tree that it is given: what is read from the head comes first.
    title, published, address = _headline(tree), _published(tree), _address(tree)
    body = trafilatura.extract(tree, include_comments=False) or ""
    if not body.strip():
        raise SourceError(source, "no text was found in the page; expected a press release")
    text = check_length(_with_headline(title, body.strip()), source)
    return Document(doc=doc, text=text, title=title, published=published, url=address, media_type="text/html")


def _with_headline(title: str | None, body: str) -> str:
    """Return the body with the headline before it, once."""
    if title is None:
        return body
    first, _, rest = body.partition("\n")
    return f"{title}\n\n{rest.lstrip() if ' '.join(first.split()) == title else body}"


def _headline(tree: HtmlElement) -> str | None:
    """Return the page's headline: a heading that the page's title repeats, else the title that the page states."""
    headings = [" ".join(str(heading.text_content()).split()) for heading in tree.xpath("//h1")]
    stated = [" ".join(str(value).split()) for value in tree.xpath("//meta[@property='og:title']/@content")]
    titles = [" ".join(str(value.text_content()).split()) for value in tree.xpath("//head/title")]
    # A heading that no title repeats is often the name of the site.
    repeated = [heading for heading in headings if heading and any(heading in one for one in (*stated, *titles))]
    return next((one for one in (*sorted(repeated, key=len)[-1:], *stated, *headings, *titles) if one), None)


def _published(tree: HtmlElement) -> str | None:
    stated = [str(value) for place in _DATE_PLACES for value in tree.xpath(place)]
    stated.extend(_linked_dates(tree))
    times = {str(value)[:10] for value in tree.xpath("//time/@datetime")}
    if len(times) == 1:
        # Several different times belong to a list of other articles.
        stated.extend(times)
    return next((date for value in stated if (date := publication_date(value)) is not None), None)


def _linked_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield every datePublished of the page's JSON-LD, nested ones too."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(str(script))]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if isinstance(date := value.get("datePublished"), str):
                    yield date
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)


def _address(tree: HtmlElement) -> str | None:
    places = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    found = (str(value).strip() for place in places for value in tree.xpath(place))
    return next((value for value in found if re.match(r"https?://[^\s<>\"{}|\\^`]+$", value)), None)
