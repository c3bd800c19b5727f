"""Asking a store: named queries and free SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph

from kg import terms
from kg.malformed import explained
from kg.parameters import meant, resolve
from kg.queries import fill, lists, named
from kg.table import Table
from ontology.errors import QueryError

if TYPE_CHECKING:
    from kg.store import Store

LIMIT = "limit"
"""What every named query takes besides its parameters: how many rows are answered at most."""


def query(store: Store, asked: str, parameters: Mapping[str, object]) -> Table:
    """Return the answer to a named query or to SPARQL; see :meth:`kg.store.Store.query`."""
    if re.search(r"[\s{]", asked.strip()):
        if parameters:
            raise QueryError(f"SPARQL takes no parameters (got {', '.join(parameters)}); only named queries do")
        return sparql(store, asked)
    text, read_as = filled(store, asked, parameters)
    table = sparql(store, text, read_as)
    return table if parameters.get(LIMIT) is None else table.part(limit=_limit(parameters[LIMIT]))


def filled(store: Store, asked: str, parameters: Mapping[str, object]) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return the SPARQL of a named query with its parameters, and which values were taken for which names."""
    known = named(asked.strip())
    given = {name: value for name, value in parameters.items() if value is not None and name != LIMIT}
    limit = None if parameters.get(LIMIT) is None else _limit(parameters[LIMIT])
    fill(known, dict.fromkeys(given, ()))  # an unknown parameter is refused before its value is looked at
    if known.needs and not given.keys() & set(known.needs):
        *others, last = known.needs
        needed = f"{', '.join(others)} or {last}" if others else last
        raise QueryError(f"{known.name} needs {needed} (as in `{known.example}`)")
    found: dict[str, list[str]] = {}
    read_as: list[tuple[str, str]] = []
    for name, values in given.items():
        for value in values if isinstance(values, list | tuple) else [values]:
            some = resolve(store, name, value)
            found.setdefault(name, []).extend(str(term) for term in some if str(term) not in found.get(name, ()))
            read_as += [(str(value), one) for one in meant(store, name, value, some)]
        if name not in found:
            raise QueryError(f"{name}: expected at least one value")
    return fill(known, found, limit), read_as


def _limit(value: object) -> int:
    if not str(value).isdecimal():
        raise QueryError(f"{LIMIT} {value!r}: expected a whole number")
    return int(str(value))


def sparql(store: Store, text: str, read_as: Iterable[tuple[str, str]] = ()) -> Table:
    """Return the answer to a query: its solutions, the triples it constructs, or ``answer`` true or false.

    Raises :class:`QueryError` with the place of the first error.
    """
    try:
        answer = store.quads.query(text, prefixes=terms.PREFIXES)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Table.of(("answer",), [(pyoxigraph.Literal(bool(answer)),)])
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            triples = ((one.subject, one.predicate, one.object) for one in answer)
            return Table.of(("subject", "predicate", "object"), triples)
        columns = [variable.value for variable in answer.variables]
        return Table.of(columns, map(list, answer), lists(text), read_as)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise explained(text, str(error)) from None
