"""Texts that no issuer would write: whatever their shape, reading them comes to an end."""

from __future__ import annotations

import pytest

from extract import extract
from ontology.records import Document

WORDS = [f"{first}{second}{third}en" for first in "BDFGKLMNPRSTVZ" for second in "aeiou" for third in "lmnrst"]

TEXTS = {
    "one long word": "A" * 1000,
    "a very long word": "a" * 100_000,
    "a very long word of capitals": "AB" * 50_000,
    "legal forms": "Inc., " * 3000,
    "headings": "About " * 3000,
    "hyphens": "A-" * 5000,
    "slashes": "CAR-T/" * 2000,
    "articles": "The New " * 1000,
    "a list without an end": "Acme and " * 1500,
    "points": "." * 20_000,
    "marks": "?! " * 5000,
    "one line": "Zeldon Bio, Inc. has signed a licence with Orvane AG for its cells, and " * 2800,
    "one line without a point": "signed an agreement for the development of cells with a partner and " * 3000,
    "capitalised words": " ".join((WORDS * 12)[:5000]),
    "the same capitalised word": "Zeldon " * 5000,
    "names of the same beginning": " ".join(f"Zeldon Bio{number:04d}" for number in range(2500)),
    "quotes": "“Yes, ” said " * 1500,
    "quotation marks": '"' * 3000,
    "open parentheses": "Acme (" * 3000,
    "trademarks": "Zavrinto® " * 3000,
    "blanks": "a  " * 5000 + " " * 20_000,
    "line ends": "Acme\n" * 5000,
    "sums": "$5 million, " * 2000,
    "dates": "May 5, 2024, " * 2000,
    "people": "Jane Dorr, " * 2000,
    "titles": "Chief Executive Officer of " * 2000,
    "sites": "Zeldon Center for " * 2000,
    "diseases": "lung cancer and " * 2500,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_is_read_to_its_end(text: str) -> None:
    record = extract(Document(doc="odd", text=text, title=text[:200]))
    assert record.doc == "odd"
    for span in record.spans():
        assert text[span.start : span.end].strip()
