"""Pairs of organizations and every place where the text brings them together.

A deal is told over a whole release: the headline names both parties, the lead the kind of agreement, a later
sentence the older one. So the unit of decision is the pair in its document, over all its contexts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from spacy.tokens import Doc, Span

from extract.clauses import clauses
from extract.drafts import OrganizationDraft
from extract.frames import Frame, frames
from extract.name_forms import normal
from extract.named_sentences import NamedSentence, named_sentences
from extract.speakers import Speakers

# In a sentence without a party's name these words stand for the one that issues the release.
_ISSUER_WORDS = frozenset({"we", "our", "us", "its", "it"})
_ISSUER_NOUNS = frozenset({"company", "firm", "companies", "parties", "partners"})
# Here a sentence without any such word is about the issuer too.
_NARRATED = frozenset({"list", "lead", "body"})
# First words that say nothing of whose name it is.
_COMMON = frozenset({"university", "national", "american", "international", "united", "the", "institute", "department", "center",
                     "first", "new", "general", "college", "children", "global", "medical", "federal", "royal", "south", "north"})  # fmt: skip
MAXIMUM_ORGANIZATIONS_IN_SENTENCE = 25
# What joins the names of a list: "Acme, Beta (NYSE: BET) and Gamma".
_JOINTS = frozenset({",", "and", "&", "or", ";", "/", "plus", "as", "well", "both"})
_BRACKETS = {"(": ")", "[": "]"}
_LONGEST_JOINT = 9


@dataclass
class Context:
    """One sentence that brings two organizations together.

    ``left`` and ``right`` are the token offsets of the two mentions, in order of the text; ``first_is_left`` tells
    whether the pair's first organization is the left one. ``implied`` is true when the issuer is meant by "the
    company" or "we"; then its place is where that word stands. A list of names counts as one name: ``inner`` are the
    token offsets of what stands between the two, or the lists that they stand in, and ``outer`` where these begin
    and end. ``frames`` are what the sentence tells of whom it names, by their places among the document's organizations.
    """

    sentence: Span
    left: Span
    right: Span
    first_is_left: bool
    section: str
    others: int
    inner: tuple[int, int]
    outer: tuple[int, int]
    implied: bool = False
    frames: tuple[Frame, ...] = ()


@dataclass
class Pair:
    """Two organizations of a document, ``first`` being the one that the text names first.

    ``numbers`` are their places among the organizations of the document. ``kin`` are a parent and its unit, units of one
    parent, and what shares the first word of its name.
    """

    first: OrganizationDraft
    second: OrganizationDraft
    contexts: list[Context] = field(default_factory=list)
    first_is_issuer: bool = False
    second_is_issuer: bool = False
    numbers: tuple[int, int] = (0, 1)
    kin: bool = False


def pairs(doc: Doc, speakers: Speakers | None = None) -> list[Pair]:
    """Return every pair of organizations that a sentence brings together, in order of the text.

    ``speakers`` are those of the document, found anew if None.
    """
    drafts: list[OrganizationDraft] = doc._.organizations
    speakers = speakers or Speakers(doc)
    found: dict[tuple[int, int], Pair] = {}
    for named in named_sentences(doc, speakers):
        sentence, label, here = named.span, named.section, named.mentions
        by_draft: dict[int, list[Span]] = defaultdict(list)
        for mention, number in here:
            by_draft[number].append(mention)
        if len(by_draft) > MAXIMUM_ORGANIZATIONS_IN_SENTENCE:
            continue
        speaker = named.speaker
        implied = _implied(named) if speaker is not None and speaker not in by_draft else None
        places = {number: (spans, False) for number, spans in by_draft.items()}
        if implied is not None and speaker is not None:
            places[speaker] = ([implied], True)
        lists = _lists(sentence, [mention for mention, _ in here])
        told: tuple[Frame, ...] = ()
        if len(places) > 1:
            told = tuple(frames(clauses(sentence, named.names(spoken=implied is not None)), speaker))
        for a, b in combinations(sorted(places), 2):
            pair = found.setdefault((a, b), _pair(drafts, a, b, speakers.issuer))
            pair.contexts.append(_context(sentence, label, places[a], places[b], len(by_draft), lists, told))
    return [found[key] for key in sorted(found)]


def _kin(first: OrganizationDraft, second: OrganizationDraft) -> bool:
    if first.parent is second or second.parent is first or (first.parent is not None and first.parent is second.parent):
        return True
    one, other = normal(first.name).split(), normal(second.name).split()
    return bool(one) and bool(other) and one[0] == other[0] and len(one[0]) > 2 and one[0] not in _COMMON


def _pair(drafts: list[OrganizationDraft], a: int, b: int, main: int | None) -> Pair:
    return Pair(drafts[a], drafts[b], first_is_issuer=a == main, second_is_issuer=b == main, numbers=(a, b), kin=_kin(drafts[a], drafts[b]))


def _implied(named: NamedSentence) -> Span | None:
    """Return the word that stands for the speaker in a sentence which does not name it, or its first word."""
    sentence = named.span
    for token in sentence:
        if token.lower_ in _ISSUER_WORDS or token.lower_ in _ISSUER_NOUNS:
            return sentence.doc[token.i : token.i + 1]
    return sentence[0:1] if named.introduced or named.section in _NARRATED else None


def _lists(sentence: Span, mentions: list[Span]) -> dict[int, list[Span]]:
    """Return for the start of each mention the mentions of the list that it stands in, itself included."""
    lists: list[list[Span]] = []
    for mention in sorted(mentions, key=lambda one: one.start):
        if lists and _joined(sentence.doc, lists[-1][-1].end, mention.start):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return {mention.start: members for members in lists for mention in members}


def _joined(doc: Doc, start: int, end: int) -> bool:
    """Whether only commas, "and" and brackets stand between two names."""
    if not 0 < end - start <= _LONGEST_JOINT:
        return False
    closing = None
    joint = False
    for token in doc[start:end]:
        if closing is not None:
            closing = None if token.text == closing else closing
        elif token.text in _BRACKETS:
            closing = _BRACKETS[token.text]
        elif token.lower_ in _JOINTS:
            joint = True
        else:
            return False
    return joint


def _context(
    sentence: Span,
    label: str,
    a: tuple[list[Span], bool],
    b: tuple[list[Span], bool],
    named: int,
    lists: dict[int, list[Span]],
    told: tuple[Frame, ...],
) -> Context:
    """Return the context of the two mentions that stand closest together."""
    left, right = min(
        ((one, other) for one in a[0] for other in b[0]),
        key=lambda two: (abs(two[0].start - two[1].start), two[0].start),
    )
    first_is_left = left.start <= right.start
    if not first_is_left:
        left, right = right, left
    before, after = lists.get(left.start, [left]), lists.get(right.start, [right])
    if before is after:
        # Two of one list: what joins them is what stands before the later one.
        inner = (max((one.end for one in before if one.end <= right.start), default=left.end), right.start)
    else:
        inner = (before[-1].end, after[0].start)
    outer = (before[0].start, after[-1].end)
    return Context(sentence, left, right, first_is_left, label, max(0, named - 2), inner, outer, a[1] or b[1], told)
