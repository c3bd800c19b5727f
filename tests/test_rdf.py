"""The mapping from a reading to quads and back."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, NamedNode
from rdflib import Graph, URIRef
from strategies import readings

from kg import ids, rdf, terms
from ontology.errors import RecordError
from ontology.records import Amount, Deal, Document, Organization, Party, Reading, Record, Span
from ontology.terms import BP

TEXT = "Servier appoints MaSTherCell for €15 million. \U0001f9ec Done."


def small() -> Reading:
    deal = Deal(
        types=("manufacturing", "co-development"),
        parties=(Party(organization="MaSTherCell", role="provider"), Party(organization="Servier", role="client")),
        amounts=(Amount(kind="upfront", value=15_000_000, currency="EUR"), Amount(kind="royalty", value=0.1)),
        evidence=(Span(start=0, end=28),),
        confidence=0.97,
    )
    record = Record(
        doc="a/b",
        organizations=(
            Organization(name="Servier", mentions=(Span(start=0, end=7),)),
            Organization(name="MaSTherCell", aliases=("Z", "A")),
        ),
        deals=(deal,),
    )
    return Reading(document=Document(doc="a/b", text=TEXT), record=record)


@settings(max_examples=150)
@given(readings())
def test_a_reading_comes_back_from_its_quads(reading: Reading) -> None:
    assert rdf.reading(rdf.quads(reading, "1")) == reading


@settings(max_examples=80)
@given(readings())
def test_a_reading_comes_back_from_a_store_and_from_nquads(reading: Reading) -> None:
    quads = rdf.quads(reading, "1")
    store = pyoxigraph.Store()
    store.extend(quads)
    assert set(store) == set(quads)
    text = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert text is not None
    assert rdf.reading(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS)) == reading


@settings(max_examples=40)
@given(readings())
def test_no_blank_node_and_nothing_outside_the_graph_of_the_document(reading: Reading) -> None:
    graph = NamedNode(ids.document(reading.document.doc))
    for quad in rdf.quads(reading, "1"):
        assert quad.graph_name == graph
        assert not isinstance(quad.subject, BlankNode)
        assert not isinstance(quad.object, BlankNode)


def test_evidence_is_quote_and_offsets() -> None:
    store = pyoxigraph.Store()
    store.extend(rdf.quads(small(), "1"))
    mention = NamedNode(ids.local(ids.document("a/b"), "deal-1-mention-1"))
    [found] = store.query(
        """SELECT ?mention ?quote ?start ?end WHERE { GRAPH ?document {
             ?deal bp:evidence ?mention . ?mention oa:hasBody ?deal ; oa:hasTarget ?target .
             ?target oa:hasSource ?document ;
               oa:hasSelector [ oa:start ?start ; oa:end ?end ], [ oa:exact ?quote ] } }""",
        prefixes=terms.PREFIXES,
        substitutions={pyoxigraph.Variable("mention"): mention},
    )
    assert (found["quote"].value, int(found["start"].value), int(found["end"].value)) == (TEXT[:28], 0, 28)


def test_numbers_are_exact_decimals() -> None:
    values = {str(quad.object) for quad in rdf.quads(small(), "1") if quad.predicate in (terms.VALUE, terms.CONFIDENCE)}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert values == {f'"15000000"^^<{xsd}integer>', f'"0.1"^^<{xsd}decimal>', f'"0.97"^^<{xsd}decimal>'}


def test_every_own_term_stands_in_the_ontology() -> None:
    own = [value.value for value in vars(terms).values() if isinstance(value, NamedNode)]
    for iri in own:
        if iri.startswith(str(BP)) and iri != str(BP):
            assert URIRef(iri) in dir(BP)


def test_what_cannot_be_written_is_refused_by_name() -> None:
    document = Document(doc="x", text="y")
    with pytest.raises(RecordError, match="'x' came with the record of 'z'"):
        rdf.quads(Reading(document=document, record=Record(doc="z")), "1")
    with pytest.raises(RecordError, match="half a surrogate pair"):
        rdf.quads(Reading(document=Document(doc="x", text="\ud800"), record=Record(doc="x")), "1")


def test_a_damaged_graph_is_refused_by_name() -> None:
    quads = [quad for quad in rdf.quads(small(), "1") if quad.predicate != terms.TEXT]
    with pytest.raises(RecordError, match=r"schema\.org/text"):
        rdf.reading(quads)
    with pytest.raises(RecordError, match="expected the quads of a document's graph"):
        rdf.reading([])


def test_the_graph_is_valid_turtle_for_other_tools() -> None:
    text = pyoxigraph.serialize(
        [quad.triple for quad in rdf.quads(small(), "1")], format=pyoxigraph.RdfFormat.TURTLE, prefixes=terms.PREFIXES
    )
    assert text is not None
    assert len(Graph().parse(data=text, format="turtle")) == len(rdf.quads(small(), "1"))
