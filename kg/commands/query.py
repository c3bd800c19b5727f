"""``kg query``: named queries, each a command with its parameters as options, and free SPARQL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from kg.commands import answers, options
from kg.commands.names import completer
from kg.commands.output import show


class QueryGroup(click.Group):
    """A group whose commands are the named queries; an argument that is SPARQL is a command too."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all named queries."""
        from kg.queries import names

        return list(names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command that runs the query; an unknown name raises a QueryError with near matches."""
        if re.search(r"[\s{]", cmd_name):
            return _command(ctx, "sparql", "Run the query.", (), cmd_name)
        from kg.queries import named

        found = named(cmd_name)
        most = f" The first {found.limit:,} rows, unless --limit says otherwise." if found.limit is not None else ""
        needs = f" Needs {' or '.join(f'--{_option(one)}' for one in found.needs)}." if found.needs else ""
        text = f"{found.summary}.{needs}{most}\n\n{found.example}"
        return _command(ctx, found.name, text, found.parameters, found.name, empty=found.empty)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the named queries under the heads of their groups."""
        from kg.queries import GROUPS, named, names

        found = [named(name) for name in names()]
        for group, title in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(one.name, one.summary) for one in found if one.group == group])


@click.group(cls=QueryGroup, invoke_without_command=True, subcommand_metavar="[NAME [PARAMETERS] | SPARQL]")
@click.option(
    "-f", "--file", type=click.Path(path_type=Path, dir_okay=False), help="Run the SPARQL query in this file."
)
@click.option("-i", "--interactive", is_flag=True, help="Ask at a prompt with completion and history.")
@options.store
@options.with_options(answers.options())
@click.pass_context
def query(context: click.Context, /, file: Path | None, interactive: bool, store_path: Path, **how: Any) -> None:
    """Ask the store: by a named query, or in SPARQL. Without arguments, list the named queries.

    \b
    kg query deals-of --organization Servier
    kg query deals-of --help                       its parameters
    kg query deals-of --organization "mass general" --explain --save deals.xlsx
    kg query 'SELECT ?name { ?deal a bp:Deal ; bp:organization/rdfs:label ?name } LIMIT 5'
    kg query -f question.rq --format csv
    kg query --as-of 2021-06 deals-of --organization Servier
    kg query -i                                    at a prompt
    """
    asked_otherwise = context.invoked_subcommand is not None
    if (file is not None or interactive) and asked_otherwise:
        raise click.UsageError("a query in a file or at the prompt is run alone; expected -f FILE, -i or a query")
    if interactive:
        from kg.commands.prompt import ask

        at_prompt = answers.wanted({}, how)
        with options.open_store(store_path, as_of=at_prompt.as_of, valid_on=at_prompt.valid_on) as store:
            ask(store, at_prompt)
    elif file is not None:
        from extract.encoding import decode

        _run(decode(file.read_bytes(), file), {}, store_path, answers.wanted({}, how))
    elif not asked_otherwise:
        _list(how.get("form") or "table")


def _list(form: str) -> None:
    from kg.queries import GROUPS, named, names

    found = sorted((named(name) for name in names()), key=lambda one: list(GROUPS).index(one.group))
    rows = [
        (one.group, one.name, " ".join(f"--{_option(name)}" for name in one.parameters), one.summary) for one in found
    ]
    show(("group", "query", "parameters", "summary"), rows, form)


def _command(
    context: click.Context, name: str, text: str, parameters: Sequence[str], asked: str, empty: str = ""
) -> click.Command:
    """Return a command with an option for each parameter; it runs the query ``asked``, a name or SPARQL."""

    def run(store_path: Path | None, **given: Any) -> None:
        # What is not said behind the query may have been said before it.
        how = answers.wanted(given, context.params)
        values = {one: list(given[one]) for one in parameters if given[one]}
        _run(asked, values, store_path or context.params["store_path"], how, empty)

    own = [
        click.Option([f"--{_option(one)}", one], multiple=True, help=_only(one), shell_complete=completer(one))
        for one in parameters
    ]
    store = click.Option(["--store", "store_path"], type=options.STORE, help="The store.")
    return click.Command(name, callback=run, params=[*own, store, *answers.options()], help=text)


def _run(
    asked: str, parameters: Mapping[str, Sequence[str]], store_path: Path, how: answers.Wanted, empty: str = ""
) -> None:
    with options.open_store(store_path, as_of=how.as_of, valid_on=how.valid_on) as store:
        answers.answer(store, asked, parameters, how, empty)


def _only(parameter: str) -> str:
    if parameter == "min_confidence":
        return "Only deals that are as sure as this, from 0 to 1."
    return f"Only this {parameter.replace('_', ' ')}; may be repeated."


def _option(parameter: str) -> str:
    return parameter.replace("_", "-")
