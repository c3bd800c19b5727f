"""Names of organizations: judges every candidate of the document and keeps the best reading of each place."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.linear import LinearModel, read_model
from extract.name_features import units
from extract.name_relations import second_features
from extract.organization_names import candidates, normal
from extract.resolution import resolve

_JOINTS = frozenset({"and", "in", "at", "on", "to", ",", "with"})


@dataclass(frozen=True)
class Named:
    """A mention that was accepted, with the score of its name in log odds."""

    span: Span
    key: str
    score: float


def judge(doc: Doc, first: LinearModel, second: LinearModel, threshold: float = 0.0) -> list[Named]:
    """Return the mentions of organizations in ``doc``, without overlaps, in order of the text."""
    found = units(doc, candidates(doc))
    first_scores = {unit.key: log_odds(first, unit.features) for unit in found}
    second_scores = [log_odds(second, features) for features in second_features(doc, found, first_scores)]
    return choose(
        [
            Named(mention, unit.key, score)
            for unit, score in zip(found, second_scores, strict=True)
            if score > threshold
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
    dropped = {id(one) for one in by_start if _is_two(one, named)}
    for one in by_start:
        if id(one) in dropped or any(index in taken for index in range(one.span.start, one.span.end)):
            continue
        for index in range(one.span.start, one.span.end):
            taken[index] = one
    return sorted({id(one): one for one in taken.values()}.values(), key=lambda one: one.span.start)


def _is_two(one: Named, named: list[Named]) -> bool:
    """Whether the words "and", "in", ... part the mention into names that are surer than the whole."""
    if not any(token.lower_ in _JOINTS for token in one.span[1:-1]):
        return False
    inside = [
        other
        for other in named
        if other is not one and other.span.start >= one.span.start and other.span.end <= one.span.end
    ]
    left = [other.score for other in inside if other.span.start == one.span.start]
    right = [other.score for other in inside if other.span.end == one.span.end]
    return bool(left and right) and min(max(left), max(right)) > one.score


@Language.factory(
    "kg_organizations",
    assigns=["doc._.organizations"],
    requires=["doc._.sections", "doc._.people"],
    default_config={"threshold": 0.0, "model": None},
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
        named = judge(doc, self.first, self.second, self.threshold)
        doc._.organizations = resolve(doc, [(one.span, one.score) for one in named])
        names = {normal(form) for draft in doc._.organizations for form in draft.forms()}
        # What proves to be an organization is no person.
        doc._.people = [person for person in doc._.people if normal(person.name) not in names]
        return doc
