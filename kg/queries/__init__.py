"""The named queries: one ``.rq`` file each, which runs as it stands in any SPARQL tool.

A file starts with its header, ``#+ summary:``, ``#+ group:``, ``#+ parameters:``, ``#+ example:`` and, where an answer
without rows needs a word, ``#+ empty:``. A parameter stands in the query as ``VALUES ?organization { UNDEF }``, which
means any; :func:`fill` puts terms in its place.

>>> named("deals-of").parameters
('organization', 'deal_type', 'status', 'therapy', 'min_confidence')
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from ontology.errors import QueryError

SEPARATOR = "; "
"""Between the values of a list in one cell: names of organizations may hold commas."""

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"^#\+ (\w+): *(.*)$", re.MULTILINE)
_LIST = re.compile(r'separator="; "\) AS \?(\w+)\)')

GROUPS = {
    "partners": "Who works with whom",
    "manufacturing": "Who makes what for whom",
    "concentration": "Shares and dependence",
    "deals": "Deals by type, period and subject",
    "terms": "Sums and terms",
    "institutions": "Academic centres, units, people",
    "network": "Clusters and bridges",
    "exposure": "Who is affected by an event",
    "changes": "What changed",
    "evidence": "Sentences and sources",
    "quality": "Quality of the data",
}
"""What analysts ask, by subject; every query is in one of these groups."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its one-line summary, the names of its parameters, an example command, and what no rows mean.

    ``lists`` are the columns that hold several values in one cell, parted by :data:`SEPARATOR`, in order.
    """

    name: str
    summary: str
    parameters: tuple[str, ...]
    example: str
    text: str
    empty: str = ""
    group: str = ""
    lists: tuple[str, ...] = ()


def names() -> tuple[str, ...]:
    """Return the names of all named queries, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


@cache
def named(name: str) -> NamedQuery:
    """Return the query of this name; raise :class:`QueryError` with near names for an unknown one."""
    if name not in names():
        near = get_close_matches(name, names(), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kg query` lists them all"
        raise QueryError(f"no query {name!r} ({hint})")
    text = (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    parameters = tuple(part.strip() for part in header.get("parameters", "").split(",") if part.strip())
    empty, group = header.get("empty", ""), header["group"]
    return NamedQuery(name, header["summary"], parameters, header["example"], text, empty, group, lists(text))


def lists(text: str) -> tuple[str, ...]:
    """Return the columns of a query that hold lists, which SPARQL joins in no special order."""
    return tuple(_LIST.findall(text))


def fill(query: NamedQuery, terms: Mapping[str, Sequence[str]]) -> str:
    """Return the text of ``query`` with terms, written as in N-Triples, for some of its parameters.

    Raises :class:`QueryError` for a parameter that it does not have.
    """
    text = query.text
    for parameter, values in terms.items():
        if parameter not in query.parameters:
            expected = ", ".join(query.parameters) or "none"
            raise QueryError(f"{query.name} has no parameter {parameter!r} (expected {expected})")
        place = re.compile(rf"VALUES \?{parameter} {{ UNDEF }}")
        block = f"VALUES ?{parameter} {{ {' '.join(values)} }}"
        text = place.sub(lambda _, block=block: block, text)  # type: ignore[misc]
    return text
