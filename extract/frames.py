"""Who does what with whom: the words of deals in a sentence with the organizations on either side of them.

A frame is a word of ``extract/lexicon/deal_frames.csv`` with what stands to its left as its subject and what hangs on
it to its right: in "Acme has signed a supply agreement with Beta" the noun "agreement" has Acme on its left and, by
"with", Beta on its right. No parser is needed: descriptions, brackets and lists were taken out of the way before
(:mod:`extract.clauses`), and prepositions tell what hangs on what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.clauses import Clauses, Slot
from extract.words import pattern_rows

# Looking right, so many words may stand between an event and what hangs on it.
_RIGHT, _DIRECT = 14, 7
_OWNED = 5
_MOOD = 7
_RELATIVE = frozenset({"which", "that", "who"})
_AGENTS = frozenset({"by", "from", "including"})
_TOGETHER = frozenset({"merge", "partner", "joint"})
_MUTUAL = _TOGETHER | {"agree", "memorandum", "license", "develop", "end"}
_APART = frozenset({"as", "unlike"})
_BE = frozenset({"be", "been", "being", "was", "were", "is", "are"})
_WHOSE = frozenset({"of", "for", "in"})
_MOODS = {
    "not": re.compile(r"\b(?:not|no|never|without|neither|nor|denie[sd]|declined|rejected)\b"),
    "plan": re.compile(
        r"\b(?:may|might|could|would|plans?|intends?|seeks?|hopes?|proposed|considering|potential|ready|if|exploring|talks|aims?|"
        r"eligible|expects?|contemplating)\b"
    ),
    "past": re.compile(
        r"\b(?:previously|earlier|former|formerly|since|had|last|ago|existing|previous|prior|originally|past|in (?:19|20)\d\d)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """One event: its group, how each side hangs on it, the numbers on both sides, and its mood.

    ``relation`` is like "subject>with": the left side is the "subject", the "topic" of the document where the sentence
    names no subject, the "owner" of a noun, or hangs on a preposition itself; the right side hangs on the preposition
    named, on none ("-"), or owns the object ("whose"). It is "mutual" for what those of one list do together. ``mood``
    is "", "not", "plan" or "past".
    """

    group: str
    relation: str
    left: tuple[int, ...]
    right: tuple[int, ...]
    mood: str = ""

    def joins(self, one: int, other: int) -> bool:
        """Return whether the two organizations stand on two sides of it, or do it together."""
        if self.relation == "mutual":
            return one in self.left and other in self.left
        return (one in self.left and other in self.right) or (other in self.left and one in self.right)

    def takes(self, number: int) -> bool:
        """Return whether it says that somebody acquires this organization itself: "Acme acquired Beta"."""
        return self.group == "acquire" and self.relation == "subject>-" and number in self.right


@cache
def _events() -> tuple[tuple[str, str, frozenset[str], re.Pattern[str]], ...]:
    return tuple(
        (group, kind, frozenset(links.split()), re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"))
        for group, kind, links, pattern in pattern_rows("deal_frames", 4)
    )


def frames(short: Clauses, topic: int | None) -> list[Frame]:
    """Return the frames of a sentence; ``topic`` is whom it is about if it says of nobody else what it says."""
    found: list[Frame] = []
    for group, (kind, links), first, last in _found(short):
        found += _of_event(short, group, kind, links, first, last, topic)
    return found


def _found(short: Clauses) -> Iterator[tuple[str, tuple[str, frozenset[str]], int, int]]:
    """Yield group, (kind, links), first word and the word behind the last for every event of a sentence."""
    text = " ".join(short.words)
    starts: dict[int, int] = {}
    at = 0
    for place, word in enumerate(short.words):
        starts[at] = place
        at += len(word) + 1
    for group, kind, links, pattern in _events():
        for match in pattern.finditer(text):
            first = starts.get(match.start())
            if first is not None:
                yield group, (kind, links), first, first + match.group().count(" ") + 1


def acts(short: Clauses) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what the verbs of a sentence say of their subjects alone: "does=manufacture", "isdone=acquire"."""
    for group, kind, first, last in _found(short):
        suffered = kind[0] == "verb" and (
            short.words[last : last + 1] == ["by"] or not _BE.isdisjoint(short.words[max(0, first - 1) : first])
        )
        if kind[0] != "noun" and not suffered:
            numbers, _ = _left(short, first, None, passive=kind[0] == "passive")
            if numbers:
                yield f"{'does' if kind[0] == 'verb' else 'isdone'}={group}", numbers


