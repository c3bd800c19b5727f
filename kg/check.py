"""Checking a store: every quote stands in its text, every fact has its shape, the facts are what the documents say.

An integrity check is a file ``kg/checks/*.rq``: a SELECT of what is wrong (``?thing``, in ``?document``), with
``#+ problem:`` and ``#+ solution:``. The shapes are those of ``ontology/shapes.ttl`` (see :mod:`kg.shapes`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ids, terms
from kg.derive import derive
from kg.rebuilding import derived_apart, gained, lost
from kg.shapes import violations
from ontology.errors import StoreError

if TYPE_CHECKING:
    from kg.store import Store

_CHECKS = Path(__file__).parent / "checks"
_HEADER = re.compile(r"^#\+ (\w+): *(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something that is wrong: in which document (or which fact), with which thing, and what to do."""

    where: str
    problem: str
    thing: str = ""
    solution: str = ""


def check(store: Store) -> list[Violation]:
    """Return all violations, sorted; none for a sound store."""
    found = {*_integrity(store), *_derivation(store), *_shapes(store)}
    return sorted(found)


def _integrity(store: Store) -> Iterator[Violation]:
    for path in sorted(_CHECKS.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(text))
        for row in store.sparql(text).records():
            thing = str(row["thing"])
            yield Violation(_where(thing), header["problem"], thing, header["solution"])


def _derivation(store: Store) -> Iterator[Violation]:
    try:
        with derived_apart(derive(store.quads, store.curated), on_disk=store.path is not None) as expected:
            for problem, quads in (
                ("A fact does not follow from the documents", lost(store.quads, expected)),
                ("A fact that follows from the documents is missing", gained(store.quads, expected)),
            ):
                for thing in {str(quad.subject).strip("<>") for quad in quads}:
                    yield Violation(_where(thing), problem, thing, "run `kg rebuild`")
    except StoreError as error:
        yield Violation("facts", f"They cannot be derived: {error}")


def _shapes(store: Store) -> Iterator[Violation]:
    for thing, message, value in violations(store.quads):
        found = "" if value is None else f" (found {value[:80]!r})"
        yield Violation(_where(thing), f"{message.rstrip('.')}{found}", thing, "correct the record and ingest it again")


def _where(thing: str) -> str:
    """The id of the document that says the thing, or the thing itself when it is a canonical fact."""
    return ids.document_id(thing) if thing.startswith(terms.PREFIXES["document"]) else thing
