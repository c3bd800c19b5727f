"""Putting derived quads in the place of those that a store holds, whatever their number."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from pyoxigraph import DefaultGraph, Quad, Store

from kg import terms
from kg.transaction import replace_quads

_AT_ONCE = 100_000
"""Up to so many quads change in one transaction; more would not fit into memory as one update."""


@contextmanager
def derived_apart(quads: Iterable[Quad], *, on_disk: bool) -> Iterator[Store]:
    """Give a store of its own that holds ``quads``, as Oxigraph writes them, until the end of the block."""
    if not on_disk:
        store = Store()
        store.extend(quads)
        yield store
        return
    with tempfile.TemporaryDirectory(prefix="kg-derived-") as folder:
        store = Store(folder)
        store.bulk_extend(quads)
        yield store
        del store


def lost(old: Store, new: Store) -> Iterator[Quad]:
    """Yield the derived quads of ``old`` that are not in ``new``."""
    for graph in (DefaultGraph(), terms.INDEX_GRAPH):
        for quad in old.quads_for_pattern(None, None, None, graph):
            if quad not in new:
                yield quad


def gained(old: Store, new: Store) -> Iterator[Quad]:
    """Yield the quads of ``new`` that are not in ``old``."""
    return (quad for quad in new if quad not in old)


def is_underived(store: Store) -> bool:
    """Return whether nothing is derived in a store yet, so that there is nothing to compare with."""
    graphs = ((None, None, terms.INDEX_GRAPH), (terms.TYPE, terms.DOCUMENT, DefaultGraph()))
    return not any(any(store.quads_for_pattern(None, *pattern)) for pattern in graphs)


def is_large(old: Store, new: Store) -> bool:
    """Return whether too much differs for one transaction."""
    sides = (lost(old, new), gained(old, new))
    return any(next(islice(differing, _AT_ONCE, None), None) is not None for differing in sides)


def put_in_place(old: Store, new: Store) -> None:
    """Make ``old`` hold what ``new`` does, in many steps: what is interrupted must be done again from the beginning."""
    while batch := list(islice(lost(old, new), _AT_ONCE)):
        replace_quads(old, batch, ())
    old.bulk_extend(gained(old, new))
