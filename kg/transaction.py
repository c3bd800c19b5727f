"""Taking out and putting in quads in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from ontology.errors import StoreError


def replace_quads(store: Store, lost: Iterable[Quad], gained: Iterable[Quad]) -> None:
    """Take ``lost`` out and put ``gained`` in: all of it happens, or nothing.

    A SPARQL update is the one way in which Oxigraph takes out and puts in within one transaction. Its data are
    N-Triples, written by Oxigraph itself. A graph left without quads is gone.
    """
    lost, gained = set(lost) - set(gained), set(gained)
    if not lost and not gained:
        return
    emptied = {quad.graph_name for quad in lost} - {quad.graph_name for quad in gained} - {DefaultGraph()}
    update = [f"DELETE DATA {{ {_data(lost)} }}", f"INSERT DATA {{ {_data(gained)} }}"]
    for graph in emptied:
        kept = sum(1 for quad in store.quads_for_pattern(None, None, None, graph) if quad not in lost)
        if not kept:
            update.append(f"DROP SILENT GRAPH {graph}")
    _run(store, " ;\n".join(update))


def replace_graph(store: Store, graph: NamedNode, quads: Iterable[Quad]) -> None:
    """Put ``quads`` in the place of all that a graph holds: all of it happens, or nothing. Blank nodes get new names."""
    _run(store, f"DROP SILENT GRAPH {graph} ;\nINSERT DATA {{ {_data(quads)} }}")


def _run(store: Store, update: str) -> None:
    try:
        store.update(update)
    except OSError as error:
        raise StoreError(f"the store could not be written: {' '.join(str(error).split())}") from None


def _data(quads: Iterable[Quad]) -> str:
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(quad)
    parts = []
    for graph, inside in graphs.items():
        data = serialize((quad.triple for quad in inside), format=RdfFormat.N_TRIPLES)
        triples = "" if data is None else data.decode()
        parts.append(triples if graph == "DEFAULT" else f"GRAPH {graph} {{\n{triples}}}")
    return "\n".join(parts)
