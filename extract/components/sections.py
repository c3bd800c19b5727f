"""The parts of a press release: the strongest signal in it.

Each paragraph gets one label of :data:`extract.drafts.SECTION_LABELS`. A heading ("About X", "Forward-Looking
Statements", "Media Contact") labels what follows until the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.sentences import PARAGRAPH_BREAK
from extract.datelines import dateline_length, is_date
from extract.drafts import Section
from extract.section_patterns import (
    ABOUT,
    BOILERPLATE,
    BULLET,
    CONTACT,
    CONTACT_HEADING,
    CONTACT_LINE,
    DEBRIS,
    FORWARD,
    GLUED_ABOUT,
    LEGAL,
    LONE_MARK,
    PUBLISHER,
    SPEECH,
    SPEECH_START,
    TITLE_END,
)  # fmt: skip
from extract.spans import text_of


def _headline_like(line: str) -> bool:
    """Whether a first line reads like a headline: short, one line, no full stop at its end."""
    return 1 < len(line.split()) <= 40 and not TITLE_END.search(line) and not BULLET.match(line)


def _quoted_share(line: str) -> float:
    """Return which share of the characters of ``line`` stands in quotation marks (long quotations only)."""
    parts = re.split(r"[“”\"]", line)
    return sum(len(part) for part in parts[1::2] if len(part) > 25) / max(1, len(line))


def _about_subject(line: str) -> str | None:
    match = GLUED_ABOUT.match(line) or ABOUT.match(line)
    if not match or len(match["subject"].split()) > 12:
        return None
    return match["subject"].strip(" *_:–—-")


def _address(line: str) -> bool:
    """Whether a line in a section of another kind says whom to ask, or is hardly more than addresses."""
    found = len(CONTACT_LINE.findall(line)) if len(line) < 200 else 0
    return found > 1 or (found == 1 and bool(CONTACT.match(line)))


class Paragraphs:
    """Walks the paragraphs of a text and labels each; the state is the heading it stands under."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self.under = "body"
        self.subject: str | None = None
        self.seen_lead = False
        self.seen_headline = False
        self.seen_dateline = False
        self.told_again = False

    def label(self, line: str) -> str:
        """Return the label of the next paragraph."""
        stripped = line.strip()
        if not self.seen_headline:
            self.seen_headline = True
            if (self.title and stripped == self.title.strip()) or (self.title is None and _headline_like(stripped)):
                return "headline"
        if not self.seen_lead and (deck := self._above_the_news(stripped)):
            return deck
        if self._heading(stripped):
            return self.under
        if DEBRIS.search(stripped) and len(stripped) < 250:
            return "debris"
        if self.under == "contact" and len(stripped) > 160 and not CONTACT_LINE.search(stripped):
            self.under = "body"
        if self.under == "about" and not self.seen_dateline and dateline_length(stripped):
            # A page that introduces the issuer first: the release itself begins here.
            self.under, self.subject = "body", None
        if LEGAL.search(stripped) and len(stripped) < 600:
            return "boilerplate"
        if self.under != "body":
            return "contact" if _address(stripped) else self.under
        if FORWARD.search(stripped) and (self.seen_lead or len(stripped) > 400):
            return "boilerplate"
        if CONTACT.match(stripped) and self.seen_lead and len(stripped) < 300:
            return "contact"
        if BULLET.match(stripped) and not SPEECH_START.match(stripped):
            return "list"
        return self._prose(stripped)

    def _above_the_news(self, line: str) -> str | None:
        """Label a date on its own line, the title told again and the subheading right under that; else None."""
        if is_date(line):
            return "dateline"
        again = self.title is not None and line in (self.title.strip(), *self.title.split(" | "))
        under_it = (
            self.told_again
            and not again
            and _headline_like(line)
            and not (DEBRIS.search(line) or dateline_length(line))
        )
        self.told_again = again
        return "headline" if again or under_it else None

    def _heading(self, line: str) -> bool:
        """Take note of a heading; whether ``line`` is (or begins with) one."""
        subject = _about_subject(line)
        if subject:
            # A wire that describes itself under the release is no part of the news.
            self.under = "boilerplate" if PUBLISHER.search(subject) else "about"
            self.subject = subject
            return True
        if BOILERPLATE.match(line) and (self.seen_lead or len(line) < 80):
            self.under, self.subject = "boilerplate", None
            return True
        if self.seen_lead and CONTACT_HEADING.match(line) and len(line) < 90:
            self.under, self.subject = "contact", None
            return True
        return False

    def _prose(self, line: str) -> str:
        dated = 0 if self.seen_dateline else dateline_length(line)
        if dated or (not self.seen_lead and len(line) > 100):
            # A long subheading may have been taken for the lead before the dateline came.
            # A dateline on a line of its own: the lead is still to come.
            self.seen_lead = dated < len(line)
            self.seen_dateline = self.seen_dateline or bool(dated)
            return "lead"
        if SPEECH_START.match(line) or (_quoted_share(line) > 0.5 and SPEECH.search(line)):
            return "quote"
        return "body"


def paragraphs(text: str, title: str | None) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield (start, end, label, subject) for every paragraph, characters of ``text``.

    >>> [(label, subject) for _, _, label, subject in paragraphs("Acme wins\\n\\nAbout Acme\\nAcme is.", None)]
    [('headline', None), ('about', 'Acme'), ('about', 'Acme')]
    """
    walk = Paragraphs(title)
    found: list[tuple[int, int, str, str | None]] = []
    start = 0
    for match in [*PARAGRAPH_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        line = text[start:end]
        if match and "\n" not in match[0] and LONE_MARK.fullmatch(line):
            continue
        if line.strip():
            label = walk.label(line)
            if label == "lead" and (cut := dateline_length(line)):
                _subheadings(found, text)
                found.append((start, start + cut, "dateline", None))
                start += cut
            if start < end:
                found.append((start, end, label, walk.subject if label == "about" else None))
        start = match.end() if match else end
    return iter(found)


def _subheadings(found: list[tuple[int, int, str, str | None]], text: str) -> None:
    """Make headlines of the lines between the title and the dateline that end like one; changes ``found``."""
    if not found or len(found) > 8 or found[0][2] != "headline":
        return
    for place, (start, end, label, _) in enumerate(found):
        if label in ("body", "lead", "list") and end - start < 200 and not TITLE_END.search(text[start:end]):
            found[place] = (start, end, "headline", None)


@Language.factory("kg_sections", assigns=["doc._.sections", "doc._.title"], requires=["token.is_sent_start"])
class Sections:
    """Splits the document into sections."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.sections`` covering every token, in order."""
        if not len(doc):
            return doc
        cuts = list(paragraphs(text_of(doc), doc._.title))
        starts: list[tuple[int, str, str | None]] = []
        for start, _, label, subject in cuts:
            token = doc.char_span(start, start + 1, alignment_mode="expand")
            if token is not None and (not starts or token.start > starts[-1][0]):
                starts.append((token.start, label, subject))
        if not starts:
            starts = [(0, "body", None)]
        starts[0] = (0, *starts[0][1:])
        if doc._.title is None and cuts and cuts[0][2] == "headline":
            doc._.title = " ".join(text_of(doc)[cuts[0][0] : cuts[0][1]].split())
        bounds = [*(start for start, _, _ in starts), len(doc)]
        doc._.sections = [
            Section(label, doc[begin:end], subject)
            for (begin, label, subject), end in zip(starts, bounds[1:], strict=True)
        ]
        return doc
