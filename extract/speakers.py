"""Who speaks: the organization that issues a release, and whom "the company" and "we" mean in each of its parts."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc

from extract.drafts import Section
from extract.name_forms import normal
from extract.spans import SectionMap, text_of

# What speaks for an organization to be the issuer. That the text calls it "the Company" outweighs all else.
_HEADLINE, _LEAD, _ABOUT, _OPENS, _DEFINED = 3.0, 2.0, 2.0, 1.5, 6.0
_MENTION, _MENTIONS_COUNTED, _LATER = 0.3, 10, 0.002
# (NASDAQ: ACME) ("Acme" or the "Company")
_DEFINITION = re.compile(r"\(?[“\"”‘']\s*(?:the\s+)?company\s*[”\"“’']", re.IGNORECASE)
_DEFINED_WITHIN = 120


class Speakers:
    """The organizations of one document that speak in it, by their places among ``doc._.organizations``.

    ``issuer`` is the one that the release is by or about: named in headline, lead and an "About" heading, first and
    often, or called "the Company"; None in a document that names nobody.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._sections = SectionMap(doc)
        self._forms = [{tuple(normal(form).split()) for form in draft.forms()} for draft in doc._.organizations]
        self._subjects: dict[str, int | None] = {}

    @cached_property
    def issuer(self) -> int | None:
        """The place of the organization that issues the release."""
        opening = {label: self._first(label) for label in ("headline", "lead")}
        defined = self._defined()
        best, most = None, 0.0
        for number, draft in enumerate(self._doc._.organizations):
            labels = {self._sections.label(mention.start_char) for mention in draft.mentions}
            weight = _MENTION * min(_MENTIONS_COUNTED, len(draft.mentions))
            weight += _HEADLINE * ("headline" in labels) + _LEAD * ("lead" in labels) + _ABOUT * (number in self.subjects)
            weight += _OPENS * sum(number == first for first in opening.values()) + _DEFINED * (number == defined)
            weight -= _LATER * draft.mentions[0].start
            if weight > most:
                best, most = number, weight
        return best

    @cached_property
    def subjects(self) -> frozenset[int]:
        """The places of the organizations that an "About" section introduces."""
        found = map(self._introduced, self._doc._.sections)
        return frozenset(number for number in found if number is not None)

    def at(self, offset: int) -> int | None:
        """Return whom "the company" means at a character offset: in an "About" section the one that it introduces."""
        introduced = self._introduced_at(offset)
        return self.issuer if introduced is None else introduced

    def introduced(self, offset: int) -> bool:
        """Whether the character lies in an "About" section of a known organization."""
        return self._introduced_at(offset) is not None

    def _introduced_at(self, offset: int) -> int | None:
        section = self._sections.section(offset)
        return None if section is None else self._introduced(section)

    def _introduced(self, section: Section) -> int | None:
        """Return the organization that an "About" section introduces: the longest name that its heading begins with."""
        if section.label != "about" or not section.subject:
            return None
        if section.subject not in self._subjects:
            heading = tuple(normal(section.subject).split())
            fitting = [
                (len(form), -number)
                for number, forms in enumerate(self._forms)
                for form in forms
                if form and heading[: len(form)] == form
            ]
            self._subjects[section.subject] = -max(fitting)[1] if fitting else None
        return self._subjects[section.subject]

    def _first(self, label: str) -> int | None:
        """Return the organization that the first section of a kind names first."""
        named = [
            (mention.start, number)
            for number, draft in enumerate(self._doc._.organizations)
            for mention in draft.mentions
            if self._sections.label(mention.start_char) == label
        ]
        return min(named)[1] if named else None

    def _defined(self) -> int | None:
        """Return the organization that a bracket calls "the Company"."""
        found = _DEFINITION.search(text_of(self._doc))
        if found is None:
            return None
        before = [
            (mention.start_char, number)
            for number, draft in enumerate(self._doc._.organizations)
            for mention in draft.mentions
            if 0 <= found.start() - mention.end_char <= _DEFINED_WITHIN
        ]
        return max(before)[1] if before else None
