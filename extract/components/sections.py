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
from extract.drafts import Section
from extract.spans import text_of

_ABOUT = re.compile(r"\W{0,4}(?:More )?About\s+(?P<subject>[^\n:.]{2,90}?(?:(?:Inc|Corp|Ltd|Co|S\.A|N\.V|L\.P)\.?)?)"
                    r"\W{0,4}(?::|$|\s[-–—]\s)")  # fmt: skip
_BOILERPLATE = re.compile(
    r"\W{0,4}(?:(?:cautionary|important|legal|additional)\s+(?:note|notes|notice|statement|information|language)\b|"
    r"(?:special |cautionary )?(?:note|statement|notice|information|disclaimer|disclosure)s?\s+(?:regarding|on|about|concerning|relating to)\s+"
    r"forward|forward[- ]looking|safe harbou?r|disclaimer|legal notice|disclosures?\s*(?::|$)|"
    r"(?:this|the) (?:press|news) (?:release|announcement|communication|document) (?:may )?(?:contain|include)s?\b|"
    r"(?:certain |some )?statements (?:in|made in|contained in) this (?:press|news|announcement|release)|"
    r"no offer or solicitation|(?:additional|important) information and where to find|participants in the solicitation|"
    r"except for historical information|please see full terms of use|note to editors|notes to editors|"
    r"references?\s*:?$|trademarks?\s*:?$)",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"forward[- ]looking (?:statement|information)|private securities litigation reform", re.IGNORECASE
)
_CONTACT = re.compile(
    r"\W{0,4}(?:(?:(?:media|press|investors?|company|corporate|public|pr|ir|business|general|sales|us|for more)\b[\w\s/&,-]{0,40}?)?"
    r"\b(?:contacts?|inquir(?:y|ies)|enquir(?:y|ies)|relations)\b[^.]{0,60}$|contact (?:us|details|information)\b|"
    r"(?:for (?:more|further|additional) (?:information|details|inquiries)|for (?:media|press|investor) [\w\s]{0,20}(?:inquiries|enquiries)|"
    r"to learn more|learn more|view original|source\s*:?\s|source$|sources?:|follow us|connect with)\b)",
    re.IGNORECASE,
)
_CONTACT_HEADING = re.compile(
    r"\W{0,4}(?:(?:media|press|investors?|company|corporate|pr|ir|public relations)\b[\w\s/&,]{0,40})?\b"
    r"(?:contacts?|inquiries|enquiries|relations)\b(?:[^.]{0,30}$|\s*:.{0,120}$)", re.IGNORECASE)  # fmt: skip
_CONTACT_LINE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:tel|phone|fax|mobile|t|p|m)\s*[:.]|\+?\d[\d\s().-]{8,}\d|https?://\S+|\bwww\.\S+",
                           re.IGNORECASE)  # fmt: skip
_DEBRIS = re.compile(
    r"(?<!\w)(?:success message|warning message|error message|back to top|read more|learn more about|share this|share on|click here|"
    r"skip to|cookie|we use cookies|accept (?:all|cookies)|subscribe\b(?! for)|sign up|log ?in\b|print this|email this|"
    r"copyright|©|all rights reserved|related (?:articles|news|links|stories)|tags?\s*:|posted in|filed under|"
    r"to view the (?:full|original)|to receive sms|note to investors|view source version|download (?:pdf|image)|"
    r"photo(?: credit)?\s*:|image\s*:|logo\s*-|!\[|multimedia|advertisement|menu$|home$|search$|#{3,}|-{3,}$|\*{3,}$)|"
    r"^(?:[^|]{1,40}\|){2,}[^|]{1,40}$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[•·▪‣◦●○*–—-]|\d{1,2}[.)])\s+\S")
