"""Which name a user means who writes a part of it, and which names are like one that is none.

All names are normalised here: words in small letters, parted by spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from kg.names import first_letters

Thing = TypeVar("Thing")

_MOST = 3


def nearest(key: str, named: Iterable[tuple[str, Thing]]) -> Thing | None:
    """Return the one thing that ``key`` is short for; None when it is short for none or for several.

    The words of ``key`` begin words of the name in their order, the first one the first; or it is the initials. Of
    several names the one that all others go on from is meant.

    >>> names = [("massachusetts general hospital", 1), ("massachusetts general hospital cancer center", 2)]
    >>> nearest("mass general", names), nearest("mgh", names), nearest("general hospital", names)
    (1, 1, None)
    """
    begun, spelled = dict[str, Thing](), dict[str, Thing]()
    words = key.split()
    for name, thing in named:
        if words and _begins(words, name.split()):
            begun[name] = thing
        if len(key) > 1 and first_letters(name) == key:
            spelled[name] = thing
    return _one(spelled) or _one(begun)


def suggestions(key: str, names: Mapping[str, str]) -> list[str]:
    """Return up to three names like ``key``; ``names`` has each name as it is written under its normalised form.

    >>> suggestions("clinic", {"mayo clinic": "Mayo Clinic", "lonza": "Lonza"}), suggestions("lonsa", {"lonza": "Lonza"})
    (['Mayo Clinic'], ['Lonza'])
    """
    words = key.split()
    begun = sorted((one for one in names if words and _begins(words, one.split())), key=len)
    within = sorted((one for one in names if has_words(key, one)), key=len)
    near = list(dict.fromkeys([*begun, *within]))[:_MOST] or get_close_matches(key, names, n=_MOST, cutoff=0.6)
    return [names[one] for one in near]


def has_words(key: str, name: str) -> bool:
    """Return whether each word of ``key`` begins a word of ``name``, in any order.

    >>> has_words("gen hosp", "massachusetts general hospital"), has_words("", "lonza")
    (True, False)
    """
    parts = name.split()
    return bool(key) and all(any(one.startswith(word) for one in parts) for word in key.split())


def _begins(words: list[str], name: list[str]) -> bool:
    """Whether the words begin words of the name in their order, the first one the first of the name."""
    if not name or not name[0].startswith(words[0]):
        return False
    rest = iter(name)
    return all(any(one.startswith(word) for one in rest) for word in words)


def _one(found: Mapping[str, Thing]) -> Thing | None:
    shortest = min(found, key=len, default=None)
    if shortest is None:
        return None
    alone = all(thing == found[shortest] or name.startswith(f"{shortest} ") for name, thing in found.items())
    return found[shortest] if alone else None
