"""The canonical facts about a deal: its IRI, parties, dates and status, and what happened to it when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg import ids, terms
from kg.canonical import common, earliest, named_iri, started
from kg.deals import Telling
from kg.evidence import quote_of
from kg.said import Said
from kg.triples import Writer, date, decimal, string
from kg.wordings import STATED, WITHHELD, scales, stages
from ontology.vocabularies import DEAL_TYPES, ROLES, STATUSES

STATUS_RANK = ("terminated", "completed", "expanded", "announced", "prior")
"""Of several stages of a deal on one day the one that says most, first."""

_NAMED_PARTIES = 3
_DATES = {"completed": terms.COMPLETED, "terminated": terms.TERMINATED, "expanded": terms.EXPANDED}


@dataclass(frozen=True, slots=True)
class DealBlock:
    """One deal: its IRI, its tellings, what people edited (field to value) and whether somebody accepted it."""

    iri: NamedNode
    tellings: tuple[Telling, ...]
    edits: Mapping[str, str]
    accepted: bool = False


def status_of(tellings: Iterable[Telling]) -> str:
    """Return where a deal stands: the latest of what followed its announcement, else announced, else history.

    Of events without a date, and of two on one day, the one that says most counts.
    """
    listed = list(tellings)
    followed = [one for one in listed if one.status not in ("announced", "prior")]
    if followed:
        last = max(followed, key=lambda one: (one.when or "", -STATUS_RANK.index(one.status)))
        return last.status
    return "announced" if any(one.status == "announced" for one in listed) else "prior"


def primary_type(tellings: Iterable[Telling]) -> str:
    """Return the type that most tellings name first."""
    return common(one.types[0] for one in tellings) or ""


def deal_blocks(
    groups: Sequence[Sequence[Telling]], edits: Callable[[str], Mapping[str, str]], accepted: Callable[[str], bool]
) -> list[DealBlock]:
    """Return the deals with their IRIs; of deals between the same parties of one type all but the first bear their date.

    ``edits`` and ``accepted`` are asked for each telling's node.
    """
    blocks = []
    taken: set[str] = set()
    for group in sorted(groups, key=lambda one: (_start(one) or "9999", one[0].node)):
        edited = {field: value for telling in group for field, value in edits(telling.node).items()}
        kind = edited.get("type") or primary_type(group)
        plain = ids.deal({one for telling in group for one in telling.organizations}, kind)
        iri, start, number = plain, _start(group), 1
        if iri in taken and start is not None:
            iri = plain = f"{plain}--{start}"
        while iri in taken:
            number += 1
            iri = f"{plain}--{number}"
        taken.add(iri)
        blocks.append(DealBlock(NamedNode(iri), tuple(group), edited, any(accepted(one.node) for one in group)))
    return blocks


def _start(tellings: Iterable[Telling]) -> str | None:
    listed = list(tellings)
    starts = [one.when for one in listed if one.status in ("announced", "prior") and one.when is not None]
    return earliest(starts or [one.when for one in listed if one.when is not None])


def deal_quads(said: Said, block: DealBlock, label_of: Callable[[str], str]) -> set[Quad]:
    """Return the quads of a deal, with its parties, amounts and events as ``iri#party-...``, ``#amount-...``, ``#event-...``."""
    iri, tellings = block.iri, block.tellings
    members = [NamedNode(one.node) for one in tellings]
    writer = started(iri, terms.DEAL, members)
    primary = block.edits.get("type") or primary_type(tellings)
    writer.add(iri, terms.PRIMARY_TYPE, NamedNode(DEAL_TYPES.namespace + primary))
    kinds = {primary, *(kind for one in tellings for kind in one.types)}
    for kind in kinds:
        writer.add(iri, terms.DEAL_TYPE, NamedNode(DEAL_TYPES.namespace + kind))
    for node in members:
        for predicate in (terms.HAS_THERAPY, terms.EVIDENCE):
            writer.add(iri, predicate, *said.objects(node, predicate))
        for predicate, name in ((terms.HAS_PRODUCT, "product"), (terms.HAS_INDICATION, "indication")):
            writer.add(iri, predicate, *(named_iri(said, name, one) for one in said.nodes(node, predicate)))
    writer.add(iri, terms.STATUS, NamedNode(STATUSES.namespace + (block.edits.get("status") or status_of(tellings))))
    _dates(writer, block)
    confidence = 1.0 if block.accepted else max(float(said.text(node, terms.CONFIDENCE) or 0) for node in members)
    writer.add(iri, terms.CONFIDENCE, decimal(confidence))
    _parties(writer, iri, tellings, DEAL_TYPES.label(primary), label_of)
    _amounts(writer, said, iri, members)
    _worded(writer, said, iri, members, made="manufacturing" in kinds)
    _events(writer, iri, tellings)
    return set(writer.quads)


