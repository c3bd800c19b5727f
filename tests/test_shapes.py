"""The shapes let a good graph pass and name, in plain words, what is wrong with a bad one.

Every graph is held against them twice: by pySHACL, and in a store by the queries of :mod:`kg.shapes`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store
from pyshacl import validate
from rdflib import Graph
from rdflib.collection import Collection

import ontology
from kg import shapes
from ontology import terms
from ontology.terms import BP, SH
from ontology.vocabularies import (
    AMOUNT_KINDS,
    DEAL_TYPES,
    ORGANIZATION_TYPES,
    ROLES,
    STATUSES,
    THERAPY_TYPES,
    Vocabulary,
)

SHAPES = Graph().parse(Path(ontology.__file__).with_name("shapes.ttl"))
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in terms.PREFIXES.items())
DOCUMENT = NamedNode(terms.document("news/1"))
GOOD = """
@prefix : <https://w3id.org/biotech-partnerships/document/news%2F1#> .

document:news%2F1 a bp:Document ; dcterms:identifier "news/1" ; dcterms:title "Acme licenses Bolt's T cells" ;
    dcterms:issued "2024-05"^^xsd:gYearMonth ; schema:text "Acme Bio licenses T cells of Bolt." ;
    schema:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" ;
    bp:therapy therapy:car-t ; bp:product :product-1 ; bp:indication :indication-1 .
:org-1 a bp:Organization ; rdfs:label "Acme Bio" ; skos:altLabel "Acme" ;
    bp:organizationType organization-type:biotech ; bp:parent :org-2 ; bp:evidence :org-1-mention-1 .
:org-2 a bp:Organization ; rdfs:label "Bolt" .
:person-1 a bp:Person ; rdfs:label "Ada Smith" ; bp:worksFor :org-1 .
:facility-1 a bp:Facility ; rdfs:label "Ghent" ; bp:operatedBy :org-2 .
:product-1 a bp:Product ; rdfs:label "BLT-1" .
:indication-1 a bp:Indication ; rdfs:label "lymphoma" .
:deal-1 a bp:Deal ; bp:dealType deal-type:license, deal-type:option ; bp:primaryType deal-type:license ;
    bp:status status:announced ; bp:party :deal-1-party-1, :deal-1-party-2 ; bp:therapy therapy:car-t ;
    bp:product :product-1 ; bp:indication :indication-1 ; bp:amount :deal-1-amount-1, :deal-1-amount-2 ;
    bp:typeOrder :deal-1-types ; bp:date "2024-05-02"^^xsd:date ; bp:confidence 0.9 .
:deal-1-types a rdf:Seq ; rdf:_1 deal-type:option ; rdf:_2 deal-type:license .
:deal-1-party-1 a bp:Party ; bp:organization :org-1 ; bp:role role:licensee .
:deal-1-party-2 a bp:Party ; bp:organization :org-2 ; bp:role role:licensor .
:deal-1-amount-1 a bp:Amount ; bp:amountKind amount-kind:upfront ; schema:value 15000000 ; schema:currency "USD" .
:deal-1-amount-2 a bp:Amount ; bp:amountKind amount-kind:royalty ; schema:value 7.5 .
:org-1-mention-1 a bp:Mention ; oa:hasBody :org-1 ; oa:hasTarget :target .
:target oa:hasSource document:news%2F1 ; oa:hasSelector :position, :quote .
:position a oa:TextPositionSelector ; oa:start 0 ; oa:end 8 .
:quote a oa:TextQuoteSelector ; oa:exact "Acme Bio" .
organization:acme a bp:Organization ; rdfs:label "Acme Bio" ; bp:source document:news%2F1 .
organization:bolt a bp:Organization ; rdfs:label "Bolt" ; bp:source document:news%2F1 .
deal:a-b a bp:Deal ; bp:dealType deal-type:license ; bp:primaryType deal-type:license ; bp:status status:announced ;
    bp:organization organization:acme, organization:bolt ; bp:party deal:a-b-1, deal:a-b-2 ;
    bp:announced "2024-05"^^xsd:gYearMonth ; bp:source document:news%2F1 .
