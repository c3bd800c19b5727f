"""What the service says of itself: a SPARQL 1.1 service description."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from kg.server.pool import Answer
from kg.server.protocol import BadRequestError
from kg.server.worker import TRIPLES
from kg.terms import DERIVES_FACTS, PREFIXES, TYPE

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


def described(address: str, accept: tuple[str, ...], *, writable: bool = False) -> Answer:
    """Return the description of the service at ``address`` in the first format that is accepted."""
    for one in (*accept, "text/html"):
        if one in ("*/*", "text/*", "text/html", "application/*"):
            chosen = "text/turtle"
        elif one in TRIPLES:
            chosen = one
        else:
            continue
        triples = _triples(NamedNode(address), writable=writable)
        named = {"sd": _SD, "format": _FORMATS, "schema": PREFIXES["schema"], "bp": PREFIXES["bp"]}
        prefixes = named if chosen == "text/turtle" else None
        return Answer(200, chosen, serialize(triples, format=TRIPLES[chosen], prefixes=prefixes) or b"")
    raise BadRequestError(406, "expected Accept: text/turtle")


def _triples(service: NamedNode, *, writable: bool) -> list[Triple]:
    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    dataset, default = BlankNode("dataset"), BlankNode("default")
    told = [
        Triple(service, TYPE, sd("Service")),
        Triple(service, sd("endpoint"), service),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, TYPE, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), default),
        Triple(default, TYPE, sd("Graph")),
        Triple(default, NamedNode(PREFIXES["schema"] + "description"), Literal("The facts over all documents")),
    ]
    if writable:
        told.append(Triple(service, sd("supportedLanguage"), sd("SPARQL11Update")))
    told.append(Triple(service, sd("feature"), DERIVES_FACTS))
    return told + [Triple(service, sd("resultFormat"), NamedNode(_FORMATS + one)) for one in (*_RESULTS, *_GRAPHS)]
