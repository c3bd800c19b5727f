"""Linking a store's organizations with registers: by the same resolution that joins them across documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg import terms
from kg.claims import Claim
from kg.curation import Decision
from kg.index import Entry, Index
from kg.names import compact, normal
from kg.registers import Registered
from kg.resolve import decide
from kg.seats import country
from kg.triples import lexical

if TYPE_CHECKING:
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How many records were read, the organizations that were linked (name, identifiers), and those that fit several."""

    read: int
    linked: tuple[tuple[str, str], ...]
    ambiguous: tuple[str, ...]


def link(store: Store, records: Iterable[Registered], who: str, when: datetime, why: str) -> LinkReport:
    """Link organizations with the records of a register that name them, as decisions of ``who``.

    An organization is linked when just one record bears one of its names of two words or more, or its very name, and
    nothing says that they are in different countries.
    """
    entries = _entries(store)
    named: dict[str, set[NamedNode]] = {}
    for organization, profiles in entries.items():
        for entry in profiles:
            for key in {entry.claim.name_key(), *entry.claim.names()} if entry.claim.apart is None else ():
                named.setdefault(compact(key), set()).add(organization)
    fitting: dict[NamedNode, list[Registered]] = {}
    read = 0
    for record in records:
        read += 1
        keys = {compact(normal(name)) for name in (record.name, *record.names)}
        for organization in {one for key in keys for one in named.get(key, ())}:
            fitting.setdefault(organization, []).append(record)
    linked, ambiguous, made = [], [], list(store.decisions())
    number = made[-1].number if made else 0
    for organization in sorted(fitting, key=lambda one: one.value):
        profiles = entries[organization]
        name = max(profiles, key=lambda entry: (entry.claim.support, entry.claim.name)).claim
        found = _matching(profiles, fitting[organization])
        if len(found) > 1:
            ambiguous.append(name.name)
        elif found:
            [record] = found
            number += 1
            key = compact(name.name_key())
            made.append(Decision(number, "identify", who, when, why, names=(key,), sets=tuple(sorted(record.identifiers))))
            linked.append((name.name, " ".join(f"{scheme}:{value}" for scheme, value in record.identifiers)))
    known = {(name, pair) for one in store.decisions() if one.action == "identify" for name in one.names for pair in one.sets}
    fresh = [one for one in made[len(store.decisions()) :] if not {(one.names[0], pair) for pair in one.sets} <= known]
    if fresh:
        store.decide([*store.decisions(), *fresh])
    return LinkReport(read, tuple(linked), tuple(ambiguous))


def _entries(store: Store) -> dict[NamedNode, list[Entry]]:
    index, found = Index(store.quads), dict[NamedNode, list[Entry]]()
    for quad in store.quads.quads_for_pattern(None, terms.PLACED, None, terms.INDEX_GRAPH):
        entry = index.entry(lexical(quad.subject).removeprefix(terms.PREFIXES["profile"]))
        if entry is not None:
            found.setdefault(entry.organization, []).append(entry)
    return found


def _matching(profiles: list[Entry], records: list[Registered]) -> list[Registered]:
    """The records that are resolved to the organization of the profiles, and lie in no other country."""
    seats = {seat for entry in profiles if (seat := country(entry.claim.location)) is not None}
    fit = [one for one in records if not seats or one.country is None or one.country in seats]
    claims = {f"record:{place}": one for place, one in enumerate(fit)}
    outcome = decide(
        [
            *(entry.claim for entry in profiles),
            *(
                Claim(node, one.name, tuple(sorted({*one.names, *one.short} - {one.name})), location=one.city)
                for node, one in claims.items()
            ),
        ]
    )
    mine = {entry.claim.node for entry in profiles}
    found = [
        claims[claim.node]
        for group in outcome.groups
        if mine & {claim.node for claim in group.claims}
        for claim in group.claims
        if claim.node in claims
    ]
    names = {compact(entry.claim.name_key()) for entry in profiles}
    same = [one for one in found if compact(normal(one.name)) in names]
    return same or found
