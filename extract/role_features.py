"""Who has which role in a deal: how the text leads from one party to the other, and what it says of each alone."""

from __future__ import annotations

from spacy.tokens import Doc

from extract.frame_features import directed_features
from extract.pair_features import word_of, words_between
from extract.pairs import Pair
from extract.party_features import Parties
from extract.trigger_paths import named_ranges, paths, placed_triggers


def role_features(
    doc: Doc, pair: Pair, named: dict[int, str], kind: str, parties: Parties, *, swapped: bool
) -> set[str]:
    """Return the features of whether the pair's first organization has the left role of deal type ``kind``.

    With ``swapped`` the pair is seen the other way round: the same question about the second organization.
    """
    one, other = (pair.second, pair.first) if swapped else (pair.first, pair.second)
    found = {f"{kind}:one={one.type}", f"{kind}:other={other.type}", f"{kind}:{one.type}>{other.type}"}
    leads = pair.second_is_issuer if swapped else pair.first_is_issuer
    found.add(f"{kind}:issuer={leads}")
    for side, number in zip(("other", "one") if swapped else ("one", "other"), pair.numbers, strict=True):
        for feature in parties.features(number):
            found |= {f"{side}:{feature}", f"{kind}:{side}:{feature}"}
    for context in pair.contexts:
        on_left = context.first_is_left != swapped
        side = "L" if on_left else "R"
        words = words_between(doc, context, named)
        found |= {f"{side}:{kind}", f"{kind}:{side}:gap={min(len(words), 12)}"}
        found |= {f"{side}:{word}" for word in words} | {f"{kind}:{side}:{word}" for word in words}
        found |= {f"{side}:{left} {right}" for left, right in zip(words, words[1:], strict=False)}
        found |= {f"{side}:T:{place}:{group}" for place, group in placed_triggers(context)}
        for feature in directed_features(context.frames, *(reversed(pair.numbers) if swapped else pair.numbers)):
            found |= {feature, f"{kind}:{feature}"}
        for path in paths(context, named_ranges(context, named)):
            found |= {f"{side}:{path}", f"{side}:{kind}:{path}"}
        start, end = context.sentence.start, context.sentence.end
        for index in range(max(start, context.outer[0] - 5), context.outer[0]):
            found |= {f"{side}<{word_of(doc, index, named)}", f"{kind}:{side}<{word_of(doc, index, named)}"}
        for index in range(context.outer[1], min(end, context.outer[1] + 6)):
            found |= {f"{side}>{word_of(doc, index, named)}", f"{kind}:{side}>{word_of(doc, index, named)}"}
    return found
