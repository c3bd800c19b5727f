"""Scores of the parts of a press release, by characters: sections differ so much in length that counting them says little.

White space counts nowhere: which of two sections the blank between them belongs to is nobody's error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from extract.score_counts import Count, Share


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` (exclusive) of a text, which bear one label."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class SectionScore:
    """How many characters bear which label in gold and which one in what was found; scores add up.

    >>> gold = [Stretch("lead", 0, 6), Stretch("body", 6, 10)]
    >>> score = SectionScore.of("Acme . Buy", gold, [Stretch("lead", 0, 10)])
    >>> score.share, score.count("lead"), score.confusions()
    (Share(right=5, of=8), Count(right=5, spurious=3, missed=0), [('body', 'lead', 3)])
    """

    characters: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, text: str, gold: Iterable[Stretch], found: Iterable[Stretch]) -> SectionScore:
        """Return the score of one text.

        Raises:
            ValueError: stretches overlap, leave out a character that is no white space, or reach beyond the text.
        """
        counted = [place for place, letter in enumerate(text) if not letter.isspace()]
        expected, given = _labels(text, gold), _labels(text, found)
        return cls(Counter((expected[place], given[place]) for place in counted))

    def __add__(self, other: SectionScore) -> SectionScore:
        return SectionScore(self.characters + other.characters)

    @property
    def share(self) -> Share:
        """The characters with the right label, of all."""
        right = sum(count for (gold, found), count in self.characters.items() if gold == found)
        return Share(right, self.characters.total())

    def count(self, label: str) -> Count:
        """Return the characters that bear ``label`` rightly, wrongly, and that lack it."""
        right = self.characters[label, label]
        gold = sum(count for (one, _), count in self.characters.items() if one == label)
        found = sum(count for (_, one), count in self.characters.items() if one == label)
        return Count(right, found - right, gold - right)

    def confusions(self) -> list[tuple[str, str, int]]:
        """Return label in gold, label found and number of characters where the two differ, the most frequent first."""
        wrong = [(*pair, count) for pair, count in self.characters.items() if pair[0] != pair[1]]
        return sorted(wrong, key=lambda row: (-row[2], row))


def found_in(doc: Doc) -> list[Stretch]:
    """Return the sections that the component ``sections`` put on ``doc``."""
    return [Stretch(one.label, one.span.start_char, one.span.end_char) for one in doc._.sections]


def _labels(text: str, stretches: Iterable[Stretch]) -> list[str]:
    """Return the label of every character, "" of white space between the stretches."""
    labels = [""] * len(text)
    reached = 0
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if not reached <= one.start < one.end <= len(text):
            raise ValueError(f"{one} overlaps or lies beyond the {len(text)} characters; expected {reached} or later")
        if text[reached : one.start].strip():
            raise ValueError(f"no label from {reached} to {one.start}; expected one for all that is no white space")
        labels[one.start : one.end] = [one.label] * (one.end - one.start)
        reached = one.end
    if text[reached:].strip():
        raise ValueError(f"no label from {reached} to {len(text)}; expected one for all that is no white space")
    return labels
