"""Names of units and of those whose units they are: what their head nouns and the words beside them tell.

Capitals, an article and a head such as "Center" name a unit also where nothing else is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache
from itertools import pairwise

from spacy.tokens import Span

from extract.drafts import section_at
from extract.name_features import Unit
from extract.name_forms import acronyms_of
from extract.words import word_set

# In log odds: how much these rules add to what the models say.
HEADED = 4.3
ABBREVIATION = 2.4
OWNER_HEADS = frozenset({"hospital", "university", "clinic", "college", "institute", "center", "centre"})
"""Heads of those that have units of their own."""
_FRAMES = frozenset({"the", "our", "its", "their", "'s", "’s", "new", "existing", "of", "a"})
# Heads of what a unit does rather than of the unit.
_NO_BODIES = frozenset({"initiative", "news", "press", "program", "programme", "venture"})
# What speaks for a hospital or university about itself: "Acme Clinic News Service".
_NEWS, _DESKS = frozenset({"news", "press", "media"}), frozenset({"agency", "bureau", "desk", "network", "office", "service"})
# Those who advise are named by what they advise on or whom; the organs of a company are no bodies of their own.
_ADVISERS = frozenset({"board", "committee", "panel"})
_ORGANS = frozenset(
    "audit compensation corporate directors editorial ethics executive governance governors management monitoring "
    "nominating nomination remuneration review safety supervisory trustees".split()
)
_ABBREVIATES = frozenset({"abbreviates=1", "abbreviates=2", "abbreviates=3", "abbreviates=4"})
_NO_SHORT_FORM = frozenset({"person", "place", "small"})
# "The Acme Trust Director": a post that bears the name of who pays for it.
_ENDOWED = frozenset({"chair", "dean", "director", "fellow", "president", "professor", "scholar"})
_COMPLEMENTS = frozenset({"of", "for", "in"})
# "A plant at Visp (Switzerland)": where a site is, with the country in brackets.
_SITES = frozenset(f"pp={noun}" for noun in ("campus", "factory", "facility", "laboratory", "office", "plant", "site", "suite", "unit"))
_AT = frozenset({"p1=at", "p1=in"})


def bonuses(units: list[Unit], features: list[set[str]], scores: Mapping[str, float], threshold: float) -> list[float]:
    """Return for each candidate what the rules add to its log odds.

    Args:
        units: the candidates of a document.
        features: what the second look has found out about each.
        scores: the log odds of each by its key; those above ``threshold`` are names.
    """
    headed = [_is_unit(unit) for unit in units]
    sure = {key for key, score in scores.items() if score > threshold}
    sure |= {unit.key for unit, one in zip(units, headed, strict=True) if one and scores[unit.key] + HEADED > threshold}
    owners = [owner.split() for owner in _owners_without_mention(sure)]
    return [
        HEADED * (told or _is_desk_of(unit.key, sure) or _is_short_for_owner(unit, owners))
        + ABBREVIATION * (_abbreviates_name(one) or _is_advising(unit))
        - HEADED * _is_site(unit)
        for unit, one, told in zip(units, features, headed, strict=True)
    ]


def _is_site(unit: Unit) -> bool:
    """Whether the name is that of the place where a site is."""
    return "placed" in unit.features and not (unit.features.isdisjoint(_SITES) or unit.features.isdisjoint(_AT))


def _is_unit(unit: Unit) -> bool:
    """Whether the text treats the name as that of a unit, by its head and the words beside it."""
    head = _head(unit.key)
    if head in _NO_BODIES:
        # A program that has a director and an "About" section, as only a body has.
        return {"aboutsubject", "titleof"} <= unit.features
    return head in _bodies() and (_is_headed(unit, head) or _is_defined(unit))


@cache
def _bodies() -> frozenset[str]:
    return word_set("unit_heads") - _NO_BODIES


def _is_headed(unit: Unit, head: str) -> bool:
    """Whether an article or the like frames the name: "the Clinical Research Center", outside of headlines."""
    # "A Division of Acme" says what something is, "a Cell Center" may name one.
    frames = _FRAMES if unit.key.endswith(head) else _FRAMES - {"a"}
    return any(_is_framed(mention, frames) for mention in unit.mentions)


def is_bare_head(name: str, accepted: Iterable[str]) -> bool:
    """Whether ``name`` is "program" or "center" alone, which names something only as the short form of a name."""
    if name not in word_set("unit_heads"):
        return False
    return not any(name in (parts[0], parts[-1]) for parts in map(str.split, accepted) if len(parts) > 1)


def _abbreviates_name(features: set[str]) -> bool:
    """Whether the candidate abbreviates, word by word, one that is a name: "Penn General"."""
    return not features.isdisjoint(_ABBREVIATES)


def is_within(short: list[str], full: list[str]) -> bool:
    """Whether a name that stands by itself is a part of an owner's: "Bulfield" of "Charles Bulfield Hospital".

    Both are given as the words of their normal forms.
    """
    if len(short) >= len(full) or short[-1] in OWNER_HEADS:
        return False
    return any(full[at : at + len(short)] == short for at in range(len(full) - len(short)))


def owners_within(name: list[str]) -> Iterable[list[str]]:
    """Yield the owners that the name of a unit begins with, as the words of their normal forms.

    >>> list(owners_within("mercy general hospital research institute".split()))
    [['mercy', 'general', 'hospital']]
    """
    for cut in range(2, len(name)):
        if name[cut - 1] in OWNER_HEADS and name[cut] not in _COMPLEMENTS:
            yield name[:cut]


def holds_unit(name: list[str], owner: list[str]) -> bool:
    """Whether a name that begins with an owner's is that of a unit: the head of one stands behind it."""
    return not word_set("unit_heads").isdisjoint(name[len(owner) :])


