"""Where a document names its organizations, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.drafts import OrganizationDraft
from extract.spans import text_of


@dataclass(frozen=True)
class Place:
    """One mention of an organization in the text; offsets are characters, ``end`` exclusive."""

    start: int
    end: int
    organization: OrganizationDraft | None


NOBODY = Place(0, 0, None)


class OrganizationPlaces:
    """The mentions of organizations in order, and the organization that the document is about."""

    def __init__(self, doc: Doc) -> None:
        text = _straight(text_of(doc))
        forms = sorted(
            ((_straight(form), draft) for draft in doc._.organizations for form in draft.forms()),
            key=lambda pair: (-len(pair[0]), pair[0]),
        )
        places = []
        for draft in doc._.organizations:
            for mention in draft.mentions:
                start, end = mention.start_char, mention.end_char
                # "Acme" in "Acme's Center for Cells" is part of the unit's name.
                longer = next(
                    (
                        (form, owner)
                        for form, owner in forms
                        if len(form) > end - start and text.startswith(form, start)
                    ),
                    None,
                )
                places.append(Place(start, start + len(longer[0]), longer[1]) if longer else Place(start, end, draft))
        self.all = sorted(places, key=lambda place: (place.start, -place.end))
        self._starts = [place.start for place in self.all]
        self.main = self._main()

    def _main(self) -> OrganizationDraft | None:
        """Return the organization that headline and lead name first and most."""
        if not self.all:
            return None
        weight: Counter[int] = Counter()
        for order, place in enumerate(self.all):
            weight[id(place.organization)] += 1 + (6 if order == 0 else 0) + (3 if place.start < 400 else 0)
        best = weight.most_common(1)[0][0]
        return next(place.organization for place in self.all if id(place.organization) == best)

    def within(self, start: int, end: int) -> list[Place]:
        """Return the mentions that lie wholly within the characters ``start`` to ``end``."""
        found = []
        for place in self.all[bisect_left(self._starts, start) :]:
            if place.start >= end:
                break
            if place.end <= end:
                found.append(place)
        return found

    def last_before(self, offset: int) -> Place | None:
        """Return the last mention that starts before the character ``offset``, or None."""
        at = bisect_left(self._starts, offset)
        return self.all[at - 1] if at else None

    def first_after(self, offset: int) -> Place | None:
        """Return the first mention that starts at or after the character ``offset``, or None."""
        at = bisect_left(self._starts, offset)
        return self.all[at] if at < len(self.all) else None

    def hold(self, start: int, end: int) -> bool:
        """Whether the characters are (part of) an organization's name."""
        at = bisect_left(self._starts, start + 1)
        return any(place.start <= start and place.end >= end for place in self.all[max(0, at - 3) : at])


def _straight(text: str) -> str:
    return text.replace("’", "'").replace("\u00a0", " ")
