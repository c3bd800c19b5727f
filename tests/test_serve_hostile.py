"""Requests to write that must be refused, whoever sends them: they get an error of ours and change nothing."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from serving import endpoint, get, send
from test_serve_writes import BASE, ENDLESS, TRIPLES, TURTLE, UPDATE, at, body, count, path

from kg.store import Store

__all__ = ["path"]  # the fixture


def hostile(address: str) -> Iterator[tuple[str, bytes | None, dict[str, str], str]]:
    """(address, body, headers, method) of requests to write that must be refused."""
    chance, good = random.Random(0), body("d0")
    root, mine = address.removesuffix("/sparql"), at(address, "d0")
    for text in (
        "DROP", "CLEAR DEFAULT", "INSERT DATA { <a:a> <a:b> <a:c> }", "DELETE WHERE { ?deal a bp:Deal }", "LOAD <http://127.0.0.1:1/>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:b>", "CREATE GRAPH <a:b", "DELETE WHERE { GRAPH ?g { ?s a bp:Deal } }",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "COPY DEFAULT TO <a:b>", "MOVE DEFAULT TO <a:b>",
        "ADD DEFAULT TO <a:b>", f"CLEAR GRAPH <{BASE}/graph/index>", f"INSERT DATA {{ GRAPH <{BASE}/document/x> {{ <a:a> <a:b> 1 }} }}",
        f"INSERT DATA {{ GRAPH <{BASE}/graph/curation> {{ <a:a> <a:b> 1 }} }}", "INSERT DATA { GRAPH <a:b> { <a:a> <a:b> 1 } }",
        "INSERT DATA { " + "{" * 5_000, "DELETE { ?s ?p ?o } WHERE { " + "{" * 300 + "}" * 300 + " }", "\x00", "SELECT * { ?s ?p ?o }",
        "ASK {}", "CLEAR ALL ; nonsense", "INSERT DATA { [] a bp:Deal }", "'" * 50_000, "(" * 50_000,
        f"INSERT DATA {{ GRAPH <{BASE}/document/servier-masthercell> {{ <{BASE}/document/servier-masthercell> schema:text 'x' }} }}",
        f"DELETE WHERE {{ GRAPH <{BASE}/document/servier-masthercell> {{ ?s oa:exact ?o }} }}",
        f"COPY <{BASE}/document/servier-masthercell> TO <{BASE}/document/x>", f"MOVE <{BASE}/document/servier-masthercell> TO <{BASE}/document/x>",
    ):  # fmt: skip
        for target in (address, f"{root}/update"):
            yield target, text.encode(), UPDATE, "POST"
            yield target, urlencode({"update": text}).encode(), {"Content-Type": "application/x-www-form-urlencoded"}, "POST"
        yield f"{address}?{urlencode({'update': text[:2_000]})}", None, {}, "GET"
    yield address, ENDLESS.encode(), UPDATE, "POST"
    for given in ("using-graph-uri=nope", "using-graph-uri=a:b&query=ASK%7B%7D", "using-named-graph-uri=%3Cx%3E", "update=CLEAR+ALL"):
        yield f"{address}?{given}", b"DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", UPDATE, "POST"
    for method in ("PUT", "POST", "DELETE"):
        for name in (
            *("default", "graph=", "graph=nope", "graph=%3Cx%3E", "graph=a:b", "graph=a%20b:c", "graph=a:b&graph=a:c", "default&graph=a:b"),
            *("default=1&x=2", "graph=%ff%fe", "graph=file:///etc/passwd", "&".join(["graph=a:b"] * 2_000), "graph=a:" + "b" * 20_000),
            *(f"graph={BASE}/graph/index", f"graph={BASE}/document/", f"graph={BASE}/document/%25%25", f"graph={BASE}/document/none%23org-1"),
            *(f"graph={BASE}/graph/curation%23", f"graph={BASE}/organization/lonza", f"graph={BASE}"),
        ):
            yield f"{root}/store?{name}", good, TRIPLES, method
        for trick in ("/store/../sparql", "/store/%2e%2e/%2e%2e/etc/passwd", "/store//etc/passwd", "/store/a%00b", "/store/a%20b", "/STORE",
                      "/store;x", "/store/x?graph=a:b", "/store.json", "/store/a?default", "/data", "/snapshots/draft"):  # fmt: skip
            yield f"{root}{trick}", good, TRIPLES, method
    for method in ("PUT", "POST"):
        for media in ("", "text/plain", "text/html", "application/json", "application/trig", "application/n-quads", "multipart/form-data",
                      "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "multipart/mixed; boundary=x", "x" * 5_000,
                      "text/turtle; charset=utf-16", "application/sparql-update", "application/rdf+xml", "application/ld+json"):  # fmt: skip
            yield mine, good, {"Content-Type": media}, method
        for text in (
            b"<a:a> <a:b>", b"\xff\xfe\x00", b"{" * 100_000, b"[" * 100_000, b"@prefix a: <" + b"x" * 100_000, b"(" * 100_000,
            b"@base <http://127.0.0.1:1/> . <a> <b> <c> .", b"[] a [] .", b"<< <a:a> <a:b> <a:c> >> <a:d> 1 .", good + b"<a:a> <a:b> <a:c> .",
            good.replace(b"/status/announced", b"/status/none"), b"\n".join(good.splitlines()[1:]), good.replace(b"/document/d0", b"/document/d1"),
        ):  # fmt: skip
            yield mine, text, TURTLE, method
        bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
        ) + b']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>&m;</rdf:Description></rdf:RDF>'
        outside = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
        for text in (bomb, outside):
            yield mine, text, {"Content-Type": "application/rdf+xml"}, method
        context = b'{"@context": "http://127.0.0.1:1/context", "@id": "a:a", "b": 1}'
        yield mine, context, {"Content-Type": "application/ld+json"}, method
        for _ in range(10):
            yield mine, chance.randbytes(chance.randrange(1, 400)), TURTLE, method
    for method in ("PATCH", "TRACE"):
        yield mine, good, TRIPLES, method


def test_two_hundred_hostile_requests_to_write_are_refused_and_change_nothing(path: Path) -> None:
    with Store(path, read_only=True) as store:
        before = store.hash()
    with endpoint(path, "--writable", "--seconds", "3") as address:
        requests = list(hostile(address))
        assert len(requests) >= 200
        for target, sent, headers, method in requests:
            status, _, told_ = send(target, sent, headers, method)
            assert 400 <= status < 600, (target[-200:], headers, method, status, (sent or b"")[:80])
            assert b"Traceback" not in told_
        assert count(address) == 1
        assert send(at(address, "d0"), body("d0"), TRIPLES, "PUT")[0] == 201
        assert send(at(address, "d0"), method="DELETE")[0] == 204
    with Store(path) as store:
        assert store.hash() == before
        assert not store.rebuild()
    assert not list((path / "snapshots").glob("draft*"))


def test_too_long_a_request_is_refused(path: Path) -> None:
    with endpoint(path, "--writable") as address:
        sent = b"#" * (33 * 2**20)
        assert send(at(address, "d0"), sent, TURTLE, "PUT")[0] == 413
        assert send(address, sent, UPDATE)[0] == 413


def test_no_spelling_of_a_query_or_update_asks_another_server(path: Path) -> None:
    """A keyword needs no space beside it, and a comment ends at a carriage return too."""
    with socket.create_server(("127.0.0.1", 0)) as other, endpoint(path, "--writable", "--seconds", "3") as address:
        other.settimeout(0)
        url = f"http://127.0.0.1:{other.getsockname()[1]}/"
        head = f"PREFIX : <{url}> PREFIX a: <{url}> "
        for service in (
            f"SERVICE <{url}>", f"# \rSERVICE <{url}>", "SERVICE:x", "sErViCea:x", f"SERVICESILENT<{url}>", "?s ?p 1SERVICE a:x",
            "?s ?p a:.SERVICE a:x", "?s ?p true.SERVICE a:x", f"?s ?p ''''.'''.SERVICE<{url}>", "OPTIONAL {}SERVICE:x",
        ):  # fmt: skip
            where = f"{{ {service} {{ ?x ?y ?z }} }}"
            assert get(address, f"{head}SELECT * {where}")[0] == 403, service
            assert send(address, f"{head}INSERT {{ ?x ?y ?z }} WHERE {where}".encode(), UPDATE)[0] == 403, service
        for load in (f"LOAD <{url}>", f"#\rLOAD <{url}>", f"{head}LOAD:x", f"{head}LOADa:x", f"LOADSILENT<{url}>"):
            assert send(address, load.encode(), UPDATE)[0] == 403, load
        assert get(address, "SELECT * { ?service a bp:Deal ; <a:SERVICE> 'SERVICE' } # SERVICE")[0] == 200
        with pytest.raises(BlockingIOError):
            other.accept()  # nobody asked
