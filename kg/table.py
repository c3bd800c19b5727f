"""The answer to a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import terms

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None

_XSD = terms.PREFIXES["xsd"]
_NUMBERS: dict[str, type[int] | type[float]] = {
    **dict.fromkeys((f"{_XSD}integer", f"{_XSD}int", f"{_XSD}long", f"{_XSD}nonNegativeInteger"), int),
    **dict.fromkeys((f"{_XSD}decimal", f"{_XSD}double", f"{_XSD}float"), float),
}


@dataclass(frozen=True)
class Table:
    """Columns, rows of plain values, and the same rows as RDF terms in the form of N-Triples.

    IRIs and dates are strings, numbers are int or float, what is unbound is None.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    terms: list[tuple[str | None, ...]]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Table:
        """Return the table of these terms."""
        listed = list(rows)
        return cls(
            tuple(columns),
            [tuple(map(value, row)) for row in listed],
            [tuple(None if one is None else str(one) for one in row) for row in listed],
        )

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def column(self, name: str) -> list[Value]:
        """Return the values of one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def records(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


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