def _owners_without_mention(sure: Set[str]) -> Iterable[str]:
    """Yield the owners whose names stand in full only inside the names of their units."""
    for name in sure:
        parts = name.split()
        for full in owners_within(parts):
            if " ".join(full) not in sure and holds_unit(parts, full):
                yield " ".join(full)


def _is_short_for_owner(unit: Unit, owners: list[list[str]]) -> bool:
    """Whether the candidate is a part of an owner's name, and neither a place nor an ordinary word."""
    parts = unit.key.split()
    return unit.features.isdisjoint(_NO_SHORT_FORM) and any(is_within(parts, owner) for owner in owners)


def _is_desk_of(name: str, sure: Set[str]) -> bool:
    """Whether the name is that of an organization and of its news service."""
    parts = name.split()
    return len(parts) > 2 and parts[-2] in _NEWS and parts[-1] in _DESKS and " ".join(parts[:-2]) in sure


def _is_defined(unit: Unit) -> bool:
    """Whether the text gives the unit an abbreviation, which stands for its words: "CENTER FOR FIRST STUDIES (CFS)"."""
    parts = unit.key.split()
    return len(parts) > 2 and any(_abbreviation_after(mention) in acronyms_of(parts) for mention in unit.mentions)


def _abbreviation_after(mention: Span) -> str:
    """Return the abbreviation that stands in brackets behind a name, in lower case, "" if none does."""
    after = [token.text for token in mention.doc[mention.end : mention.end + 3]]
    return after[1].lower() if after[2:] and after[0] == "(" and after[2] == ")" and after[1].isupper() else ""


def _is_advising(unit: Unit) -> bool:
    """Whether the text names advisers: "the Institute Visitors' Board"."""
    parts = unit.key.split()
    named = len(parts) > 2 and parts[-1] in _ADVISERS and _ORGANS.isdisjoint(parts)
    return named and any(_is_framed(mention, _FRAMES) for mention in unit.mentions)


def _head(name: str) -> str:
    """Return the noun that a name is built on: "center" in "center for bench medicine", else its last word.

    Behind "of" stands what a unit is for ("department of health") or whose it is ("cell unit of acme").
    """
    parts = name.split()
    inner = (one for at, (one, other) in enumerate(pairwise(parts)) if other in _COMPLEMENTS and (other != "of" or at == 0))
    return next(inner, parts[-1])


def _is_framed(mention: Span, frames: Set[str]) -> bool:
    doc, start, end = mention.doc, mention.start, mention.end
    return (
        len(mention) > 1
        and start > 0
        and doc[start - 1].lower_ in frames
        and doc[start].text[0].isupper()
        and doc[end - 1].text[0].isupper()
        and not (end < len(doc) and doc[end].text[0].isupper() and doc[end].lower_ not in _ENDOWED)
        and section_at(doc, start).label != "headline"
    )
