"""Facilities ("its site at Gidy (France)", "Two Discovery Square") and programmes ("the Strategic Alliances initiative")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import NamedDraft, OrganizationDraft
from extract.spans import SectionMap, cover

_CAPITAL = r"[A-ZÀ-Þ][\w.'’-]*[\w]"
_PLACE = rf"{_CAPITAL}(?:\s(?:de|la|le|am|upon|of|und|[A-ZÀ-Þ][\w'’-]*)){{0,3}}?"
_KIND = (r"(?:manufacturing |production |biologics |development |research |clinical |commercial |GMP |cGMP |fill-finish |fill-and-finish |drug substance |"
         r"pilot |vaccine |cell therapy |gene therapy |viral vector |plasmid |state-of-the-art |new |main |existing )*"
         r"(?:site|sites|plant|plants|facility|facilities|factory|campus|works|laborator(?:y|ies)|suite|headquarters)")  # fmt: skip
_AT = re.compile(
    rf"\b(?P<kind>{_KIND})\s(?:at|in|near|on|outside)\s(?P<place>{_PLACE})(?:\s\((?P<bracket>[A-ZÀ-Þ][\w .'’-]{{1,30}})\)|,\s(?P<region>{_PLACE}))?(?=[\s,.;:)]|$)"
)
_NAMED_SITE = re.compile(rf"\b(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})\s(?P<kind>site|plant|facility|campus|works|factory)\b")
_BUILDING = re.compile(
    r"\b(?P<name>(?:(?:One|Two|Three|Four|Five|The)\s)?[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){0,2}\s(?:Square|Tower|Building|Pavilion|House|Hall|Campus|Science Park|"
    r"Technology Park|Innovation Park|Research Park|Hub|Cell Factory|Bioworks))(?:,?\sin\s(?P<place>" + _PLACE + r"))?\b"
)
_UNIT = re.compile(rf"\bThe (?P<name>(?:{_CAPITAL} (?:and |of |for )?){{1,6}}(?:Centers?|Centres?|Facility|Unit|Suite|Laborator(?:y|ies)))\s\((?P<short>[A-Z]{{2,6}})\)")
_NEW_FACILITY = re.compile(r"\b(?:is|was|as|opened|opens) an? (?:new )?(?:facility|site|building|laboratory)\b")
_PROGRAM = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s(?:for|of|and|in|to|the|{_CAPITAL}|[A-Z&]+)){{0,5}}?)[”\"’]?\s(?P<head>[Ii]nitiative|[Pp]rogram(?:me)?|Challenge|Competition|Fellowship|"
    r"Accelerator|Grant|Lecture|economic development initiative)\b(?:\s(?P<tail>for\s" + _CAPITAL + r"(?:\s" + _CAPITAL + r"){0,3}))?"
)
_PROJECT = re.compile(r"\b(?P<name>(?:Project|Operation|Horizon)\s(?:[A-Z][\w]+|2020)|EQUIP-A-Pharma|Eurostars)\b")
_TRIAL = re.compile(r"\b(?P<name>[A-Z]{4,}(?:-[A-Z]?\d{1,3})?)\s(?:(?:phase|Phase)\s\S+\s|pivotal\s|clinical\s|extension\s){0,2}(?:trial|study)\b")
_QUOTED_SERIES = re.compile(r"\bseries of [“\"](?P<name>[A-Z][\w ]{3,40})[”\"]")
_LEADING = re.compile(r"^(?:The|An?|In|At|Its|Our|This|That|Through|Under|With|From|For|By|New|Both|And|About|To|Of|Learn|Visit)\s+")
_GENERIC = frozenset("research development clinical phase pipeline lead company treatment drug vaccine oncology research training license antibody therapy discovery "
                     "technology manufacturing medical access partnering business cancer commercial our this the new first second second third joint gene cell "
                     "preclinical clinical-stage car-t mrna rna aav adc".split())  # fmt: skip


class _Operators:
    """Says which organization runs what stands at a place of the text."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.places = sorted(
            (mention.start_char, mention.end_char, index)
            for index, draft in enumerate(doc._.organizations)
            for mention in draft.mentions
        )
        self.drafts: list[OrganizationDraft] = list(doc._.organizations)
        self._starts = [place[0] for place in self.places]

    def near(self, start: int, end: int) -> OrganizationDraft | None:
        """Return the organization named last before ``start`` in its sentence, else first after it, else last before."""
        at = bisect_left(self._starts, start)
        begin = max(self.text.rfind(". ", 0, start), self.text.rfind("\n", 0, start))
        if at and self.places[at - 1][0] > begin:
            return self.drafts[self.places[at - 1][2]]
        if at < len(self.places) and "." not in self.text[end : self.places[at][0]] and self.places[at][0] - end < 120:
            return self.drafts[self.places[at][2]]
        return self.drafts[self.places[at - 1][2]] if at else None

    def hold(self, start: int, end: int) -> bool:
        """Whether the characters are (part of) an organization's name."""
        at = bisect_left(self._starts, start + 1)
        return any(place[0] <= start and place[1] >= end for place in self.places[max(0, at - 2) : at])