deal:a-b-1 a bp:Party ; bp:organization organization:acme ; bp:role role:licensee .
deal:a-b-2 a bp:Party ; bp:organization organization:bolt ; bp:role role:licensor .
"""

BAD = [
    ("bp:organization :org-2 ; bp:role role:licensor", "bp:organization :org-1 ; bp:role role:licensor", "two parties"),
    ("bp:party :deal-1-party-1, :deal-1-party-2 ;", "bp:party :deal-1-party-1 ;", "at least two parties"),
    ("bp:party :deal-1-party-1,", "bp:party :org-1, :deal-1-party-1,", "is a bp:Party"),
    ("bp:dealType deal-type:license, deal-type:option ;", "", "at least one type"),
    ("deal-type:license, deal-type:option ;", "deal-type:license, deal-type:sale ;", "deal type scheme"),
    ("bp:primaryType deal-type:license ;\n    bp:status", "bp:status", "exactly one primary type"),
    ("deal-type:license, deal-type:option", "deal-type:supply, deal-type:option", "one of its types"),
    ("bp:status status:announced ; bp:party", "bp:party", "exactly one status"),
    ("status:announced ; bp:party", "status:announced, status:prior ; bp:party", "exactly one status"),
    ("status:announced ; bp:party", "status:rumoured ; bp:party", "exactly one status"),
    ('"2024-05-02"^^xsd:date', '"in May"', "at most one date"),
    ('bp:announced "2024-05"^^xsd:gYearMonth', "bp:announced 2024", "announced .* at most once"),
    ("bp:confidence 0.9", "bp:confidence 1.9", "from 0 to 1"),
    ("bp:confidence 0.9", "bp:confidence 0.9, 0.8", "from 0 to 1"),
    ("bp:typeOrder :deal-1-types", "bp:typeOrder :deal-1", "is an rdf:Seq"),
    ("bp:amount :deal-1-amount-1,", "bp:amount :org-1, :deal-1-amount-1,", "is a bp:Amount"),
    ("bp:organization :org-1 ; bp:role", "bp:role", "exactly one organization"),
    ("bp:organization :org-1 ; bp:role", "bp:organization :org-1, :org-2 ; bp:role", "exactly one organization"),
    ("bp:organization :org-1 ; bp:role", "bp:organization :person-1 ; bp:role", "exactly one organization"),
    ("bp:organization :org-1 ; bp:role role:licensee", "bp:organization :org-1", "exactly one role"),
    ("bp:organization :org-1 ; bp:role role:licensee", "bp:organization :org-1 ; bp:role role:boss", "role scheme"),
    ("deal:a-b-1, deal:a-b-2 ;", "deal:a-b-1, deal:a-b-2, :deal-1-party-1 ;", "exactly one deal"),
    ('rdfs:label "Bolt" .\n:person', 'skos:altLabel "Bolt" .\n:person', "exactly one name"),
    ('rdfs:label "Bolt" .\n:person', 'rdfs:label "Bolt", "Bolt Inc" .\n:person', "exactly one name"),
    ('rdfs:label "Ada Smith"', 'rdfs:label ""', "exactly one name"),
    ("organization-type:biotech", "organization-type:biotech, organization-type:pharma", "at most one type"),
    ("organization-type:biotech", "organization-type:startup", "organization type scheme"),
    ("bp:parent :org-2", "bp:parent :person-1", "parent .* is a bp:Organization"),
    ("bp:parent :org-2", "bp:parent :org-2 ; bp:confidence 1.5", "organization's confidence .* from 0 to 1"),
    ("bp:worksFor :org-1", 'bp:worksFor "Acme"', "works for"),
    ("bp:operatedBy :org-2", "bp:operatedBy :product-1", "operated by"),
    ("bp:therapy therapy:car-t ; bp:product :product-1 ; bp:indication :indication-1 .", "bp:therapy therapy:magic .",
     "therapy scheme"),
    ("bp:product :product-1 ; bp:indication :indication-1 .", 'bp:product "BLT-1" .', "is a bp:Product"),
    ("bp:indication :indication-1 .", "bp:indication :product-1 .", "is a bp:Indication"),
    ("amount-kind:upfront", "amount-kind:bribe", "exactly one kind"),
    ("schema:value 15000000 ;", "", "exactly one value"),
    ("schema:value 15000000 ;", "schema:value -1 ;", "not negative"),
    ("schema:value 15000000 ;", 'schema:value "15 million" ;', "not negative"),
    ('schema:currency "USD"', 'schema:currency "$"', "ISO 4217"),
    ("schema:value 7.5 .", 'schema:value 7.5 ; schema:currency "USD" .', "royalty"),
    ("oa:hasBody :org-1 ;", "", "exactly one thing"),
    ("oa:hasSource document:news%2F1 ;", "", "exactly one source"),
    ("oa:start 0 ; oa:end 8", "oa:start 8 ; oa:end 8", "before it ends"),
    ("oa:start 0 ; oa:end 8", "oa:start 9 ; oa:end 8", "before it ends"),
    ("oa:start 0 ; oa:end 8", "oa:start -1 ; oa:end 8", "exactly one start"),
    ("oa:start 0 ; oa:end 8", "oa:start 0", "exactly one end"),
    ('oa:exact "Acme Bio"', 'oa:exact ""', "exactly one quote"),
    (":position, :quote .", ":position .", "exactly one quote"),
    ('dcterms:identifier "news/1" ;', "", "exactly one identifier"),
    ('dcterms:title "Acme', 'dcterms:title "Another", "Acme', "at most one title"),
    ('"2024-05"^^xsd:gYearMonth ; schema:text', '"May 2024" ; schema:text', "at most one date"),
    ('schema:sha256 "0', 'schema:sha256 "x', "64 hexadecimal digits"),
    ('schema:text "Acme', 'schema:text "Other", "Acme', "at most one text"),
    ('"Bolt" ; bp:source document:news%2F1', '"Bolt" ; bp:source "news/1"', "IRI of a document"),
]  # fmt: skip


def violations(turtle: str) -> list[str]:
    data = Graph().parse(data=PREFIXES + turtle, format="turtle")
    _, report, _ = validate(data, shacl_graph=SHAPES)
    results = list(report.objects(None, SH.result))
    found = {(str(report.value(one, SH.focusNode)), str(report.value(one, SH.resultMessage))) for one in results}
    assert found == in_store(turtle, DefaultGraph()) == in_store(turtle, DOCUMENT)
    return sorted(message for _, message in found)


def in_store(turtle: str, graph: NamedNode | DefaultGraph) -> set[tuple[str, str]]:
    store = Store()
    store.load((PREFIXES + turtle).encode(), RdfFormat.TURTLE, to_graph=graph)
    return {(thing, message) for thing, message, _ in shapes.violations(store)}


def test_a_good_graph_conforms() -> None:
    assert violations(GOOD) == []


@pytest.mark.parametrize(("good", "bad", "message"), BAD, ids=[f"{place}-{one[2]}" for place, one in enumerate(BAD)])
def test_a_bad_graph_is_named(good: str, bad: str, message: str) -> None:
    assert GOOD.count(good) == 1
    found = violations(GOOD.replace(good, bad))
    assert any(re.search(message, one) for one in found), found


def test_a_documents_iri_ends_with_its_encoded_id() -> None:
    bad = "<https://w3id.org/biotech-partnerships/document/a/b> a bp:Document ; dcterms:identifier 'a/b' ."
    assert violations(bad) == ["A document's IRI ends with its percent-encoded id, without # and /."]


@pytest.mark.parametrize(
    ("path", "vocabulary"),
    [
        (BP.therapy, THERAPY_TYPES),
        (BP.dealType, DEAL_TYPES),
        (BP.role, ROLES),
        (BP.organizationType, ORGANIZATION_TYPES),
        (BP.amountKind, AMOUNT_KINDS),
        (BP.status, STATUSES),
    ],
)
def test_concept_lists_are_those_of_the_schemes(path: object, vocabulary: Vocabulary) -> None:
    (listed,) = (head for shape in SHAPES.subjects(SH.path, path) for head in SHAPES.objects(shape, SH["in"]))
    assert list(Collection(SHAPES, listed)) == [vocabulary.iri(concept) for concept in vocabulary]


def test_every_class_but_the_extraction_has_a_shape() -> None:
    targets = set(SHAPES.objects(None, SH.targetClass))
    assert {BP[name] for name in BP.__annotations__ if name[0].isupper()} - {BP.Extraction} <= targets


def test_every_constraint_of_a_class_has_a_message_in_words() -> None:
    for target in SHAPES.subjects(SH.targetClass, None):
        for statement in (SH.property, SH.sparql):
            for constraint in SHAPES.objects(target, statement):
                assert str(SHAPES.value(constraint, SH.message)).endswith("."), constraint


def test_what_the_queries_do_not_understand_is_refused() -> None:
    for unknown in ("sh:uniqueLang true", "sh:qualifiedMinCount 1"):
        more = f"{PREFIXES} [] a sh:NodeShape ; sh:targetClass bp:Deal ; sh:property [ sh:path bp:party ; {unknown} ] ."
        with pytest.raises(ValueError, match="is not understood here"):
            list(shapes.constraints(Graph().parse(data=more, format="turtle")))
