"""When two names are the same to the scorer: the contract's normal form, and who on one side is who on the other."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ontology.records import Organization, Record

# The contract's list, which is shorter than the extractor's own: figures must not change with a lexicon.
_LEGAL = frozenset(
    """inc incorporated corp corporation co company ltd limited llc llp lp plc sa sas sarl ag gmbh kg kgaa se bv nv ab as
    asa oy oyj spa srl kk pte pty pvt holdings holding group""".split()
)


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """Return ``name`` without case, accents, punctuation, leading article and trailing legal forms.

    >>> normal("The Müller &amp; Co. Holding S.A."), normal("Merck KGaA")
    ('muller and', 'merck')
    """
    text = unicodedata.normalize("NFKD", html.unescape(html.unescape(name)))
    text = re.sub(r"[’']s\b", "", text.encode("ascii", "ignore").decode().lower())
    words = re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and ")).split()
    if words[:1] == ["the"]:
        words = words[1:]
    # "s a", "a g", "b v": legal forms written with points.
    while len(words) > 2 and "".join(words[-2:]) in _LEGAL and len(words[-1]) == 1:
        words = words[:-2]
    while len(words) > 1 and words[-1] in _LEGAL:
        words = words[:-1]
    return " ".join(words)


def forms(organization: Organization) -> frozenset[str]:
    """Return the normal forms of the name and all aliases."""
    return frozenset(form for form in map(normal, (organization.name, *organization.aliases)) if form)


class Alignment:
    """Which organization of a predicted record is which of the gold record, one to one.

    Every organization gets a key, which both sides of a match share: ``"g2"`` is the third of gold, ``"p0"`` the first
    predicted one if gold does not have it. Those with most forms in common are matched first.
    """

    def __init__(self, gold: Record, predicted: Record) -> None:
        gold_forms, predicted_forms = ([forms(one) for one in record.organizations] for record in (gold, predicted))
        overlaps = (
            (-len(found & expected), place, other)
            for place, found in enumerate(predicted_forms)
            for other, expected in enumerate(gold_forms)
            if found & expected
        )
        self.matches: dict[int, int] = {}
        """Place in the predicted record -> place in the gold record."""
        for _, place, other in sorted(overlaps):
            if place not in self.matches and other not in self.matches.values():
                self.matches[place] = other
        self.gold_keys = [f"g{place}" for place in range(len(gold_forms))]
        self.predicted_keys = [
            self.gold_keys[self.matches[place]] if place in self.matches else f"p{place}"
            for place in range(len(predicted_forms))
        ]
        self._gold = _by_form(gold_forms, self.gold_keys)
        self._predicted = _by_form(predicted_forms, self.predicted_keys)
        self._labels = {
            key: one.name
            for keys, record in ((self.predicted_keys, predicted), (self.gold_keys, gold))
            for key, one in zip(keys, record.organizations, strict=True)
        }

    def gold(self, name: str) -> str:
        """Return the key of an organization that the gold record names."""
        return self._gold.get(normal(name), f"?{normal(name)}")

    def predicted(self, name: str) -> str:
        """Return the key of an organization that the predicted record names."""
        return self._predicted.get(normal(name), f"?{normal(name)}")

    def label(self, key: str) -> str:
        """Return the name of the organization with this key, that of gold where both sides have it."""
        return self._labels.get(key, key.removeprefix("?"))


def _by_form(found: list[frozenset[str]], keys: list[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for some, key in zip(found, keys, strict=True):
        for form in some:
            table.setdefault(form, key)
    return table


class LooseMatch:
    """Names of two lists matched one to one, where a name that contains the other counts as the same.

    >>> match = LooseMatch(["CAR-T therapy UCART-19", "Cell Shuttle"], ["UCART-19", "Cocoon"])
    >>> match.pairs, match.spurious, match.missed
    ([('CAR-T therapy UCART-19', 'UCART-19')], ['Cocoon'], ['Cell Shuttle'])
    """

    def __init__(self, gold: Sequence[str], predicted: Sequence[str]) -> None:
        expected, found = _distinct(gold), _distinct(predicted)
        self.pairs: list[tuple[str, str]] = []
        """A name of gold with the predicted one that is the same."""
        self.spurious: list[str] = []
        left = dict(expected)
        for form, name in found.items():
            same = next((other for other in left if f" {form} " in f" {other} " or f" {other} " in f" {form} "), None)
            if same is None:
                self.spurious.append(name)
            else:
                self.pairs.append((left.pop(same), name))
        self.missed = list(left.values())


def _distinct(names: Sequence[str]) -> dict[str, str]:
    """Return normal form -> the first name with it, in order."""
    found: dict[str, str] = {}
    for name in names:
        if form := normal(name):
            found.setdefault(form, name)
    return found
