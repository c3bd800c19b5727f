"""Where a text names things of which only the names are known, as gold records give them.

Training projects names onto candidates of a spaCy ``Doc`` (:mod:`extract.train`); this needs no pipeline and finds
names of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Located(NamedTuple, Generic[Key]):
    """Characters ``start`` to ``end`` (exclusive) that name the thing ``key``."""

    start: int
    end: int
    key: Key


def locate(text: str, names: Mapping[Key, Iterable[str]]) -> list[Located[Key]]:
    """Return where ``text`` names each key by one of its names, without overlaps, in order.

    The longest name wins. A name is a whole word or more; spaces and apostrophes may be any. Names that stand nowhere
    as they are written are sought without regard to case, as in headlines in capitals.

    >>> locate("ACME BIO joins Mayo\\n Clinic; Acme", {1: ["Acme Bio", "Acme"], 2: ["Mayo Clinic"]})
    [Located(start=0, end=8, key=1), Located(start=15, end=27, key=2), Located(start=29, end=33, key=1)]
    """
    owners: dict[str, Key] = {}
    for key, some in names.items():
        for name in some:
            if name.strip():
                owners.setdefault(_squeezed(name), key)
    found = list(_matches(text, owners, ignore_case=False))
    standing = {_squeezed(text[one.start : one.end]) for one in found}
    folded = {name.casefold(): key for name, key in owners.items() if name not in standing}
    for one in _matches(text, folded, ignore_case=True):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _matches(text: str, owners: Mapping[str, Key], *, ignore_case: bool) -> Iterator[Located[Key]]:
    if not owners:
        return
    # The first alternative that fits wins: the longest go first.
    alternatives = "|".join(_pattern(name) for name in sorted(owners, key=lambda name: (-len(name), name)))
    for match in re.finditer(alternatives, text, re.IGNORECASE if ignore_case else 0):
        name = _squeezed(match.group())
        key = owners.get(name.casefold() if ignore_case else name)
        if key is not None:
            yield Located(match.start(), match.end(), key)


def _pattern(name: str) -> str:
    words = r"\s+".join(re.escape(word).replace("'", "['’]") for word in name.split(" "))
    before, after = (r"\b" if name[0].isalnum() else ""), (r"\b" if name[-1].isalnum() else "")
    return f"{before}{words}{after}"


def _squeezed(name: str) -> str:
    return " ".join(name.replace("’", "'").split())
