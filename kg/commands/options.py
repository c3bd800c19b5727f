"""Options that several commands share, and the store they name."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.commands.output import FORMATS

if TYPE_CHECKING:
    from kg.store import Store

class StorePath(click.Path):
    """The path of a folder, or the address of an endpoint as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path, or an address."""
        return Address(value) if str(value).startswith(("http://", "https://")) else super().convert(value, param, ctx)


class Address(str):
    """The address of an endpoint in the place of a path."""

    def exists(self) -> bool:
        """Return that it may be there: asking it will tell."""
        return True


STORE = StorePath(path_type=Path)
store = click.option(
    "--store",
    "store_path",
    default="partners.db",
    show_default=True,
    envvar="KG_STORE",
    show_envvar=True,
    type=STORE,
    help="The store, a folder or the address of a SPARQL endpoint.",
)


class Confidence(click.FloatRange):
    """A confidence from 0 to 1."""

    name = "confidence"

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number; what is none, like "nan", lies in no range."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is not in the range 0<=x<=1.", param, ctx)
        return number


min_confidence = click.option(
    "--min-confidence",
    default=0.0,
    metavar="X",
    type=Confidence(),
    help="Leave out what is less sure than this.",
)
ner = click.option(
    "--ner",
    metavar="PIPELINE",
    help="Another spaCy pipeline, installed or a folder, whose named entities are a second voice.",
)
form = click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(FORMATS), help="How rows are written."
)
processes = click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 256), help="Extract in so many processes."
)
page = click.option(
    "-o",
    "--output",
    default="partners.html",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page, one file that needs no network.",
)
kind = click.option(
    "--kind",
    default="organizations",
    show_default=True,
    type=click.Choice(["organizations", "therapies", "roles"]),
    help="Organizations among each other; organizations and therapy types; institutions, CDMOs and therapy types.",
)
seed = click.option("--seed", default=0, show_default=True, type=int, help="Seed of the clustering.")
resolution = click.option(
    "--resolution",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Higher gives more and smaller clusters.",
)


def days() -> list[click.Option]:
    """Return the options that ask for the past: ``as_of`` and ``valid_on`` of :func:`open_store`."""
    return [
        click.Option(["--as-of"], metavar="DATE", help="What was known on a day: documents up to then count."),
        click.Option(["--valid-on"], metavar="DATE", help="Only deals in force on a day: made by then, not ended."),
    ]


def on_a_day(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that ask for the past."""
    return with_options(days())(function)


def with_options(added: Sequence[click.Option]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what gives a command these options; its help lists them last."""

    def give(function: Callable[..., Any]) -> Callable[..., Any]:
        function.__click_params__ = [*reversed(added), *getattr(function, "__click_params__", [])]  # type: ignore[attr-defined]
        return function

    return give


def check_ner(pipeline: str | None) -> None:
    """Raise :class:`~ontology.errors.PartnershipError` for a pipeline that is not there or names no organizations.

    To be called before anything is written: it is loaded when the first document is read, perhaps in other processes.
    """
    if pipeline is not None:
        from extract.ner import described

        described(pipeline)


def open_store(
    path: Path,
    *,
    write: bool = False,
    create: bool = False,
    as_of: str | None = None,
    valid_on: str | None = None,
    quiet: bool = False,
) -> Store:
    """Return the store at ``path``, open to read unless ``write``; only ``create`` makes a new one.

    With a day it is a store in memory, of what was known (``as_of``) or of the deals in force (``valid_on``) then.
    Unless ``quiet``, a store whose facts another version derived is told on standard error.
    Raises :class:`~ontology.errors.StoreError` if it cannot be opened, :class:`~ontology.errors.QueryError` for no day.
    """
    from kg.as_of import past
    from kg.store import Store
    from ontology.errors import StoreError

    if not create and not path.exists():
        raise StoreError(f"{path}: no store is here; make one with `kg ingest` or name another with --store")
    store = Store(path, read_only=not write)
    if as_of is None and valid_on is None:
        if store.is_older and not quiet:
            click.echo(f"{path}: its facts are those of another version; `kg rebuild --store {path}` derives them anew", err=True)
        return store
    with store:
        return past(store, as_of, valid_on)
