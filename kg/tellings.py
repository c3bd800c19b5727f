"""Reading what the documents say, in the form in which it is resolved: organizations as profiles, deals as tellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from pyoxigraph import NamedNode

from kg import ids, terms
from kg.claims import Claim
from kg.curated import Curated
from kg.deals import Telling
from kg.index import Index
from kg.known import table
from kg.names import compact, needs_place, normal
from kg.rdf_reader import concept_id
from kg.said import Said


@dataclass(frozen=True, slots=True)
class Profile:
    """What one or more documents say of an organization, word for word the same; ``parent`` is the parent's profile."""

    id: str
    claim: Claim
    parent: str | None = None


def profiles(said: Said, document: NamedNode, curated: Curated) -> dict[NamedNode, Profile]:
    """Return the profile of every organization that a document names; a parent that is its own parent is none."""
    nodes = said.things(document, terms.ORGANIZATION)
    parents = {node: next(iter(said.nodes(node, terms.PARENT)), None) for node in nodes}
    found: dict[NamedNode, Profile] = {}
    for node in nodes:
        for one in [one for one in reversed(_way_up(node, parents)) if one in parents]:
            above = parents.get(one)
            owner = found[above] if above is not None and above in found and _has_top(one, parents) else None
            claim = _claim(said, one, document, owner, curated)
            text = f"{claim.to_json()} {owner.id if owner is not None else ''}"
            key = sha256(text.encode()).hexdigest()[:24]
            found[one] = Profile(key, replace(claim, node=key), owner.id if owner is not None else None)
    return found


def _way_up(node: NamedNode, parents: Mapping[NamedNode, NamedNode | None]) -> list[NamedNode]:
    """The node, its parent, the parent's parent and so on; the node alone if that never ends."""
    way = [node]
    while _has_top(node, parents) and (above := parents.get(way[-1])) is not None:
        way.append(above)
    return way


def _has_top(node: NamedNode, parents: Mapping[NamedNode, NamedNode | None]) -> bool:
    """Whether the way up from parent to parent ends."""
    seen = {node}
    above = parents.get(node)
    while above is not None:
        if above in seen:
            return False
        seen.add(above)
        above = parents.get(above)
    return True


def _claim(said: Said, node: NamedNode, document: NamedNode, owner: Profile | None, curated: Curated) -> Claim:
    kind = said.text(node, terms.ORGANIZATION_TYPE)
    claim = Claim(
        node=node.value,
        name=said.text(node, terms.LABEL) or "",
        aliases=tuple(sorted(said.texts(node, terms.ALTERNATIVE))),
        parent=None if owner is None else owner.claim.name,
        type=None if kind is None else concept_id(kind),
        location=said.text(node, terms.LOCATION),
    )
    key = claim.name_key()
    nameless = needs_place(key) and claim.parent is None and claim.location is None and table().named(key) is None
    if nameless or (document.value, compact(key)) in curated.elsewhere:
        return replace(claim, apart=ids.document_id(document.value))
    return claim


def telling_key(said: Said, node: NamedNode) -> str:
    """Return a name for a telling that stays when its document is extracted anew: who with whom, and what for."""
    parties = {name for party in said.nodes(node, terms.HAS_PARTY) for name in _names(said, party)}
    text = "\n".join([*sorted(map(normal, parties)), said.concept(node, terms.PRIMARY_TYPE) or ""])
    return f"{ids.document_of(node.value)} {sha256(text.encode()).hexdigest()[:16]}"


def _names(said: Said, party: NamedNode) -> Iterable[str]:
    return (said.text(one, terms.LABEL) or "" for one in said.nodes(party, terms.HAS_ORGANIZATION))


def telling(said: Said, node: NamedNode, organization_of: Callable[[NamedNode], str]) -> Telling | None:
    """Return a deal as its document tells it, between canonical organizations; None for fewer than two of them."""
    roles = {
        (organization_of(organization), concept_id(role))
        for party in said.nodes(node, terms.HAS_PARTY)
        for organization in said.nodes(party, terms.HAS_ORGANIZATION)
        for role in said.texts(party, terms.ROLE)
    }
    primary = said.concept(node, terms.PRIMARY_TYPE)
    if primary is None or len({organization for organization, _ in roles}) < 2:
        return None
    document = ids.document_of(node.value)
    kinds = sorted(concept_id(one) for one in said.texts(node, terms.DEAL_TYPE))
    return Telling(
        node=node.value,
        document=document,
        types=(primary, *(one for one in kinds if one != primary)),
        status=said.concept(node, terms.STATUS) or "announced",
        roles=frozenset(roles),
        date=said.text(node, terms.DATE),
        told=said.text(NamedNode(document), terms.ISSUED),
        products=frozenset(normal(said.text(one, terms.LABEL) or "") for one in said.nodes(node, terms.HAS_PRODUCT)),
        amounts=frozenset(_amount(said, one) for one in said.nodes(node, terms.HAS_AMOUNT)),
    )


def stored_telling(said: Said, index: Index, node: NamedNode) -> Telling | None:
    """Return a deal as its document tells it, between the organizations that the store holds."""
    return telling(said, node, lambda one: (index.organization_of(one) or one).value)


def _amount(said: Said, node: NamedNode) -> tuple[str, str]:
    value, currency = said.text(node, terms.VALUE) or "", said.text(node, terms.CURRENCY) or "percent"
    return said.concept(node, terms.AMOUNT_KIND) or "", f"{value} {currency}"
