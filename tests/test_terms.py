"""The closed namespaces hold exactly the terms of the ontology, and IRIs of documents go there and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

import ontology
from ontology import terms
from ontology.errors import VocabularyError
from ontology.terms import BP, OA, PREFIXES
from ontology.vocabularies import AMOUNT_KINDS, DEAL_TYPES, ORGANIZATION_TYPES, ROLES, STATUSES, THERAPY_TYPES

FOLDER = Path(ontology.__file__).parent
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def test_the_namespace_holds_exactly_the_terms_of_the_ontology() -> None:
    graph = Graph().parse(FOLDER / "partnerships.ttl")
    defined = {str(term).removeprefix(str(BP)) for term in graph.subjects(RDF.type) if str(term).startswith(str(BP))}
    assert set(BP.__annotations__) - {"_fail", "_NS"} == defined


@pytest.mark.parametrize("namespace", [BP, OA])
def test_a_typo_raises(namespace: type[BP]) -> None:
    with pytest.raises(AttributeError, match="'Deel' not in namespace"):
        _ = namespace.Deel
    with pytest.raises(AttributeError):
        _ = namespace["hasBodi"]


def test_every_turtle_file_parses_and_its_prefixes_are_the_projects() -> None:
    for path in FOLDER.glob("*.ttl"):
        graph = Graph(bind_namespaces="none").parse(path)
        assert len(graph) > 0
        for prefix, namespace in graph.namespaces():
            if prefix not in ("mesh", "shape", "vann", "xml"):
                assert PREFIXES[prefix] == str(namespace), (path.name, prefix)


def test_prefixes_ttl_holds_every_prefix_as_prefix_and_as_declaration() -> None:
    graph = Graph(bind_namespaces="none").parse(FOLDER / "prefixes.ttl")
    assert {prefix: str(namespace) for prefix, namespace in graph.namespaces() if prefix != "xml"} == PREFIXES
    declared = {str(graph.value(one, terms.SH.prefix)): str(graph.value(one, terms.SH.namespace))
                for one in graph.objects(None, terms.SH.declare)}  # fmt: skip
    assert declared == PREFIXES


def test_bound_prefixes_abbreviate_names() -> None:
    graph = Graph()
    terms.bind(graph)
    graph.add((terms.resource("deal", "a"), BP.dealType, DEAL_TYPES.iri("license")))
    assert "deal:a bp:dealType deal-type:license ." in graph.serialize()


def test_the_context_gives_the_terms_of_the_ontology() -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    iris = {value["@id"] if isinstance(value, dict) else value for value in context.values() if value != 1.1}
    not_of_documents = {"directed", "leftRole", "rightRole", "otherRole", "derivesFacts"}
    expected = {f"bp:{term}" for term in set(BP.__annotations__) - {"_fail", "_NS"} - not_of_documents}
    assert {iri for iri in iris if iri.startswith("bp:")} == expected
    concepts = {*THERAPY_TYPES, *DEAL_TYPES, *ROLES, *STATUSES, *ORGANIZATION_TYPES, *AMOUNT_KINDS}
    assert not concepts & set(context), "a concept id that is also a term would not be read as a concept"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own JSON-LD reader
def test_json_with_the_context_is_read_as_the_graph() -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    document = terms.document("x")
    deal = {"@context": context, "id": f"{document}#deal-1", "type": "Deal", "dealType": ["license"],
            "status": "announced", "therapy": ["car-t"], "confidence": "0.9",
            "party": [{"id": f"{document}#party", "role": "licensor"}]}  # fmt: skip
    graph = Graph().parse(data=json.dumps(deal), format="json-ld")
    node = URIRef(f"{document}#deal-1")
    assert graph.value(node, RDF.type) == BP.Deal
    assert graph.value(node, BP.dealType) == DEAL_TYPES.iri("license")
    assert graph.value(node, BP.status) == STATUSES.iri("announced")
    assert graph.value(node, BP.therapy) == THERAPY_TYPES.iri("car-t")
    assert graph.value(URIRef(f"{document}#party"), BP.role) == ROLES.iri("licensor")


@given(NAMES)
def test_a_documents_id_comes_back_from_its_iri_and_from_its_parts(identifier: str) -> None:
    iri = terms.document(identifier)
    assert terms.document_id(iri) == identifier
    assert terms.document_id(terms.part(iri, "deal", 1, "party", 2)) == identifier
    assert not set(iri.removeprefix(PREFIXES["document"])) & set('<>"{}|^`\\ #/')


@given(NAMES, NAMES)
def test_different_ids_have_different_iris(one: str, other: str) -> None:
    assert (terms.document(one) == terms.document(other)) == (one == other)


def test_other_iris_and_empty_names_are_refused() -> None:
    with pytest.raises(VocabularyError, match="is no document"):
        terms.document_id(terms.resource("deal", "a"))
    with pytest.raises(VocabularyError, match="'dael' is no kind of thing"):
        terms.resource("dael", "a")
    with pytest.raises(VocabularyError, match="empty"):
        terms.resource("deal", "")
    with pytest.raises(VocabularyError, match="empty"):
        terms.document("")
