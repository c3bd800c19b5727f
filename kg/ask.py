"""Asking a store: named queries and free SPARQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph

from kg import terms
from kg.parameters import resolve
from kg.queries import fill, named
from kg.table import Table
from ontology.errors import QueryError

if TYPE_CHECKING:
    from kg.store import Store

_UPDATE = re.compile(r"^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE | re.MULTILINE)
_PLACE = re.compile(r"error at (\d+):(\d+)")


def query(store: Store, asked: str, parameters: Mapping[str, object]) -> Table:
    """Return the answer to a named query or to SPARQL; see :meth:`kg.store.Store.query`."""
    if re.search(r"[\s{]", asked.strip()):
        if parameters:
            raise QueryError(f"SPARQL takes no parameters (got {', '.join(parameters)}); only named queries do")
        return sparql(store, asked)
    known = named(asked.strip())
    given = {name: value for name, value in parameters.items() if value is not None}
    fill(known, dict.fromkeys(given, ()))  # an unknown parameter is refused before its value is looked at
    filled = {name: [str(term) for term in resolve(store, name, value)] for name, value in given.items()}
    return sparql(store, fill(known, filled))


def sparql(store: Store, text: str) -> Table:
    """Return the answer to a query: its solutions, the triples it constructs, or ``answer`` true or false.

    Raises :class:`QueryError` with the place of the first error.
    """
    try:
        answer = store.quads.query(text, prefixes=terms.PREFIXES)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Table.of(("answer",), [(pyoxigraph.Literal(bool(answer)),)])
        if isinstance(answer, pyoxigraph.QueryTriples):
            triples = ((one.subject, one.predicate, one.object) for one in answer)
            return Table.of(("subject", "predicate", "object"), triples)
        columns = [variable.value for variable in answer.variables]
        return Table.of(columns, ([solution[column] for column in columns] for solution in answer))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(_explained(text, str(error))) from None


def _explained(text: str, error: str) -> str:
    """One line: where the query stops making sense, and what stands there."""
    if _UPDATE.search(text):
        return "a SPARQL update: expected a query; documents change a store, `kg ingest` and `kg remove`"
    if "Prefix not found" in error:
        kind = "an unknown prefix in the SPARQL query"
    elif _PLACE.search(error):
        kind = "malformed SPARQL"
    else:
        return f"the query failed: {' '.join(error.split())[:200]}"
    place = _PLACE.search(error)
    if place is None:
        return f"{kind}: {' '.join(error.split())[:200]}"
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines() or [""]
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    before = lines[min(line, len(lines)) - 1][: column - 1].strip()
    where = f"before {rest[:40]!r}" if rest else f"after {before[-40:]!r}"
    return f"{kind} at line {line}, column {column}, {where}"
