"""A large store of the same shapes as a small one: the facts of a store many times over, with deals across copies."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Store as Quads

from kg import ids, terms
from kg.folder import MARKER
from kg.store import Store
from kg.triples import integer
from ontology.vocabularies import BASE

_KINDS = re.compile(rf"^{BASE}(organization|deal|person|product|indication|program|facility|document|release|cluster)/([^#]*)(.*)$")
_ABROAD = 0.3
_NAMES = (terms.LABEL, terms.ALTERNATIVE, terms.HIDDEN)
_INTEGER = terms.term("xsd:integer")
_CLUSTERS = NamedNode(ids.CLUSTERS_GRAPH)


def enlarged(template: Path, target: Path, quads: int, seed: int = 0) -> int:
    """Make a store at ``target`` with about so many quads in its default graph and return how many it has there.

    Every copy of a thing has a name and an IRI of its own; three deals in ten have a party from another copy.
    """
    with Store(template, read_only=True) as store:
        facts = [quad for quad in store.quads.quads_for_pattern(None, None, None, DefaultGraph()) if _ours(quad)]
        rest = [quad for quad in store.quads.quads_for_pattern(None, None, None, DefaultGraph()) if not _ours(quad)]
        told = [quad for quad in store.quads if _KINDS.match(str(quad.graph_name)[1:-1])]
        told += store.quads.quads_for_pattern(None, None, None, _CLUSTERS)
    copies = max(1, round((quads - len(rest)) / len(facts)))
    Store(target).close()
    marker = (target / MARKER).read_bytes()
    large = Quads(str(target / "quads"))
    large.bulk_extend(rest)
    chance = random.Random(seed)
    for number in range(copies):
        large.bulk_extend(_copied(facts + told, number, copies, chance))
    large.flush()
    large.optimize()
    del large
    (target / MARKER).write_bytes(marker)
    return copies * len(facts) + len(rest)


def _ours(quad: Quad) -> bool:
    return _KINDS.match(str(quad.subject)[1:-1]) is not None


def _copied(quads: list[Quad], number: int, copies: int, chance: random.Random) -> Iterator[Quad]:
    moved: dict[str, int] = {}

    def renamed(term: object, *, abroad: int | None = None) -> object:
        if isinstance(term, NamedNode) and (found := _KINDS.match(term.value)):
            name, rest = found[2], found[3]
            return NamedNode(f"{BASE}{found[1]}/{name}-{number if abroad is None else abroad}{rest}")
        return term

    for quad in quads:
        subject = str(quad.subject)[1:-1]
        deal = subject.partition("#")[0]
        value: object = quad.object
        if quad.predicate in _NAMES and isinstance(value, Literal):
            value = Literal(f"{value.value} {number}")
        elif quad.predicate == terms.IDENTIFIER and isinstance(value, Literal) and value.datatype == _INTEGER:
            value = integer(int(value.value) * copies + number)
        elif quad.predicate == terms.IDENTIFIER and isinstance(value, Literal):
            value = Literal(f"{value.value}-{number}")
        elif quad.predicate == terms.HAS_ORGANIZATION and "/deal/" in subject:
            if deal not in moved:
                moved[deal] = chance.randrange(copies) if chance.random() < _ABROAD else number
            first = hash_of(str(value)) % 2 == 0
            value = renamed(value, abroad=moved[deal] if first else number)
        else:
            value = renamed(value)
        yield Quad(renamed(quad.subject), quad.predicate, value, renamed(quad.graph_name))  # type: ignore[arg-type]


def hash_of(text: str) -> int:
    """Return a number for a text, the same in every process."""
    return sum(text.encode())
