"""From pairs to deals: which pairs are one agreement of several parties."""

from __future__ import annotations

from dataclasses import dataclass

from extract.drafts import DealDraft, OrganizationDraft
from extract.pairs import Pair

# Several of these with one party on the same side, told in one sentence, are one round or one award.
_JOINT = frozenset({"investment", "funding"})


@dataclass(frozen=True)
class Judgement:
    """A pair that has a deal: its types, the roles of its first and second organization, and how sure that is."""

    pair: Pair
    types: tuple[str, ...]
    roles: tuple[str, str]
    prior: bool
    confidence: float

    def parties(self) -> list[tuple[OrganizationDraft, str]]:
        """The two organizations with their roles."""
        return [(self.pair.first, self.roles[0]), (self.pair.second, self.roles[1])]

    def sentences(self) -> set[int]:
        """Where the sentences start that name both."""
        return {context.sentence.start for context in self.pair.contexts if not context.implied}


def group(judgements: list[Judgement]) -> list[list[Judgement]]:
    """Return the judgements of one deal together, in order.

    Two pairs are one deal when they have type and status in common and either each pair of their parties was judged
    so in a common sentence (three partners of one consortium), or they share the one party that all others of a
    round give money to.
    """
    groups: list[list[Judgement]] = []
    for judgement in judgements:
        home = next((one for one in groups if _belongs(judgement, one, judgements)), None)
        if home is None:
            groups.append([judgement])
        else:
            home.append(judgement)
    return groups


def _belongs(judgement: Judgement, members: list[Judgement], everything: list[Judgement]) -> bool:
    head = members[0]
    if judgement.types[0] != head.types[0] or judgement.prior != head.prior:
        return False
    if not all(judgement.sentences() & member.sentences() for member in members):
        return False
    roles = {id(draft): role for member in members for draft, role in member.parties()}
    if any(roles.get(id(draft), role) != role for draft, role in judgement.parties()):
        return False
    shared = [draft for draft, _ in judgement.parties() if id(draft) in roles]
    if not shared:
        return False
    if judgement.types[0] in _JOINT:
        # The one who gets the money is the same, or the one who gives it.
        return True
    linked = {frozenset((id(one.pair.first), id(one.pair.second))) for one in everything}
    together = {id(draft) for draft, _ in judgement.parties()} | set(roles)
    return all(frozenset((a, b)) in linked for a in together for b in together if a < b)


def draft_of(members: list[Judgement]) -> DealDraft:
    """Return the deal that the judgements tell of, without its scope."""
    parties: dict[int, tuple[OrganizationDraft, str]] = {}
    for member in members:
        for draft, role in member.parties():
            parties.setdefault(id(draft), (draft, role))
    types = list(dict.fromkeys(kind for member in members for kind in member.types))
    return DealDraft(
        types=types[:3],
        status="prior" if members[0].prior else "announced",
        parties=list(parties.values()),
        evidence=[],
        confidence=max(member.confidence for member in members),
    )
