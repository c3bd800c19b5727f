"""``kg query``: named queries, each a command with its parameters as options, and free SPARQL."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from kg.commands import options
from kg.commands.output import FORMATS, show


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
        text = f"{found.summary}\n\n{found.example}"
        return _command(ctx, found.name, text, found.parameters, found.name, empty=found.empty)


@click.group(cls=QueryGroup, invoke_without_command=True, subcommand_metavar="[NAME [PARAMETERS] | SPARQL]")
@click.option(
    "-f", "--file", type=click.Path(path_type=Path, dir_okay=False), help="Run the SPARQL query in this file."
)
@options.store
@options.form
@click.option("--as-of", metavar="DATE", help="Ask what was known on a day: only documents up to then count.")
@click.option("--valid-on", metavar="DATE", help="Ask of the deals in force on a day: made by then and not ended.")
@click.pass_context
def query(
    context: click.Context, file: Path | None, store_path: Path, form: str, as_of: str | None, valid_on: str | None
) -> None:
    """Ask the store: by a named query, or in SPARQL. Without arguments, list the named queries.

    \b
    kg query deals-of --organization Servier
    kg query deals-of --help                       its parameters
    kg query 'SELECT ?name { ?deal a bp:Deal ; bp:organization/rdfs:label ?name } LIMIT 5'
    kg query -f question.rq --format csv
    kg query --as-of 2021-06 deals-of --organization Servier
    """
    if file is not None:
        if context.invoked_subcommand is not None:
            raise click.UsageError("a query in a file is run alone; expected -f FILE or a query, not both")
        from extract.encoding import decode

        _run(decode(file.read_bytes(), file), {}, store_path, form, times=(as_of, valid_on))
    elif context.invoked_subcommand is None:
        _list(form)


def _list(form: str) -> None:
    from kg.queries import named, names

    found = [named(name) for name in names()]
    rows = [(one.name, " ".join(f"--{_option(name)}" for name in one.parameters), one.summary) for one in found]
    show(("query", "parameters", "summary"), rows, form)


def _command(
    context: click.Context, name: str, text: str, parameters: Sequence[str], asked: str, empty: str = ""
) -> click.Command:
    """Return a command with an option for each parameter; it runs the query ``asked``, a name or SPARQL."""

    def run(
        store_path: Path | None, form: str | None, as_of: str | None, valid_on: str | None, **values: tuple[str, ...]
    ) -> None:
        # What is not said behind the query may have been said before it.
        outer = context.params
        given = {parameter: list(some) for parameter, some in values.items() if some}
        times = (as_of or outer["as_of"], valid_on or outer["valid_on"])
        _run(asked, given, store_path or outer["store_path"], form or outer["form"], empty, times)

    own = [click.Option([f"--{_option(one)}", one], multiple=True, help=_only(one)) for one in parameters]
    again = [
        click.Option(["--store", "store_path"], type=click.Path(path_type=Path), help="The store."),
        click.Option(["--format", "form"], type=click.Choice(FORMATS), help="How rows are written."),
        click.Option(["--as-of"], metavar="DATE", help="Only what was known on a day."),
        click.Option(["--valid-on"], metavar="DATE", help="Only deals in force on a day."),
    ]
    return click.Command(name, callback=run, params=[*own, *again], help=text)


def _run(
    asked: str,
    parameters: dict[str, list[str]],
    store_path: Path,
    form: str,
    empty: str = "",
    times: tuple[str | None, str | None] = (None, None),
) -> None:
    from kg.as_of import known_on, valid_on

    known, valid = times
    with options.open_store(store_path) as store:
        past = store if known is None else known_on(store, known)
        past = past if valid is None else valid_on(past, valid)
        table = past.query(asked, **parameters)
    rows = [[_short(cell) for cell in row] for row in table.rows] if form == "table" else table.rows
    show(table.columns, rows, form, empty=empty)


def _short(cell: object) -> object:
    """Return an IRI in the short form that queries and options take, too."""
    from kg.terms import PREFIXES

    if not isinstance(cell, str) or not cell.startswith("http"):
        return cell
    short = (f"{name}:{cell.removeprefix(start)}" for name, start in PREFIXES.items() if cell.startswith(start))
    return next(short, cell)


def _only(parameter: str) -> str:
    return f"Only this {parameter.replace('_', ' ')}; may be repeated."


def _option(parameter: str) -> str:
    return parameter.replace("_", "-")
