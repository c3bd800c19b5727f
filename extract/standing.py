"""How organizations stand in a document as a whole: who is named aloud, introduced or quoted, who only advises or approves.

A party to the news stands in headline or lead, has an "About" section of its own and a person who speaks for it; a
placement agent, a regulator or the host of a conference stands beside a deal without being a party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from extract.drafts import OrganizationDraft
from extract.pairs import Pair
from extract.spans import QUIET, SectionMap, text_of
from extract.speakers import Speakers
from extract.words import pattern_rows

# So many mentions of one organization are looked at, and so many characters around each.
_MENTIONS, _AROUND = 15, 70
_EVENTS = r"(?:conference|summit|congress|symposium|webinar|annual meeting|forum|awards?|podcast|expo|gala|workshop)"
# "Acme's 27th Annual Investment Conference", "the Acme Life Sciences Summit"
_OWN_EVENT = re.compile(rf"[’']s? (?i:[^\n]*\b{_EVENTS}\b)|(?: [A-Z0-9][\w&-]*){{0,6}} (?i:{_EVENTS})\b")
# Ranks by mentions and numbers of organizations that are told apart.
_RANKS = 3
_SIZES = (2, 4, 8, 16)
# An organization that is named in such parts alone is no party to the news.
_ASIDE = {"about": frozenset({"about"}), "list": frozenset({"list"}), "quiet": QUIET}
_BOTH = ("headline", "lead", "introduced", "quoted")


@dataclass(frozen=True)
class _Stand:
    """How one organization stands: all signs, and its rank by mentions among all but the issuer.

    ``bystander`` are the signs that it is no party, whatever the deal.
    """

    signs: frozenset[str]
    bystander: frozenset[str]
    rank: int

    @property
    def place(self) -> str:
        """The loudest place where it is named."""
        return next((label for label in ("headline", "lead") if label in self.signs), "deep")

    @property
    def brief(self) -> str:
        """The place with the signs that tell most."""
        return "+".join((self.place, *(sign for sign in ("introduced", "introduced?", "quoted") if sign in self.signs)))


class Standing:
    """How the organizations of one document stand in it, as features of its pairs."""

    def __init__(self, doc: Doc, speakers: Speakers) -> None:
        drafts, sections = doc._.organizations, SectionMap(doc)
        quoted = {id(person.organization) for person in doc._.people if person.organization is not None}
        headed = any(section.label == "headline" for section in doc._.sections)
        others = sorted((-len(one.mentions), number) for number, one in enumerate(drafts) if number != speakers.issuer)
        ranks = {number: min(_RANKS, rank) for rank, (_, number) in enumerate(others)}
        self._size = next((size for size in _SIZES if len(drafts) <= size), 2 * _SIZES[-1])
        self._stands: list[_Stand] = []
        for number, draft in enumerate(drafts):
            heard = {sections.label(mention.start_char) for mention in draft.mentions}
            signs = {
                # Many a text has no headline, introduces nobody or quotes nobody; that is no sign.
                _sign("headline", "headline" in heard, known=headed),
                _sign("introduced", number in speakers.subjects, known=bool(speakers.subjects - {speakers.issuer})),
                _sign("quoted", id(draft) in quoted, known=bool(quoted)),
                _sign("lead", "lead" in heard),
                f"first in part {min(3, 4 * draft.mentions[0].start // len(doc))}",
            }
            signs |= {"speaks"} if "quote" in heard else set()
            signs |= {f"only {name}" for name, aside in _ASIDE.items() if heard <= aside}
            self._stands.append(_Stand(frozenset(signs), frozenset(_bystander(doc, draft)), ranks.get(number, 0)))

    def features(self, pair: Pair) -> Iterator[str]:
        """Yield the features of a pair of the document, the same for both orders."""
        one, other = (self._stands[number] for number in pair.numbers)
        for stand, issues, faces in (
            (one, pair.first_is_issuer, pair.second_is_issuer),
            (other, pair.second_is_issuer, pair.first_is_issuer),
        ):
            side = "issuer" if issues else "other" if faces else "third"
            yield from (f"by:{sign}" for sign in stand.bystander)
            yield from (f"stands:{side}:{sign}" for sign in stand.signs)
            if not issues:
                yield f"stands:{side}:{stand.brief}"
                yield f"stands:{side}:rank={stand.rank}"
                yield f"stands:{side}:rank={stand.rank}:{stand.place}"
        yield "stands:" + "|".join(sorted((one.place, other.place)))
        yield from (f"stands:both:{sign}" for sign in _BOTH if sign in one.signs & other.signs)
        yield f"stands:organizations={self._size}"


def _sign(name: str, holds: bool, *, known: bool = True) -> str:
    return name if holds else f"not {name}" if known else f"{name}?"


def _bystander(doc: Doc, draft: OrganizationDraft) -> Iterator[str]:
    """Yield what marks an organization as no party: regulator, market, adviser, host of an event."""
    text, mentions = text_of(doc), draft.mentions[:_MENTIONS]
    forms = [form.lower() for form in draft.forms()]
    around = []
    for mention in mentions:
        sentence = mention.sent
        start = max(sentence.start_char, mention.start_char - _AROUND)
        around.append(text[start : min(sentence.end_char, mention.end_char + _AROUND)].lower())
    for kind, by, pattern in _patterns():
        if by == "name":
            if any(map(pattern.search, forms)):
                yield kind
        else:
            yield from _counted(kind, sum(pattern.search(words) is not None for words in around), len(mentions))
    behind = (text[mention.end_char : mention.end_char + _AROUND] for mention in mentions)
    yield from _counted("host", sum(_OWN_EVENT.match(words) is not None for words in behind), len(mentions))


def _counted(kind: str, times: int, of: int) -> Iterator[str]:
    if times:
        yield kind
        if 2 * times >= of:
            yield f"mostly {kind}"


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((kind, by, re.compile(pattern)) for kind, by, pattern in pattern_rows("bystanders", 3))
