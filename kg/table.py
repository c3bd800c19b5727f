"""The answer to a query."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import terms
from kg.queries import SEPARATOR

if TYPE_CHECKING:
    import pandas
    import polars

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None

if TYPE_CHECKING:

    class Row(tuple[Value, ...]):
        """A row: a tuple, and each value an attribute by the name of its column."""

        def __new__(cls, *values: Value) -> Row:
            """Return the row of these values."""

        def __getattr__(self, name: str) -> Any:
            """Return the value of a column."""

_XSD = terms.PREFIXES["xsd"]
_NUMBERS: dict[str, type[int] | type[float]] = {
    **dict.fromkeys((f"{_XSD}integer", f"{_XSD}int", f"{_XSD}long", f"{_XSD}nonNegativeInteger"), int),
    **dict.fromkeys((f"{_XSD}decimal", f"{_XSD}double", f"{_XSD}float"), float),
}


@dataclass(frozen=True)
class Table:
    """Columns, rows of plain values, and the same rows as RDF terms in the form of N-Triples.

    IRIs and dates are strings, numbers are int or float, what is unbound is None. A row is a tuple whose values can
    be taken by the name of their column, too. ``read_as`` says for each value of a parameter that was not written out
    which name it was taken for.

    >>> table = Table.of(["name", "deals"], [[Literal("Servier"), Literal(3)]])
    >>> [row.name for row in table if row.deals > 1], table.to_pandas().dtypes["deals"].name
    (['Servier'], 'Int64')
    """

    columns: tuple[str, ...]
    rows: list[Row]
    terms: list[tuple[str | None, ...]]
    read_as: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        columns: Sequence[str],
        rows: Iterable[Sequence[Term | None]],
        lists: Sequence[str] = (),
        read_as: Iterable[tuple[str, str]] = (),
    ) -> Table:
        """Return the table of these terms; the values in cells of the columns ``lists`` are put in order."""
        places = [place for place, column in enumerate(columns) if column in lists]
        listed = [_in_order(row, places) for row in rows] if places else list(rows)
        row_of = _row_class(tuple(columns))
        return cls(
            tuple(columns),
            [row_of(*map(value, row)) for row in listed],
            [tuple(None if one is None else str(one) for one in row) for row in listed],
            tuple(read_as),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def with_columns(self, other: Table) -> Table:
        """Return the table with the columns of ``other``, which has as many rows, to the right."""
        columns = (*self.columns, *other.columns)
        row_of = _row_class(columns)
        return Table(
            columns,
            [row_of(*one, *two) for one, two in zip(self.rows, other.rows, strict=True)],
            [(*one, *two) for one, two in zip(self.terms, other.terms, strict=True)],
            self.read_as,
        )

    def part(self, offset: int = 0, limit: int | None = None) -> Table:
        """Return the rows from ``offset`` on, at most ``limit``."""
        chosen = slice(offset, None if limit is None else offset + limit)
        return Table(self.columns, self.rows[chosen], self.terms[chosen], self.read_as)

    def column(self, name: str) -> list[Value]:
        """Return the values of one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def records(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas data frame: integers, numbers, truth values, days and strings, each able to be missing.

        Raises :class:`~ontology.errors.QueryError` when pandas is not installed.
        """
        from kg.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return a polars data frame with the same types; see :meth:`to_pandas`."""
        from kg.frames import to_polars

        return to_polars(self)


@cache
def _row_class(columns: tuple[str, ...]) -> type[Row]:
    """The class of the rows with these columns; a name that Python does not take is its number (``_2``)."""
    return namedtuple("Row", columns, rename=True)  # type: ignore[return-value]


def _in_order(row: Sequence[Term | None], places: Iterable[int]) -> list[Term | None]:
    """The row with the values of some cells sorted: SPARQL joins them in no special order, and stores differ."""
    cells = list(row)
    for place in places:
        if isinstance(cell := cells[place], Literal):
            cells[place] = Literal(SEPARATOR.join(sorted(cell.value.split(SEPARATOR))))
    return cells


def value(term: Term | None) -> Value:
    """Return a term as a plain value; a number that is none stays text.

    >>> value(Literal(7)), value(Literal("7")), value(NamedNode("https://example.org/a"))
    (7, '7', 'https://example.org/a')
    """
    if term is None:
        return None
    if isinstance(term, Triple):
        return str(term)
    if not isinstance(term, Literal):
        return term.value
    if term.datatype.value == f"{_XSD}boolean":
        return term.value in ("true", "1")
    try:
        return _NUMBERS[term.datatype.value](term.value)
    except (KeyError, ValueError):
        return term.value