def _of_event(
    short: Clauses, group: str, kind: str, links: frozenset[str], first: int, last: int, topic: int | None
) -> Iterator[Frame]:
    mood = _mood(short.words[max(0, first - _MOOD) : last])
    rights = list(_rights(short, kind, links, last))
    subject = _left(short, first, topic, passive=kind == "passive")
    sides = [subject] if subject[0] else []
    if kind == "noun" and (owner := _owner(short, first)) is not None:
        sides.append((tuple(owner.numbers), "owner"))
    sides += [(tuple(slot.numbers), link) for slot, link in rights]
    for place, (one, how) in enumerate(sides):
        for other, link in sides[place + 1 :]:
            if how != link and not (how in _AGENTS and link in _AGENTS) and set(one).isdisjoint(other):
                yield Frame(group, f"{how}>{link}", one, other, mood)
    alone = group in (_TOGETHER if _follows(short, last) else _MUTUAL)
    together = [one for one, how in sides if how == "between" or (how == "subject" and alone and not rights)]
    for one in together:
        if len(one) > 1:
            yield Frame(group, "mutual", one, one, mood)


def _left(short: Clauses, first: int, topic: int | None, *, passive: bool) -> tuple[tuple[int, ...], str]:
    """Who stands to the left of an event and does it; the topic if nobody does, nobody if there is none."""
    relative = any(word in _RELATIVE for word in short.words[max(0, first - 3) : first])
    governed = None
    for slot in reversed(short.slots):
        if slot.place >= first:
            continue
        if ";" in short.words[slot.place : first]:
            break
        if not slot.governor or relative or slot.governor in _APART:
            return tuple(slot.numbers), "subject"
        if governed is None and passive and slot.governor in _WHOSE:
            governed = slot
    if governed is not None:
        return tuple(governed.numbers), "subject"
    return ((topic,), "topic") if topic is not None else ((), "")


def _owner(short: Clauses, first: int) -> Slot | None:
    """Whose event it is: "Acme's agreement", "the Acme agreement", "Acme's broad new agreement"."""
    for slot in short.slots:
        if slot.place == first - 1 or (slot.possessive and 2 <= first - slot.place <= _OWNED):
            return slot
    return None


def _rights(short: Clauses, kind: str, links: frozenset[str], last: int) -> Iterator[tuple[Slot, str]]:
    """What hangs on an event to its right."""
    both = None
    for slot in short.slots:
        distance = slot.place - last
        if distance < 0:
            continue
        if distance > _RIGHT or ";" in short.words[last : slot.place]:
            return
        # A preposition before the event does not lead to what stands behind it: "to acquire Acme".
        link = slot.governor if slot.governed_at >= last else "-"
        if both is not None and "and" in short.words[both : slot.place]:
            link = "and"
        elif kind == "passive" and (distance <= _DIRECT or link in _AGENTS):
            link = "by"
        elif link not in links or (link == "-" and distance > _DIRECT):
            continue
        both = slot.place if link == "between" and len(slot.numbers) == 1 else None
        # "acquired Acme" is another thing than "acquired Acme's plant".
        yield slot, "whose" if link == "-" and slot.possessive else link


def _follows(short: Clauses, last: int) -> bool:
    return any(slot.place >= last for slot in short.slots)


def _mood(words: list[str]) -> str:
    text = " ".join(words)
    return next((mood for mood, pattern in _MOODS.items() if pattern.search(text)), "")
