"""``kg serve``: the protocol, its limits, hostile requests, clients that others wrote, and a writer beside it."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pandas
import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import JSON, ROOT, RUNAWAY, endpoint, get, send
from SPARQLWrapper import CSV, SPARQLWrapper
from SPARQLWrapper import JSON as AS_JSON
from tellings import appointed
from test_queries import example

from kg.ask import filled
from kg.queries import lists, names
from kg.store import Store
from ontology.records import Reading

DEALS = "SELECT ?deal ?label { ?deal a bp:Deal ; rdfs:label ?label } ORDER BY ?deal"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": JSON}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, gold_readings: list[Reading]) -> Path:
    path = tmp_path_factory.mktemp("serve") / "s.db"
    with Store(path) as store:
        store.ingest([*gold_readings, appointed()])
    return path


@pytest.fixture(scope="module")
def address(path: Path) -> Iterator[str]:
    with endpoint(path, "--seconds", "2", "--rows", "5000") as address:
        yield address


def rows(body: bytes) -> list[dict[str, str]]:
    bindings = json.loads(body)["results"]["bindings"]
    return [{name: one["value"] for name, one in row.items()} for row in bindings]


def test_get_form_and_direct_post_answer_the_same(address: str) -> None:
    by_get = get(address, DEALS)
    assert by_get[:2] == (200, JSON)
    assert send(address, urlencode({"query": DEALS}).encode(), FORM) == by_get
    direct = {"Content-Type": "application/sparql-query", "Accept": JSON}
    assert send(address, DEALS.encode(), direct) == by_get
    assert len(rows(by_get[2])) > 100


@pytest.mark.parametrize(
    ("query", "accept", "media", "part"),
    [
        (DEALS, "*/*", JSON, b'"bindings"'),
        (DEALS, "application/sparql-results+xml", "application/sparql-results+xml", b"<result>"),
        (DEALS, "text/csv", "text/csv", b"deal,label"),
        (DEALS, "text/tab-separated-values", "text/tab-separated-values", b"?deal\t?label"),
        (DEALS, "text/csv;q=0.2, application/json", JSON, b'"bindings"'),
        (DEALS, "text/html, application/xhtml+xml, */*;q=0.8", JSON, b'"bindings"'),
        ("ASK { ?s a bp:Deal }", "application/sparql-results+xml", "application/sparql-results+xml", b"<boolean>true"),
        ("DESCRIBE organization:lonza", "*/*", "text/turtle", b"organization:lonza"),
        ("DESCRIBE organization:lonza", "application/n-triples", "application/n-triples", b"/organization/lonza> <"),
        ("DESCRIBE organization:lonza", "application/ld+json", "application/ld+json", b'"@id"'),
        ("DESCRIBE organization:lonza", "application/rdf+xml", "application/rdf+xml", b"<rdf:RDF"),
    ],
)
def test_formats_are_negotiated(address: str, query: str, accept: str, media: str, part: bytes) -> None:
    status, given, body = get(address, query, accept)
    assert (status, given) == (200, media)
    assert part in body


def test_the_service_describes_itself(address: str) -> None:
    status, media, body = send(address)
    assert (status, media) == (200, "text/turtle")
    graph = Graph().parse(data=body, format="turtle")
    [endpoint_] = graph.query(
        "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query }",
        initNs={"sd": "http://www.w3.org/ns/sparql-service-description#"},
    )
    assert str(endpoint_[0]) == address


def test_the_dataset_of_a_query_may_be_given_beside_it(address: str) -> None:
    document = "https://w3id.org/biotech-partnerships/document/servier-masthercell"
    _, _, body = get(address, "SELECT (COUNT(*) AS ?n) { ?s a bp:Mention }", **{"default-graph-uri": document})
    assert rows(body) == [{"n": "6"}]
    _, _, body = get(address, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": document})
    assert rows(body) == [{"g": document}]


@pytest.mark.parametrize("name", names())
def test_named_queries_answer_the_same_row_for_row(address: str, path: Path, name: str) -> None:
    """The text of a named query runs at the endpoint as it stands."""
    with Store(path, read_only=True) as store:
        text, _ = filled(store, name, example(name))
        expected = store.sparql(text)
    status, _, body = get(address, text)
    if status == 400:
        assert b"more than 5000 rows" in body
        return
    assert status == 200
    found = [[row.get(column, {}).get("value") for column in expected.columns] for row in json.loads(body)["results"]["bindings"]]
    joined = [column for column in expected.columns if column in lists(text)]
    for row, kept in zip(found, expected.rows, strict=True):
        for place, column in enumerate(expected.columns):
            one, other = row[place], kept[place]
            if column in joined and one is not None:
                assert sorted(one.split("; ")) == str(other).split("; ")
            elif isinstance(other, int | float) and one is not None:
                assert float(one) == float(other)
            else:
                assert one == other


def test_a_runaway_query_is_stopped_and_others_are_answered_meanwhile(address: str) -> None:
    found: list[tuple[float, int, bytes]] = []

    def run() -> None:
        started = time.monotonic()
        status, _, body = get(address, RUNAWAY)
        found.append((time.monotonic() - started, status, body))

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive():
        assert get(address, f"ASK {{}} # {random.random()}")[0] == 200
    [(seconds, status, body)] = found
    assert (status, body) == (504, b"stopped after 2 seconds\n")
    assert seconds < 3  # what is promised: the limit and one second


def test_too_many_rows_and_too_much_memory_are_refused(address: str) -> None:
    status, _, body = get(address, "SELECT * { ?s ?p ?o }")
    assert (status, b"more than 5000 rows" in body) == (400, True)
    for accept in (JSON, "text/csv", "text/tab-separated-values", "application/sparql-results+xml"):
        assert get(address, "SELECT ?s { ?s ?p ?o } LIMIT 5000", accept)[0] == 200
        assert get(address, "SELECT ?s { ?s ?p ?o } LIMIT 5001", accept)[0] == 400


def test_a_malformed_query_is_shown_with_its_place(address: str) -> None:
    status, media, body = get(address, "SELECT * {\n ?s nope:x ?o }")
    assert (status, media) == (400, "text/plain")
    assert b"line 2" in body
    assert b"nope: is not declared" in body


def hostile(address: str) -> list[tuple[str, bytes | None, dict[str, str], str]]:
    """(address, body, headers, method) of requests that must be refused."""
    chance = random.Random(0)
    query = {"Content-Type": "application/sparql-query"}
    texts = [
        "SELECT", "{", "SELECT * { ?s ?p ?o", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://localhost/> { ?s ?p ?o } }", "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?s ?p ?o }", "DROP ALL", "CLEAR DEFAULT", "CREATE GRAPH <a:b>",
        "PREFIX a: <a:> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ; DROP ALL", "\x00", "SELECT * { ?s ?p '" + "x" * 300_000 + "' }", "SELECT * " + "{" * 5_000,
        "SELECT * " + "{" * 100_000 + "}" * 100_000, "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT ?x { ?x " + "/".join(["<a:p>"] * 30_000), "SELECT * { ?s nope:x ?o }", "a" * 200_000, "'" * 100_000, "a.b" * 60_000,
        "SELECT (COUNT(?x) AS ?x) ?y { ?x ?p ?y } GROUP BY ?x", "🧬" * 1_000, RUNAWAY,
    ]  # fmt: skip
    requests: list[tuple[str, bytes | None, dict[str, str], str]] = []
    for text in texts:
        requests.append((address, text.encode(), query, "POST"))
        requests.append((address, urlencode({"query": text}).encode(), FORM, "POST"))
        if len(text) < 5_000:
            requests.append((f"{address}?{urlencode({'query': text})}", None, {}, "GET"))
    root = address.removesuffix("/sparql")
    for trick in ("/../sparql.db", "/sparql/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//sparql", "/SPARQL",
                  "/sparql%00", "/snapshots", "/store.json", "/update", "/sparql;x=1", "/sparql/"):  # fmt: skip
        requests.append((f"{root}{trick}?query=ASK%7B%7D%", None, {}, "DELETE"))
        requests.append((f"{root}{trick}", b"x", {"Content-Type": "text/plain"}, "PUT"))
    for media in ("", "text/plain", "application/json", "multipart/form-data; boundary=x", "application/sparql-update",
                  "application/sparql-query-2", "text/turtle", "x" * 5_000, "application/sparql-update; charset=utf-8"):  # fmt: skip
        requests.append((address, b"ASK {}", {"Content-Type": media}, "POST"))
        requests.append((address, b"DROP ALL", {"Content-Type": media}, "POST"))
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        requests.append((address, b"ASK {}", query, method))
    for parameters in ("query=", "query=ASK%7B%7D&query=ASK%7B%7D", "update=DROP%20ALL", "x=1", "query=%ff%fe",
                       "query=ASK%7B%7D&default-graph-uri=nope", "query=ASK%7B%7D&named-graph-uri=%3Cx%3E",
                       "query=ASK%7B%7D&using-graph-uri=a:b", "&".join(["a=b"] * 2_000)):  # fmt: skip
        requests.append((f"{address}?{parameters}", None, {}, "GET"))
        requests.append((address, parameters.encode(), FORM, "POST"))
    for accept in ("image/png", "text/html;q=0", "a/b" * 500, ";;;,,,", "application/sparql-results+json;q=0"):
        if accept != ";;;,,,":
            requests.append((f"{address}?{urlencode({'query': DEALS})}", None, {"Accept": accept}, "GET"))
    while len(requests) < 200:
        requests.append((address, chance.randbytes(chance.randrange(1, 400)), query, "POST"))
    return requests


def test_two_hundred_hostile_requests_are_refused_and_change_nothing(address: str, path: Path) -> None:
    before = get(address, DEALS)
    requests = hostile(address)
    assert len(requests) >= 200
    for target, body, headers, method in requests:
        status, _, told = send(target, body, headers, method)
        assert 400 <= status < 600, (target[:200], headers, method, status, (body or b"")[:80])
        assert b"Traceback" not in told
    assert get(address, DEALS) == before
    assert get(address, f"{DEALS} # fresh") == before


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_no_http_does_not_reach_the_store(address: str, sent: bytes) -> None:
    parts = urlsplit(address)
    assert parts.port is not None
    with socket.create_connection((str(parts.hostname), parts.port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    assert not answer.startswith(b"HTTP/1.1 2")
    assert get(address, "ASK {}")[0] == 200


def test_a_writer_beside_it_is_seen_within_five_seconds(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store(path) as store:
        store.ingest([appointed()])
    slow = (
        "import sys, time; from kg.store import Store; from tellings import told\n"
        "def stories():\n"
        "    for number in range(3):\n"
        "        yield told(f'd{number}', f'Company {number}', 'Servier', deal='license')\n"
        "        print(number, flush=True); time.sleep(2.5)\n"
        "with Store(sys.argv[1]) as store: store.ingest(stories())"
    )
    count = "SELECT (COUNT(*) AS ?n) { ?d a bp:Document }"
    with endpoint(path) as address:
        assert rows(get(address, count)[2]) == [{"n": "1"}]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])}
        with subprocess.Popen([sys.executable, "-c", slow, str(path)], env=environment, stdout=subprocess.PIPE) as writer:
            seen: dict[str, float] = {}
            told_at: list[float] = []
            assert writer.stdout is not None
            for _ in writer.stdout:
                told_at.append(time.monotonic())
                while time.monotonic() < told_at[-1] + 2.2:
                    [row] = rows(get(address, count)[2])
                    seen.setdefault(row["n"], time.monotonic())
                    time.sleep(0.1)
            assert writer.wait() == 0
        until = time.monotonic() + 5
        while "4" not in seen and time.monotonic() < until:
            [row] = rows(get(address, count)[2])
            seen.setdefault(row["n"], time.monotonic())
            time.sleep(0.1)
        assert "4" in seen
        # Document number n is told when it is taken from the generator, and written right after.
        assert all(seen[str(number + 2)] < at + 5 for number, at in enumerate(told_at) if str(number + 2) in seen)
        assert len(seen) >= 3
    with Store(path) as store:  # and everybody may write again
        assert len(store) == 4


def test_sparqlwrapper(address: str) -> None:
    client = SPARQLWrapper(address)
    client.setQuery(DEALS)
    client.setReturnFormat(AS_JSON)
    assert len(client.queryAndConvert()["results"]["bindings"]) > 100
    client.setMethod("POST")
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().startswith(b"deal,label")


def test_rdflib_as_a_client(address: str) -> None:
    graph = Graph(store=SPARQLStore(address))
    found = list(graph.query("SELECT ?l { <https://w3id.org/biotech-partnerships/organization/lonza> rdfs:label ?l }"))
    assert [str(row[0]) for row in found] == ["Lonza"]


def test_pandas_reads_csv_from_the_address(address: str) -> None:
    frame = pandas.read_csv(f"{address}?{urlencode({'query': DEALS})}", storage_options={"Accept": "text/csv"})
    assert list(frame.columns) == ["deal", "label"]
    assert len(frame) > 100


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not there")
def test_curl(address: str) -> None:
    command = ["curl", "-sS", "--fail", address, "--data-urlencode", f"query={DEALS}", "-H", "Accept: text/csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(pandas.read_csv(io.BytesIO(done.stdout))) > 100


@pytest.mark.skipif("FETCH_SPARQL" not in os.environ, reason="FETCH_SPARQL names fetch-sparql-endpoint, of npm")
def test_the_client_of_comunica(address: str) -> None:
    query = "SELECT ?l { <https://w3id.org/biotech-partnerships/organization/lonza> <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
    command = [os.environ["FETCH_SPARQL"], "--endpoint", address, "--query", query]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Lonza" in done.stdout


def test_only_a_store_is_served(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path / "none")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
