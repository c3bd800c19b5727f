"""Decisions of people about organizations and deals: a graph of their own, with who, when and why.

A decision is about names and tellings, not about IRIs: these are derived, and the decision holds when documents are read
anew or more arrive. Of two decisions that contradict each other the later one holds. Taking the last one back leaves
the store exactly as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import terms
from kg.curated import Curated
from kg.triples import Subjects, string
from ontology.errors import StoreError
from ontology.records import calendar_date
from ontology.vocabularies import DEAL_TYPES, STATUSES

DATES = ("announced", "completed", "terminated", "effective")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; ``number`` counts from 1.

    ``names`` and ``others`` are name keys without spaces (a split may have the IRI of a document among ``others``),
    ``tellings`` what it says of deals, ``sets`` fields with values.
    """

    number: int
    action: str
    who: str
    when: datetime
    why: str = ""
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    tellings: tuple[str, ...] = ()
    sets: tuple[tuple[str, str], ...] = ()

    def quads(self) -> list[Quad]:
        """Return what the graph of decisions holds of it."""
        node, graph = NamedNode(f"{terms.PREFIXES['decision']}{self.number}"), terms.CURATION_GRAPH
        moment = Literal(self.when.isoformat(timespec="seconds"), datatype=terms.term("xsd:dateTime"))
        values: list[tuple[NamedNode, NamedNode | Literal]] = [
            (terms.TYPE, terms.DECISION),
            (terms.ACTION, string(self.action)),
            (terms.CREATOR, string(self.who)),
            (terms.CREATED, moment),
            *((terms.COMMENT, string(one)) for one in (self.why,) if one),
            *((terms.ABOUT_NAME, string(one)) for one in self.names),
            *((terms.ABOUT_OTHER, string(one)) for one in self.others),
            *((terms.ABOUT_TELLING, string(one)) for one in self.tellings),
            *((terms.SETS, string(f"{name}={value}")) for name, value in self.sets),
        ]
        return [Quad(node, predicate, value, graph) for predicate, value in values]


def decisions(store: Store) -> tuple[Decision, ...]:
    """Return all decisions, the first first."""
    subjects = Subjects(store.quads_for_pattern(None, None, None, terms.CURATION_GRAPH))
    nodes = (quad.subject for quad in store.quads_for_pattern(None, terms.TYPE, terms.DECISION, terms.CURATION_GRAPH))
    found = [_read(subjects, node.value) for node in nodes if isinstance(node, NamedNode)]
    return tuple(sorted(found, key=lambda one: one.number))


def _read(subjects: Subjects, node: str) -> Decision:
    return Decision(
        number=int(node.rpartition("/")[2]),
        action=subjects.text(node, terms.ACTION),
        who=subjects.text(node, terms.CREATOR),
        when=datetime.fromisoformat(subjects.text(node, terms.CREATED).replace("Z", "+00:00")),
        why=subjects.one(node, terms.COMMENT) or "",
        names=tuple(sorted(subjects.all(node, terms.ABOUT_NAME))),
        others=tuple(sorted(subjects.all(node, terms.ABOUT_OTHER))),
        tellings=tuple(sorted(subjects.all(node, terms.ABOUT_TELLING))),
        sets=tuple(sorted((name, value) for name, _, value in (one.partition("=") for one in subjects.all(node, terms.SETS)))),
    )


def outcome(made: Iterable[Decision]) -> Curated:
    """Return what holds after decisions, in their order.

    >>> from datetime import UTC
    >>> first = Decision(1, "merge", "ann", datetime(2024, 1, 1, tzinfo=UTC), names=("a",), others=("b",))
    >>> second = Decision(2, "split", "ben", datetime(2024, 1, 2, tzinfo=UTC), names=("b",), others=("a",))
    >>> outcome([first]).same, outcome([first, second]).same, outcome([first, second]).apart
    (frozenset({('a', 'b')}), frozenset(), frozenset({('a', 'b')}))
    """
    same: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    elsewhere: set[tuple[str, str]] = set()
    verdicts: dict[str, str] = {}
    edits: dict[tuple[str, str], str] = {}
    identifiers: set[tuple[str, str, str]] = set()
    for one in sorted(made, key=lambda one: one.number):
        documents = [other for other in one.others if other.startswith(terms.PREFIXES["document"])]
        pairs = {_pair(a, b) for a in one.names for b in one.others if a != b and b not in documents}
        if one.action == "merge":
            same, apart = same | pairs, apart - pairs
        elif one.action == "split":
            same, apart = same - pairs, apart | pairs
            elsewhere |= {(document, name) for document in documents for name in one.names}
        elif one.action == "identify":
            identifiers |= {(name, scheme, value) for name in one.names for scheme, value in one.sets}
        elif one.action == "edit":
            edits.update(((telling, name), value) for telling in one.tellings for name, value in one.sets)
        else:
            verdicts.update(dict.fromkeys(one.tellings, one.action))
    return Curated(
        frozenset(same), frozenset(apart), frozenset(elsewhere),
        frozenset(telling for telling, verdict in verdicts.items() if verdict == "reject"),
        frozenset(telling for telling, verdict in verdicts.items() if verdict == "accept"),
        frozenset((telling, name, value) for (telling, name), value in edits.items()),
        frozenset(identifiers),
    )  # fmt: skip


def edited(text: str) -> tuple[str, str]:
    """Return field and value of an edit as it is written; raise :class:`StoreError` for what cannot be set.

    >>> edited("status=terminated"), edited("announced=2020-05")
    (('status', 'terminated'), ('announced', '2020-05'))
    """
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or name not in ("type", "status", *DATES):
        raise StoreError(f"{text!r}: expected FIELD=VALUE with one of the fields type, status, {', '.join(DATES)}")
    try:
        if name == "type":
            DEAL_TYPES.check(value)
        elif name == "status":
            STATUSES.check(value)
        else:
            calendar_date(value)
    except ValueError as error:
        raise StoreError(str(error)) from None
    return name, value


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)