def _dates(writer: Writer, block: DealBlock) -> None:
    """When it was announced, in force, completed and so on; apart from that, when documents first recorded it."""
    tellings, edits = block.tellings, block.edits
    announced = edits.get("announced") or _start(tellings)
    if announced is not None:
        writer.add(block.iri, terms.ANNOUNCED, date(announced))
    for status, predicate in _DATES.items():
        known = {one.when for one in tellings if one.status == status and one.when is not None}
        for value in {edits[status]} if status in edits else known if status == "expanded" else {earliest(known)}:
            if value is not None:
                writer.add(block.iri, predicate, date(value))
    effective = edits.get("effective") or earliest(one.date for one in tellings if one.status == "announced" and one.date)
    if effective is not None:
        writer.add(block.iri, terms.EFFECTIVE, date(effective))
    recorded = earliest(one.told for one in tellings if one.told is not None)
    if recorded is not None:
        writer.add(block.iri, terms.RECORDED, date(recorded))


def _parties(
    writer: Writer, iri: NamedNode, tellings: Sequence[Telling], kind: str, label_of: Callable[[str], str]
) -> None:
    organizations = sorted({one for telling in tellings for one in telling.organizations})
    for organization in organizations:
        node, name = NamedNode(organization), organization.removeprefix(ids.ORGANIZATIONS)
        writer.add(iri, terms.HAS_ORGANIZATION, node)
        told = (" ".join(sorted(role for one, role in telling.roles if one == organization)) for telling in tellings)
        for role in (common(one or None for one in told) or "").split():
            party = NamedNode(f"{iri.value}#party-{name}-{role}")
            writer.add(iri, terms.HAS_PARTY, party)
            writer.add(party, terms.TYPE, terms.PARTY)
            writer.add(party, terms.HAS_ORGANIZATION, node)
            writer.add(party, terms.ROLE, NamedNode(ROLES.namespace + role))
    names = sorted(map(label_of, organizations))
    more = [f"{len(names) - _NAMED_PARTIES} more"] if len(names) > _NAMED_PARTIES else []
    writer.add(iri, terms.LABEL, string(f"{' – '.join(names[:_NAMED_PARTIES] + more)}: {kind}"))


def _amounts(writer: Writer, said: Said, iri: NamedNode, members: Sequence[NamedNode]) -> None:
    for amount in (one for node in members for one in said.nodes(node, terms.HAS_AMOUNT)):
        kind = said.concept(amount, terms.AMOUNT_KIND) or ""
        value, currency = said.text(amount, terms.VALUE) or "", said.text(amount, terms.CURRENCY)
        name = ids.slug(f"{kind} {value} {currency or 'percent'}")
        canonical = NamedNode(f"{iri.value}#amount-{name}")
        writer.add(iri, terms.HAS_AMOUNT, canonical)
        for predicate in (terms.TYPE, terms.AMOUNT_KIND, terms.VALUE, terms.CURRENCY):
            writer.add(canonical, predicate, *said.objects(amount, predicate))


def _worded(writer: Writer, said: Said, iri: NamedNode, members: Sequence[NamedNode], *, made: bool) -> None:
    """What its sentences name, and whether documents state its terms or say that they hold them back."""
    mentions = {one for node in members for one in said.nodes(node, terms.EVIDENCE)}
    documents = {ids.document_of(node.value) for node in members}
    quotes = [words for one in mentions for words in said.texts(quote_of(one), terms.EXACT)]
    writer.add(iri, terms.STAGE, *map(string, stages(quotes)))
    if made:
        writer.add(iri, terms.SCALE, *map(string, scales(quotes)))
    if any(said.nodes(node, terms.HAS_AMOUNT) for node in members):
        writer.add(iri, terms.DISCLOSURE, string(STATED))
    elif any(map(said.withholds, documents)):
        writer.add(iri, terms.DISCLOSURE, string(WITHHELD))


def _events(writer: Writer, iri: NamedNode, tellings: Sequence[Telling]) -> None:
    for telling in tellings:
        event = NamedNode(f"{iri.value}#event-{telling.status}-{telling.when or 'undated'}")
        writer.add(iri, terms.HAS_EVENT, event)
        writer.add(event, terms.TYPE, terms.EVENT)
        writer.add(event, terms.STATUS, NamedNode(STATUSES.namespace + telling.status))
        if telling.when is not None:
            writer.add(event, terms.DATE, date(telling.when))
        writer.add(event, terms.SOURCE, NamedNode(telling.document))
        writer.add(event, terms.DERIVED, NamedNode(telling.node))
