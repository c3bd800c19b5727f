"""The W3C protocol tests written out: the same requests as in the suite's manifests, which a test holds them to."""

from __future__ import annotations

from urllib.parse import quote

from w3c_protocol import Case, Expected, Request

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
FORM, QUERY, UPDATE = (f"application/{one}" for one in ("x-www-form-urlencoded", "sparql-query", "sparql-update"))
TURTLE = "text/turtle; charset=utf-8"
GRAPH = "http://www.example/gsp/person/1.ttl"
FINE = Expected(frozenset({"2xx", "3xx"}))
TRUE = Expected(FINE.statuses, True, "boolean")
REFUSED = Expected(frozenset({"4xx"}))
MADE, DONE, GONE = (Expected(frozenset(one.split())) for one in ("200 201 204", "200 204", "404"))
NEW = Expected(frozenset({"201"}))

_PREFIXES = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> ."
ALICE = f'{_PREFIXES} [] a foaf:Person; foaf:businessCard [ a v:VCard; v:given-name "Alice" ] .'
BOUNDARY = "a6fe4cd636164618814be9f8d3d1a0de"


def person(name: str, number: int = 1, more: str = "") -> str:
    """Somebody with a business card; the manifests end the last statement with or without a space."""
    about = f"<http://www.example/gsp/person/{number}> a foaf:Person; {more}"
    return f'{_PREFIXES} {about} foaf:businessCard [ a v:VCard; v:fn "{name}" ].'


def parameters(**given: str | tuple[str, ...]) -> str:
    pairs = [(name, one) for name, values in given.items() for one in ((values,) if isinstance(values, str) else values)]
    return "&".join(f"{name.replace('_', '-')}={quote(value, safe='')}" for name, value in pairs)


def post(body: str, media: str = QUERY, expected: Expected = TRUE, encoding: str = "utf-8", **given: str | tuple[str, ...]) -> Request:
    path = f"/sparql/?{parameters(**given)}" if given else "/sparql/"
    return Request("POST", path, expected, body, media, encoding=encoding)


def get(expected: Expected = TRUE, **given: str | tuple[str, ...]) -> Request:
    return Request("GET", f"/sparql/?{parameters(**given)}", expected)


def typed(*numbers: int, graphs: bool = False) -> str:
    """That some graphs are typed, each in the default graph or in any."""
    said = [f"<{DATA.format(one)}> a ?type" for one in numbers]
    return " ".join(f"GRAPH ?g{place} {{ {one} }}" for place, one in enumerate(said, 1)) if graphs else " . ".join([*said, ""])


def data(*numbers: int) -> tuple[str, ...]:
    return tuple(DATA.format(one) for one in numbers)


def put(turtle: str, path: str, expected: Expected = MADE, method: str = "PUT", media: str = TURTLE) -> Request:
    return Request(method, path, expected, turtle, media)


def read(path: str, turtle: str) -> Request:
    return Request("GET", path, Expected(frozenset({"200"}), media=TURTLE, turtle=turtle), accept="text/turtle")


def head(path: str, expected: Expected) -> Request:
    return Request("HEAD", path, expected, accept=TURTLE)


UNKNOWN = DATA.format(0)
DOCUMENTS = " ".join(f"GRAPH <{one}> {{ <{one}> a foaf:Document }}" for one in data(1, 2, 3))
FOAF = "PREFIX dc: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>"
RESOURCE = "<http://purl.org/dc/terms/BibliographicResource>"


def update(clear: str, inserted: str, where: str, asked: str, name: str, told: str, **given: str | tuple[str, ...]) -> tuple[Request, ...]:
    graph = f"<http://example.org/protocol-update-dataset-{name}/>"
    text = f"{FOAF} {clear} ALL ; INSERT DATA {{ {inserted} }} ; INSERT {{ GRAPH {graph} {{ {told} }} }} WHERE {{ {where} }}"
    return post(text, UPDATE, FINE, **given), post(f"ASK {{ {asked.replace('GRAPH', f'GRAPH {graph}')} }}")


def _both() -> str:
    found = " ".join(f"<{one}> a {RESOURCE} ." for one in data(1, 2))
    return f"GRAPH {{ {found} }} FILTER NOT EXISTS {{ GRAPH {{ <{DATA.format(3)}> a {RESOURCE} . }} }}"


