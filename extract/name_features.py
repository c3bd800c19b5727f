"""What speaks for or against a candidate being the name of an organization.

A candidate is judged once for a document, over all places where it stands: a name that is introduced with its
ticker or its "About" section is recognised everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from extract.gazetteer import known
from extract.name_contexts import DocumentView, context_features, word_class
from extract.name_forms import acronyms_of, is_legal_form, normal
from extract.places import place_names
from extract.word_classes import coarse, fine
from extract.words import word_set


@dataclass
class Unit:
    """All places of one document where the same candidate name stands."""

    key: str
    mentions: list[Span] = field(default_factory=list)
    features: set[str] = field(default_factory=set)


def units(doc: Doc, spans: list[Span]) -> list[Unit]:
    """Return the candidates of a document with their features."""
    view = DocumentView(doc)
    by_key: dict[str, Unit] = {}
    for span in spans:
        key = normal(span.text)
        if key:
            by_key.setdefault(key, Unit(key)).mentions.append(span)
    for unit in by_key.values():
        unit.features = set(_intrinsic(unit, view))
        for mention in unit.mentions:
            unit.features.update(context_features(mention, view))
        unit.features.add(f"count={min(4, len(unit.mentions))}")
    _relations(by_key)
    return list(by_key.values())


def _intrinsic(unit: Unit, view: DocumentView) -> list[str]:
    texts = sorted({mention.text for mention in unit.mentions}, key=lambda text: (-len(text), text))
    surface = [token.text for token in max(unit.mentions, key=len)]
    bare = [word for word in surface if word != "," and not is_legal_form(word)] or surface
    last, first = bare[-1].lower(), bare[0].lower()
    classes = [word_class(word) for word in surface if word != ","]
    found = [
        f"n={min(6, len(bare))}",
        f"last={last}",
        f"first={first}",
        f"last~{fine(last)}",
        f"first~{fine(first)}",
        f"ends~{coarse(first)}|{coarse(last)}",
        f"suf={last[-4:]}",
        f"suf3={last[-3:]}",
        f"pat={''.join(classes[:6])}",
        f"lastclass={classes[-1]}",
        f"firstclass={classes[0]}",
        f"pair={word_class(bare[0])}{word_class(bare[-1])}",
    ]
    found += [
        f"has={word.lower()}"
        for word in bare[1:-1]
        if word[0].islower() or word.lower() in word_set("organization_heads")
    ]
    if len(bare) == 1:
        found.append(f"single={word_class(bare[0])}:{min(len(bare[0]), 8)}")
    entry = next((entry for entry in map(known, texts) if entry), None)
    if entry:
        found += [f"gaz={entry.type}", "gaz"] if not entry.ambiguous else ["gazamb"]
    if unit.key in view.people:
        found.append("person")
    if unit.key in view.subjects:
        found.append("aboutsubject")
    elif any(subject.startswith(unit.key + " ") for subject in view.subjects):
        found.append("aboutprefix")
    if unit.key in place_names():
        found.append("place")
    if all(word.lower() in view.small for word in bare):
        found.append("small")
    if any("'" in word or "’" in word for word in surface):
        found.append("possessive")
    return found


def _relations(by_key: dict[str, Unit]) -> None:
    """Add the features that a candidate gets from others: its longer form, its short form, its acronym."""
    strong = {key for key, unit in by_key.items() if _is_strong(unit)}
    prefixes: dict[str, set[str]] = defaultdict(set)
    suffixes: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    for key in by_key:
        parts = key.split()
        for cut in range(1, len(parts)):
            prefixes[" ".join(parts[:cut])].add(key)
            suffixes[" ".join(parts[cut:])].add(key)
        if len(parts) > 1:
            for acronym in acronyms_of(parts):
                acronyms[acronym].add(key)
    for key, unit in by_key.items():
        if prefixes[key] & strong:
            unit.features.add("prefixofstrong")
        if suffixes[key] & strong:
            unit.features.add("suffixofstrong")
        if acronyms[key] and any(mention.text.isupper() for mention in unit.mentions):
            unit.features.add("acronymofstrong" if acronyms[key] & strong else "acronym")
        parts = key.split()
        if any(" ".join(parts[:cut]) in strong for cut in range(1, len(parts))):
            unit.features.add("extendsstrong")


def _is_strong(unit: Unit) -> bool:
    return (
        bool(unit.features & {"ticker", "aboutsubject", "lastclass=L", "gaz", "appos=org", "isa=org"})
        and "person" not in unit.features
    )
