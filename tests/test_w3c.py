"""W3C SPARQL 1.1 query and update evaluation through our Store: no fewer passes than pyoxigraph alone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import pytest
from w3c import Rows, cases, passes

from kg.store import Store

SUITE = os.environ.get("W3C_RDF_TESTS", "")
pytestmark = pytest.mark.skipif(not SUITE, reason="W3C_RDF_TESTS names no checkout of w3c/rdf-tests")


def alone(store: pyoxigraph.Store, text: str) -> tuple[Sequence[str], Rows] | bool:
    answer = store.query(text)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return bool(answer)
    if isinstance(answer, pyoxigraph.QueryTriples):
        return (), [[str(one) for one in triple] for triple in answer]
    columns = [variable.value for variable in answer.variables]
    return columns, [[None if row[one] is None else str(row[one]) for one in columns] for row in answer]


class Ours:
    """Our store, emptied of the SKOS schemes that stand in every one."""

    def __init__(self) -> None:
        self.store = Store()

    def empty(self) -> pyoxigraph.Store:
        self.store = Store()
        self.store.quads.clear()
        return self.store.quads

    def answer(self, _: pyoxigraph.Store, text: str) -> tuple[Sequence[str], Rows] | bool:
        table = self.store.sparql(text)
        if table.columns == ("answer",) and table.terms[0][0] is not None and "boolean" in table.terms[0][0]:
            return bool(table.rows[0][0])
        return table.columns, table.terms


def test_no_fewer_passes_than_pyoxigraph_alone() -> None:
    ours, counted = Ours(), Counter[tuple[str, str]]()
    worse = []
    for case in cases(Path(SUITE)):
        counted[case.group, "tests"] += 1
        baseline = passes(case, pyoxigraph.Store, alone)
        own = passes(case, ours.empty, ours.answer)
        counted[case.group, "pyoxigraph"] += baseline
        counted[case.group, "kg.Store"] += own
        if baseline and not own:
            worse.append(f"{case.folder}/{case.name}")
    print(dict(counted))
    assert counted["query", "tests"] > 150
    assert counted["update", "tests"] > 50
    assert not worse
