"""The answer to a query as a data frame: every column with the narrowest type that holds all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import terms
from ontology.errors import QueryError

if TYPE_CHECKING:
    import pandas
    import polars

    from kg.table import Table

_DAY = f"^^<{terms.PREFIXES['xsd']}date>"


def kinds(table: Table) -> tuple[str, ...]:
    """Return for each column ``integer``, ``number``, ``boolean``, ``date`` (whole days only) or ``string``.

    >>> from pyoxigraph import Literal
    >>> from kg.table import Table
    >>> kinds(Table.of(["a", "b", "c"], [[Literal(1), Literal(2.5), Literal("x")], [None, Literal(2), None]]))
    ('integer', 'number', 'string')
    """
    return tuple(_kind(table, place) for place in range(len(table.columns)))


def to_pandas(table: Table) -> pandas.DataFrame:
    """Return a pandas data frame; raise :class:`QueryError` when pandas is not installed."""
    try:
        import pandas
    except ImportError:
        raise QueryError(_missing("pandas")) from None
    types = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}
    columns: dict[str, pandas.Series] = {}
    for place, (column, kind) in enumerate(zip(table.columns, kinds(table), strict=True)):
        values = [row[place] for row in table.rows]
        if kind == "date":
            columns[column] = pandas.Series(pandas.to_datetime(values, format="%Y-%m-%d"), dtype="datetime64[s]")
        else:
            columns[column] = pandas.Series(values, dtype=types[kind])
    return pandas.DataFrame(columns, columns=list(table.columns))


def to_polars(table: Table) -> polars.DataFrame:
    """Return a polars data frame; raise :class:`QueryError` when polars is not installed."""
    try:
        import polars
    except ImportError:
        raise QueryError(_missing("polars")) from None
    types = {"integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
    columns = []
    for place, (column, kind) in enumerate(zip(table.columns, kinds(table), strict=True)):
        values = [row[place] for row in table.rows]
        if kind == "number":
            values = [None if one is None else float(one) for one in values]
        series = polars.Series(column, values, dtype=types.get(kind, polars.String))
        columns.append(series.str.to_date("%Y-%m-%d") if kind == "date" else series)
    return polars.DataFrame(columns)


def _kind(table: Table, place: int) -> str:
    values = [row[place] for row in table.rows if row[place] is not None]
    if values and all(isinstance(one, bool) for one in values):
        return "boolean"
    if values and all(isinstance(one, int) and not isinstance(one, bool) and abs(one) < 2**63 for one in values):
        return "integer"
    if values and all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        return "number"
    written = [row[place] for row in table.terms]
    if values and all(one is None or (one.endswith(_DAY) and len(one) == len(_DAY) + 12) for one in written):
        return "date"
    return "string"


def _missing(package: str) -> str:
    return f"{package} is not installed: expected it for data frames (pip install 'biotech-partnership-graph[tables]')"
