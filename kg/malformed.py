"""What is wrong with a query that Oxigraph does not take, and where."""

from __future__ import annotations

import re
from difflib import get_close_matches

from kg import terms
from kg.sparql_text import form, tokens, unclosed
from ontology.errors import QueryError

_PLACE = re.compile(r"error at (\d+):(\d+)")
_UNBOUND = "The SELECT contains a variable that is unbound"
_WORD = re.compile(r"[A-Z][A-Z_ ]+[A-Z]")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_LONGEST = 160
_WINDOW = 100


def explained(text: str, error: str) -> QueryError:
    """Return the error in one plain sentence, with the line of the query and a mark under the place as its excerpt."""
    if form(text) == "UPDATE":
        return QueryError("a SPARQL update: expected a query; documents change a store, `kg ingest` and `kg remove`")
    if not text.strip():
        return QueryError("malformed SPARQL: an empty query; expected SELECT, ASK, CONSTRUCT or DESCRIBE")
    place = _PLACE.search(error)
    if place is None:
        return QueryError(f"the query failed: {' '.join(error.split())[:_LONGEST]}")
    line, column = int(place[1]), int(place[2])
    first = next(tokens(text), None)
    if form(text) is None and first is not None:
        line = text.count("\n", 0, first.start) + 1
        column = first.start - text.rfind("\n", 0, first.start)
    lines = text.splitlines() or [""]
    line = min(line, len(lines))
    rest, before = lines[line - 1][column - 1 :].strip(), lines[line - 1][: column - 1].strip()
    where = f"before {rest[:40]!r}" if rest else f"after {before[-40:]!r}"
    kind = "an unknown prefix in the SPARQL query" if "Prefix not found" in error else "malformed SPARQL"
    hint = _hint(text, error, sum(len(one) + 1 for one in lines[: line - 1]) + column - 1)
    message = f"{kind} at line {line}, column {column}, {where}{f' ({hint})' if hint else ''}"
    return QueryError(message, excerpt=_excerpt(lines[line - 1], column))


def _hint(text: str, error: str, place: int) -> str:
    """What to change, as far as it can be told."""
    if "Prefix not found" in error:
        return _prefix_hint(text, place)
    if _UNBOUND in error:
        return "every variable that SELECT names beside an aggregate must stand in GROUP BY"
    words = [token for token in tokens(text) if token.kind == "word"]
    if form(text) is None and words:
        near = get_close_matches(words[0].text.upper(), _FORMS, n=1)
        return f"did you mean {near[0]}?" if near else "expected SELECT, ASK, CONSTRUCT or DESCRIBE"
    opened = unclosed(text)
    if opened is not None and not text[place:].strip():
        line = text.count("\n", 0, opened.start) + 1
        column = opened.start - text.rfind("\n", 0, opened.start)
        return f"the {opened.text} of line {line}, column {column} is never closed"
    expected = [one for one in dict.fromkeys(_WORD.findall(error.partition("expected")[2])) if len(one) > 1]
    return f"expected {' or '.join(expected)}" if len(expected) == 1 else ""


def _prefix_hint(text: str, place: int) -> str:
    named = [token.text for token in tokens(text) if token.kind == "prefixed" and token.start <= place]
    unknown = [one.partition(":")[0] for one in named if one.partition(":")[0] not in terms.PREFIXES]
    if not unknown:
        return ""
    near = get_close_matches(unknown[-1], terms.PREFIXES, n=2, cutoff=0.5)
    meant = f"; did you mean {': or '.join(near)}:?" if near else ""
    return f"{unknown[-1]}: is not declared{meant}"


def _excerpt(line: str, column: int) -> str:
    """The line, or the part of a long one about the place, and a mark under the place."""
    start = max(0, column - 1 - _WINDOW // 2)
    part = line[start : start + _WINDOW].replace("\t", " ")
    return f"{part}\n{' ' * (column - 1 - start)}^"
