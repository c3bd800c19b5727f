"""One number for a whole graph: equal exactly when the graphs are equal.

The graphs of this project hold no blank nodes, and for such graphs the canonical form of RDF dataset
canonicalization (RDFC-1.0) is the sorted N-Quads.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import BlankNode, Quad

from ontology.errors import StoreError


def canonical_hash(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the sorted N-Quads, in hexadecimal.

    Raises :class:`StoreError` for a blank node, whose name would count though it means nothing.
    """
    digest = sha256()
    for line in sorted(map(_line, quads)):
        digest.update(line.encode())
    return digest.hexdigest()


def _line(quad: Quad) -> str:
    for node in (quad.subject, quad.object, quad.graph_name):
        if isinstance(node, BlankNode):
            raise StoreError(f"blank node {node} in {quad}: expected IRIs, which alone can be compared")
    graph = str(quad.graph_name)
    return f"{quad.subject} {quad.predicate} {quad.object}{'' if graph == 'DEFAULT' else ' ' + graph} .\n"
