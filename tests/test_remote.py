"""A store behind the real Oxigraph server, or behind ``kg serve``, gives what a store on disk gives."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import endpoint
from tellings import appointed, told
from test_queries import example

import kg
from kg.cli import main
from kg.exports import export
from kg.importing import import_file
from kg.queries import named, names
from kg.store import Store
from ontology.errors import QueryError, StoreError
from ontology.records import Reading

SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a new Oxigraph server."""
    assert SERVER is not None, "the package oxigraph holds the server"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [SERVER, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture(scope="module")
def stories(gold_readings: list[Reading]) -> list[Reading]:
    return [*gold_readings[:25], appointed()]


@pytest.fixture(scope="module")
def near(stories: list[Reading]) -> Store:
    store = Store()
    store.ingest(stories)
    store.save_clusters(kg.clusters(kg.network(store), seed=0))
    return store


@pytest.fixture(scope="module", params=["oxigraph", "kg serve"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, stories: list[Reading]) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    served = server(folder) if request.param == "oxigraph" else endpoint(folder / "s.db", "--writable")
    with served as address:
        far = Store(address)
        assert far.ingest(stories).added == len(stories)
        far.save_clusters(kg.clusters(kg.network(far), seed=0))
        yield address


def test_the_same_facts(address: str, near: Store, stories: list[Reading]) -> None:
    far = Store(address)
    assert far.hash() == near.hash()
    assert far.ingest(stories).unchanged == len(stories)
    assert far.reading("servier-masthercell") == appointed()
    assert far.documents() == near.documents()
    assert far.stats() == near.stats()
    if far.quads.derives:  # type: ignore[attr-defined]
        with pytest.raises(StoreError, match="derives its facts itself"):
            far.rebuild()
    else:
        assert not far.rebuild()


@pytest.mark.parametrize("name", names())
def test_every_named_query_answers_the_same_row_for_row(address: str, near: Store, name: str) -> None:
    far = Store(address, read_only=True)
    asked: list[dict[str, str]] = [] if named(name).needs else [{}]
    with contextlib.suppress(QueryError):
        near.query(name, **example(name))
        asked.append(example(name))
    for parameters in asked:
        one, other = far.query(name, **parameters), near.query(name, **parameters)
        assert one.columns == other.columns
        assert one.rows == other.rows


def test_a_document_goes_as_it_came(address: str) -> None:
    far = Store(address)
    before = far.hash()
    far.ingest([told("new", "Lonza", "Servier", deal="license")])
    assert far.hash() != before
    far.ingest([told("new", "Lonza", "Mayo Clinic", deal="license")])
    assert far.reading("new").record.organizations[1].name == "Mayo Clinic"
    far.remove("new")
    assert far.hash() == before


def test_decisions_go_as_they_came(address: str, near: Store) -> None:
    far = Store(address)
    before = far.hash()
    far.curator("ada").merge("Servier", "Lonza", "for a test")
    assert len(Store(address).decisions()) == 1
    assert far.hash() != before
    far.curator("ada").undo()
    assert far.hash() == before == near.hash()


def test_an_export_comes_in_over_http(address: str, near: Store, tmp_path: Path) -> None:
    export(near, tmp_path / "near.trig", "trig")
    far = Store(address)
    for document in ("servier-masthercell", far.documents()[0].doc):
        far.remove(document)
    assert import_file(far, tmp_path / "near.trig").documents == len(near)
    assert far.hash() == near.hash()


def test_networks_and_clusters_are_the_same(address: str, near: Store) -> None:
    far = kg.network(Store(address, read_only=True))
    same = kg.network(near)
    assert sorted(far.nodes) == sorted(same.nodes)
    assert far.graph["deals"] == same.graph["deals"]


def test_the_commands_take_an_address(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "deals-of", "--organization", "masther", "--store", address, "--format", "csv"]) == 0
    assert "manufacturing" in capsys.readouterr().out
    assert main(["view", "--store", address, "-o", str(tmp_path / "page.html")]) == 0
    assert main(["clusters", "--store", address]) == 0
    assert "MaSTherCell" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_errors_are_one_line(address: str) -> None:
    with pytest.raises(QueryError, match="malformed SPARQL at line 1, column 11"):
        Store(address).sparql("SELECT * {")
    with pytest.raises(StoreError, match="does not answer"):
        Store("http://127.0.0.1:1/")
    with pytest.raises(StoreError, match="KG_USER"):
        Store("http://ada:secret@127.0.0.1:1/")
    with pytest.raises(StoreError, match="read only"):
        Store(address, read_only=True).ingest([appointed(), told("x")])


def test_a_server_without_a_graph_store_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, near: Store) -> None:
    with server(tmp_path) as address:
        monkeypatch.setenv("KG_GRAPHS", f"{address}/nothing")
        far = Store(address)
        assert far.ingest([appointed(), told("new", "Lonza", "Servier", deal="license")]).added == 2
        far.remove("new")
        assert not far.rebuild()
        assert far.reading("servier-masthercell") == appointed()


def test_construct_and_describe(address: str) -> None:
    far = Store(address, read_only=True)
    assert far.sparql("CONSTRUCT { ?s a bp:Deal } WHERE { ?s a bp:Deal }").columns == ("subject", "predicate", "object")
    assert far.sparql("ASK { ?s a bp:Deal }").rows == [(True,)]
    [[number]] = far.dataset.query("SELECT (COUNT(?d) AS ?n) WHERE { ?d a <https://w3id.org/biotech-partnerships/ns#Deal> }")
    assert int(number) > 0


def test_credentials_go_with_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    class Guarded(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers.get("Authorization"))
            self.rfile.read(int(self.headers["Content-Length"]))
            body = b'{"head":{},"boolean":true}'
            self.send_response(200 if seen[-1] else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Guarded) as guarded:
        threading.Thread(target=guarded.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{guarded.server_address[1]}/repositories/partners"
        with pytest.raises(StoreError, match="expected credentials in KG_TOKEN"):
            Store(address, read_only=True).sparql("ASK {}")
        monkeypatch.setenv("KG_USER", "ada")
        monkeypatch.setenv("KG_PASSWORD", "secret")
        assert Store(address, read_only=True).sparql("ASK {}").rows == [(True,)]
        monkeypatch.setenv("KG_TOKEN", "abc")
        assert Store(address, read_only=True).sparql("ASK {}").rows == [(True,)]
        guarded.shutdown()
    assert seen == [None, "Basic YWRhOnNlY3JldA==", "Bearer abc"]
