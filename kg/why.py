"""How a fact came about: which names were taken for one organization, which tellings for one deal, and the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg import ids, terms
from kg.curation import Decision
from kg.deals import Telling, group
from kg.derive import partners_among
from kg.index import Index
from kg.linking import Decision as Joined
from kg.names import compact
from kg.parameters import resolve
from kg.resolve import decide
from kg.said import Canonical, Said
from kg.table import Table
from kg.tellings import stored_telling, telling_key
from kg.triples import number

if TYPE_CHECKING:
    from kg.store import Store

COLUMNS = ("what", "score", "reason", "document", "quote")
_QUOTES = 3
"""So many documents are quoted for each name of an organization; how many more there are is said."""

Row = tuple[str, float | None, str, str | None, str | None]


def why(store: Store, thing: str) -> Table:
    """Return how an organization or a deal came about, given by name or IRI (``deal:...``).

    Columns: what, score, reason, document, quote. Raises :class:`QueryError` for what the store does not hold.
    """
    if thing.startswith(("deal:", terms.PREFIXES["deal"])):
        found, rows = resolve(store, "deal", thing), _deal
    else:
        found, rows = resolve(store, "organization", thing), _organization
    listed = [row for one in found for row in rows(store, NamedNode(str(one).strip("<>")))]
    return Table.of(COLUMNS, (tuple(map(_cell, row)) for row in listed))


def _cell(value: str | float | None) -> Literal | None:
    if isinstance(value, float):
        return number(value)
    return None if value is None else Literal(value)


def _organization(store: Store, iri: NamedNode) -> Iterator[Row]:
    index, said = Index(store.quads), Said(store.quads)
    reached = _meeting(index, index.members(iri))
    entries = {one: entry for one in reached if (entry := index.entry(one)) is not None}
    outcome = decide((entry.claim for entry in entries.values()), store.curated, partners_among(said, index.mentions))
    mine = {one for one, entry in entries.items() if entry.organization == iri}
    for name in sorted({entries[one].claim.name for one in mine}):
        nodes = [node for one in sorted(mine) if entries[one].claim.name == name for node in index.mentions(one)]
        nodes.sort(key=lambda node: node.value)
        for node in nodes[:_QUOTES]:
            document = ids.document_id(node.value)
            yield f"named {name}", None, f"in {len(nodes)} places", document, next(_quotes(said, node), None)
    for home in outcome.groups:
        if home.known is not None and mine & {claim.node for claim in home.claims}:
            yield f"known as {home.known.name}", 1.0, "the table of well-known organizations", None, None
    for one in outcome.decisions:
        if one.link.left in mine or one.link.right in mine:
            two = " = ".join(entries[end].claim.name for end in (one.link.left, one.link.right))
            yield _decided(one, two)
    keys = {compact(entries[one].claim.name_key()) for one in mine}
    yield from _by_people(one for one in store.decisions() if keys & {*one.names, *one.others})


def _meeting(index: Index, profiles: Iterable[str]) -> set[str]:
    """All profiles that meet, over any number of steps."""
    waiting, found, seen = list(profiles), set[str](), set[str]()
    while waiting:
        profile = waiting.pop()
        if profile not in found:
            found.add(profile)
            entry = index.entry(profile)
            for key in (entry.keys if entry is not None else frozenset()) - seen:
                seen.add(key)
                waiting += index.with_key(key)
    return found


def _deal(store: Store, iri: NamedNode) -> Iterator[Row]:
    said, index, canonical = Said(store.quads), Index(store.quads), Canonical(store.quads)
    members = canonical.members(iri)
    told = [one for node in members if (one := stored_telling(said, index, node)) is not None]
    for one in sorted(told, key=lambda one: (one.when or "9999", one.node)):
        quote = next(_quotes(said, NamedNode(one.node)), None)
        what = f"{one.status} {one.when or 'without a date'}"
        yield what, _confidence(said, one), ", ".join(one.types), ids.document_id(one.document), quote
    organizations = sorted({organization for one in told for organization in one.organizations})
    others = {
        node
        for place, first in enumerate(organizations)
        for second in organizations[place + 1 :]
        for deal in index.between(NamedNode(first), NamedNode(second))
        for node in canonical.members(deal)
    }
    near = {one.node: one for node in others if (one := stored_telling(said, index, node)) is not None}
    mine = {one.node for one in told}
    for decision in group(near.values()).decisions:
        if decision.link.left in mine or decision.link.right in mine:
            ends = (near[end] for end in (decision.link.left, decision.link.right))
            yield _decided(decision, " = ".join(f"{end.status} {end.when or end.told or 'without a date'}" for end in ends))
    keys = {telling_key(said, node) for node in members}
    yield from _by_people(one for one in store.decisions() if keys & set(one.tellings))


def _confidence(said: Said, one: Telling) -> float:
    return float(said.text(NamedNode(one.node), terms.CONFIDENCE) or 0)


def _decided(decision: Joined, what: str) -> Row:
    link = decision.link
    if decision.joined:
        return f"joined {what}", min(link.score, 1.0), link.reason, None, None
    reason = f"{link.reason}; {decision.against}" if decision.against else link.reason
    return f"not joined {what}", min(link.score, 1.0), reason, None, None


def _by_people(made: Iterable[Decision]) -> Iterator[Row]:
    for one in made:
        sets = "".join(f" {name}={value}" for name, value in one.sets)
        reason = f"{one.who}, {one.when:%Y-%m-%d}" + (f": {one.why}" if one.why else "")
        yield f"decision {one.number}: {one.action}{sets}", None, reason, None, None


def _quotes(said: Said, node: NamedNode) -> Iterator[str]:
    """The quotes that speak of a thing, in the order of the text."""
    found = []
    mentions = said.nodes(node, terms.EVIDENCE)
    for target in (one for mention in mentions for one in said.nodes(mention, terms.ANNOTATION_TARGET)):
        selectors = said.nodes(target, terms.TARGET_SELECTOR)
        starts = [text for one in selectors for text in said.texts(one, terms.START)]
        found += [(int((starts or ["0"])[0]), text) for one in selectors for text in said.texts(one, terms.EXACT)]
    yield from (text for _, text in sorted(found))
