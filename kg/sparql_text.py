"""The words of a SPARQL text, parted without understanding it: what may be asked of a query before it is run.

>>> [token.text for token in tokens('SELECT ?x { ?x a <http://a#b> } # all')]
['SELECT', '?x', '{', '?x', 'a', '<http://a#b>', '}']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Every alternative ends at its first end: no input makes this slow.
_TOKEN = re.compile(
    r"""(?P<space>[\s]+|\#[^\n\r]*)
    |(?P<string>'{3}(?:(?!'{3})(?:[^\\]|\\.))*'{3}|"{3}(?:(?!"{3})(?:[^\\]|\\.))*"{3}
        |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:[\w.-]*)
    |(?P<prefixed>[\w.-]{0,64}:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)?)
    |(?P<word>@?\w+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_OPENING = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its kind and where it starts."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and signs of a query or update without spaces and comments."""
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "sign"
        if kind != "space":
            yield Token(kind, found.group(), found.start())


def may_use(text: str, keyword: str) -> bool:
    """Return whether a keyword may stand in a text: in no string, comment, IRI, variable or local name.

    No space need part it from its neighbours, so prefixes and longer words that hold it count as well.

    >>> may_use("{ ?x ?y 1SERVICESILENTex:a {} }", "SERVICE"), may_use("{ ?service a ex:SERVICE }", "SERVICE")
    (True, False)
    """
    parts = (one.text.partition(":")[0] for one in tokens(text) if one.kind in ("word", "prefixed"))
    return any(keyword in part.upper() for part in parts)


def form(text: str) -> str | None:
    """Return ``SELECT``, ``ASK``, ``CONSTRUCT``, ``DESCRIBE``, ``UPDATE`` or None, after the first such word.

    >>> form("PREFIX a: <b> ASK { ?insert ?p ?o }"), form("DELETE WHERE { ?s ?p ?o }"), form("nothing")
    ('ASK', 'UPDATE', None)
    """
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() in _FORMS:
            return token.text.upper()
        if token.kind == "word" and token.text.upper() in _UPDATES:
            return "UPDATE"
    return None


def unclosed(text: str) -> Token | None:
    """Return the last bracket that is opened and never closed; None when all are.

    >>> unclosed("SELECT * { ?s (").start, unclosed("{ '}' }")
    (14, None)
    """
    opened: list[Token] = []
    for token in tokens(text):
        if token.kind == "sign" and token.text in _OPENING:
            opened.append(token)
        elif token.kind == "sign" and opened and token.text == _OPENING[opened[-1].text]:
            opened.pop()
    return opened[-1] if opened else None


def depth(text: str) -> int:
    """Return how deep brackets are nested.

    >>> depth("{ { ( ) } [ ] }")
    3
    """
    deepest = now = 0
    for token in tokens(text):
        if token.kind == "sign":
            now += (token.text in _OPENING) - (token.text in _OPENING.values())
            deepest = max(deepest, now)
    return deepest
