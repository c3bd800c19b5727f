"""Well-known organizations: names, former names and identifiers, from ``organizations.csv`` beside this file.

What stands there is certain: a name of ``names`` or ``former`` is that organization's alone, a name of ``shared`` may
be it. Everything else about organizations is learnt from documents.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from kg.names import compact, normal

PREFIX = "known:"
"""How the node of a known organization begins where claims are joined."""


@dataclass(frozen=True, slots=True)
class Known:
    """A well-known organization; ``identifiers`` holds ror, lei, wikidata, cik and ticker, as far as they are sure."""

    id: str
    name: str
    names: frozenset[str]
    former: frozenset[str]
    shared: frozenset[str]
    type: str | None
    country: str | None
    parent: str | None
    identifiers: Mapping[str, str]

    @property
    def node(self) -> str:
        """What stands for it where claims are joined."""
        return PREFIX + self.id


class Table:
    """Known organizations by id and by the keys of their names, written without spaces."""

    def __init__(self, text: str) -> None:
        self.checksum = sha256(text.encode()).hexdigest()[:16]
        self.entries = {one.id: one for one in map(_known, csv.DictReader(io.StringIO(text)))}
        self._named: dict[str, Known] = {}
        self._sharing: dict[str, list[Known]] = {}
        for one in self.entries.values():
            for key in one.names | one.former:
                other = self._named.setdefault(compact(key), one)
                if other is not one:
                    raise ValueError(f"{key!r} names both {other.id} and {one.id}: expected it in shared")
            for key in one.shared:
                self._sharing.setdefault(compact(key), []).append(one)

    def named(self, key: str) -> Known | None:
        """Return the organization whose name this is for certain."""
        return self._named.get(compact(key))

    def sharing(self, key: str) -> list[Known]:
        """Return the organizations whose name this may be."""
        return self._sharing.get(compact(key), [])


@cache
def table() -> Table:
    """Return the table that ships with the package."""
    return Table(files("kg").joinpath("known", "organizations.csv").read_text(encoding="utf-8"))


def _known(row: dict[str, str]) -> Known:
    keys = {column: frozenset(normal(one) for one in row[column].split("|") if one) for column in ("names", "former", "shared")}
    return Known(
        id=row["id"],
        name=row["name"],
        names=keys["names"] | {normal(row["name"])},
        former=keys["former"],
        shared=keys["shared"],
        type=row["type"] or None,
        country=row["country"] or None,
        parent=row["parent"] or None,
        identifiers=dict(one.split(":", 1) for one in row["identifiers"].split()),
    )