_GLUED_ABOUT = re.compile(r"\W{0,4}About\s+(?P<subject>(?P<name>[A-Z].{1,60}?)),?(?=(?P=name)\b)")
_PUBLISHER = re.compile(
    r"(?:wire|news(?:wire|room|breaks)?|news network|brand network|media network|press)$", re.IGNORECASE
)
_DATELINE_WORD = re.compile(r"\s*(?P<word>\S+?)(?P<dash>--+|—|–|(?<!\S)-(?=\s)|(?=\s)|$)\s*")
_LOWER_IN_DATELINE = frozenset({"and", "of", "de", "am", "pm", "a.m.", "p.m."})
_DATELINE_SIGN = re.compile(r"\b(?:19|20)\d\d\b|(?i:wire\b|newswire|/24-7|news ?direct)|^\s*[A-ZÀ-Þ]{3}|^[\w. '’-]{3,40}, [\w. '’-]{2,30}\W*$|"
                            r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d")  # fmt: skip
_TITLE_END = re.compile(r"[.!?:]\s*$")


def _headline_like(line: str) -> bool:
    """Whether a first line reads like a headline: short, one line, no full stop at its end."""
    return 1 < len(line.split()) <= 40 and not _TITLE_END.search(line) and not _BULLET.match(line)


def _quoted_share(line: str) -> float:
    """Return which share of the characters of ``line`` stands in quotation marks (long quotations only)."""
    parts = re.split(r"[“”\"]", line)
    return sum(len(part) for part in parts[1::2] if len(part) > 25) / max(1, len(line))


def _about_subject(line: str) -> str | None:
    match = _GLUED_ABOUT.match(line) or _ABOUT.match(line)
    if not match or len(match["subject"].split()) > 12:
        return None
    return match["subject"].strip(" *_:–—-")


class Paragraphs:
    """Walks the paragraphs of a text and labels each; the state is the heading it stands under."""

    def __init__(self, title: str | None) -> None:
        self.title = title
        self.under = "body"
        self.subject: str | None = None
        self.seen_lead = False
        self.seen_headline = False
        self.seen_dateline = False

    def label(self, line: str) -> str:
        """Return the label of the next paragraph."""
        stripped = line.strip()
        if not self.seen_headline:
            self.seen_headline = True
            if (self.title and stripped == self.title.strip()) or (self.title is None and _headline_like(stripped)):
                return "headline"
        if self._heading(stripped):
            return self.under
        if _DEBRIS.search(stripped) and len(stripped) < 250:
            return "debris"
        if self.under == "contact" and len(stripped) > 160 and not _CONTACT_LINE.search(stripped):
            self.under = "body"
        if self.under == "about" and not self.seen_dateline and _dateline_length(stripped):
            # A page that introduces the issuer first: the release itself begins here.
            self.under, self.subject = "body", None
        if self.under != "body":
            return self.under
        if _FORWARD.search(stripped) and (self.seen_lead or len(stripped) > 400):
            return "boilerplate"
        if _CONTACT.match(stripped) and self.seen_lead and len(stripped) < 300:
            return "contact"
        if _BULLET.match(stripped):
            return "list"
        return self._prose(stripped)

    def _heading(self, line: str) -> bool:
        """Take note of a heading; whether ``line`` is (or begins with) one."""
        subject = _about_subject(line)
        if subject:
            # A wire that describes itself under the release is no part of the news.
            self.under = "boilerplate" if _PUBLISHER.search(subject) else "about"
            self.subject = subject
            return True
        if _BOILERPLATE.match(line) and (self.seen_lead or len(line) < 80):
            self.under, self.subject = "boilerplate", None
            return True
        if self.seen_lead and _CONTACT_HEADING.match(line) and len(line) < 90:
            self.under, self.subject = "contact", None
            return True
        return False

    def _prose(self, line: str) -> str:
        dated = not self.seen_dateline and _dateline_length(line)
        if dated or (not self.seen_lead and len(line) > 100):
            # A long subheading may have been taken for the lead before the dateline came.
            self.seen_lead = True
            self.seen_dateline = bool(dated)
            return "lead"
        if _quoted_share(line) > 0.4 or line[:1] in '“"':
            return "quote"
        return "body"


def paragraphs(text: str, title: str | None) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield (start, end, label, subject) for every paragraph, characters of ``text``.

    >>> [(label, subject) for _, _, label, subject in paragraphs("Acme wins\\n\\nAbout Acme\\nAcme is.", None)]
    [('headline', None), ('about', 'Acme'), ('about', 'Acme')]
    """
    walk = Paragraphs(title)
    start = 0
    for match in [*PARAGRAPH_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        line = text[start:end]
        if line.strip():
            label = walk.label(line)
            if label == "lead":
                cut = _dateline_length(line)
                if cut:
                    yield start, start + cut, "dateline", None
                    start += cut
            yield start, end, label, walk.subject if label == "about" else None
        start = match.end() if match else end


def _dateline_length(line: str) -> int:
    """Return the characters of a dateline ("ROCHESTER, Minn., Aug. 15 -- ") at the start of ``line``, or 0.

    >>> _dateline_length("ROCHESTER, Minn. — Alder Clinic today announced")
    19
    """
    end = 0
    # "BOSTON - May 5, 2025 (WIRE) - Acme": what stands between two dashes belongs to it as well.
    while (more := _dashed(line[:220], end)) and _DATELINE_SIGN.search(line[end:more]):
        end = more
    return end


def _dashed(line: str, start: int) -> int:
    """Return where the first dash after ``start`` ends if only names, dates and numbers come before it, else 0."""
    at = start
    for _ in range(18):
        match = _DATELINE_WORD.match(line, at)
        if not match:
            return 0
        word = match["word"]
        if word[0] in '“"‘' or (word[0].islower() and word not in _LOWER_IN_DATELINE):
            return 0
        if match["dash"] or word in ("-", "--", "—", "–"):
            return match.end()
        at = match.end()
    return 0


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
