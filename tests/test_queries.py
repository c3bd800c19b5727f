"""Named queries, their parameters, and free SPARQL."""

from __future__ import annotations

import re
import shlex

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery
from tellings import appointed, told

from kg import queries
from kg.parameters import PARAMETERS
from kg.store import Store
from ontology.errors import QueryError
from ontology.vocabularies import THERAPY_TYPES

NAMES = queries.names()
SERVIER = "https://w3id.org/biotech-partnerships/organization/servier"


@pytest.fixture(scope="module")
def store() -> Store:
    """Two documents with all kinds of facts."""
    filled = Store()
    filled.ingest([appointed(), told("b", "Mayo Clinic/Mayo", "Servier", deal="license", date="2022-08")])
    return filled


def example(name: str) -> dict[str, str]:
    """The parameters of the example in a query's file."""
    words = shlex.split(queries.named(name).example)
    assert words[:3] == ["kg", "query", name]
    return {
        one.removeprefix("--").replace("-", "_"): value for one, value in zip(words[3::2], words[4::2], strict=True)
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_it_is_for_and_runs_in_other_tools(name: str) -> None:
    query = queries.named(name)
    assert query.text.startswith("#+ summary: ")
    assert len(query.summary) <= 120
    assert set(query.parameters) == set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.text))
    assert set(query.parameters) <= set(PARAMETERS)
    prepareQuery(query.text)  # rdflib's own parser, without any prefix of ours
    pyoxigraph.Store().query(query.text)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_runs_with_and_without_its_example(name: str, gold_store: Store) -> None:
    if name != "organizations-of-cluster":
        free = gold_store.query(name)
        assert len(set(free.rows)) == len(free.rows)
        assert free.rows or name == "evidence-of"  # the hand-made records have no offsets
    asked = gold_store.query(name, **example(name))
    assert asked.rows or name in ("evidence-of", "organizations-of-cluster")


def test_deals_of_an_organization(store: Store) -> None:
    rows = store.query("deals-of", organization="SERVIER").records()
    assert [(row["type"], row["role"], row["partners"], row["date"]) for row in rows] == [
        ("license", "partner", "Mayo Clinic", "2022-08"),
        ("manufacturing", "client", "MaSTherCell SA", "2017-09-20"),
    ]
    assert len(store.query("deals-of", organization="Servier", deal_type="manufacturing")) == 1
    assert len(store.query("deals-of", organization="Servier", therapy="cell therapy")) == 1
    assert len(store.query("deals-of", organization="Servier", status="prior")) == 0


def test_an_organization_is_found_by_name_alias_and_iri(store: Store) -> None:
    expected = store.query("deals-of", organization="Servier").rows
    assert store.query("deals-of", organization=SERVIER).rows == expected
    assert store.query("deals-of", organization="organization:servier").rows == expected
    assert store.query("deals-of", organization=" servier S.A.").rows == expected
    assert store.query("partners-of", organization="mayo").column("name") == ["Mayo Clinic"]
    both = store.query("partners-of", organization=["Mayo", "MaSTherCell"])
    assert both.column("name") == ["MaSTherCell SA", "Mayo Clinic"]


def test_a_broader_therapy_takes_in_the_narrower(store: Store) -> None:
    for therapy in ("car-t", "CAR-T cell therapy", "cell-therapy", "advanced-therapy", str(THERAPY_TYPES.iri("car-t"))):
        table = store.query("cdmos-by-therapy", therapy=therapy)
        assert "MaSTherCell SA" in table.column("name")
    assert store.query("cdmos-by-therapy", therapy="vaccine").rows == []


def test_evidence_is_the_quoted_sentence(store: Store) -> None:
    deal = store.query("deals-of", organization="MaSTherCell").column("deal")[0]
    [row] = store.query("evidence-of", deal=deal).records()
    text = appointed().document.text
    assert row["quote"] == text[int(str(row["start"])) : int(str(row["end"]))] == "Servier appoints MaSTherCell SA"
    assert row["document"] == "servier-masthercell"
    assert store.query("evidence-of", deal=str(deal).rpartition("/")[2]).rows == [tuple(row.values())]


def test_amounts_people_products_and_months(store: Store) -> None:
    assert store.query("deals-with-amounts", amount_kind="upfront").column("value") == [15_000_000]
    assert store.query("people-of", organization="MaSTherCell").rows == [("Denis Bedoret", "CBO", "MaSTherCell SA", 1)]
    assert store.query("products-of", product="ucart19").column("what") == ["UCART19"]
    months = store.query("deals-by-type-and-month", since="2017-09", until="2022").rows
    assert months == [("2017-09", "manufacturing", 1), ("2022-08", "license", 1)]
    assert store.query("documents", document="b").column("deals") == [1]


@pytest.mark.parametrize(
    ("asked", "parameters", "message"),
    [
        ("deal-of", {}, "did you mean deals-of"),
        ("xyz", {}, "`kg query` lists them all"),
        ("deals-of", {"company": "Servier"}, "no parameter 'company' (expected organization"),
        ("deals-of", {"organization": "Serviér Pharma"}, "no organization 'Serviér Pharma'"),
        ("deals-of", {"organization": "Clinic"}, "did you mean Mayo Clinic?"),
        ("deals-of", {"organization": ""}, "expected a value"),
        ("deals-of", {"organization": []}, "expected at least one value"),
        ("deals-of", {"organization": f"{SERVIER}x"}, "in the store"),
        ("deals-of", {"therapy": "car-tee"}, "did you mean car-t"),
        ("evidence-of", {"deal": "x> y"}, "is no IRI"),
        ("documents", {"document": "servier"}, "did you mean servier-masthercell?"),
        ("organizations-of-cluster", {"cluster": "first"}, "expected a whole number"),
        ("timeline", {"since": "last year"}, "expected YYYY"),
        ("SELECT * { ?s ?p ?o }", {"organization": "Servier"}, "SPARQL takes no parameters"),
        ("SELECT * {\n ?s ?p", {}, "malformed SPARQL at line 2"),
        ("SELECT * { ?s nope:x ?o }", {}, "unknown prefix"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", {}, "a SPARQL update"),
    ],
)
def test_a_wrong_question_is_answered_in_one_line(
    store: Store, asked: str, parameters: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        store.query(asked, **parameters)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_what_a_user_writes_never_becomes_sparql(store: Store, written: str) -> None:
    """Any value is a name that the store knows or is refused; it is never part of the query."""
    try:
        found = store.query("organizations-of-cluster", organization=written)
    except QueryError as error:
        assert not str(error).startswith("malformed")  # noqa: PT017
    else:
        assert found.rows == []


def test_every_form_of_sparql(store: Store) -> None:
    organizations = "?o a bp:Organization ; rdfs:label ?name"
    table = store.query(f"SELECT ?name ?x (1.5 AS ?d) (true AS ?b) {{ {organizations} }} ORDER BY ?name")
    assert table.columns == ("name", "x", "d", "b")
    assert table.rows[0] == ("MaSTherCell SA", None, 1.5, True)
    assert table.terms[0][:2] == ('"MaSTherCell SA"', None)
    assert store.sparql("ASK { ?s a bp:Deal }").rows == [(True,)]
    triples = store.sparql("CONSTRUCT { ?s a schema:Event } WHERE { ?s a bp:Deal }")
    assert triples.columns == ("subject", "predicate", "object")
    assert len(triples) == 2
