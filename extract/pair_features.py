"""What the contexts of a pair say: whether it has a deal, of which type, and who has which role."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from extract.pairs import Context, Pair

_HEDGES = frozenset(
    "may might could would plans plan planned intends intend intention potential potentially rumoured rumored rumor reportedly "
    "considering talks negotiating negotiations discussing discussions explore exploring hopes seeking seeks competitor competitors "
    "competes rival rivals versus not no never denied declined neither without formerly previously earlier former joins joined "
    "appointed appoints worked served conference congress summit webinar award awards approved approval cleared cite cited "
    "advised adviser advisor advisors counsel law lawsuit sued complaint court patent litigation alleging listed listing".split()
)
_LOUD = {"headline": "H", "lead": "H", "dateline": "H", "body": "B", "list": "B", "quote": "Q", "about": "A"}


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


def _between(doc: Doc, context: Context, named: dict[int, str]) -> list[str]:
    words: list[str] = []
    for index in range(context.left.end, context.right.start):
        word = word_of(doc, index, named)
        if not word.isspace() and not (word == "ORG" and words[-1:] == ["ORG"]):
            words.append(word)
    return words if len(words) <= 24 else words[:12] + words[-12:]


def deal_features(doc: Doc, pair: Pair, named: dict[int, str]) -> set[str]:
    """Return the features, the same for both orders of the pair, of whether and which deal it has."""
    found = {"bias", f"types={'|'.join(sorted((pair.first.type or '?', pair.second.type or '?')))}"}
    found |= {f"has={pair.first.type}", f"has={pair.second.type}"}
    found.add(f"issuer={pair.first_is_issuer or pair.second_is_issuer}")
    sections = {context.section for context in pair.contexts if not context.implied}
    found |= {f"sec={section}" for section in sections}
    found.add(f"together={min(5, sum(not context.implied for context in pair.contexts))}")
    if {"headline", "lead"} <= sections:
        found.add("headline+lead")
    if pair.first.parent is pair.second or pair.second.parent is pair.first:
        found.add("family")
    for draft in (pair.first, pair.second):
        found.add(f"mentions={min(6, len(draft.mentions))}")
    for context in pair.contexts:
        found.update(_context_features(doc, context, named))
    return found


def _context_features(doc: Doc, context: Context, named: dict[int, str]) -> Iterator[str]:
    kind = _LOUD.get(context.section, "B") + ("i" if context.implied else "")
    words = _between(doc, context, named)
    gap = len(words)
    yield f"{kind}:gap={min(gap, 3) if gap <= 3 else 5 if gap <= 6 else 12 if gap <= 12 else 24}"
    yield f"{kind}:others={min(4, context.others)}"
    for word in words:
        yield f"{kind}:btw={word}"
        yield f"btw={word}"
    for one, other in zip(words, words[1:], strict=False):
        yield f"btw2={one} {other}"
    if gap <= 6:
        yield f"btw*={' '.join(words)}"
    start, end = context.sentence.start, context.sentence.end
    before = [word_of(doc, index, named) for index in range(max(start, context.left.start - 6), context.left.start)]
    after = [word_of(doc, index, named) for index in range(context.right.end, min(end, context.right.end + 8))]
    yield from (f"{kind}:bef={word}" for word in before)
    yield from (f"{kind}:aft={word}" for word in after)
    yield from (f"bef2={one} {other}" for one, other in zip(before, before[1:], strict=False))
    yield from (f"aft2={one} {other}" for one, other in zip(after, after[1:], strict=False))
    if before:
        yield f"p1={before[-1]}"
    if after:
        yield f"n1={after[0]}"
    sentence = {word_of(doc, index, named) for index in range(start, end)}
    yield from (f"{kind}:w={word}" for word in sentence)
    yield from (f"w={word}" for word in sentence)
    hedges = sentence & _HEDGES
    if hedges:
        yield f"{kind}:hedged"


def role_features(doc: Doc, pair: Pair, named: dict[int, str], kind: str, *, swapped: bool) -> set[str]:
    """Return the features of whether the pair's first organization has the left role of deal type ``kind``.

    With ``swapped`` the pair is seen the other way round: the same question about the second organization.
    """
    one, other = (pair.second, pair.first) if swapped else (pair.first, pair.second)
    found = {f"{kind}:one={one.type}", f"{kind}:other={other.type}", f"{kind}:{one.type}>{other.type}"}
    leads = pair.second_is_issuer if swapped else pair.first_is_issuer
    found.add(f"{kind}:issuer={leads}")
    for context in pair.contexts:
        on_left = context.first_is_left != swapped
        side = "L" if on_left else "R"
        words = _between(doc, context, named)
        found |= {f"{side}:{kind}", f"{kind}:{side}:gap={min(len(words), 12)}"}
        found |= {f"{side}:{word}" for word in words} | {f"{kind}:{side}:{word}" for word in words}
        found |= {f"{side}:{left} {right}" for left, right in zip(words, words[1:], strict=False)}
        start, end = context.sentence.start, context.sentence.end
        for index in range(max(start, context.left.start - 5), context.left.start):
            found |= {f"{side}<{word_of(doc, index, named)}", f"{kind}:{side}<{word_of(doc, index, named)}"}
        for index in range(context.right.end, min(end, context.right.end + 6)):
            found |= {f"{side}>{word_of(doc, index, named)}", f"{kind}:{side}>{word_of(doc, index, named)}"}
    return found
