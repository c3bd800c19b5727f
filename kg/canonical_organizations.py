"""The canonical facts about an organization: its IRI, name, type, place and identifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import ids, terms
from kg.canonical import common
from kg.claims import Claim
from kg.curated import Curated
from kg.names import compact, normal
from kg.resolve import Group
from kg.triples import Writer
from ontology.vocabularies import ORGANIZATION_TYPES

FACTS = (
    terms.TYPE, terms.LABEL, terms.ALTERNATIVE, terms.HIDDEN, terms.ORGANIZATION_TYPE, terms.LOCATION, terms.PARENT,
    terms.SAME, terms.EXACT_MATCH, terms.TICKER, terms.LEI,
)  # fmt: skip
"""All that is said of a canonical organization, but for what it is derived from and its sources."""


def name_of(claims: Iterable[Claim]) -> str:
    """Return the name that most documents give."""
    counted: Counter[str] = Counter()
    for claim in claims:
        counted[claim.name] += claim.support
    return common(counted) or ""


def placed(groups: Sequence[Group]) -> dict[NamedNode, Group]:
    """Return every group under its IRI, made of the shortest name that is its alone (or of its well-known name).

    The groups must be all that share names, as :func:`kg.resolve.decide` returns them. Where several organizations have
    one short name, who has no other keeps it; of several such the first in order.
    """
    holders = Counter(key for group in groups for key in {claim.name_key() for claim in group.claims})
    taken: dict[NamedNode, Group] = {}
    ordered = sorted(groups, key=lambda group: (group.known is None, group.claims[0].node))
    for last in (False, True):
        for group in [one for one in ordered if not any(one is other for other in taken.values())]:
            keys = sorted({claim.name_key() for claim in group.claims}, key=lambda key: (len(key), key))
            own = [key for key in keys if holders[key] == 1]
            known = [normal(group.known.name)] if group.known is not None else []
            names = [*known, *own, *(keys if last else ())]
            free = [iri for key in names if (iri := NamedNode(ids.organization(key))) not in taken]
            if free or last:
                taken[free[0] if free else _numbered(keys[0], taken)] = group
    return taken


def _numbered(key: str, taken: dict[NamedNode, Group]) -> NamedNode:
    number = 2
    while (iri := NamedNode(ids.organization(f"{key} {number}"))) in taken:
        number += 1
    return iri


def organization_facts(iri: NamedNode, group: Group, parents: Iterable[NamedNode], curated: Curated) -> set[Quad]:
    """Return the facts about an organization; ``parents`` are canonical."""
    writer = Writer(DefaultGraph())
    writer.add(iri, terms.TYPE, terms.ORGANIZATION)
    label = name_of(group.claims)
    writer.text(iri, terms.LABEL, label)
    for name in {form for claim in group.claims for form in (claim.name, *claim.aliases)} - {label}:
        writer.text(iri, terms.ALTERNATIVE, name)
    for key in {key for claim in group.claims for key in claim.all_keys()}:
        writer.text(iri, terms.HIDDEN, key)
    kind = _weighed((claim.type, claim.support) for claim in group.claims)
    if kind is not None:
        writer.add(iri, terms.ORGANIZATION_TYPE, NamedNode(ORGANIZATION_TYPES.namespace + kind))
    writer.text(iri, terms.LOCATION, _weighed((claim.location, claim.support) for claim in group.claims))
    writer.add(iri, terms.PARENT, *(parent for parent in parents if parent != iri))
    names = {compact(claim.name_key()) for claim in group.claims}
    found = set(group.known.identifiers.items()) if group.known is not None else set()
    for scheme, value in found | {(scheme, value) for key, scheme, value in curated.identifiers if key in names}:
        _identify(writer, iri, scheme, value)
    return set(writer.quads)


def _weighed(values: Iterable[tuple[str | None, int]]) -> str | None:
    counted: Counter[str] = Counter()
    for value, support in values:
        if value is not None:
            counted[value] += support
    return common(counted)


def _identify(writer: Writer, iri: NamedNode, scheme: str, value: str) -> None:
    if scheme == "wikidata":
        writer.add(iri, terms.SAME, NamedNode(f"http://www.wikidata.org/entity/{value}"))
    elif scheme == "ror":
        writer.add(iri, terms.EXACT_MATCH, NamedNode(f"https://ror.org/{value}"))
    elif scheme == "cik":
        writer.add(iri, terms.EXACT_MATCH, NamedNode(f"https://data.sec.gov/submissions/CIK{int(value):010d}.json"))
    elif scheme == "lei":
        writer.text(iri, terms.LEI, value)
        writer.add(iri, terms.EXACT_MATCH, NamedNode(f"https://rdf.gleif.org/L1/L-{value}"))
    elif scheme == "ticker":
        writer.text(iri, terms.TICKER, value)
