"""Whom each person of a document works for, from all places that name the person."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc

from extract.drafts import OrganizationDraft, PersonDraft
from extract.mentions import NOBODY
from extract.title_patterns import (
    CAMPUS,
    COMPANY_TITLE,
    FORMER,
    HEAD,
    LED_BY,
    NEXT_NAME,
    OUTSIDE_FIRMS,
    OWNER,
    SENTENCE_END,
)
from extract.title_reading import TitleReader


class EmployerReader:
    """Finds the employers of the people of one document."""

    def __init__(self, doc: Doc) -> None:
        self._titles = TitleReader(doc)
        self._text, self._places = self._titles.text, self._titles.places

    def nearby(self, start: int, title: str | None) -> OrganizationDraft | None:
        """Return the organization that a bare title before or after the offset ``start`` most likely belongs to."""
        begin = max(self._text.rfind("\n", 0, start), self._text.rfind(". ", 0, start), start - 200, 0)
        sentence = self._text[begin:start]
        quoted = re.search(r"[“”\"]", sentence) is not None
        places = [] if quoted else self._places.within(begin, start)
        if title and COMPANY_TITLE.search(title):
            places = [place for place in places if place.organization and place.organization.type != "government"]
        if places:
            # "Acme is backed by Beta and led by chief executive Jane Doe" speaks of Acme.
            return places[0 if LED_BY.search(self._text, begin, start) else -1].organization
        owner = OWNER.search(self._text, max(0, start - 90), min(len(self._text), start + 90))
        if owner:
            earlier = self._titles.earlier(owner.start(), owner["noun"])
            if earlier is not None:
                return earlier
        if not quoted and HEAD.match(self._text, begin + 1 + len(sentence[1:]) - len(sentence[1:].lstrip())):
            return self._titles.earlier(begin, None) or self._places.main
        if title and CAMPUS.search(title):
            return self._titles.earlier(start, "university") or self._places.main
        return self._places.main

    def beside(self, start: int, end: int) -> OrganizationDraft | None:
        """Return the organization named in the same sentence as a name without a title, the nearest one."""
        begin = max(self._text.rfind("\n", 0, start), self._text.rfind(". ", 0, start - 4), start - 120, 0)
        stop = SENTENCE_END.search(self._text, end, end + 110)
        finish = stop.start() + 1 if stop else min(len(self._text), end + 110)
        places = [place for place in self._places.within(begin, finish) if place.end <= start or place.start >= end]
        return min(places, key=lambda place: max(start - place.end, place.start - end), default=NOBODY).organization

    def read(self, person: PersonDraft) -> bool:
        """Fill title and organization of ``person`` from its mentions, full names first.

        Return whether the text says the organization; else it is the one that stands nearest, or none.
        """
        spans = sorted(person.mentions, key=lambda span: (-len(span), span.start))[:8]
        home = next(filter(None, (self._titles.appointed(span.start_char, span.end_char) for span in spans)), None)
        title: str | None = None
        bare = past = None
        for span in spans:
            found = self._titles.after(span.end_char) or self._titles.before(span.start_char)
            if found and found[0] and FORMER.match(found[0]):
                past = past or found[1]
                found = self._titles.before(span.start_char)
                if found is None:
                    continue
            new_title, organization = found if found else (None, None)
            organization = organization or self._titles.attached(span.end_char)
            title = title or new_title
            if organization is not None:
                person.title, person.organization = title, home or organization
                return True
            bare = bare or (span if found else None)
        person.title, person.organization = title, home
        if home is not None:
            return True
        if past is not None:
            # Of a former employer a release speaks to introduce someone whom its own organization has now.
            person.organization = self._places.main or past
            return False
        if title and OUTSIDE_FIRMS.search(title):
            return False
        if bare is not None:
            person.organization = self.nearby(bare.start_char, title)
        else:
            found_beside = (self.beside(span.start_char, span.end_char) for span in spans)
            person.organization = next(filter(None, found_beside), None)
        return False

    def share(self, people: list[PersonDraft], told: list[bool]) -> None:
        """Give those named in one list ("A, B and C of Acme", "Acme partners A and B") the employer of the others."""
        named = sorted(
            ((span.start_char, span.end_char, place) for place, person in enumerate(people) for span in person.mentions)
        )
        lists = [
            (one, other)
            for (_, end, one), (start, _, other) in pairwise(named)
            if one != other and NEXT_NAME.fullmatch(self._text, end, start)
        ]
        known = list(told)
        for giver, taker in [*((other, one) for one, other in reversed(lists)), *lists]:
            if known[giver] and not known[taker]:
                people[taker].organization, known[taker] = people[giver].organization, True
