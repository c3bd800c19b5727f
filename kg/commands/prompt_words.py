"""What the prompt proposes: prefixes, classes, properties, concepts, names in the store, queries and their parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from pyoxigraph import NamedNode, RdfFormat, parse

import ontology.terms
from kg import terms
from kg.commands.names import completions
from kg.near_names import has_words
from kg.parameters import concepts_of
from kg.parameters import names as known_names
from kg.queries import named, names
from kg.triples import lexical
from ontology.vocabularies import VOCABULARIES

if TYPE_CHECKING:
    from kg.store import Store

KEYWORDS = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH"),
    *("BIND", "VALUES", "EXISTS", "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "COUNT", "GROUP_CONCAT"),
    *("CONTAINS", "REGEX", "LCASE", "STR", "PREFIX"),
)
COMMANDS = {
    ".help": "what may be written here",
    ".queries": "list the named queries",
    ".explain": "document and sentence with every row, on or off",
    ".format": "table, csv, tsv, json, jsonl or md",
    ".save": "write the next answer into a file",
    ".quit": "leave (or Ctrl-D)",
}
_NAMED = ("organization", "product", "indication", "person", "facility", "program")
_ONTOLOGY = Path(ontology.__file__).with_name("partnerships.ttl")
_MOST = 50
_WORD = re.compile(r"[?$.\w:%-]*$")
_OPTION = re.compile(r"--([\w-]+)[ =](?:\"([^\"]*)|([^\s\"]*))$")
_QUOTED = re.compile(r"^[^\"]*(?:\"[^\"]*\"[^\"]*)*\"([^\"\n]*)$")


class Proposals(Completer):
    """Completes what is written at the prompt against the ontology and a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may stand where the cursor is."""
        text = document.text_before_cursor
        first, space, _ = text.lstrip().partition(" ")
        if space and first in names():
            yield from self._of_query(text, first)
        elif (quoted := _QUOTED.match(text)) is not None:
            yield from self._names("organization", quoted[1], as_name=True)
        else:
            yield from self._of_sparql(text)

    def _of_query(self, text: str, name: str) -> Iterator[Completion]:
        option = _OPTION.search(text)
        if option is None:
            word = text.rpartition(" ")[2]
            listed = [f"--{one.replace('_', '-')}" for one in named(name).parameters]
            yield from _starting(word, ((one, "") for one in listed))
            return
        parameter, written = option[1].replace("-", "_"), option[2] or option[3]
        vocabulary = concepts_of(parameter)
        if vocabulary is not None:
            yield from _starting(written, ((one, vocabulary.label(one)) for one in vocabulary.ids))
        elif parameter in named(name).parameters:
            yield from self._names(parameter, written, as_name=option[2] is not None)

    def _of_sparql(self, text: str) -> Iterator[Completion]:
        found = _WORD.search(text)
        word = found[0] if found else ""
        prefix, colon, rest = word.partition(":")
        if colon and prefix in VOCABULARIES:
            scheme = VOCABULARIES[prefix]
            yield from _starting(rest, ((one, scheme.label(one)) for one in scheme.ids))
        elif colon and prefix in _NAMED:
            yield from self._nodes(prefix, rest)
        elif colon:
            yield from _starting(rest, ((local, comment) for local, comment in _locals(prefix)))
        elif word.startswith(("?", "$")):
            variables = dict.fromkeys(re.findall(r"[?$]\w+", text[: -len(word)]))
            yield from _starting(word, ((one, "") for one in variables))
        elif word.startswith("."):
            yield from _starting(word, COMMANDS.items())
        elif word:
            if not text[: -len(word)].strip():
                yield from _starting(word, ((one, named(one).summary) for one in names()))
            yield from _starting(word, ((f"{one}:", namespace) for one, namespace in terms.PREFIXES.items()))
            yield from _starting(word, ((one, "") for one in KEYWORDS), fold=True)

    def _names(self, parameter: str, written: str, *, as_name: bool) -> Iterator[Completion]:
        for word, name in completions(self._store, parameter, written):
            yield Completion(name if as_name else word, start_position=-len(written), display_meta=name)

    def _nodes(self, kind: str, written: str) -> Iterator[Completion]:
        start, found = terms.PREFIXES[kind], dict[str, str]()
        for key, some in known_names(self._store, terms.term(f"bp:{kind.capitalize()}")).items():
            for name, node in some:
                local = node.value.removeprefix(start)
                if local.startswith(written) or has_words(written.replace("-", " "), key):
                    found.setdefault(local, name)
        for local, name in sorted(found.items())[:_MOST]:
            yield Completion(local, start_position=-len(written), display_meta=name)


@cache
def _locals(prefix: str) -> tuple[tuple[str, str], ...]:
    """The names with a prefix, those of the ontology with what they mean."""
    if prefix != "bp":
        space = getattr(ontology.terms, prefix.upper(), None)
        known = () if space is None else space.__annotations__
        return tuple((one, "") for one in sorted(known) if not one.startswith("_"))
    comments: dict[str, str] = {}
    for quad in parse(path=_ONTOLOGY, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(terms.PREFIXES["bp"]):
            comment = lexical(quad.object) if quad.predicate == terms.term("rdfs:comment") else ""
            local = quad.subject.value.removeprefix(terms.PREFIXES["bp"])
            comments[local] = comment or comments.get(local, "")
    return tuple(sorted(comments.items()))


def _starting(
    written: str, pairs: Iterable[tuple[str, str]], *, fold: bool = False
) -> Iterator[Completion]:
    for word, meta in pairs:
        if word.startswith(written) or (fold and word.casefold().startswith(written.casefold())):
            yield Completion(word, start_position=-len(written), display_meta=meta)
