"""People: names that a title, a degree, a verb of speech or a known given name vouches for.

A name recognised once is recognised everywhere in its document, by its family name alone as well. People who
stand only in a contact block or in a byline are no part of the news.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.components.glue import without_stray_letters
from extract.drafts import PersonDraft
from extract.names import UPPER, Candidate, candidates, is_initial
from extract.spans import SectionMap, cover, text_of
from extract.title_patterns import DEGREES, HEADS, SAID, TITLE
from extract.words import word_list, word_set

_TITLE_AFTER = re.compile(rf"\s?[,–—-]?\s{{0,2}}\(?\s?(?:{TITLE})", re.IGNORECASE)
_TITLE_LATER = re.compile(rf"\s?[,(–—]\s?[^,.;:\n()]{{0,60}}?\b(?:{HEADS})\b", re.IGNORECASE)
_IS_TITLE = re.compile(rf"\s(?:is|was|remains|becomes|became)\s(?:{TITLE})", re.IGNORECASE)
_DEGREE_AFTER = re.compile(DEGREES)
_SAID_AFTER = re.compile(rf"(?:,[^,.;\n]{{0,120}})?,?\s{SAID}\b|,? who\b|,? whose\b", re.IGNORECASE)
_WHO_AFTER = re.compile(r", who\b")
_FIRM_AFTER = re.compile(
    rf"\s(?:&|and\sCo(?:mpany)?\b)|,?\s(?:and|&)\s[{UPPER}]\w+\s(?:Securities|Capital|Partners|"
    rf"Bank|Ventures|LLP|LLC)\b|,\s[{UPPER}]\w+\s(?:Securities|Capital)"
)
_AGE_AFTER = re.compile(r",\s\d\d,")
# "Acme's commercial director, ", "says its general manager, ", "Director: ", "surgical oncologist "
_OWNED_TITLE = re.compile(
    rf"(?:(?:[’']s?|\b(?i:its|our|their|whose)|{SAID}\s(?:the|a))\s(?:[\w&/-]+\s){{0,6}}?(?i:{HEADS}),?\s|"
    rf"\b(?:{HEADS})\s|\b(?i:{HEADS}):\s)$"
)
_BEFORE = re.compile(
    rf"(?:(?P<said>\b{SAID}|according to)(?:\sby)?\s|(?P<title>\b(?:{HEADS})(?:\sof\s[\w’' ]{{3,40}})?,?\s)|"
    r"(?P<verb>\b(?:appoint(?:s|ed|ment of)|names|named|welcom(?:e|es|ed)|hir(?:es|ed)|promot(?:es|ed)|elect(?:s|ed)|"
    r"by|with|includ(?:e|es|ing)|"
    r"joined by|interview with|to|from|under|and|is|are|was|were|of|on|featuring|speakers?:|presenters?:|"
    r"moderated by|succeeds?|replaces?)\s)|"
    r"(?P<start>(?:^|[\n.”\"]\s{0,3}|[•*·-]\s{1,3})))$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"\s(?:(?:has|have|was|were|will|is|are|had|recently|also|today)\s){0,3}(?:been\s)?(?:join(?:s|ed|ing)?|"
    r"appointed|named|promoted|elected|"
    r"becomes?|became|takes?|took|succeeds?|leads?|led|heads?|headed|chairs?|chaired|directs?|directed|founded|"
    r"co-founded|serves?|served|"
    r"works?|worked|holds?|held|brings?|brought|retires?|retired|steps|stepped|remains?|resigned|earned|received|"
    r"studied|graduated|returned|"
    r"presented|spoke|discussed|signed|thanked|praised|welcomed|called|described|owns|sits|put|asked|agreed|plans|"
    r"wants|replaces|replaced)\b"
)
_BYLINE = re.compile(
    r"(?:^|\n)\s*(?:By|Written by|Posted by|Author|Story by|Words|Text|Compiled by|Reporting by|"
    r"Edited by)[: ]\s*$"
)
_CONTACT_BEFORE = re.compile(r"(?:^|\n)[^\n]{0,50}\b(?:contacts?|information|journalists|inquiries|enquiries|media|"
                             r"press|investors?|relations|kontakt)\b"
                             r"[^.\n]{0,40}:[^.\n]{0,80}$", re.IGNORECASE)  # fmt: skip
_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|credits?)\b[^\n.]{0,30}(?:\sby|:|"
    r"courtesy of)\s*$",
    re.IGNORECASE,
)
_ADDRESS = r"(?:[\w.]@\w|\+?\(?\d{3}\)?[-.\s]\d{3})"
_ADDRESS_AFTER = re.compile(rf"[^\n.]{{0,60}}{_ADDRESS}")
_ADDRESS_BELOW = re.compile(rf"(?:[^\n]{{0,70}}\n{{1,2}}){{1,4}}[^\n]{{0,40}}{_ADDRESS}")
_LINE_START = re.compile(r"\n\s*(?:Dr\.?|Mr\.|Ms\.|Mrs\.)?\s?$")
_MEDIA = "|".join(re.escape(outlet) for outlet in word_list("media"))
_MEDIA_AFTER = re.compile(rf",?\s(?:from|of|at|with|for|on)\s(?:{_MEDIA})\b", re.IGNORECASE)
_MEDIA_BEFORE = re.compile(rf"\b(?:{_MEDIA})(?:[’']s?)?\s$", re.IGNORECASE)
_SUFFIX = re.compile(r",?\s(?:Jr|Sr)\.(?!\w)")
_EPONYMS = word_set("eponyms")


def vouched(text: str, name: Candidate) -> bool:
    """Whether the words around a candidate say that it names a person."""
    if not name.closed or " ".join(name.parts).casefold() in _EPONYMS:
        return False
    after = text[name.end : name.end + 170]
    before = _BEFORE.search(text, max(0, name.start - 60), name.start)
    words = word_set("common_words")
    given, common = name.given_known, name.last.casefold() in words
    if common and not given and name.parts[0].casefold() in words:
        return False
    if name.honorific or _DEGREE_AFTER.match(after):
        return True
    if not name.opened and not given:
        return False
    if name.titled or _TITLE_AFTER.match(after) or _AGE_AFTER.match(after) or _IS_TITLE.match(after):
        return given or not common
    if _OWNED_TITLE.search(text, max(0, name.start - 90), name.start):
        return given or not common
    evidence = [
        bool(before and before["said"]),
        bool(before and before["title"]),
        bool(_SAID_AFTER.match(after)),
        bool(_ROLE_AFTER.match(after)),
        bool(_TITLE_LATER.match(after)),
    ]
    if given:
        return any(evidence) or (name.opened and not common and not _FIRM_AFTER.match(after))
    if _WHO_AFTER.match(after) and name.opened and not common:
        return True
    return (sum(evidence) >= 2 and not common) or (bool(before and before["said"]) and bool(_TITLE_LATER.match(after)))


def _key(parts: tuple[str, ...]) -> tuple[str, str]:
    """Return what two spellings of one person's name share: first letters of the given name, and the family name."""
    return parts[0].casefold()[:1], parts[-1].casefold()


