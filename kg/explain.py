"""The document and the sentence behind every row of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.ask import sparql
from kg.table import Table
from ontology.vocabularies import BASE

if TYPE_CHECKING:
    from kg.store import Store

COLUMNS = ("document", "sentence")

_ENDS = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")
_LONGEST = 600
_KINDS = ("deal", "organization", "facility", "product", "person", "program", "indication")
_AT_ONCE = 500


def explained(store: Store, table: Table) -> Table:
    """Return ``table`` with two columns more: for each row a document that says it, and its sentence.

    A row is known by the things in it: a deal by its evidence, two organizations by a deal of both, any other thing by
    where it is named. A row without a thing, such as a count, has no sentence. Of several the first in order is taken.
    """
    rows = [_things(row) for row in table.terms]
    pairs = [tuple(row[:2]) for row in rows if len(row) > 1 and _kind(row[0]) == _kind(row[1]) == "organization"]
    deals = _deals_of(store, pairs)
    keys = [[*([deals[tuple(row[:2])]] if tuple(row[:2]) in deals else []), *row] for row in rows]
    places = _places(store, {key for some in keys for key in some})
    found = [next((places[key] for key in some if key in places), (None, None)) for some in keys]
    columns = [f"{one}_of_it" if one in table.columns else one for one in COLUMNS]
    parted = (None if one is None else Literal(one) for place in found for one in place)
    return table.with_columns(Table.of(columns, zip(parted, parted, strict=True)))


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence of ``text`` in which ``start`` lies, up to the one in which ``end`` lies.

    >>> text = "A headline\\n\\nServier works with Lonza Ltd. It began in May. The end."
    >>> sentence(text, text.index("May"), text.index("May") + 3)
    'It began in May.'
    """
    bounds = [0, *(found.end() for found in _ENDS.finditer(text)), len(text)]
    first = max(one for one in bounds if one <= start)
    last = min((one for one in bounds if one >= end), default=len(text))
    return " ".join(text[first:last].split())[:_LONGEST]


def _things(row: Sequence[str | None]) -> list[str]:
    """The IRIs of canonical things in a row, deals first."""
    found = [one[1:-1] for one in row if one is not None and one.startswith(f"<{BASE}") and _kind(one[1:-1])]
    return sorted(dict.fromkeys(found), key=lambda iri: _KINDS.index(_kind(iri)))


def _kind(iri: str) -> str:
    kind = iri.removeprefix(BASE).partition("/")[0]
    return kind if kind in _KINDS else ""


def _deals_of(store: Store, pairs: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """For two organizations the deal of both that is surest."""
    found: dict[tuple[str, ...], str] = {}
    for values in _values(pairs):
        text = (
            f"SELECT ?one ?other ?deal {{ VALUES (?one ?other) {{ {values} }}"
            " ?deal bp:organization ?one, ?other ; bp:confidence ?sure } ORDER BY DESC(?sure) ?deal"
        )
        for one, other, deal in sparql(store, text):
            found.setdefault((str(one), str(other)), str(deal))
    return found


def _places(store: Store, things: set[str]) -> dict[str, tuple[str, str]]:
    """For each thing the first document that speaks of it, and the sentence."""
    places: dict[str, tuple[str, str, int, int]] = {}
    for values in _values((one,) for one in things):
        text = (
            f"SELECT ?thing ?graph ?id ?start ?end {{ VALUES (?thing) {{ {values} }} ?thing prov:wasDerivedFrom ?local ."
            " GRAPH ?graph { ?local bp:evidence ?mention . ?mention oa:hasTarget/oa:hasSelector ?place ."
            " ?place oa:start ?start ; oa:end ?end . ?graph dcterms:identifier ?id } }"
        )
        for thing, graph, doc, begin, end in sparql(store, text):
            place = (str(doc), str(graph), int(str(begin)), int(str(end)))
            places[str(thing)] = min(place, places.get(str(thing), place))
    texts = _texts(store, {graph for _, graph, _, _ in places.values()})
    return {
        thing: (doc, sentence(texts[graph], begin, end)) for thing, (doc, graph, begin, end) in places.items()
    }


def _texts(store: Store, graphs: set[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for values in _values((one,) for one in graphs):
        table = sparql(store, f"SELECT ?g ?text {{ VALUES (?g) {{ {values} }} GRAPH ?g {{ ?g schema:text ?text }} }}")
        texts.update((str(graph), str(text)) for graph, text in table)
    return texts


def _values(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The rows of IRIs for a VALUES block, sorted, as many at once as one query takes."""
    listed = sorted(set(rows))
    for start in range(0, len(listed), _AT_ONCE):
        yield " ".join(f"({' '.join(str(NamedNode(one)) for one in row)})" for row in listed[start : start + _AT_ONCE])
