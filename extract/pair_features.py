"""What the contexts of a pair say: whether it has a deal, and of which type."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from extract.frame_features import frame_features
from extract.pairs import Context, Pair
from extract.speakers import Speakers
from extract.standing import Standing
from extract.trigger_paths import named_ranges, paths, placed_triggers, reach
from extract.triggers import triggers

SMALL_WORDS = frozenset(
    "a an the of and in to for with is are was were be been that which by on as at from its it or this will has have had ORG "
    ", . : ; ( ) - – — “ ” \" ' ’ 's ’s & 0".split()
)
_LOUD = frozenset({"headline", "lead"})
LOUDNESS = {"headline": "H", "lead": "H", "dateline": "H", "body": "B", "list": "B", "quote": "Q", "about": "A"}


def word_of(doc: Doc, index: int, named: dict[int, str]) -> str:
    """Return the token as the features see it: "ORG" for a name, "0" for a number, else lower case."""
    if index in named:
        return "ORG"
    text = doc[index].lower_
    return "0" if text[0].isdigit() else text


def mask(doc: Doc) -> dict[int, str]:
    """Return the token offsets that belong to names of organizations."""
    return {
        token: draft.type or "?"
        for draft in doc._.organizations
        for mention in draft.mentions
        for token in range(mention.start, mention.end)
    }


def words_between(doc: Doc, context: Context, named: dict[int, str]) -> list[str]:
    """Return the words between the two names of a context, as the features see them; of many the first and last twelve."""
    words: list[str] = []
    for index in range(*context.inner):
        word = word_of(doc, index, named)
        if not word.isspace() and not (word == "ORG" and words[-1:] == ["ORG"]):
            words.append(word)
    return words if len(words) <= 24 else words[:12] + words[-12:]


class Release:
    """What is asked of a whole document for all its pairs: who speaks, who stands how, the tokens of names, the headline."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.named = mask(doc)
        self.speakers = Speakers(doc)
        self.standing = Standing(doc, self.speakers)
        headlines = [section.span for section in doc._.sections if section.label == "headline"]
        self.groups = frozenset(group for span in headlines for _, group in triggers(span.text))
        self.headline = frozenset(feature for span in headlines for feature in self._words(span))

    def _words(self, span: Span) -> Iterator[str]:
        words = [word_of(self.doc, index, self.named) for index in range(span.start, span.end)]
        words = [word for word in words if not word.isspace()]
        yield from (f"D:w={word}" for word in words if word not in SMALL_WORDS)
        yield from (f"D:w2={one} {other}" for one, other in zip(words, words[1:], strict=False))


def deal_features(release: Release, pair: Pair) -> set[str]:
    """Return the features, the same for both orders of the pair, of whether and which deal it has."""
    doc, named = release.doc, release.named
    types = "|".join(sorted((pair.first.type or "?", pair.second.type or "?")))
    found = {"bias", f"types={types}"}
    found |= {f"has={pair.first.type}", f"has={pair.second.type}"}
    found.add(f"issuer={pair.first_is_issuer or pair.second_is_issuer}")
    sections = {context.section for context in pair.contexts if not context.implied}
    found |= {f"sec={section}" for section in sections}
    found.add(f"together={min(5, sum(not context.implied for context in pair.contexts))}")
    if sections >= _LOUD:
        found.add("headline+lead")
    if pair.kin:
        found |= {"kin", f"kin:{types}"}
    for draft in (pair.first, pair.second):
        found.add(f"mentions={min(6, len(draft.mentions))}")
    found.add(f"surest={min(6, int(max(pair.first.score, pair.second.score)))}")
    found.add(f"least={min(6, int(min(pair.first.score, pair.second.score)))}")
    loud = {context.section for context in pair.contexts} & _LOUD
    titled = {
        group
        for context in pair.contexts
        if context.section in _LOUD
        for _, group in placed_triggers(context)
    }
    found |= {f"T:loud:{group}" for group in titled}
    # A release about an appointment or a conference seldom tells of a deal, whatever a later sentence sounds like.
    here = "loud" if any(context.section in _LOUD and not context.implied for context in pair.contexts) else "deep"
    for group in release.groups:
        found |= {f"D:{group}", f"D:{group}&{here}"}
    found |= release.headline
    found.update(release.standing.features(pair))
    found.add(f"loud={len(loud)}&issuer={pair.first_is_issuer or pair.second_is_issuer}")
    told: set[str] = set()
    for context in pair.contexts:
        found.update(_context_features(doc, context, named, types))
        told.update(frame_features(context.frames, *pair.numbers, LOUDNESS.get(context.section, "B")))
    if "F" not in told:
        found.add("F:elsewhere" if told else "F:none")
    return found | told


def _context_features(doc: Doc, context: Context, named: dict[int, str], types: str) -> Iterator[str]:
    kind = LOUDNESS.get(context.section, "B") + ("i" if context.implied else "")
    words = words_between(doc, context, named)
    gap = len(words)
    yield f"{kind}:gap={gap if gap <= 2 else 4 if gap <= 4 else 8 if gap <= 8 else 16 if gap <= 16 else 24}"
    yield f"{kind}:others={min(4, context.others)}"
    if not context.implied:
        content = [word for word in words if word not in SMALL_WORDS]
        yield from (f"btw={word}" for word in content)
        yield from (f"btw2={one} {other}" for one, other in zip(words, words[1:], strict=False))
        if gap <= 6:
            yield f"btw*={' '.join(words)}"
    start, end = context.sentence.start, context.sentence.end
    before = [word_of(doc, index, named) for index in range(max(start, context.outer[0] - 3), context.outer[0])]
    after = [word_of(doc, index, named) for index in range(context.outer[1], min(end, context.outer[1] + 3))]
    yield f"{kind}:p1={before[-1] if before else '^'}"
    yield f"{kind}:n1={after[0] if after else '$'}"
    yield f"p2={' '.join(before[-2:])}"
    yield f"n2={' '.join(after[:2])}"
    content_words = {word_of(doc, index, named) for index in range(start, end)} - SMALL_WORDS
    yield from (f"{kind[0]}:w={word}" for word in content_words)
    yield from _trigger_features(context, kind, words, types)
    if not context.implied or context.left.start != context.sentence.start:
        for path in paths(context, named_ranges(context, named)):
            yield path
            yield f"{kind[0]}:{path}"


def _trigger_features(context: Context, kind: str, words: list[str], types: str) -> Iterator[str]:
    """Features of the trigger words before, between and after the two names."""
    left, right = reach(context)
    link = words[-1] if words else "+"
    subject = context.outer[0] - context.sentence.start <= 2
    for place, group in placed_triggers(context):
        yield f"T:{place}:{group}"
        yield f"T:{kind}:{place}:{group}"
        yield f"T:{kind}:{group}"
        yield f"T:{group}&{types}"
        if not context.implied:
            yield f"T:{place}:{group}&{link}"
            yield f"T:{place}:{group}&others={min(2, context.others)}"
        if subject and place == "btw":
            yield f"T:{kind}:subject:{group}"
            if right - left < 60:
                yield f"T:near:{group}"
