"""``kg serve --writable``: documents go in over HTTP as through ``kg ingest``, from those who may, and nothing else does."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from serving import JSON, ROOT, endpoint, get, send
from SPARQLWrapper import POST, SPARQLWrapper
from tellings import appointed, told
from test_graph_writes import GRAPHS, READINGS, held

from kg.cli import main
from kg.store import Store
from ontology.records import Reading

TURTLE = {"Content-Type": "text/turtle"}
TRIPLES = {"Content-Type": "application/n-triples"}
UPDATE = {"Content-Type": "application/sparql-update"}
DOCUMENTS = "SELECT (COUNT(*) AS ?n) { ?d a bp:Document }"
BASE = "https://w3id.org/biotech-partnerships"
ENDLESS = f"INSERT {{ GRAPH <{BASE}/document/x> {{ ?a ?b ?i }} }} WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"


def at(address: str, doc: str) -> str:
    """The address of the graph of a document."""
    return f"{address.removesuffix('/sparql')}/store?graph={quote(f'{BASE}/document/{doc}', safe='')}"


def body(doc: str) -> bytes:
    [quads] = [quads for graph, quads in GRAPHS.items() if graph.value.endswith(f"/{doc}")]
    return "".join(f"{quad.triple} .\n" for quad in quads).encode()


def count(address: str) -> int:
    [row] = json.loads(get(address, DOCUMENTS)[2])["results"]["bindings"]
    return int(row["n"]["value"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    with Store(path) as store:
        store.ingest([appointed()])
    return path


def test_documents_come_and_go_and_whoever_asks_sees_it_at_once(path: Path) -> None:
    with endpoint(path, "--writable") as address:
        for number, reading in enumerate(READINGS[1:], 1):
            doc = reading.document.doc
            assert send(at(address, doc), body(doc), TRIPLES, "PUT")[0] == 201
            assert count(address) == number + 1
            status, media, told_ = send(at(address, doc), headers={"Accept": "application/n-triples"})
            assert (status, media) == (200, "application/n-triples")
            assert sorted(told_.splitlines()) == sorted(body(doc).splitlines())
        assert send(at(address, "d0"), body("d0"), TRIPLES, "PUT") == (200, "text/plain", b"unchanged\n")
        assert send(at(address, "d0"), method="DELETE")[0] == 204
        assert send(at(address, "d0"), method="DELETE")[0] == 404
        assert send(at(address, "d0"))[0] == 404
        assert count(address) == len(READINGS) - 1
        drop = f"DROP GRAPH <{BASE}/document/d1>".encode()
        assert send(address, drop, UPDATE) == (200, "text/plain", b"documents written: 1, other graphs: 0\n")
        assert count(address) == len(READINGS) - 2
    with Store(path) as store:
        assert store.hash() == held(*(one for one in READINGS if one.document.doc not in ("d0", "d1"))).hash()
        assert not store.rebuild()


def test_nobody_writes_unless_it_is_allowed(path: Path) -> None:
    with endpoint(path) as address:
        store = address.removesuffix("/sparql") + "/store"
        for method in ("PUT", "POST", "DELETE"):
            status, _, told_ = send(at(address, "d0"), body("d0"), TRIPLES, method)
            assert (status, b"read-only" in told_) == (403, True)
        for target in (address, address.replace("/sparql", "/update")):
            assert send(target, b"CLEAR ALL", UPDATE)[0] == 403
            assert send(target, b"update=CLEAR%20ALL", {"Content-Type": "application/x-www-form-urlencoded"})[0] == 403
        assert send(f"{store}?default", headers={"Accept": "text/turtle"})[0] == 200
        assert send(at(address, "servier-masthercell"), method="HEAD") == (200, "text/turtle", b"")
        assert send(at(address, "d0"), method="HEAD")[0] == 404


@pytest.mark.parametrize(
    ("variables", "right", "scheme"),
    [
        ({"KG_TOKEN": "abc"}, "Bearer abc", "Bearer"),
        ({"KG_USER": "ada", "KG_PASSWORD": "é:x"}, f"Basic {base64.b64encode('ada:é:x'.encode()).decode()}", "Basic"),
    ],
)
def test_whoever_writes_has_the_credentials(
    path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], right: str, scheme: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with endpoint(path, "--writable") as address:
        for wrong in ("", "Bearer abd", "Bearer", "Basic YWJjOg==", f"{right}x", right.removeprefix(scheme), "Basic \xff"):
            headers = {**TRIPLES, **({"Authorization": wrong} if wrong else {})}
            assert send(at(address, "d0"), body("d0"), headers, "PUT")[0] == 401
            assert send(address, b"CLEAR ALL", {**headers, **UPDATE})[0] == 401
        assert count(address) == 1  # and anybody may read
        assert send(at(address, "d0"), body("d0"), {**TRIPLES, "Authorization": right}, "PUT")[0] == 201
        assert send(at(address, "d1"), body("d1"), {**TRIPLES, "Authorization": right.replace(scheme, scheme.upper(), 1)}, "PUT")[0] == 201
        page = {**TRIPLES, "Authorization": right, "Origin": "https://example.org"}
        assert send(at(address, "d2"), body("d2"), page, "PUT")[0] == 403


def test_commands_write_with_credentials_and_say_it_in_one_line_without(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    release = tmp_path / "release.txt"
    release.write_text("Lonza and Servier sign a license agreement\n\nBASEL, Jan. 5, 2024 - Lonza and Servier signed a license agreement.")
    monkeypatch.setenv("KG_TOKEN", "abc")
    with endpoint(path, "--writable") as address:
        store = ("--store", address.removesuffix("/sparql"))
        for token, told_ in (("", "expected credentials in KG_TOKEN"), ("abd", "the credentials in KG_TOKEN")):
            monkeypatch.setenv("KG_TOKEN", token)
            for command in (("ingest", str(release)), ("clusters",), ("remove", "servier-masthercell"), ("merge", "Servier", "MaSTherCell")):
                assert main([*command, *store]) == 2
                said = capsys.readouterr().err
                assert (said.count("\n"), "refused (401)" in said, told_ in said) == (1, True, True)
        monkeypatch.setenv("KG_TOKEN", "abc")
        for command, told_ in (
            (("ingest", str(release)), "1 added"), (("ingest", str(release)), "1 unchanged"), (("clusters",), "cluster"),
            (("query", "organizations-of-cluster", "--cluster", "0"), "cluster"), (("view", "-o", str(tmp_path / "page.html")), "nodes"),
            (("merge", "Servier", "Lonza"), ""), (("undo",), ""), (("remove", "release"), "1 removed"), (("check",), "0 violations"),
        ):  # fmt: skip
            assert main([*command, *store]) == 0, command
            assert told_ in capsys.readouterr().out
        assert main(["rebuild", *store]) == 2
    with endpoint(path) as address:
        assert main(["remove", "servier-masthercell", "--store", address]) == 2
        assert "read-only" in capsys.readouterr().err
    with Store(path) as local:
        assert local.hash() == held(appointed()).hash()


def test_a_page_in_a_browser_does_not_write(path: Path) -> None:
    with endpoint(path, "--writable") as address:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": address.removesuffix("/sparql")}
        assert send(address, b"update=CLEAR%20ALL", form)[0] == 403
        assert count(address) == 1


@pytest.mark.parametrize(
    ("options", "told_"),
    [
        (("--writable", "--host", "0.0.0.0"), "expected KG_TOKEN"),
        (("--other-graphs",), "without --writable"),
        (("--store", "http://127.0.0.1:1"), "expected a store on this machine"),
        (("--host", "192.0.2.1"), "expected another --port"),
    ],
)
def test_what_would_be_unsafe_or_cannot_be_is_not_started(path: Path, options: tuple[str, ...], told_: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("KG_TOKEN", "KG_USER")}
    command = [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0", *options]
    done = subprocess.run(
        command, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert told_ in done.stderr
    assert done.stderr.count("\n") == 1


def test_others_may_write_when_nothing_comes_over_http_and_wait_when_it_does(path: Path) -> None:
    with endpoint(path, "--writable") as address:
        assert send(at(address, "d0"), body("d0"), TRIPLES, "PUT")[0] == 201
        with Store(path) as store:  # it waits until the server lets go
            store.ingest([told("beside", "Lonza", "Servier", deal="license")])
            status, _, told_ = send(at(address, "d1"), body("d1"), TRIPLES, "PUT")
            assert (status, b"another process" in told_, path.name.encode() in told_) == (503, True, False)
            assert count(address) >= 2
        assert send(at(address, "d1"), body("d1"), TRIPLES, "PUT")[0] == 201
        assert count(address) == 4


def test_several_write_and_read_at_once(path: Path) -> None:
    """Whatever the order, the store is that of all documents; nobody is told of an error."""
    found: list[int] = []

    def ingest(address: str, readings: list[Reading]) -> None:
        found.append(Store(address).ingest(readings).added)

    stories = [told(f"s{number}", f"Maker {number % 4}", f"Company {number}", deal="license") for number in range(12)]
    with endpoint(path, "--writable") as address:
        threads = [threading.Thread(target=ingest, args=(address, stories[start::3])) for start in range(3)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert 1 <= count(address) <= 13
        for thread in threads:
            thread.join()
        assert found == [4, 4, 4]
        assert count(address) == 13
    with Store(path) as store:
        assert store.hash() == held(appointed(), *stories).hash()
        assert not store.rebuild()


def test_an_update_without_end_is_stopped_and_others_are_answered_meanwhile(path: Path) -> None:
    with endpoint(path, "--writable", "--seconds", "2") as address:
        assert send(at(address, "d0"), body("d0"), TRIPLES, "PUT")[0] == 201
        found: list[tuple[int, str, bytes]] = []
        thread = threading.Thread(target=lambda: found.append(send(address, ENDLESS.encode(), UPDATE)))
        thread.start()
        answered = 0
        while thread.is_alive():
            assert get(address, f"ASK {{}} # {random.random()}")[0] == 200
            answered += 1
        assert found[0][0] in (500, 504), found  # too long, or too much memory
        assert answered > 2
        assert send(at(address, "d1"), body("d1"), TRIPLES, "PUT")[0] == 201
        assert count(address) == 3
    with Store(path) as store:
        assert store.hash() == held(*(one for one in READINGS if one.document.doc in ("servier-masthercell", "d0", "d1"))).hash()


def test_clients_that_others_wrote(path: Path) -> None:
    with endpoint(path, "--writable", "--other-graphs") as address:
        root = address.removesuffix("/sparql")
        client = SPARQLWrapper(address, f"{root}/update")
        client.setMethod(POST)
        client.setQuery("INSERT DATA { GRAPH <urn:notes> { <urn:a> <urn:b> 'by SPARQLWrapper' } }")
        client.query()
        notes = Graph(store=SPARQLUpdateStore(address, f"{root}/update"), identifier=URIRef("urn:notes"))
        notes.add((URIRef("urn:a"), URIRef("urn:b"), Literal("by rdflib")))
        assert sorted(str(value) for value in notes.objects()) == ["by SPARQLWrapper", "by rdflib"]
        if shutil.which("curl") is not None:
            command = ["curl", "-sS", "--fail", "-X", "PUT", at(address, "d0"), "-H", "Content-Type: text/turtle", "--data-binary", "@-"]
            subprocess.run(command, input=body("d0"), check=True, timeout=60)
            assert count(address) == 2
        status, media, _ = send(f"{address}?{urlencode({'query': DOCUMENTS})}", headers={"Accept": JSON})
        assert (status, media) == (200, JSON)
