"""The ontology says what each of its terms is, in plain words, and how it hangs together with the standards."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

import ontology
from ontology.terms import BP, DCTERMS, OA, ORG, PROV, SCHEMA
from ontology.vocabularies import (
    AMOUNT_KINDS,
    DEAL_TYPES,
    ORGANIZATION_TYPES,
    ROLES,
    STATUSES,
    THERAPY_TYPES,
    Vocabulary,
)

GRAPH = Graph().parse(Path(ontology.__file__).with_name("partnerships.ttl"))
CLASSES = sorted(GRAPH.subjects(RDF.type, OWL.Class))
PROPERTIES = sorted({*GRAPH.subjects(RDF.type, OWL.ObjectProperty), *GRAPH.subjects(RDF.type, OWL.DatatypeProperty)})
SCHEMES = [THERAPY_TYPES, DEAL_TYPES, ROLES, ORGANIZATION_TYPES, AMOUNT_KINDS, STATUSES]


def name(term: object) -> str:
    return str(term).removeprefix(str(BP))


def test_the_ontology_has_title_version_and_licence() -> None:
    head = GRAPH.value(None, RDF.type, OWL.Ontology)
    for statement in (DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionInfo, OWL.versionIRI):
        assert GRAPH.value(head, statement) is not None
    assert {str(scheme) for scheme in GRAPH.objects(head, RDFS.seeAlso)} == {one.scheme for one in SCHEMES}


@pytest.mark.parametrize("term", CLASSES + PROPERTIES, ids=name)
def test_every_term_has_one_label_and_one_comment(term: URIRef) -> None:
    (label,) = GRAPH.objects(term, RDFS.label)
    (comment,) = GRAPH.objects(term, RDFS.comment)
    assert isinstance(label, Literal)
    assert label.language == "en"
    assert str(comment).endswith(".")


@pytest.mark.parametrize("term", CLASSES, ids=name)
def test_every_class_is_aligned_with_a_standard(term: URIRef) -> None:
    above = {str(one) for one in GRAPH.objects(term, RDFS.subClassOf)}
    assert any(one.startswith((str(SCHEMA), str(ORG), str(PROV), str(OA))) for one in above)


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_classes_that_a_property_names_are_defined(term: URIRef) -> None:
    for statement in (RDFS.domain, RDFS.range, SCHEMA.domainIncludes):
        for named in GRAPH.objects(term, statement):
            if str(named).startswith(str(BP)):
                assert named in CLASSES


def test_standard_terms_exist_in_the_standards_that_are_at_hand() -> None:
    for term in {*GRAPH.predicates(), *GRAPH.objects()}:
        for namespace in (SCHEMA, ORG, PROV, DCTERMS, OA):
            if str(term).startswith(str(namespace)):
                assert term in namespace, term


@pytest.mark.parametrize("vocabulary", SCHEMES, ids=repr)
def test_schemes_use_only_terms_of_skos_and_the_ontology(vocabulary: Vocabulary) -> None:
    predicates = {one for one in vocabulary.graph.predicates() if one != RDF.type}
    assert all(one in SKOS or one in DCTERMS or one in BP for one in predicates)
    assert all(str(notation) in vocabulary for notation in vocabulary.graph.objects(None, SKOS.notation))


@pytest.mark.parametrize("vocabulary", SCHEMES, ids=repr)
def test_texts_are_english_and_no_label_is_written_twice_for_a_concept(vocabulary: Vocabulary) -> None:
    for concept in vocabulary:
        synonyms = [label.casefold() for label in vocabulary.synonyms(concept)]
        assert len(synonyms) == len(set(synonyms)), concept
    for statement in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition):
        for text in vocabulary.graph.objects(None, statement):
            assert isinstance(text, Literal)
            assert text.language == "en"


def test_matches_with_other_vocabularies_are_well_formed() -> None:
    for vocabulary in SCHEMES:
        for statement in (SKOS.exactMatch, SKOS.closeMatch, SKOS.relatedMatch, SKOS.narrowMatch):
            for target in vocabulary.graph.objects(None, statement):
                assert str(target).startswith("http://id.nlm.nih.gov/mesh/D")
