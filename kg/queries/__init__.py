"""The named queries: one ``.rq`` file each, which runs as it stands in any SPARQL tool.

A file starts with its header, ``#+ summary:``, ``#+ group:``, ``#+ parameters:``, ``#+ example:`` and, where an answer
without rows needs a word, ``#+ empty:``. What could be a very long list has ``#+ limit:``: so many rows are answered,
the first in its order, unless another number is asked for. ``#+ needs:`` names the parameters one of which must be given,
for without any the question would be about all pairs of things. ``#+ scope: the whole graph`` marks a question whose answer
counts over all deals or organizations whatever its parameters: it may take seconds where others take milliseconds over
a large store. A parameter stands in the query as ``VALUES ?organization { UNDEF }``, which
means any; :func:`fill` puts terms in its place. What only some askers want narrowed stands on a line of its own,
``FILTER(!BOUND(?organization) || EXISTS { ... })``: :func:`fill` leaves it out or makes it the place to start from.

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
_VARIABLE = re.compile(r"\?\w+")
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

    ``lists`` are the columns that hold several values in one cell, parted by :data:`SEPARATOR`, in order. ``limit`` is
    the number of rows that are answered at most when nobody says otherwise; ``whole`` says that it counts over the whole
    graph; one of ``needs``, if there are any, must be given.
    """

    name: str
    summary: str
    parameters: tuple[str, ...]
    example: str
    text: str
    empty: str = ""
    group: str = ""
    lists: tuple[str, ...] = ()
    limit: int | None = None
    whole: bool = False
    needs: tuple[str, ...] = ()


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
    return NamedQuery(
        name,
        header["summary"],
        _listed(header.get("parameters", "")),
        header["example"],
        text,
        header.get("empty", ""),
        header["group"],
        lists(text),
        int(header["limit"]) if "limit" in header else None,
        "scope" in header,
        _listed(header.get("needs", "")),
    )


def _listed(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(",") if part.strip())


def lists(text: str) -> tuple[str, ...]:
    """Return the columns of a query that hold lists, which SPARQL joins in no special order."""
    return tuple(_LIST.findall(text))


def fill(query: NamedQuery, terms: Mapping[str, Sequence[str]], limit: int | None = None) -> str:
    """Return the text of ``query`` with terms, written as in N-Triples, for some of its parameters.

    ``limit`` is put in the place of its own, if it has one.

    The answer is that of the file with the terms in the places of ``UNDEF``; but a store finds it faster without
    conditions that do not count, and from a condition that must hold than with a test of every row.
    Raises :class:`QueryError` for a parameter that it does not have.
    """
    for parameter in terms:
        if parameter not in query.parameters:
            expected = ", ".join(query.parameters) or "none"
            raise QueryError(f"{query.name} has no parameter {parameter!r} (expected {expected})")
    lines = query.text.splitlines()
    if limit is not None and query.limit is not None:
        lines = [re.sub(rf"^( *)LIMIT {query.limit}$", rf"\g<1>LIMIT {limit}", line) for line in lines]
    for parameter in query.parameters:
        if parameter in terms:
            lines = _narrowed(lines, parameter, f"VALUES ?{parameter} {{ {' '.join(terms[parameter])} }}")
        else:
            dropped = (f"VALUES ?{parameter} {{ UNDEF }}", f"FILTER(!BOUND(?{parameter}) || ")
            lines = [line for line in lines if not line.strip().startswith(dropped)]
    return "\n".join(lines) + "\n"


def _narrowed(lines: Sequence[str], parameter: str, values: str) -> list[str]:
    """The lines with ``values`` for a parameter, and its conditions as parts of the answer."""
    start, end = f"FILTER(!BOUND(?{parameter}) || EXISTS {{ ", " })"
    narrowed = []
    for line in lines:
        bare = line.strip()
        if bare.startswith(start) and bare.endswith(end):
            pattern = bare.removeprefix(start).removesuffix(end)
            others = "\n".join(one for one in lines if one.strip() != bare)  # the same line again is in a part of its own
            wanted = [one for one in dict.fromkeys(_VARIABLE.findall(pattern)) if one != f"?{parameter}"]
            shared = [one for one in wanted if re.search(rf"{re.escape(one)}\b", others)]
            indent = line[: len(line) - len(line.lstrip())]
            narrowed.append(f"{indent}{{ SELECT DISTINCT {' '.join(shared)} WHERE {{ {values} {pattern} }} }}")
        else:
            narrowed.append(line.replace(f"VALUES ?{parameter} {{ UNDEF }}", values))
    used = any(f"?{parameter}" in line.replace(values, "") for line in narrowed)
    return narrowed if used else [line for line in narrowed if line.strip() != values]
