"""``kg review``, ``why``, ``merge``, ``split``, ``accept``, ``reject``, ``edit``, ``undo``, ``decisions``: people decide."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import options
from kg.commands.output import show

if TYPE_CHECKING:
    from kg.curation import Decision
    from kg.curator import Curator

_who = click.option("--who", envvar="KG_WHO", show_envvar=True, help="Who decides (default: your login name).")
_why = click.option("--why", "reason", default="", help="Why, in a sentence.")


def _decide(store_path: Path, who: str | None, what: Callable[[Curator], Decision]) -> None:
    with options.open_store(store_path, write=True) as store:
        made = what(store.curator(who or getpass.getuser()))
    click.echo(f"{store_path}: decision {made.number}, {made.action}; take it back with: kg undo {made.number}")


@click.command()
@options.store
@options.form
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="So many questions.")
def review(store_path: Path, form: str, limit: int) -> None:
    """List what somebody should look at.

    The least certain and weightiest first, each with the command that settles it.
    """
    from kg.review import review as questions

    with options.open_store(store_path) as store:
        rows = [(one.weight, one.about, one.reason, one.command) for one in questions(store)[:limit]]
    show(("weight", "about", "reason", "command"), rows, form, empty="nothing is uncertain")


@click.command()
@click.argument("thing")
@options.store
@options.form
def why(thing: str, store_path: Path, form: str) -> None:
    """Show how an organization or a deal came about.

    Which names or tellings were joined, why, and the sentences behind them.
    """
    from kg.why import why as explain

    with options.open_store(store_path) as store:
        table = explain(store, thing)
    show(table.columns, table.rows, form)


@click.command()
@click.argument("one")
@click.argument("other")
@_why
@_who
@options.store
def merge(one: str, other: str, reason: str, who: str | None, store_path: Path) -> None:
    """Say that two organizations are one."""
    _decide(store_path, who, lambda curator: curator.merge(one, other, reason))


@click.command()
@click.argument("organization")
@click.argument("names", nargs=-1)
@click.option("--document", "documents", multiple=True, help="It is another organization in this document.")
@_why
@_who
@options.store
def split(
    organization: str, names: tuple[str, ...], documents: tuple[str, ...], reason: str, who: str | None, store_path: Path
) -> None:
    """Say that some names of an organization are another's.

    \b
    kg split Orvane "Orvane Labs"
    kg split Orvane --document story-7
    """
    _decide(store_path, who, lambda curator: curator.split(organization, names, documents, reason))


@click.command()
@click.argument("deal")
@_why
@_who
@options.store
def accept(deal: str, reason: str, who: str | None, store_path: Path) -> None:
    """Say that a deal is as it stands.

    Of a rejected deal that is told again: that it stands after all.

    \b
    kg accept deal:mastercell--servier--manufacturing
    kg accept document:story-9#deal-1
    """
    _decide(store_path, who, lambda curator: curator.accept(deal, reason))


@click.command()
@click.argument("deal")
@_why
@_who
@options.store
def reject(deal: str, reason: str, who: str | None, store_path: Path) -> None:
    """Say that a deal is none.

    Other documents that tell the same do not bring it back: kg review asks about them.
    """
    _decide(store_path, who, lambda curator: curator.reject(deal, reason))


@click.command()
@click.argument("deal")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@_why
@_who
@options.store
def edit(deal: str, fields: tuple[str, ...], reason: str, who: str | None, store_path: Path) -> None:
    """Set fields of a deal: type, status, announced, completed, terminated, effective.

    \b
    kg edit deal:mastercell--servier--manufacturing status=terminated terminated=2019-06
    """
    _decide(store_path, who, lambda curator: curator.edit(deal, fields, reason))


@click.command()
@click.argument("number", type=click.IntRange(1), required=False)
@_who
@options.store
def undo(number: int | None, who: str | None, store_path: Path) -> None:
    """Take back the last decision, or the one with this number."""
    with options.open_store(store_path, write=True) as store:
        taken = store.curator(who or getpass.getuser()).undo(number)
    click.echo(f"{store_path}: decision {taken.number}, {taken.action}, is taken back")


@click.command()
@options.store
@options.form
def decisions(store_path: Path, form: str) -> None:
    """List what people decided."""
    with options.open_store(store_path) as store:
        made = store.decisions()
    rows = [(one.number, one.action, one.who, f"{one.when:%Y-%m-%d %H:%M}", _about(one), one.why) for one in made]
    show(("number", "action", "who", "when", "about", "why"), rows, form, empty="nobody decided anything")


def _about(decision: Decision) -> str:
    sets = [f"{name}={value}" for name, value in decision.sets]
    documents = sorted({telling.partition(" ")[0] for telling in decision.tellings})
    return ", ".join([*decision.names, *decision.others, *documents, *sets])


COMMANDS = (review, why, merge, split, accept, reject, edit, undo, decisions)
