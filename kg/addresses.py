"""Where an endpoint answers queries, takes updates and keeps its graphs, after the habits of the servers there are."""

from __future__ import annotations

import os


def is_address(name: object) -> bool:
    """Return whether ``name`` is the address of an endpoint, not the path of a folder."""
    return str(name).startswith(("http://", "https://"))


def endpoints(address: str) -> tuple[str, str]:
    """Return where queries and updates go: after the habits of RDF4J and GraphDB, or of Oxigraph and Fuseki.

    ``KG_UPDATE`` names another address for updates.

    >>> endpoints("https://host/repositories/partners")
    ('https://host/repositories/partners', 'https://host/repositories/partners/statements')
    >>> endpoints("http://localhost:7878")
    ('http://localhost:7878/query', 'http://localhost:7878/update')
    >>> endpoints("http://localhost:3030/partners/sparql")
    ('http://localhost:3030/partners/sparql', 'http://localhost:3030/partners/update')
    """
    address = address.rstrip("/")
    before, _, last = address.rpartition("/")
    if "/repositories/" in address:
        query, update = address, f"{address}/statements"
    elif last in ("query", "sparql"):
        query, update = address, f"{before}/update"
    else:
        query, update = f"{address}/query", f"{address}/update"
    return query, os.environ.get("KG_UPDATE") or update


def graph_stores(address: str) -> tuple[str, ...]:
    """Return where the graph store of an endpoint may be: after the habits of RDF4J and GraphDB, or Oxigraph, or Fuseki.

    ``KG_GRAPHS`` names another address.

    >>> graph_stores("https://host/repositories/partners")
    ('https://host/repositories/partners/rdf-graphs/service',)
    >>> graph_stores("http://localhost:8000/sparql")
    ('http://localhost:8000/store', 'http://localhost:8000/data')
    """
    if named := os.environ.get("KG_GRAPHS"):
        return (named,)
    address = address.rstrip("/")
    before, _, last = address.rpartition("/")
    if "/repositories/" in address:
        return (f"{address}/rdf-graphs/service",)
    root = before if last in ("query", "sparql") else address
    return f"{root}/store", f"{root}/data"
