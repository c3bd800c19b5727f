"""A store as files that other programs read: one kind of file a module.

>>> form_of(Path("partners.trig")), form_of(Path("tables.xlsx")), form_of(Path("anything"))
('trig', 'xlsx', None)
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.errors import StoreError

if TYPE_CHECKING:
    from kg.store import Store

Writer = Callable[["Store", Path], str]
"""Writes a store to a path and returns what it wrote, in a few words."""

FORMATS = {
    "trig": ("kg.exports.rdf_files:trig", "everything, RDF with named graphs; `kg import` reads it back"),
    "nquads": ("kg.exports.rdf_files:nquads", "everything, one quad a line; `kg import` reads it back"),
    "jsonld": ("kg.exports.rdf_files:jsonld", "everything, JSON-LD with the project's context; `kg import` reads it"),
    "turtle": ("kg.exports.rdf_files:turtle", "the facts over all documents (the default graph)"),
    "annotated": ("kg.exports.rdf_files:annotated", "the facts in Turtle, those of deals with source (RDF 1.2)"),
    "csv": ("kg.exports.table_files:csv_folder", "a folder of tables with a data dictionary (Frictionless)"),
    "parquet": ("kg.exports.table_files:parquet_folder", "a folder of the same tables (extra [tables])"),
    "xlsx": ("kg.exports.table_files:workbook", "the same tables as one workbook"),
    "graphml": ("kg.exports.graph_files:graphml", "the network of organizations, for Cytoscape, yEd and Gephi"),
    "gexf": ("kg.exports.graph_files:gexf", "the network of organizations, for Gephi"),
    "kgx": ("kg.exports.kgx:folder", "a folder with nodes and edges in the KGX form (Biolink)"),
    "neo4j": ("kg.exports.neo4j:folder", "a folder for `neo4j-admin database import`"),
}
"""For each format its writer and what it holds."""

WHOLE = ("trig", "nquads", "jsonld")
"""The formats that hold the documents too, from which `kg import` derives the facts anew."""

_ENDINGS = {
    ".trig": "trig",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".ttl": "turtle",
    ".xlsx": "xlsx",
    ".graphml": "graphml",
    ".gexf": "gexf",
}


def form_of(path: Path) -> str | None:
    """Return the format that the ending of a file says; None for an ending that says none."""
    return _ENDINGS.get(path.suffix.casefold())


def export(store: Store, target: Path, form: str) -> str:
    """Write ``store`` to ``target`` in a format of :data:`FORMATS` and return what was written.

    Raises :class:`StoreError` when the file cannot be written or the format needs a package that is not installed.
    """
    module, _, name = FORMATS[form][0].partition(":")
    writer: Writer = getattr(importlib.import_module(module), name)
    try:
        return writer(store, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({(error.strerror or str(error)).lower()})") from None
