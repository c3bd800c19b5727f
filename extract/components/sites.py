"""Facilities ("its site at Brunville (France)", "Three Harbor Square") and programmes ("the Open Doors initiative")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import NamedDraft, OrganizationDraft
from extract.mentions import OrganizationPlaces
from extract.spans import SectionMap, cover, text_of
from extract.words import word_set

# No word of a name is longer than this: without a bound, a text of one long word takes minutes.
_CAPITAL = r"[A-ZÀ-Þ][\w.'’-]{0,40}[\w]"
_PLACE = rf"{_CAPITAL}(?:\s(?:de|la|le|am|upon|of|und|[A-ZÀ-Þ][\w'’-]{{0,40}})){{0,3}}?"
_KIND = (r"(?:manufacturing |production |biologics |development |research |clinical |commercial |GMP |cGMP |"
         r"fill-finish |fill-and-finish |drug substance |"
         r"pilot |vaccine |cell therapy |gene therapy |viral vector |plasmid |state-of-the-art |new |main |existing )*"
         r"(?:site|sites|plant|plants|facility|facilities|factory|campus|works|laborator(?:y|ies)|suite|"
         r"headquarters)")  # fmt: skip
_AT = re.compile(
    rf"\b(?P<kind>{_KIND})\s(?:at|in|near|on|"
    rf"outside)\s(?P<place>{_PLACE})(?:\s\((?P<bracket>[A-ZÀ-Þ][\w .'’-]{{1,30}})\)|"
    rf",\s(?P<region>{_PLACE}))?(?=[\s,.;:)]|$)"
)
_NAMED_SITE = re.compile(
    rf"\b(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})\s(?P<kind>site|plant|facility|campus|works|"
    rf"factory)\b"
)
_BUILDING = re.compile(
    r"\b(?P<name>(?:(?:One|Two|Three|Four|Five|The)\s)?[A-ZÀ-Þ][\w'’-]{1,40}(?:\s[A-ZÀ-Þ][\w'’-]{1,40}){0,2}\s(?:Square|Tower|"
    r"Building|Pavilion|House|Hall|Campus|Science Park|"
    r"Technology Park|Innovation Park|Research Park|Hub|Cell Factory|Bioworks))(?:,?\sin\s(?P<place>"
    + _PLACE
    + r"))?\b"
)
_UNIT = re.compile(
    rf"\bThe (?P<name>(?:{_CAPITAL} (?:and |of |for )?){{1,6}}(?:Centers?|Centres?|Facility|Unit|"
    rf"Suite|Laborator(?:y|ies)))\s\((?P<short>[A-Z]{{2,6}})\)"
)
_NEW_FACILITY = re.compile(r"\b(?:is|was|as|opened|opens) an? (?:new )?(?:facility|site|building|laboratory)\b")
_PROGRAM = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s(?:for|of|and|in|to|the|{_CAPITAL}|[A-Z&]+)){{0,5}}?)[”\"’]?\s(?P<head>[Ii]nitiative|"
    rf"[Pp]rogram(?:me)?|Challenge|Competition|Fellowship|"
    r"Accelerator|Grant|Lecture|economic development initiative)\b(?:\s(?P<tail>for\s"
    + _CAPITAL
    + r"(?:\s"
    + _CAPITAL
    + r"){0,3}))?"
)
_PROJECT = re.compile(r"\b(?P<name>(?:Project|Operation|Horizon)\s(?:[A-Z][\w]+|2020)|Eurostars)\b")
_TRIAL = re.compile(
    r"\b(?P<name>[A-Z]{4,}(?:-[A-Z]?\d{1,3})?)\s(?:(?:phase|Phase)\s\S+\s|pivotal\s|clinical\s|"
    r"extension\s){0,2}(?:trial|study)\b"
)
_QUOTED_SERIES = re.compile(r"\bseries of [“\"](?P<name>[A-Z][\w ]{3,40})[”\"]")
_LEADING = re.compile(
    r"^(?:The|An?|In|At|Its|Our|This|That|Through|Under|With|From|For|By|New|Both|And|About|To|Of|"
    r"Learn|Visit)\s+"
)


def _operator(text: str, places: OrganizationPlaces, start: int, end: int) -> OrganizationDraft | None:
    """Return the organization named last before ``start`` in its sentence, else first after it, else last before."""
    before, after = places.last_before(start), places.first_after(start)
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start))
    if before and before.start > begin:
        return before.organization
    if after and after.start - end < 120 and "." not in text[end : after.start]:
        return after.organization
    return before.organization if before else None


def facilities(text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield (start, end, name, location) of every facility.

    >>> list(facilities("at its site at Brunville (France), and in Three Harbor Square in Exeter."))
    [(15, 24, 'Brunville', 'France'), (42, 61, 'Three Harbor Square', 'Exeter')]
    """
    for match in _AT.finditer(text):
        yield match.start("place"), match.end("place"), match["place"], match["bracket"] or match["region"]
    for match in _BUILDING.finditer(text):
        yield match.start("name"), match.end("name"), match["name"], match["place"]
    for match in _NAMED_SITE.finditer(text):
        name = _LEADING.sub("", match["name"])
        if name.split()[0].lower() not in word_set("program_openers"):
            yield match.end("name") - len(name), match.end(), f"{name} {match['kind']}", name
    for match in _UNIT.finditer(text):
        if _NEW_FACILITY.search(text, match.end(), match.end() + 260):
            yield match.start("name"), match.end("name"), match["name"], None


def programs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of every named programme, initiative or trial.

    >>> [name for _, _, name in programs("through our Open Doors initiative and the MERIDIAN study")]
    ['Open Doors initiative', 'MERIDIAN']
    """
    for match in _PROGRAM.finditer(text):
        name = _LEADING.sub("", match["name"])
        words = name.split()
        if (
            words
            and words[0].lower() not in word_set("program_openers")
            and len(name) > 3
            and (len(words) > 1 or match["head"][0].isupper())
        ):
            start = match.end("name") - len(name)
            end = match.end("tail") if match["tail"] else match.end("head")
            full = name if match["head"].startswith("economic") else text[start:end]
            yield start, start + len(full), full
    for pattern in (_PROJECT, _TRIAL, _QUOTED_SERIES):
        for match in pattern.finditer(text):
            yield match.start("name"), match.end("name"), match["name"]


@Language.factory(
    "kg_sites", assigns=["doc._.facilities", "doc._.programs"], requires=["doc._.sections", "doc._.organizations"]
)
class Sites:
    """Finds facilities and programmes."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.facilities`` and ``doc._.programs``."""
        text = text_of(doc)
        sections, places = SectionMap(doc), OrganizationPlaces(doc)
        people = {mention.start_char for draft in doc._.people for mention in draft.mentions}
        found: dict[str, NamedDraft] = {}
        for start, end, name, location in facilities(text):
            if sections.quiet(start) or places.hold(start, end) or start in people:
                continue
            draft = found.setdefault(
                name.casefold(), NamedDraft(name, organization=_operator(text, places, start, end), location=location)
            )
            draft.mentions.append(cover(doc, start, end))
            draft.location = draft.location or location
        doc._.facilities = list(found.values())
        named: dict[str, NamedDraft] = {}
        for start, end, name in programs(text):
            if sections.quiet(start) or start in people:
                continue
            draft = named.setdefault(
                name.casefold(), NamedDraft(name, organization=_operator(text, places, start, end))
            )
            draft.mentions.append(cover(doc, start, end))
        doc._.programs = list(named.values())
        return doc
