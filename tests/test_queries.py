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

import kg
from kg import queries
from kg.parameters import PARAMETERS, resolve
from kg.store import Store
from ontology.errors import QueryError
from ontology.records import Document, Organization, Reading, Record
from ontology.vocabularies import THERAPY_TYPES

NAMES = queries.names()
SERVIER = "https://w3id.org/biotech-partnerships/organization/servier"


@pytest.fixture(scope="module")
def store() -> Store:
    """Two documents with all kinds of facts."""
    filled = Store()
    filled.ingest([appointed(), told("b", "Mayo Clinic/Mayo", "Servier", deal="license", date="2022-08")])
    return filled


def disagreeing() -> list[Reading]:
    """Two documents of one organization with two types, and of two with one short name."""
    listed = []
    for doc, kind, other in (("one", "biotech", "Merck & Co., Inc."), ("two", "cdmo", "Merck KGaA")):
        named = Organization(name="Zeta Bio", type=kind), Organization(name=other, aliases=("Merck",))
        listed.append(Reading(document=Document(doc=doc, text="x"), record=Record(doc=doc, organizations=named)))
    return listed


def example(name: str) -> dict[str, str]:
    """The parameters of the example in a query's file."""
    words = shlex.split(queries.named(name).example)
    assert words[:3] == ["kg", "query", name]
    return {
        one.removeprefix("--").replace("-", "_"): value for one, value in zip(words[3::2], words[4::2], strict=True)
    }


def briefest(name: str) -> dict[str, str]:
    """The parameters with which a query can be asked at least: none, or those of its example."""
    return example(name) if queries.named(name).needs else {}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_it_is_for_and_runs_in_other_tools(name: str) -> None:
    query = queries.named(name)
    assert query.text.startswith("#+ summary: ")
    assert len(query.summary) <= 120
    assert set(query.parameters) == set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.text))
    assert set(query.parameters) <= set(PARAMETERS)
    assert set(query.needs) <= set(query.parameters)
    assert {int(one) for one in re.findall(r"\bLIMIT (\d+)", query.text)} <= {query.limit}
    assert bool(re.search(rf"^ *LIMIT {query.limit}$", query.text, re.MULTILINE)) is (query.limit is not None)
    prepareQuery(query.text)  # rdflib's own parser, without any prefix of ours
    pyoxigraph.Store().query(query.text)


