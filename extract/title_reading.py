"""What the words that stand with a person's name say: a title, and the organization that goes with it."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from extract.drafts import OrganizationDraft
from extract.mentions import OrganizationPlaces, Place
from extract.spans import text_of
from extract.title_patterns import (
    APPOINTS,
    AT,
    DIRECTS,
    HEAD,
    HEADS,
    HONORIFIC,
    JOINS,
    LEAD_IN,
    NEW_ROLE,
    NOUN_FORMS,
    OF,
    OTHER_SUBJECT,
    OWNS,
    PARTS,
    PHRASE_END,
    POSSESSIVE,
    SHORT_TITLE,
    THE_COMPANY,
    TITLE,
    TITLE_BEFORE,
)
from extract.words import word_set

_REACH = 190  # characters around a name in which its title may stand


def _clean(title: str) -> str | None:
    """Return a title without its article, connectives and stray marks, or None if nothing is left."""
    title = re.sub(r"\s+", " ", title).strip(" ,.-–—(&")
    title = re.sub(r"^(?:the|its|our|an?|their|his|her|of|at|[’']s)\s", "", title, flags=re.IGNORECASE)
    title = re.sub(r"\s(?:of|at|for|in|with|from|and|the|by)$", "", title).strip(" ,")
    return title or None


class TitleReader:
    """Reads what stands with the names of one document."""

    def __init__(self, doc: Doc) -> None:
        self.text = text_of(doc)
        self.places = OrganizationPlaces(doc)
        self._forms = sorted(
            ((form.removeprefix("The "), draft) for draft in doc._.organizations for form in draft.forms()),
            key=lambda pair: (-len(pair[0]), pair[0]),
        )
        self._first_words = {
            draft.name.split()[0]: draft
            for draft in reversed(doc._.organizations)
            if draft.name[0].isupper() and draft.name.split()[0].casefold() not in word_set("common_words")
        }

    def after(self, end: int) -> tuple[str | None, OrganizationDraft | None] | None:
        """Return title and organization from the words after a name that ends at ``end``, or None."""
        for pattern in (LEAD_IN, NEW_ROLE):
            lead = pattern.match(self.text, end, end + _REACH)
            if not lead:
                continue
            start = lead.end()
            finish = self._phrase_end(start)
            finish, places = self._larger(finish, self.places.within(start, finish + 2) or self._written(start, finish))
            head = HEAD.search(self.text, start, finish)
            if head is None or (pattern is NEW_ROLE and head.start() > start + 60):
                continue
            later = [place for place in places if place.start > head.start()]
            earlier = [place for place in places if place.end <= head.start()]
            if earlier and later and HEAD.search(self.text, head.end(), later[0].start):
                later = []  # "Acme's president, a director of Bravo": the first post counts
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
                comma = self.text.find(",", head.end(), finish)
                title = (
                    self.text[earlier[-1].end : comma if comma > 0 else finish].removeprefix("’s").removeprefix("'s")
                )
                return _clean(title), earlier[-1].organization
            phrase = self.text[start:finish]
            company = THE_COMPANY.search(phrase)
            if company:
                owner = None if "Company" in company.group() else self.earlier(end, company.group().split()[-1])
                return _clean(
                    phrase[: company.start()] or phrase[company.end() :].removeprefix("’s").removeprefix("'s")
                ), owner or self.places.main
            return _clean(re.split(r",\s(?=[a-z])", phrase)[0]), None
        return None

    def _phrase_end(self, start: int) -> int:
        """Return where the phrase that begins at ``start`` ends; "(CEO)" does not end it."""
        stop = PHRASE_END.search(self.text, start, start + _REACH)
        short = SHORT_TITLE.match(self.text, stop.start()) if stop else None
        if short:
            stop = PHRASE_END.search(self.text, short.end(), start + _REACH)
        return stop.start() if stop else min(len(self.text), start + _REACH)

    def _written(self, start: int, end: int) -> list[Place]:
        """Return the longest known name that ends the phrase, where no mention was recognised ("CEO of 40 Tons")."""
        phrase = self.text[start:end]
        for form, draft in self._forms:
            if len(form) > 2 and phrase.endswith(form) and not phrase[: -len(form)][-1:].isalnum():
                return [Place(end - len(form), end, draft)]
        return []

    def _larger(self, finish: int, places: list[Place]) -> tuple[int, list[Place]]:
        """Return the end of a phrase and its places, departments left out for the whole that follows them."""
        kept = []
        for place in places:
            whole = self._whole(place)
            if whole is None:
                kept.append(place)
            elif whole.end > finish:
                kept, finish = [*kept, whole], whole.end
        return finish, kept

    def _whole(self, part: Place) -> Place | None:
        """Return the mention of the organization of which the text calls the one at ``part`` a part, or None."""
        after = self.places.first_after(part.end)
        if after is not None and any(
            unit.search(self.text, part.start, part.end) and joint.fullmatch(self.text, part.end, after.start)
            for unit, joint in PARTS
        ):
            return self._whole(after) or after
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
            if OTHER_SUBJECT.search(between):
                break
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
        head = re.search(rf"\b(?:{TITLE})(?:\s(?:of|for)\s[\w\s&]{{2,40}})?$", title, re.IGNORECASE)
        words = title[: head.start()].split() if head else []
        # "said Acme managing partner Jane Doe", where only "Acme Capital" is known.
        return _clean(head.group() if head else title), self._first_words.get(words[-1]) if words else None

    def attached(self, end: int) -> OrganizationDraft | None:
        """Return the organization that follows a name directly: "of the Institut Curie", "(Acme)", ", Acme"."""
        for place in self.places.within(end, end + 90):
            if any(pattern.match(self.text, end, place.start) for pattern in (AT, DIRECTS)):
                return place.organization
        return None

    def appointed(self, start: int, end: int) -> OrganizationDraft | None:
        """Return the organization that appoints or hires the person named at ``start`` to ``end``, or that he joins."""
        for place in self.places.within(end, end + 60):
            if JOINS.fullmatch(self.text, end, place.start):
                return place.organization
        line = self.text.rfind("\n", 0, start) + 1
        for place in reversed(self.places.within(max(line, start - 260), start)):
            if APPOINTS.fullmatch(self.text, place.end, start):
                return place.organization
        return None

    def earlier(self, offset: int, noun: str | None) -> OrganizationDraft | None:
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
