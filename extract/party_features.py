"""What a document says of each organization by itself: what it does, what it owns and what it is called.

"Beta's vectors", "Acme, a contract manufacturer", "Acme will distribute": who makes, supplies or licenses is often told
far from the sentence that tells the deal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from spacy.tokens import Doc, Span

from extract.clauses import OPENERS, SLOT, Clauses, clauses
from extract.frames import acts
from extract.named_sentences import NamedSentence, named_sentences
from extract.pair_features import SMALL_WORDS
from extract.speakers import Speakers

# So many words are looked at: of what is owned, of a bracket behind a name, of a description.
_OWNED, _BRACKET, _DESCRIPTION = 4, 14, 14
_SILENT = SMALL_WORDS | {"other", "new", "leading", "global", "first", "own"}
_ENDS = frozenset({".", ",", ";", "that", "which", "\n"})
_COPULAS = frozenset({"is", "are"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
_MARKS = frozenset({",", "–", "-"})


class Parties:
    """The features of the organizations of one document, computed when they are first asked for.

    ``speakers`` are those of the document, found anew if None.
    """

    def __init__(self, doc: Doc, speakers: Speakers | None = None) -> None:
        self._doc = doc
        self._speakers = speakers or Speakers(doc)
        self._found: dict[int, set[str]] | None = None

    def features(self, number: int) -> set[str]:
        """Return what the document says of its organization at the place ``number``.

        "does=..." and "isdone=..." name groups of verbs, "owns=..." and "is=..." words.
        """
        if self._found is None:
            self._found = defaultdict(set)
            for sentence in named_sentences(self._doc, self._speakers):
                for one, feature in _told(sentence):
                    self._found[one].add(feature)
        return self._found.get(number, set())

    def descriptions(self, number: int) -> set[str]:
        """Return those of its features that say what the organization is."""
        return {feature for feature in self.features(number) if feature.startswith("is=")}


def _told(sentence: NamedSentence) -> Iterator[tuple[int, str]]:
    """Yield (place of the organization, feature) for what a sentence says of those that it names."""
    short = clauses(sentence.span, sentence.names())
    for act, numbers in acts(short):
        yield from ((number, act) for number in numbers)
    yield from _owned(short)
    named = {index for mention, _ in sentence.mentions for index in range(mention.start, mention.end)}
    for mention, number in sentence.mentions:
        for word in _described(mention, named):
            yield number, f"is={word}"


def _owned(short: Clauses) -> Iterator[tuple[int, str]]:
    """Yield what stands behind a possessive: "Acme's lead candidate"."""
    for slot in short.slots:
        if not slot.possessive:
            continue
        for word in short.words[slot.place + 2 : slot.place + 2 + _OWNED]:
            if word == SLOT or not word[0].isalpha():
                break
            for number in slot.numbers:
                yield number, f"owns={word}"


def _described(mention: Span, named: Set[int]) -> Iterator[str]:
    """Yield the words of a description behind a name: ", a maker of vectors" or "is a maker of vectors".

    ``named`` are the tokens of names, which are left out.
    """
    doc, end = mention.doc, mention.end
    if end < len(doc) and doc[end].text == "(":
        closing = (index for index in range(end, min(len(doc) - 1, end + _BRACKET)) if doc[index].text == ")")
        end = next(closing, min(len(doc) - 1, end + _BRACKET)) + 1
    if end + 1 >= len(doc):
        return
    mark, opener = doc[end].lower_, doc[end + 1].lower_
    if not ((mark in _MARKS and opener in OPENERS) or (mark in _COPULAS and opener in _ARTICLES)):
        return
    for index in range(end + 2, min(end + 2 + _DESCRIPTION, len(doc))):
        word = doc[index].lower_
        if word in _ENDS:
            return
        if word not in _SILENT and word[0].isalpha() and index not in named:
            yield word