@pytest.fixture(scope="module")
def demo(gold_readings: list[Reading]) -> Store:
    """The demo's stories, their clusters, and what they lack: quotes, a name for two, a type that is not agreed on."""
    filled = Store()
    filled.ingest([*gold_readings, appointed(), *disagreeing()])
    filled.save_clusters(kg.clusters(kg.network(filled), seed=0))
    return filled


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_rows_and_no_row_twice(name: str, demo: Store) -> None:
    for parameters in (example(name), briefest(name)):
        rows = demo.query(name, **parameters).rows
        assert rows
        assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_first_rows_are_those_of_the_whole_answer(name: str, demo: Store) -> None:
    """A limit cuts the answer in its order, wherever in the query it stands."""
    rows = demo.query(name, **briefest(name)).rows
    assert len(rows) < (queries.named(name).limit or len(rows) + 1)
    for limit in (0, 1, len(rows) // 3, len(rows) // 2):
        assert demo.query(name, **briefest(name), limit=limit).rows == rows[:limit]


def test_every_query_is_in_a_group_that_is_named() -> None:
    assert {queries.named(name).group for name in NAMES} == set(queries.GROUPS)
    assert len(NAMES) >= 40


@pytest.mark.parametrize(
    ("asked", "parameters", "row"),
    [
        ("who-with-whom", {"organization": "Lonza"}, {"partner": "Moderna", "deals": 1, "latest": "2020-05-01"}),
        ("deals-between", {"organization": "Moderna", "partner": "Lonza"}, {"role": "client", "partner_role": "provider"}),
        ("common-partners", {"organization": "Moderna", "partner": "Roche"}, {"common": "Lonza", "kind": "cdmo"}),
        ("paths-between", {"organization": "Roche", "partner": "Moderna"}, {"steps": 2, "path": "Roche – Lonza – Moderna"}),
        ("first-time-pairs", {"since": "2025-04", "until": "2025-04"}, {"first": "2025-04-22"}),
        ("hubs", {"organization_type": "pharma"}, {"kind": "pharma"}),
        ("who-makes-what", {"organization": "Seres"}, {"maker": "Bacthera", "products": "SER-109"}),
        ("clients-of", {"organization": "Lonza"}, {"client": "Moderna", "therapies": "mrna-vaccine"}),
        ("makers-for", {"organization": "Moderna"}, {"maker": "Catalent", "region": "Somerset, N.J."}),
        ("sites", {"location": "switzerland"}, {"site": "Visp", "name": "Lonza"}),
        ("second-sources", {"organization": "Lonza", "therapy": "vaccine"}, {"alternative": "Samsung Biologics"}),
        ("single-sourced-clients", {}, {"client": "Seres Therapeutics, Inc.", "only_maker": "Bacthera"}),
        ("share-of-therapy", {"therapy": "microbiome-therapy"}, {"name": "Bacthera", "percent": 100.0, "of": 1}),
        ("dependence-on-makers", {"organization": "Moderna"}, {"maker": "Lonza", "deals": 1, "of": 4, "percent": 25.0}),
        ("dependence-on-clients", {"organization": "Lonza"}, {"client": "Roche", "of": 2, "percent": 50.0}),
        ("concentration-by-therapy", {"therapy": "car-t"}, {"makers": 2, "herfindahl": 5000.0}),
        ("academic-licences", {"organization": "City of Hope"}, {"licensee": "Chimeric Therapeutics Limited"}),
        ("spin-outs-of", {"organization": "Chr. Hansen"}, {"company": "Bacthera", "how": "founded"}),
        ("programmes", {"organization_type": "hospital"}, {"kind": "hospital", "companies": 0}),
        ("exposed-to-site", {"facility": "Visp"}, {"affected": "Moderna", "path": "served by Lonza (manufacturing)"}),
        ("exposed-to-product", {"product": "SER-109"}, {"affected": "Bacthera", "path": "provider (manufacturing)"}),
        ("exposed-to-organization", {"organization": "Lonza"}, {"affected": "Lonza U.S.", "path": "unit"}),
        ("changes-since", {"since": "2025-04-22", "until": "2025-04-22"}, {"change": "new deal", "told": "2025-04-22"}),
        ("provenance-of", {"organization": "Seres"}, {"id": "demo-64-microbiome-digest", "issued": "2021-11"}),
        ("terms-of-deals", {"organization": "MaSTherCell"}, {"terms": "stated", "amounts": "upfront 15000000 EUR"}),
        ("disagreements", {}, {"types": 2, "said": "biotech (one); cdmo (two)"}),
        ("names-shared", {}, {"bearers": 2}),
    ],
)
def test_an_answer_says_what_the_stories_say(
    demo: Store, asked: str, parameters: dict[str, str], row: dict[str, object]
) -> None:
    found = demo.query(asked, **parameters).records()
    assert any(row.items() <= one.items() for one in found), found[:5]


def test_a_part_of_a_name_is_enough_and_the_answer_says_whom_it_was_taken_for(demo: Store) -> None:
    table = demo.query("partners-of", organization="spark thera")
    assert set(table.column("name")) == {"Spark Therapeutics"}
    assert table.read_as == (("spark thera", "Spark Therapeutics"),)
    assert demo.query("partners-of", organization="Spark Therapeutics").read_as == ()
    for part in ("mass general", "MGH"):
        assert set(demo.query("partners-of", organization=part).column("name")) == {"Massachusetts General Hospital"}


def test_rows_have_names_and_types(store: Store) -> None:
    table = store.query("deals-of", organization="Servier")
    assert [row.type for row in table] == ["license", "manufacturing"]
    assert table.rows[1] == tuple(table.rows[1])
    amounts = store.query("deals-with-amounts")
    pandas, polars = amounts.to_pandas(), amounts.to_polars()
    assert pandas["value"].dtype.name == "Int64"
    assert pandas["date"].dtype.kind == "M"
    assert polars["value"].to_list() == [15_000_000]
    assert [str(one) for one in polars["date"]] == ["2017-09-20"]
    assert store.query("timeline").to_pandas()["date"].tolist() == ["2017-09-20", "2022-08"]


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
        ("second-sources", {}, "second-sources needs organization, therapy or location (as in `kg query second-sources"),
        ("exposed-to-organization", {"organization": None}, "needs organization (as in"),
        ("timeline", {"since": "last year"}, "expected YYYY"),
        ("timeline", {"limit": "all"}, "limit 'all': expected a whole number"),
        ("timeline", {"limit": -1}, "expected a whole number"),
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


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_or_put_first_changes_no_answer(name: str, demo: Store) -> None:
    """The file as it stands, terms in the places of UNDEF, answers what the faster text answers."""
    query = queries.named(name)
    assert demo.sparql(query.text).rows == demo.sparql(queries.fill(query, {})).rows
    for parameter, value in example(name).items():
        terms = [str(term) for term in resolve(demo, parameter, value)]
        plain = query.text.replace(f"VALUES ?{parameter} {{ UNDEF }}", f"VALUES ?{parameter} {{ {' '.join(terms)} }}")
        assert demo.sparql(plain).rows == demo.sparql(queries.fill(query, {parameter: terms})).rows
