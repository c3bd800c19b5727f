"""Title and organization of each person, from the words that stand with the name.

"said Jane Doe, Ph.D., Chief Executive Officer of Acme", "Acme CEO Jane Doe", "Acme's chief executive, Jane Doe",
"Jane Doe (Acme)", "Jane Doe becomes Chief Scientific Officer". A title without an organization belongs to the one that
the sentence or the document is about.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import OrganizationDraft, PersonDraft
from extract.mentions import NOBODY, OrganizationPlaces
from extract.spans import text_of
from extract.title_patterns import (
    AT,
    CAMPUS,
    DIRECTS,
    HEAD,
    HEADS,
    HONORIFIC,
    LEAD_IN,
    NEW_ROLE,
    NOUN_FORMS,
    OF,
    OUTSIDE_FIRMS,
    OWNER,
    OWNS,
    PHRASE_END,
    POSSESSIVE,
    SENTENCE_END,
    THE_COMPANY,
    TITLE,
    TITLE_BEFORE,
)

_REACH = 190  # characters around a name in which its title may stand


def _clean(title: str) -> str | None:
    """Return a title without its article, connectives and stray marks, or None if nothing is left."""
    title = re.sub(r"\s+", " ", title).strip(" ,.-–—(&")
    title = re.sub(r"^(?:the|its|our|an?|their|his|her|of|at|[’']s)\s", "", title, flags=re.IGNORECASE)
    title = re.sub(r"\s(?:of|at|for|in|with|from|and|the|by)$", "", title).strip(" ,")
    return title or None


class _Reader:
    """Reads what stands with the names of one document."""

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        self.places = OrganizationPlaces(doc)

    def after(self, end: int) -> tuple[str | None, OrganizationDraft | None] | None:
        """Return title and organization from the words after a name that ends at ``end``, or None."""
        for pattern in (LEAD_IN, NEW_ROLE):
            lead = pattern.match(self.text, end, end + _REACH)
            if not lead:
                continue
            start = lead.end()
            stop = PHRASE_END.search(self.text, start, start + _REACH)
            finish = stop.start() if stop else min(len(self.text), start + _REACH)
            places = self.places.within(start, finish + 2)
            head = HEAD.search(self.text, start, finish)
            if head is None or (pattern is NEW_ROLE and head.start() > start + 60):
                continue
            later = [place for place in places if place.start > head.start()]
            earlier = [place for place in places if place.end <= head.start()]
            if len(later) > 1 and OWNS.fullmatch(self.text[later[0].end : later[1].start]):
                # "Director of Acme's Center for Cells": the unit, whose name the title holds.
                return _clean(self.text[start : later[1].end]), later[1].organization
            if later and POSSESSIVE.search(self.text, later[0].start, later[0].end):
                return _clean(self.text[start : later[0].end]), later[0].organization
            if later:
                cut = OF.search(self.text, start, later[0].start)
                title = self.text[start : cut.start() if cut else later[0].start]
                return _clean(title), later[0].organization
            if earlier:
                title = self.text[earlier[-1].end : finish].removeprefix("’s").removeprefix("'s")
                return _clean(title), earlier[-1].organization
            phrase = self.text[start:finish]
            company = THE_COMPANY.search(phrase)
            if company:
                owner = None if "Company" in company.group() else self._earlier(end, company.group().split()[-1])
                return _clean(
                    phrase[: company.start()] or phrase[company.end() :].removeprefix("’s").removeprefix("'s")
                ), owner or self.places.main
            return _clean(re.split(r",\s(?=[a-z])", phrase)[0]), None
        return None

    def before(self, start: int) -> tuple[str | None, OrganizationDraft | None] | None:
        """Return title and organization from the words before a name that starts at ``start``, or None."""
        match = TITLE_BEFORE.search(self.text, max(0, start - 110), start)
        if not match:
            return None
        line = self.text.rfind("\n", 0, start)
        places = [
            place
            for place in self.places.within(max(match.start() - 60, line), start)
            if self.text[place.end : start].count(",") < 2
        ]
        for place in reversed(places):
            between = self.text[place.end : start]
            if HEAD.search(between) and not re.search(r"[.;:!?]\s", between.replace("Dr. ", "").replace("Prof. ", "")):
                return _clean(HONORIFIC.sub("", between.removeprefix("’s").removeprefix("'s"))), place.organization
            owner = re.search(
                rf"\b(?:{HEADS})\s(?:of|at|for)\s(?:the\s)?$",
                self.text[max(0, place.start - 60) : place.start],
                re.IGNORECASE,
            )
            if owner and len(between) < 8:
                return _clean(owner.group()), place.organization
        title = HONORIFIC.sub("", match["title"])
        head = re.search(rf"(?:{TITLE})(?:\s(?:of|for)\s[\w\s&]{{2,40}})?$", title, re.IGNORECASE)
        return _clean(head.group() if head else title), None

    def attached(self, end: int) -> OrganizationDraft | None:
        """Return the organization that follows a name directly: "of the Institut Curie", "(Acme)", ", Acme"."""
        for place in self.places.within(end, end + 90):
            if any(pattern.match(self.text, end, place.start) for pattern in (AT, DIRECTS)):
                return place.organization
        return None

    def nearby(self, start: int, title: str | None) -> OrganizationDraft | None:
        """Return the organization that a bare title before or after the offset ``start`` most likely belongs to."""
        begin = max(self.text.rfind("\n", 0, start), self.text.rfind(". ", 0, start), start - 200, 0)
        sentence = self.text[begin:start]
        quoted = re.search(r"[“”\"]", sentence) is not None
        places = [] if quoted else self.places.within(begin, start)
        if places:
            return places[-1].organization
        owner = OWNER.search(self.text, max(0, start - 90), min(len(self.text), start + 90))
        if owner:
            earlier = self._earlier(owner.start(), owner["noun"])
            if earlier is not None:
                return earlier
        if not quoted and HEAD.match(self.text, begin + 1 + len(sentence[1:]) - len(sentence[1:].lstrip())):
            return self._earlier(begin, None) or self.places.main
        if title and CAMPUS.search(title):
            return self._earlier(start, "university") or self.places.main
        return self.places.main

    def _earlier(self, offset: int, noun: str | None) -> OrganizationDraft | None:
        """Return what "its" or "the university" at ``offset`` means: the fitting organization named last before it."""
        before = self.places.within(max(0, offset - 900), offset)
        if noun and noun.lower() not in (
            "company",
            "firm",
            "group",
            "agency",
            "partner",
            "organization",
            "organisation",
        ):
            stem = NOUN_FORMS.get(noun.lower(), noun.lower())
            return next(
                (
                    place.organization
                    for place in reversed(before)
                    if place.organization and re.search(stem, place.organization.name, re.IGNORECASE)
                ),
                None,
            )
        if not before:
            return None
        # "its" is the subject of the last sentence that names somebody.
        cut = max(self.text.rfind(". ", 0, before[-1].start), self.text.rfind("\n", 0, before[-1].start))
        return next(place.organization for place in before if place.start >= cut)

    def beside(self, start: int, end: int) -> OrganizationDraft | None:
        """Return the organization named in the same sentence as a name without a title, the nearest one."""
        begin = max(self.text.rfind("\n", 0, start), self.text.rfind(". ", 0, start - 4), start - 120, 0)
        stop = SENTENCE_END.search(self.text, end, end + 110)
        finish = stop.start() + 1 if stop else min(len(self.text), end + 110)
        places = [place for place in self.places.within(begin, finish) if place.end <= start or place.start >= end]
        return min(places, key=lambda place: max(start - place.end, place.start - end), default=NOBODY).organization

    def read(self, person: PersonDraft) -> None:
        """Fill title and organization of ``person`` from its mentions, full names first."""
        spans = sorted(person.mentions, key=lambda span: (-len(span), span.start))[:8]
        title: str | None = None
        bare = None
        for span in spans:
            found = self.after(span.end_char) or self.before(span.start_char)
            new_title, organization = found if found else (None, None)
            organization = organization or self.attached(span.end_char)
            title = title or new_title
            if organization is not None:
                person.title, person.organization = title, organization
                return
            bare = bare or (span if found else None)
        person.title = title
        if title and OUTSIDE_FIRMS.search(title):
            return
        if bare is not None:
            person.organization = self.nearby(bare.start_char, title)
        else:
            found_beside = (self.beside(span.start_char, span.end_char) for span in spans)
            person.organization = next(
                (organization for organization in found_beside if organization is not None), None
            )


@Language.factory("kg_affiliations", requires=["doc._.people", "doc._.organizations"])
class Affiliations:
    """Says which title each person bears and where."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with title and organization of its people filled in where the text says them."""
        reader = _Reader(doc)
        for person in doc._.people:
            reader.read(person)
        return doc
