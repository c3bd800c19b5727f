"""The whole way, from press releases to a page: read this first.

::

    source -> Document -> Reading -> Store -> network -> clusters -> page

Every step is a function or class of its own and can be used alone; ``kg demo`` and ``kg view`` take the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extract import read
from kg.analysis import Clusters, clusters
from kg.holdings import IngestReport
from kg.projection import network
from kg.store import Store
from kg.views.page import page


def flow(
    source: str | Path,
    store_path: str | Path | None,
    output: str | Path,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> tuple[IngestReport, Clusters]:
    """Read the press releases of a file or folder into a store, write its page and return what came of it.

    A store path of None keeps the store in memory. A document that cannot be read stands in the report and stops
    nothing; ``progress`` is called with the id of each.
    """
    # 1. Reading: a reader opens each source, the pipeline marks what its text says, the record holds it with offsets.
    readings = read(source)
    with Store(store_path) as store:
        # 2. Connecting: each document gets a graph of its own, the facts of all are joined in the default graph.
        report = store.ingest(readings, progress=progress)
        # 3. Projecting: organizations become nodes, their deals edges.
        graph = network(store, "organizations")
    # 4. Grouping: who works with whom more than with others, and on which therapies.
    found = clusters(graph, seed=seed)
    # 5. Showing: one file that opens offline.
    page(graph, found, title="Biotech partnerships", seed=seed).write(output)
    return report, found
