"""What the other candidates of a document say about one: the second look, taken with the scores of the first.

A short form inherits from the long one, a member of a list from its neighbours, and a part gives way to the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from extract.name_features import Unit
from extract.name_forms import acronyms_of

_JOINTS = frozenset({"and", "with"})
_COORDINATORS = frozenset({",", "and", "&", "or", ";", "with"})


def second_features(doc: Doc, units: list[Unit], scores: Mapping[str, float]) -> list[set[str]]:
    """Return for each unit the features of the first look and those that follow from the scores of all.

    ``scores`` gives each unit's log odds from the first look, by its key.
    """
    ends: dict[int, list[Unit]] = defaultdict(list)
    starts: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        for mention in unit.mentions:
            starts[mention.start].append(unit)
            ends[mention.end].append(unit)
    related = _related(units, scores)
    whole = _containing(units, scores)
    return [
        unit.features
        | {f"self={_bucket(scores[unit.key])}"}
        | _neighbours(doc, unit, starts, ends, scores)
        | related[unit.key]
        | _built(unit, related[unit.key])
        | whole[unit.key]
        for unit in units
    ]


def _built(unit: Unit, related: set[str]) -> set[str]:
    """Features of how a name is built on another: "Acme News Service" ends with a head, "Acme Applauds" does not."""
    if not _JOINTS.isdisjoint(unit.key.split()):
        return set()  # "Acme LLC and Beta LLC" are two
    ends = [feature for feature in unit.features if feature.startswith("lastclass=")]
    starts = [feature for feature in unit.features if feature.startswith("firstclass=")]
    found = {f"{one}&{end}" for one in related if one.startswith("extends=") for end in ends}
    return found | {f"{one}&{start}" for one in related if one.startswith("endswith=") for start in starts}


def _bucket(score: float) -> int:
    return max(-4, min(4, round(score)))


def _best(units: list[Unit], scores: Mapping[str, float]) -> int:
    return _bucket(max(scores[unit.key] for unit in units))


def _neighbours(
    doc: Doc, unit: Unit, starts: dict[int, list[Unit]], ends: dict[int, list[Unit]], scores: Mapping[str, float]
) -> set[str]:
    """Features of the candidates that stand beside this one, joined by a comma or "and"."""
    found = set()
    for mention in unit.mentions:
        for back in (1, 2):
            at = mention.start - back
            if at >= 0 and all(doc[i].lower_ in _COORDINATORS for i in range(at, mention.start)) and ends.get(at):
                found.add(f"leftmate={_best(ends[at], scores)}")
            on = mention.end + back
            if on < len(doc) and all(doc[i].lower_ in _COORDINATORS for i in range(mention.end, on)) and starts.get(on):
                found.add(f"rightmate={_best(starts[on], scores)}")
    return found


def _related(units: list[Unit], scores: Mapping[str, float]) -> dict[str, set[str]]:
    """Features of the candidates that this one abbreviates or extends."""
    best: dict[tuple[str, str], float] = {}

    def note(key: str, relation: str, score: float) -> None:
        if key in scores:
            best[key, relation] = max(score, best.get((key, relation), -9.0))

    for unit in units:
        parts, score = unit.key.split(), scores[unit.key]
        for cut in range(1, len(parts)):
            head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
            note(head, "prefixof", score)
            note(tail, "suffixof", score)
            if head in scores:
                note(unit.key, "extends", scores[head])
            if tail in scores:
                note(unit.key, "endswith", scores[tail])
        if len(parts) > 1:
            for acronym in acronyms_of(parts):
                note(acronym, "acronymof", score)
    for short, score in _abbreviated(units, scores):
        note(short, "abbreviates", score)
    found: dict[str, set[str]] = {unit.key: set() for unit in units}
    for (key, relation), score in best.items():
        found[key].add(f"{relation}={_bucket(score)}")
    return found


def _abbreviated(units: list[Unit], scores: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield (key, score of the longer one) where each word begins the word at its place: "Penn General" for
    "Pennford General Hospital".
    """
    by_heads: dict[tuple[str, str], list[tuple[list[str], float]]] = defaultdict(list)
    for unit in units:
        parts = unit.key.split()
        if len(parts) > 1:
            by_heads[parts[0][:3], parts[1][:3]].append((parts, scores[unit.key]))
    for same in by_heads.values():
        for short in [parts for parts, _ in same if min(map(len, parts)) >= 3]:
            for long, score in same:
                if (
                    len(long) >= len(short)
                    and long[: len(short)] != short
                    and all(word.startswith(part) for part, word in zip(short, long, strict=False))
                ):
                    yield " ".join(short), score


def _containing(units: list[Unit], scores: Mapping[str, float]) -> dict[str, set[str]]:
    """Features of the surest longer candidate around the mentions, and whether one stands without any."""
    spans = [(mention.start, mention.end, unit) for unit in units for mention in unit.mentions]
    around: dict[int, list[tuple[int, int, Unit]]] = defaultdict(list)
    for span in spans:
        for token in range(span[0], span[1]):
            around[token].append(span)
    found: dict[str, set[str]] = {unit.key: set() for unit in units}
    for start, end, unit in spans:
        longer = [
            scores[other.key]
            for left, right, other in around[start]
            if left <= start and right >= end and right - left > end - start
        ]
        found[unit.key].add(f"within={_bucket(max(longer))}" if longer else "within=none")
    return found
