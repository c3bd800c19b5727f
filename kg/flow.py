"""The whole way, from press releases to a page: read this first.

::

    source -> Document -> Reading -> Store -> network -> clusters -> page

Every step is a function or class of its own and can be used alone; ``kg demo`` takes just this way.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike

from kg.analysis import Clusters, clusters
from kg.holdings import IngestReport
from kg.intake import take_in
from kg.projection import network
from kg.store import Store
from kg.views.page import page
from ontology.records import Document, ReadFailure


def flow(
    found: Iterable[Document | ReadFailure],
    store: Store,
    output: str | PathLike[str],
    *,
    seed: int = 0,
    processes: int = 1,
    min_confidence: float = 0.0,
) -> tuple[IngestReport, Clusters]:
    """Take documents into a store, write the page of all that it holds, and return what came of both.

    ``found`` is what :func:`extract.documents` gives for files and folders. What is less sure than ``min_confidence``
    is left out.
    """
    # 1. Extracting and connecting: the pipeline marks what a text says, the record holds it with its offsets, each
    #    document gets a graph of its own, and the facts of all are joined in the default graph.
    report = take_in(store, found, processes=processes, min_confidence=min_confidence)
    # 2. Projecting: organizations become nodes, their deals edges.
    graph = network(store, "organizations")
    # 3. Grouping: who works with whom more than with others, and on which therapies.
    groups = clusters(graph, seed=seed)
    store.save_clusters(groups)
    # 4. Showing: one file that opens offline.
    page(graph, groups, seed=seed).write(output)
    return report, groups