PROTOCOL = (
    Case("query_post_form", (post("query=ASK%20%7B%7D", FORM, default_graph_uri=UNKNOWN),)),
    Case("query_dataset_default_graphs_get", (get(query=f"ASK {{ {typed(1, 2)}}}", default_graph_uri=data(1, 2)),), data(1, 2)),
    Case("query_dataset_default_graphs_post", (post(f"ASK {{ {typed(1, 2)}}}", default_graph_uri=data(1, 2)),), data(1, 2)),
    Case("query_dataset_named_graphs_post", (post(f"ASK {{ {typed(1, 2, graphs=True)} }}", named_graph_uri=data(1, 2)),), data(1, 2)),
    Case("query_dataset_named_graphs_get", (get(query=f"ASK {{ {typed(1, 2, graphs=True)} }}", named_graph_uri=data(1, 2)),), data(1, 2)),
    Case("query_dataset_full", (
        post(f"ASK {{ <{DATA.format(3)}> a ?type {typed(1, 2, graphs=True)} }}", default_graph_uri=data(3), named_graph_uri=data(1, 2)),
    ), data(1, 2, 3)),
    Case("query_multiple_dataset", (
        post(f"ASK FROM <{DATA.format(3)}> {{ {typed(1, 2, graphs=True)} }}", named_graph_uri=data(1, 2)),
    ), data(1, 2, 3)),
    Case("query_get", (get(query="ASK {}", default_graph_uri=UNKNOWN),)),
    *(
        Case(f"query_content_type_{name}", (post(text, QUERY, Expected(FINE.statuses, form=form), default_graph_uri=UNKNOWN),))
        for name, text, form in (
            ("select", "SELECT (1 AS ?value) {}", "tabular"), ("ask", "ASK {}", "boolean"),
            ("describe", "DESCRIBE <http://example.org/>", "RDF"), ("construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", "RDF"),
        )
    ),
    Case("update_dataset_default_graph", update(
        "CLEAR", f"GRAPH <{DATA.format(1)}> {{ <{DATA.format(1)}> a foaf:Document }}", "?s a foaf:Document",
        f"GRAPH {{ <{DATA.format(1)}> a {RESOURCE} }}", "test", "?s a dc:BibliographicResource", using_graph_uri=data(1),
    )),
    Case("update_dataset_default_graphs", update(
        "DROP", DOCUMENTS, "?s a foaf:Document", _both(), "graphs-test", "?s a dc:BibliographicResource",
        using_graph_uri=data(1, 2),
    )),
    Case("update_dataset_named_graphs", update(
        "DROP", DOCUMENTS, "GRAPH ?g { ?s a foaf:Document }", _both(), "named-graphs-test",
        "?s a dc:BibliographicResource", using_named_graph_uri=data(1, 2),
    )),
    Case("update_dataset_full", update(
        "DROP", DOCUMENTS,
        '{ GRAPH ?g { ?s a foaf:Document } BIND(?g AS ?in) } UNION { ?s a foaf:Document . BIND("default" AS ?in) }',
        f'GRAPH {{ <{DATA.format(1)}> <http://example.org/in> "default" . <{DATA.format(2)}> <http://example.org/in> '
        f"<{DATA.format(2)}> . }} FILTER NOT EXISTS {{ GRAPH {{ <{DATA.format(3)}> ?p ?o }} }}",
        "full-test", "?s <http://example.org/in> ?in", using_graph_uri=data(1), using_named_graph_uri=data(2),
    )),
    Case("update_post_form", (post("update=CLEAR+ALL", FORM, FINE),)),
    Case("update_post_direct", (post("CLEAR ALL", UPDATE, FINE),)),
    Case("update_base_uri", (
        post(
            "CLEAR SILENT GRAPH <http://example.org/protocol-base-test/> ; INSERT DATA { GRAPH "
            "<http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> <test> } }", UPDATE, FINE,
        ),
        post(
            "ASK { GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> ?o "
            'FILTER (isIRI(?o) && STR(?o) != "test") } }'
        ),
    )),
    Case("query_post_direct", (post("ASK {}"),)),
    Case("bad_query_method", (Request("PUT", get(query="ASK {}", default_graph_uri=UNKNOWN).path, REFUSED, media=FORM),)),
    Case("bad_multiple_queries", (get(REFUSED, query=("ASK {}", "SELECT * {}")),)),
    Case("bad_query_wrong_media_type", (post("ASK {}", "text/plain", REFUSED),)),
    Case("bad_query_missing_form_type", (post("query=ASK%20%7B%7D", "", REFUSED),)),
    Case("bad_query_missing_direct_type", (post("ASK {}", "", REFUSED),)),
    Case("bad_query_non_utf8", (post("ASK {}", f"{QUERY}; charset=UTF-16", REFUSED, "UTF-16"),)),
    Case("bad_query_syntax", (get(REFUSED, query="ASK {"),)),
    Case("bad_update_get", (get(REFUSED, update="CLEAR ALL"),)),
    Case("bad_multiple_updates", (post("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, REFUSED),)),
    Case("bad_update_wrong_media_type", (post("CLEAR NAMED", "text/plain", REFUSED),)),
    Case("bad_update_missing_form_type", (post("update=CLEAR%20NAMED", "", REFUSED),)),
    Case("bad_update_non_utf8", (post("CLEAR NAMED", f"{UPDATE}; charset=UTF-16", REFUSED, "UTF-16"),)),
    Case("bad_update_syntax", (post("update=CLEAR%20XYZ", FORM, REFUSED),)),
    Case("bad_update_dataset_conflict", (
        post(
            "PREFIX foaf: <http://xmlns.com/foaf/0.1/> WITH <http://example/addresses> DELETE { ?person foaf:givenName 'Bill' } "
            "INSERT { ?person foaf:givenName 'William' } WHERE { ?person foaf:givenName 'Bill' }",
            UPDATE, REFUSED, using_named_graph_uri="http://example/people",
        ),
    )),
)  # fmt: skip


def multipart() -> str:
    """A form with two texts."""
    parts = (("lastName", "familyName", "Doe"), ("firstName", "givenName", "Jane"))
    lines = [
        line
        for name, said, value in parts
        for line in (
            *(f"--{BOUNDARY}", f'Content-Disposition: form-data; name="{name}.ttl"; filename="{name}.ttl"'),
            *(f"Content-Type: {TURTLE}", "", "@prefix foaf: <http://xmlns.com/foaf/0.1/> ."),
            *(f'<http://www.example/gsp/person/1> foaf:{said} "{value}" .', ""),
        )
    ]
    return "\r\n".join([*lines, f"--{BOUNDARY}--", ""])


def graph_store(kind: str, one: str, two: str, four: str) -> tuple[Case, ...]:
    """The cases that are there for both ways to name a graph."""
    john, jane = person("John Doe"), person("Jane Doe")
    named = person("Jane Doe", more='foaf:givenName "Jane"; foaf:familyName "Doe";')
    form = put(multipart(), one, DONE, "POST", f"multipart/form-data; boundary={BOUNDARY}")
    there = Expected(frozenset({"200"}), media=TURTLE)
    missing = Expected(frozenset({"200", "204", "404"}))
    return (
        Case(f"put_get_repeat_{kind}", (put(john, one, NEW), read(one, john), put(jane, one, DONE), read(one, jane))),
        Case(f"put_delete_get_delete_{kind}", (
            put(ALICE, two), Request("DELETE", two, DONE), Request("GET", two, GONE), Request("DELETE", two, missing),
        )),
        Case(f"post_get_post_get_{kind}", (put(jane, one, method="POST"), read(one, jane), form, read(one, named))),
        Case(f"head_existing_{kind}", (put(john, one), head(one, there))),
        *((Case(f"head_non_existing_{kind}", (head(four, GONE),)),) if kind == "indirect" else ()),
    )  # fmt: skip


def indirect(name: str) -> str:
    return f"/gsp?graph={quote(name, safe='')}"


ESCAPED = "/gsp?graph=http://www.example/gsp/person/%31.ttl"
TWICE = "/gsp?graph=http://www.example/gsp/person/%2531.ttl"
FOUND = Expected(frozenset({"201"}), location="$LOCATION$")
GRAPH_STORE = (
    *graph_store("direct", *(f"/gsp/person/{number}.ttl" for number in (1, 2, 4))),
    *graph_store("indirect", *(indirect(f"http://www.example/gsp/person/{number}.ttl") for number in (1, 2, 4))),
    Case("put_get_default", (put(ALICE, "/gsp?default"), read("/gsp?default", ALICE))),
    Case("post_get_new_graph", (put(ALICE, "/gsp", FOUND, "POST"), read("/gsp?graph=$LOCATION$", ALICE))),
    Case("put_get_uri_pct_encoded_indirect", (
        put(person("John Doe"), indirect(GRAPH), NEW), read(f"/gsp?graph={GRAPH}", person("John Doe")),
    )),
    Case("put_get_uri_pct_encoded_twice", (
        put(person("John Doe"), ESCAPED, NEW), put(person("Jane Doe", 2), TWICE, NEW),
        read(ESCAPED, person("John Doe")), read(TWICE, person("Jane Doe", 2)),
    )),
)  # fmt: skip