def _same(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two names ("David Dodd", "David A. Dodd", "D. Dodd") mean one person."""
    if sorted(part.casefold() for part in left) == sorted(part.casefold() for part in right):
        return True  # "Choi Hwanho", "Hwanho Choi"
    if _key(left) != _key(right):
        return False
    first, second = left[0].casefold(), right[0].casefold()
    return (
        first == second
        or is_initial(left[0])
        or is_initial(right[0])
        or first.startswith(second)
        or second.startswith(first)
    )


def _named(doc: Doc, text: str) -> Iterator[tuple[Candidate, bool]]:
    """Yield the candidates that are people with whether their mention counts (not contact, not byline)."""
    sections = SectionMap(doc)
    found = list(candidates(text))
    addressed = {name.last for name in found if len(name.parts) == 1}
    for name in found:
        if len(name.parts) == 1:
            good = name.closed and name.last.casefold() not in word_set("common_words")
        else:
            good = vouched(text, name) or (name.last in addressed and name.closed and name.opened)
        if good:
            yield name, not (sections.quiet(name.start) or _outside(text, name))


def _outside(text: str, name: Candidate) -> bool:
    """Whether a name stands in a byline, a photo credit, an address or as a reporter's: no part of the news."""
    start = max(0, name.start - 130)
    return (
        any(pattern.search(text, start, name.start) for pattern in (_BYLINE, _CONTACT_BEFORE, _CREDIT, _MEDIA_BEFORE))
        or _MEDIA_AFTER.match(text, name.end) is not None
        or _ADDRESS_AFTER.match(text, name.end) is not None
        or (
            _LINE_START.search(text, start, name.start) is not None and _ADDRESS_BELOW.match(text, name.end) is not None
        )
    )


@Language.factory("kg_people", assigns=["doc._.people"], requires=["doc._.sections"])
class People:
    """Finds people."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.people`` in the order of their first mention."""
        # A stray letter stuck to a name (see the component "glue") must not hide it; offsets stay.
        text = without_stray_letters(text_of(doc))
        groups: list[list[Candidate]] = []
        alone: dict[str, list[Candidate]] = defaultdict(list)
        for name, counts in _named(doc, text):
            if not counts:
                continue
            if len(name.parts) == 1:
                alone[name.last].append(name)
                continue
            group = next((group for group in groups if any(_same(name.parts, known.parts) for known in group)), None)
            if group is None:
                groups.append(group := [])
            group.append(name)
        family = {known.last for group in groups for known in group}
        groups.extend(names for last, names in alone.items() if last not in family)
        doc._.people = self._drafts(doc, text, groups)
        return doc

    @staticmethod
    def _drafts(doc: Doc, text: str, groups: list[list[Candidate]]) -> list[PersonDraft]:
        """Return a draft for each group of names, with every mention of the family name or the full name."""
        drafts = []
        for group in sorted(groups, key=lambda names: names[0].start):
            best = max(group, key=lambda known: len(known.parts))
            suffix = _SUFFIX.match(text, best.end)
            name = text[best.start : suffix.end() if suffix else best.end].replace("\u00a0", " ")
            lasts = {re.escape(known.last) for known in group}
            shared = sum(1 for other in groups if other[0].last == group[0].last) > 1
            forms = {re.escape(text[known.start : known.end]) for known in group} | (set() if shared else lasts)
            pattern = re.compile(
                rf"(?<![\w-])(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?![\w-]|"
                rf"\s[{UPPER}][a-z])"
            )
            spans = [cover(doc, match.start(), match.end()) for match in pattern.finditer(text)]
            mentions = spans or [cover(doc, best.start, best.end)]
            drafts.append(PersonDraft(name, mentions))
        return drafts
