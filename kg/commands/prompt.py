"""The interactive prompt: SPARQL or a named query, with highlighting, completion and history."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.rdf import SparqlLexer

from kg.commands.answers import Wanted, answer
from kg.commands.output import FORMATS, show
from kg.commands.prompt_words import COMMANDS, Proposals
from kg.queries import named, names
from kg.sparql_text import form, unclosed
from ontology.errors import PartnershipError, QueryError

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from kg.store import Store

_HELP = """\
deals-of --organization "mass general"     a named query; Tab completes queries, parameters and names
SELECT * { ?deal a bp:Deal } LIMIT 5       SPARQL; it goes on over lines until its brackets are closed
"""


def ask(store: Store, how: Wanted, source: Input | None = None, target: Output | None = None) -> None:
    """Answer one question after the other until the user leaves; an error is told and the prompt goes on.

    ``source`` and ``target`` are the terminal unless given.
    """
    session: PromptSession[str] = PromptSession(
        "kg> ",
        lexer=PygmentsLexer(SparqlLexer),
        completer=Proposals(store),
        complete_while_typing=True,
        history=FileHistory(str(_history())),
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation="... ",
        input=source,
        output=target,
    )
    click.echo(f"{len(store)} documents; .help says what may be written, Ctrl-D leaves", err=True)
    while True:
        try:
            text = session.prompt().strip()
        except EOFError:
            return
        except KeyboardInterrupt:
            continue
        if text in (".quit", ".exit"):
            return
        if text:
            how = _told(store, text, how)


def finished(text: str) -> bool:
    """Return whether Enter ends what is written: a command, a named query, or SPARQL with all brackets closed.

    >>> finished("SELECT * {"), finished("SELECT * { ?s ?p ?o }"), finished("timeline"), finished("PREFIX a: <b>")
    (False, True, True, False)
    """
    first = text.split(maxsplit=1)[:1]
    if not first or first[0].startswith(".") or first[0] in names():
        return True
    if form(text) is None:
        return not text.lstrip().upper().startswith(("PREFIX", "BASE", "#"))
    return unclosed(text) is None and ("{" in text or form(text) == "DESCRIBE")


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter", filter=Condition(lambda: finished(get_app().current_buffer.text)))
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return keys


def _told(store: Store, text: str, how: Wanted) -> Wanted:
    """Do what was written and return how the next answer is wanted."""
    try:
        if text.startswith("."):
            return _command(text, how)
        asked, parameters = _parted(text)
        answer(store, asked, parameters, how, named(asked).empty if asked in names() else "")
    except QueryError as error:
        click.echo(str(error), err=True)
        if error.excerpt:
            click.echo(error.excerpt, err=True)
    except (PartnershipError, click.UsageError, OSError) as error:
        click.echo(str(error), err=True)
    return replace(how, save=None)


def _command(text: str, how: Wanted) -> Wanted:
    name, _, rest = text.partition(" ")
    if name == ".help":
        click.echo(_HELP + "".join(f"{one:<42} {meaning}\n" for one, meaning in COMMANDS.items()), nl=False)
    elif name == ".queries":
        show(("query", "summary"), [(one, named(one).summary) for one in names()])
    elif name == ".explain":
        how = replace(how, explain=not how.explain)
        click.echo(f"explain: {'on' if how.explain else 'off'}", err=True)
    elif name == ".format" and rest.strip() in FORMATS:
        how = replace(how, form=rest.strip())
    elif name == ".save" and rest.strip():
        how = replace(how, save=Path(rest.strip()))
    else:
        expected = " ".join(FORMATS) if name == ".format" else "a file" if name == ".save" else " ".join(COMMANDS)
        raise QueryError(f"{text}: expected {expected}")
    return how


def _parted(text: str) -> tuple[str, dict[str, list[str]]]:
    """A named query and its parameters, as a shell takes them; SPARQL as it is."""
    first = text.split(maxsplit=1)[0]
    if first not in names():
        return (text, {}) if any(one in text for one in " {\n") else (first, {})
    try:
        words = shlex.split(text)[1:]
    except ValueError as error:
        raise QueryError(f"{text}: {str(error).lower()}") from None
    pairs: list[tuple[str, str]] = []
    while words:
        word, equals, value = words.pop(0).partition("=")
        if not word.startswith("--") or not (equals or words):
            raise QueryError(f"{word}: expected --PARAMETER VALUE")
        pairs.append((word.removeprefix("--").replace("-", "_"), value if equals else words.pop(0)))
    parameters: dict[str, list[str]] = {}
    for name, value in pairs:
        parameters.setdefault(name, []).append(value)
    return first, parameters


def _history() -> Path:
    """The file of what was asked before, where the system keeps such files."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "biotech-partnership-graph"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "history"