def facilities(text: str) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield (start, end, name, location) of every facility.

    >>> list(facilities("at its site at Gidy (France), and in Two Discovery Square in Rochester."))
    [(15, 19, 'Gidy', 'France'), (37, 57, 'Two Discovery Square', 'Rochester')]
    """
    for match in _AT.finditer(text):
        yield match.start("place"), match.end("place"), match["place"], match["bracket"] or match["region"]
    for match in _BUILDING.finditer(text):
        yield match.start("name"), match.end("name"), match["name"], match["place"]
    for match in _NAMED_SITE.finditer(text):
        name = _LEADING.sub("", match["name"])
        if name.split()[0].lower() not in _GENERIC:
            yield match.end("name") - len(name), match.end(), f"{name} {match['kind']}", name
    for match in _UNIT.finditer(text):
        if _NEW_FACILITY.search(text, match.end(), match.end() + 260):
            yield match.start("name"), match.end("name"), match["name"], None


def programs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, name) of every named programme, initiative or trial.

    >>> [name for _, _, name in programs("through our Strategic Alliances initiative and the HALCYON study")]
    ['Strategic Alliances initiative', 'HALCYON']
    """
    for match in _PROGRAM.finditer(text):
        name = _LEADING.sub("", match["name"])
        words = name.split()
        if words and words[0].lower() not in _GENERIC and len(name) > 3 and (len(words) > 1 or match["head"][0].isupper()):
            start = match.end("name") - len(name)
            end = match.end("tail") if match["tail"] else match.end("head")
            full = name if match["head"].startswith("economic") else text[start:end]
            yield start, start + len(full), full
    for pattern in (_PROJECT, _TRIAL, _QUOTED_SERIES):
        for match in pattern.finditer(text):
            yield match.start("name"), match.end("name"), match["name"]


@Language.factory("kg_sites", assigns=["doc._.facilities", "doc._.programs"], requires=["doc._.sections", "doc._.organizations"])
class Sites:
    """Finds facilities and programmes."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.facilities`` and ``doc._.programs``."""
        text = doc.text
        sections, operators = SectionMap(doc), _Operators(doc)
        people = {mention.start_char for draft in doc._.people for mention in draft.mentions}
        found: dict[str, NamedDraft] = {}
        for start, end, name, location in facilities(text):
            if sections.quiet(start) or operators.hold(start, end) or start in people:
                continue
            draft = found.setdefault(name.casefold(), NamedDraft(name, organization=operators.near(start, end), location=location))
            draft.mentions.append(cover(doc, start, end))
            draft.location = draft.location or location
        doc._.facilities = list(found.values())
        named: dict[str, NamedDraft] = {}
        for start, end, name in programs(text):
            if sections.quiet(start) or start in people:
                continue
            draft = named.setdefault(name.casefold(), NamedDraft(name, organization=operators.near(start, end)))
            draft.mentions.append(cover(doc, start, end))
        doc._.programs = list(named.values())
        return doc
