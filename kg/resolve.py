"""Which organizations of different documents are one: pure functions, independent of the order of arrival.

Two organizations are one when they share a *strong* key: the normalised name, or a normalised alias of at least two
words. An alias of one word is *weak*: it joins its organization with the one that bears exactly this name, and only
when no other organization claims the alias. "Merck & Co." and "Merck KGaA" both say "Merck", so they stay two.
A unit with a generic name is told apart by its parent: the Center for Regenerative Medicine of one clinic is not that
of another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

LEGAL_FORMS = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc",
        "sa", "sas", "sarl", "ag", "gmbh", "se", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "spa", "srl", "sl", "kk",
        "pte", "pty", "pvt", "kft", "aps",
    }
)  # fmt: skip
"""Not "kgaa", "group" or "holdings": they often are all that tells two companies apart."""

GENERIC_UNITS = frozenset(
    {
        "center", "centre", "department", "division", "school", "faculty", "college", "institute", "laboratory",
        "laboratories", "office", "program", "programme", "unit", "clinic", "hospital", "graduate", "medical",
    }
)  # fmt: skip
"""First words of names that mean something only together with the parent's name."""

_POSSESSIVE = re.compile(r"['’]s\b")
_NOT_WORD = re.compile(r"[\W_]+")


def normal(name: str) -> str:
    """Return the key of a name: case, accents, punctuation, a leading article and the legal form removed.

    A name without a single letter or digit gets a key made of its checksum.

    >>> normal("The Mayo Clinic's Center"), normal("MaSTherCell S.A."), normal("Merck & Co., Inc.")
    ('mayo clinic center', 'masthercell', 'merck and co')
    """
    words = _words(name)
    while words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    while len(words) > 3 and words[:2] == ["u", "s"]:
        words = words[2:]
    words = _without_legal_form(words)
    return " ".join(words) or f"x-{sha256(name.encode(errors='replace')).hexdigest()[:12]}"


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).casefold()
    text = "".join(one for one in text if unicodedata.category(one) != "Mn")
    text = _POSSESSIVE.sub("", text).replace("&", " and ").replace("+", " and ")
    return _NOT_WORD.sub(" ", text).split()


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1:
        spelt = next((size for size in (3, 2) if _is_spelt_legal_form(words, size)), 0)
        if spelt:
            words = words[:-spelt]
        elif words[-1] in LEGAL_FORMS and words[-2] != "and":
            words = words[:-1]
        else:
            break
    return words


def _is_spelt_legal_form(words: list[str], size: int) -> bool:
    """Whether the last words are a legal form written with points: "S.A.", "S.p.A."."""
    last = words[-size:]
    return len(words) > size and all(len(one) == 1 for one in last) and "".join(last) in LEGAL_FORMS


@dataclass(frozen=True, slots=True)
class Claim:
    """An organization as one document names it; ``node`` is its IRI there."""

    node: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    type: str | None = None
    location: str | None = None

    def name_key(self) -> str:
        """Return the key of the name."""
        return self._qualified(normal(self.name))

    def strong_keys(self) -> frozenset[str]:
        """Return the keys that by themselves make two organizations one."""
        aliases = (self._qualified(normal(alias)) for alias in self.aliases)
        return frozenset({self.name_key(), *(key for key in aliases if " " in key)})

    def weak_keys(self) -> frozenset[str]:
        """Return the keys of aliases of one word."""
        return frozenset(key for key in map(normal, self.aliases) if " " not in key and not key.startswith("x-"))

    def all_keys(self) -> frozenset[str]:
        """Return all keys."""
        return self.strong_keys() | self.weak_keys()

    def _qualified(self, key: str) -> str:
        first, _, rest = key.partition(" ")
        if self.parent is None or not rest or first not in GENERIC_UNITS:
            return key
        return f"{normal(self.parent)} {key}"


def resolve(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Return the claims in groups, one for each real organization; groups and their members are sorted by node.

    >>> a, b, c = Claim("a", "Merck & Co."), Claim("b", "Merck KGaA", ("Merck",)), Claim("c", "Merck")
    >>> [[one.node for one in group] for group in resolve([a, b, c])]
    [['a'], ['b', 'c']]
    """
    ordered = sorted(claims, key=lambda claim: claim.node)
    strong = _joined(ordered, _shared((key, place) for place, one in enumerate(ordered) for key in one.strong_keys()))
    owners: dict[str, int] = {}
    claimants: dict[str, set[int]] = {}
    for place, claim in enumerate(ordered):
        for key in claim.strong_keys():
            owners[key] = strong[place]
        for key in claim.weak_keys():
            claimants.setdefault(key, set()).add(strong[place])
    links = [(place, root) for place, root in enumerate(strong)]
    for key, roots in claimants.items():
        others = roots - {owners.get(key, -1)}
        if key in owners and len(others) == 1:
            links.append((owners[key], others.pop()))
    groups: dict[int, list[Claim]] = {}
    for claim, root in zip(ordered, _joined(ordered, links), strict=True):
        groups.setdefault(root, []).append(claim)
    return [tuple(group) for group in groups.values()]


def _shared(pairs: Iterable[tuple[str, int]]) -> list[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for key, place in pairs:
        places.setdefault(key, []).append(place)
    return [link for listed in places.values() for link in pairwise(listed)]


def _joined(items: Sequence[object], links: Iterable[tuple[int, int]]) -> list[int]:
    """Return for every place the smallest place that it is linked with."""
    root = list(range(len(items)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for one, two in links:
        low, high = sorted((find(one), find(two)))
        root[high] = low
    return [find(place) for place in range(len(items))]
