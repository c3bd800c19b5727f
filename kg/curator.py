"""Making decisions about what a store holds: names and IRIs in, decisions out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg import ids, terms
from kg.curation import Decision, decisions, edited
from kg.index import Index
from kg.names import compact, normal
from kg.parameters import resolve
from kg.said import Canonical, Said
from kg.tellings import telling_key
from ontology.errors import StoreError

if TYPE_CHECKING:
    from kg.store import Store


class Curator:
    """Decides in the name of ``who``; every method takes effect at once and returns the decision.

    Organizations and deals are given by name or IRI; ``document:ID#deal-1`` means what one document tells. Raises
    :class:`QueryError` for what the store does not hold and :class:`StoreError` for what cannot be decided.
    """

    def __init__(self, store: Store, who: str, when: datetime) -> None:
        if not who.strip():
            raise StoreError("a decision needs the name of who makes it")
        self._store, self._who, self._when = store, who, when

    def merge(self, one: str, other: str, why: str = "") -> Decision:
        """Say that two organizations are one."""
        first, second = self._organization(one), self._organization(other)
        if first == second:
            raise StoreError(f"{one!r} and {other!r} are one organization already")
        return self._decide("merge", why, names=[self._key(first)], others=[self._key(second)])

    def split(self, organization: str, names: Sequence[str] = (), documents: Sequence[str] = (), why: str = "") -> Decision:
        """Say that some of an organization's names are another's, or that it is another one in some documents."""
        node = self._organization(organization)
        keys = self._keys(node)
        if bool(names) == bool(documents):
            raise StoreError(f"{organization!r}: expected either names or documents that are not of it")
        if documents:
            said = [NamedNode(ids.document(doc)) for doc in documents]
            here = {one.value: self._told_in(node, one) for one in said}
            for doc, document in zip(documents, said, strict=True):
                if not here[document.value]:
                    raise StoreError(f"document {doc!r} does not name {organization!r}; expected one that does")
            found = {key for told in here.values() for key in told}
            return self._decide("split", why, names=sorted(found), others=sorted(here))
        away = {compact(normal(name)) for name in names}
        if away - set(keys) or not set(keys) - away:
            listed = ", ".join(sorted(repr(name) for name in keys.values()))
            raise StoreError(f"{organization!r} bears the names {listed}; expected some of them, not all")
        return self._decide("split", why, names=sorted(away), others=sorted(set(keys) - away))

    def accept(self, deal: str, why: str = "") -> Decision:
        """Say that a deal is as it stands; what a document tells again of a rejected deal then stands too."""
        return self._decide("accept", why, tellings=self._tellings(deal))

    def reject(self, deal: str, why: str = "") -> Decision:
        """Say that a deal is none, and so is what other documents tell that is the same (:mod:`kg.verdicts`)."""
        return self._decide("reject", why, tellings=self._tellings(deal))

    def edit(self, deal: str, sets: Iterable[str], why: str = "") -> Decision:
        """Set fields of a deal, as in ``status=terminated``."""
        fields = dict(map(edited, sets))
        if not fields:
            raise StoreError(f"{deal!r}: expected at least one FIELD=VALUE")
        return self._decide("edit", why, tellings=self._tellings(deal), sets=sorted(fields.items()))

    def undo(self, number: int | None = None) -> Decision:
        """Take back the last decision, or the one with this number, as if it had never been made."""
        made = decisions(self._store.quads)
        if not made:
            raise StoreError("there is no decision to take back")
        found = made[-1] if number is None else next((one for one in made if one.number == number), None)
        if found is None:
            raise StoreError(f"no decision {number}; expected one of {', '.join(str(one.number) for one in made)}")
        self._store.decide([one for one in made if one != found])
        return found

    def _decide(
        self,
        action: str,
        why: str,
        *,
        names: Iterable[str] = (),
        others: Iterable[str] = (),
        tellings: Iterable[str] = (),
        sets: Iterable[tuple[str, str]] = (),
    ) -> Decision:
        made = decisions(self._store.quads)
        number = made[-1].number + 1 if made else 1
        new = Decision(
            number, action, self._who, self._when, why, tuple(names), tuple(others), tuple(tellings), tuple(sets)
        )
        self._store.decide_besides(new)
        return new

    def _organization(self, name: str) -> NamedNode:
        # A decision is about who bears the name, never about who bears one like it.
        found = Canonical(self._store.quads).with_key(normal(name))
        if not found:
            near = [str(one).strip("<>") for one in resolve(self._store, "organization", name)]
            if normal(name) and near != [name] and not name.startswith(("http", "organization:")):
                raise StoreError(f"no organization {name!r}; did you mean {' or '.join(near)}?")
            found = [NamedNode(one) for one in near]
        if len(found) != 1:
            iris = ", ".join(sorted(one.value for one in found))
            raise StoreError(f"{name!r} may be any of {iris}; expected the IRI of one")
        return found[0]

    def _keys(self, organization: NamedNode) -> dict[str, str]:
        """The name keys of an organization, each with a name as it is written; those with most mentions first."""
        index, counted, names = Index(self._store.quads), Counter[str](), dict[str, str]()
        for profile in sorted(index.members(organization)):
            entry = index.entry(profile)
            if entry is not None:
                key = compact(entry.claim.name_key())
                counted[key] += entry.claim.support
                names.setdefault(key, entry.claim.name)
        return {key: names[key] for key in sorted(counted, key=lambda key: (-counted[key], key))}

    def _key(self, organization: NamedNode) -> str:
        return next(iter(self._keys(organization)))

    def _told_in(self, organization: NamedNode, document: NamedNode) -> list[str]:
        index, found = Index(self._store.quads), set[str]()
        for node in Said(self._store.quads).things(document, terms.ORGANIZATION):
            profile = index.profile_of(node)
            if profile is not None and index.placed(profile) == organization:
                entry = index.entry(profile)
                if entry is not None and entry.claim.apart is None:
                    found.add(compact(entry.claim.name_key()))
        return sorted(found)

    def _tellings(self, deal: str) -> list[str]:
        said = Said(self._store.quads)
        if "#" in deal:
            return [telling_key(said, self._telling(said, deal))]
        [node] = resolve(self._store, "deal", deal)
        members = Canonical(self._store.quads).members(NamedNode(str(node).strip("<>")))
        return sorted({telling_key(said, member) for member in members})

    def _telling(self, said: Said, name: str) -> NamedNode:
        documents = terms.PREFIXES["document"]
        document, _, local = name.removeprefix(documents).removeprefix("document:").partition("#")
        told = said.things(NamedNode(documents + document), terms.DEAL)
        found = [node for node in told if node.value == ids.local(documents + document, local)]
        if not found:
            raise StoreError(f"no document tells of {name!r}; expected document:ID#deal-NUMBER")
        return found[0]
