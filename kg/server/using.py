"""An update with the dataset that its request names, as if it stood in USING clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.sparql_text import Token, tokens


class DatasetError(Exception):
    """The dataset of an update is named twice, or cannot be named in it."""


def with_dataset(text: str, using: Sequence[str], named: Sequence[str]) -> str:
    """Return an update that is about some graphs; IRIs are taken as they are.

    >>> with_dataset("INSERT { ?s a <x:y> } WHERE { { SELECT ?s WHERE { ?s ?p ?o } } }", ["g:1"], ["g:2"])
    'INSERT { ?s a <x:y> } USING <g:1> USING NAMED <g:2> WHERE { { SELECT ?s WHERE { ?s ?p ?o } } }'
    """
    if not using and not named:
        return text
    words = list(_outermost(text))
    told = {token.text.upper() for token in words}
    if told & {"USING", "WITH"}:
        raise DatasetError("graphs in the address and USING or WITH in the update: expected one of them")
    if any(one.text.upper() == "DELETE" and two.text.upper() == "WHERE" for one, two in zip(words, words[1:], strict=False)):
        raise DatasetError("DELETE WHERE has no USING: expected DELETE { } WHERE { } in an update with graphs in its address")
    clauses = "".join([*(f"USING <{one}> " for one in using), *(f"USING NAMED <{one}> " for one in named)])
    for token in reversed(words):
        if token.text.upper() == "WHERE":
            text = text[: token.start] + clauses + text[token.start :]
    return text


def _outermost(text: str) -> Iterator[Token]:
    """Words and brackets that stand in no bracket."""
    depth = 0
    for token in tokens(text):
        if token.text in "}":
            depth -= 1
        if depth == 0 and (token.kind == "word" or token.text in "{}"):
            yield token
        if token.text == "{":
            depth += 1
