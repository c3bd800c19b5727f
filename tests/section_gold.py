"""The gold of the component "sections": 69 written documents whose every character has been labelled by hand.

``data/sections.jsonl`` holds, for 60 documents drawn by a seed from the sets of ``extract/corpus`` and for the nine
rewordings, the labelled stretches of the text as the pipeline reads it (title, blank line, text); white space belongs to
what stands before it. The labels are given by meaning, not by what the component does:

- A paragraph bears one label; only a dateline is parted from the text behind it.
- headline: title, title repeated, and subheadings above the news, also between dashes (a full sentence is none).
- dateline: place, date and wire up to the dash, colon or full stop that ends them; a date or byline on its own line.
- lead: the first paragraph behind the dateline, whatever it holds; where there is none (or before it) the first paragraph
  of prose, on pages that tell no news too. A text that opens with headings and lists has none.
- quote: a paragraph of direct speech, who speaks included; a paragraph that reports other things too is one if the
  speech comes first or is more than half of it. Speech begun in an earlier paragraph counts.
- list: paragraphs marked by bullet, star, number, letter, dash or hour as items of a list, also long ones.
- about: "About X" and what stands under it, X an organization, a product or a disease. What describes an organization
  without such a heading is body.
- boilerplate: forward-looking statements, disclaimers, notes that the law or a funder demands, and what a distributor
  of releases says of itself.
- contact: who to ask and where, "for more information", the signature under a notice.
- debris: what is left of the page: navigation, links to read on, messages of forms, page numbers, copyright lines.
- body: all else, subheadings within the text too (they head what may be prose, list or quotes).
"""

from __future__ import annotations

import json
from functools import cache

from measuring import DATA
from reading_steps import read

from extract.corpus import FOLDER, read_corpus
from extract.score_sections import SectionScore, Stretch, found_in
from ontology.records import Document

GOLD = DATA / "sections.jsonl"
COMPONENTS = ("glue", "sentences", "sections")


@cache
def gold() -> dict[str, list[tuple[Document, list[Stretch]]]]:
    """Set -> its documents with their labelled stretches."""
    found: dict[str, list[tuple[Document, list[Stretch]]]] = {}
    for line in GOLD.read_text("utf-8").splitlines():
        row = json.loads(line)
        stretches = [Stretch(**one) for one in row["sections"]]
        found.setdefault(row["set"], []).append((_documents(row["set"])[row["doc"]], stretches))
    return found


@cache
def _documents(name: str) -> dict[str, Document]:
    folder = FOLDER if (FOLDER / f"{name}_texts.jsonl").exists() else DATA
    return {document.doc: document for document, _ in read_corpus(folder, name)}


@cache
def measured(name: str) -> SectionScore:
    """The score of the component on the documents of one set."""
    scores = [
        SectionScore.of(document.text, stretches, found_in(read(document.text, *COMPONENTS, title=document.title)))
        for document, stretches in gold()[name]
    ]
    return sum(scores, SectionScore())
