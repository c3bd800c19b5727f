"""Names of organizations: judges every candidate of the document and keeps the best reading of each place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.drafts import section_at
from extract.entity_votes import EntityVotes
from extract.linear import LinearModel, read_model
from extract.name_features import Unit, units
from extract.name_forms import normal
from extract.name_relations import second_features
from extract.name_runs import POSSESSIVES
from extract.organization_names import candidates
from extract.resolution import resolve
from extract.words import word_set

# In log odds: how much these two rules add to what the models say.
HEADED = 4.0
ABBREVIATION = 2.4
_FRAMES = frozenset({"the", "our", "its", "their", "'s", "’s", "new", "existing", "of", "a"})
# Heads of what a unit does rather than of the unit.
_NO_BODIES = frozenset({"initiative", "news", "press", "program", "programme", "venture"})
_ABBREVIATES = frozenset({"abbreviates=1", "abbreviates=2", "abbreviates=3", "abbreviates=4"})
# "mrna 1273", "bb 301": the code of a candidate, whatever stands around it.
_CODE = re.compile(r"[a-z]{1,5} \d{2,}[a-z]?")
_COMPLEMENTS = frozenset({"of", "for", "in"})
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
    second_scores = [
        log_odds(second, features)
        + HEADED * is_headed(unit)
        + ABBREVIATION * abbreviates_name(features)
        + votes.vote(unit)
        for unit, features in zip(found, second_features(doc, found, first_scores), strict=True)
    ]
    scores = {unit.key: score for unit, score in zip(found, second_scores, strict=True) if score > threshold}
    return choose(
        [
            Named(mention, unit.key, scores[unit.key])
            for unit in found
            if unit.key in scores and not _CODE.fullmatch(unit.key) and not _is_bare_head(unit.key, scores)
            for mention in unit.mentions
        ]
    )


def _is_bare_head(name: str, accepted: Iterable[str]) -> bool:
    """Whether ``name`` is "program" or "center" alone, which names something only as the short form of a name."""
    if name not in word_set("unit_heads"):
        return False
    return not any(name in (parts[0], parts[-1]) for parts in map(str.split, accepted) if len(parts) > 1)


def is_headed(unit: Unit) -> bool:
    """Whether the text treats the name as that of a unit: "the Clinical Research Center", outside of headlines.

    Capitals, an article and a head such as "Center" name a unit also where nothing else is said of it.
    """
    head = _head(unit.key)
    # "A Division of Acme" says what something is, "a Cell Center" may name one.
    frames = _FRAMES if unit.key.endswith(head) else _FRAMES - {"a"}
    return head in word_set("unit_heads") - _NO_BODIES and any(_is_framed(mention, frames) for mention in unit.mentions)


def _head(name: str) -> str:
    """Return the noun that a name is built on: "center" in "center for bench medicine", else its last word.

    Behind "of" stands what a unit is for ("department of health") or whose it is ("cell unit of acme").
    """
    parts = name.split()
    inner = (one for at, (one, other) in enumerate(pairwise(parts)) if other in _COMPLEMENTS and (other != "of" or at == 0))
    return next(inner, parts[-1])


def _is_framed(mention: Span, frames: Set[str]) -> bool:
    doc, start, end = mention.doc, mention.start, mention.end
    return (
        len(mention) > 1
        and start > 0
        and doc[start - 1].lower_ in frames
        and doc[start].text[0].isupper()
        and doc[end - 1].text[0].isupper()
        and not (end < len(doc) and doc[end].text[0].isupper())
        and section_at(doc, start).label != "headline"
    )


def abbreviates_name(features: set[str]) -> bool:
    """Whether the candidate abbreviates, word by word, one that is a name: "Penn General"."""
    return not features.isdisjoint(_ABBREVIATES)


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
    default_config={"threshold": 0.2, "model": None},
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
