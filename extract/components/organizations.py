"""Names of organizations: judges every candidate of the document and keeps the best reading of each place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.entity_votes import EntityVotes
from extract.linear import LinearModel, read_model
from extract.name_features import units
from extract.name_forms import normal
from extract.name_relations import second_features
from extract.name_runs import POSSESSIVES
from extract.organization_names import candidates
from extract.resolution import resolve
from extract.unit_names import bonuses, is_bare_head
from extract.words import word_set

# A candidate is a name from these log odds on.
THRESHOLD = 0.1
# "mrna 1273", "bb 301": the code of a candidate, whatever stands around it.
_CODE = re.compile(r"[a-z]{1,5} \d{2,}[a-z]?")
_JOINTS = frozenset({"and", "in", "at", "on", "to", ",", "with"})


@dataclass(frozen=True)
class Named:
    """A mention that was accepted, with the score of its name in log odds."""

    span: Span
    key: str
    score: float


def judge(doc: Doc, first: LinearModel, second: LinearModel, threshold: float = 0.0) -> list[Named]:
    """Return the mentions of organizations in ``doc``, without overlaps, in order of the text."""
    seen = candidates(doc)
    votes = EntityVotes(doc, seen)
    found = units(doc, [*seen, *votes.more])
    first_scores = {unit.key: log_odds(first, unit.features) for unit in found}
    looked = second_features(doc, found, first_scores)
    judged = {unit.key: log_odds(second, features) for unit, features in zip(found, looked, strict=True)}
    added = bonuses(found, looked, judged, threshold)
    told = ((unit, judged[unit.key] + more + votes.vote(unit)) for unit, more in zip(found, added, strict=True))
    scores = {unit.key: score for unit, score in told if score > threshold}
    return choose(
        [
            Named(mention, unit.key, scores[unit.key])
            for unit in found
            if unit.key in scores and not _CODE.fullmatch(unit.key) and not is_bare_head(unit.key, scores)
            for mention in unit.mentions
        ]
    )


def log_odds(model: LinearModel, features: set[str]) -> float:
    """Return the log odds that the candidate with these features is the name of an organization."""
    no, yes = model.scores(features)
    return float(yes - no)


def choose(named: list[Named]) -> list[Named]:
    """Return the mentions that win where several overlap: the longest, unless a joint makes it two names.

    "Acme and Beta Bio" loses to "Acme" and "Beta Bio" when both are surer than the whole.
    """
    taken: dict[int, Named] = {}
    by_start = sorted(named, key=lambda one: (-len(one.span), one.span.start))
    beginning: dict[int, list[Named]] = defaultdict(list)
    for one in named:
        beginning[one.span.start].append(one)
    dropped = {id(one) for one in by_start if _is_two(one, beginning) or _is_place_of(one, beginning)}
    for one in by_start:
        if id(one) in dropped or any(index in taken for index in range(one.span.start, one.span.end)):
            continue
        for index in range(one.span.start, one.span.end):
            taken[index] = one
    return sorted({id(one): one for one in taken.values()}.values(), key=lambda one: one.span.start)


def _is_two(one: Named, beginning: dict[int, list[Named]]) -> bool:
    """Whether the words "and", "in", ... part the mention into names that are surer than the whole.

    ``beginning`` holds all mentions by the token at which they start.
    """
    if not any(token.lower_ in _JOINTS for token in one.span[1:-1]):
        return False
    inside = [
        other
        for start in range(one.span.start, one.span.end)
        for other in beginning.get(start, ())
        if other is not one and other.span.end <= one.span.end
    ]
    left = [other.score for other in inside if other.span.start == one.span.start]
    right = [other.score for other in inside if other.span.end == one.span.end]
    return bool(left and right) and min(max(left), max(right)) > one.score


def _is_place_of(one: Named, beginning: dict[int, list[Named]]) -> bool:
    """Whether the mention is a name with what it owns: "Acme Bio's Seattle", but not "Acme Bio's Cell Center"."""
    for place, token in enumerate(one.span):
        if token.text in POSSESSIVES and 0 < place < len(one.span) - 1:
            tail = one.span[place + 1 :]
            owned = not any(word.lower_ in word_set("unit_heads") for word in tail)
            return owned and any(other.span.end == token.i for other in beginning[one.span.start])
    return False


@Language.factory(
    "kg_organizations",
    assigns=["doc._.organizations"],
    requires=["doc._.sections", "doc._.people"],
    default_config={"threshold": THRESHOLD, "model": None},
)
class Organizations:
    """Finds the organizations of the document, one draft each with all its mentions."""

    def __init__(self, nlp: Language, name: str, threshold: float, model: str | None) -> None:
        self.name = name
        self.threshold = threshold
        self.first = read_model("names-first", model)
        self.second = read_model("names-second", model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.organizations``."""
        return find_organizations(doc, self.first, self.second, self.threshold)


def find_organizations(doc: Doc, first: LinearModel, second: LinearModel, threshold: float = THRESHOLD) -> Doc:
    """Return ``doc`` with ``doc._.organizations`` as these two models, the two looks at a name, find them."""
    named = judge(doc, first, second, threshold)
    doc._.organizations = resolve(doc, [(one.span, one.score) for one in named])
    names = {normal(form) for draft in doc._.organizations for form in draft.forms()}
    # What proves to be an organization is no person.
    doc._.people = [person for person in doc._.people if normal(person.name) not in names]
    return doc
