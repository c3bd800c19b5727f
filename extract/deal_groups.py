"""From pairs to deals: which pairs are one agreement of several parties."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.deal_confidence import calibrated
from extract.drafts import DealDraft, OrganizationDraft
from extract.pairs import Pair

_SURE_HISTORY = 0.9
# Several of these with one party on the same side, told in one sentence, are one round or one award.
_JOINT = frozenset({"investment", "funding"})
# Whoever is told, in whatever sentence, to have put money into one company has joined the one round that is the news.
_ROUND, _RAISES = "investment", "investee"


@dataclass(frozen=True)
class Judgement:
    """A pair that has a deal: its types, the roles of its first and second organization, and how sure that is.

    ``history`` is the probability that it is an older deal; ``spoken_of`` tells whether headline or lead speak of
    this kind of deal.
    """

    pair: Pair
    types: tuple[str, ...]
    roles: tuple[str, str]
    history: float
    confidence: float
    spoken_of: bool = False

    @property
    def prior(self) -> bool:
        """Whether it is an older deal rather than the news."""
        return self.history > 0.5

    def parties(self) -> list[tuple[OrganizationDraft, str]]:
        """The two organizations with their roles."""
        return [(self.pair.first, self.roles[0]), (self.pair.second, self.roles[1])]

    def sentences(self) -> set[int]:
        """Where the sentences start that name both."""
        return {context.sentence.start for context in self.pair.contexts if not context.implied}


def with_news(judgements: list[Judgement]) -> list[Judgement]:
    """Return the judgements, one of them made the news when headline and lead speak of a deal but none would be it.

    A headline that announces a collaboration and a lead that does not name the partner leave him to the body; with
    him all who are named there beside him, as in "exclusive partnerships with Acme, Beta and Gamma".
    """
    spoken = [one for one in judgements if one.spoken_of and (one.pair.first_is_issuer or one.pair.second_is_issuer)]
    if not spoken or not all(one.prior for one in judgements):
        return judgements
    best = min(spoken, key=lambda one: (one.history, -one.confidence))
    if best.history > _SURE_HISTORY:
        return judgements
    beside = [one for one in spoken if one.types[0] == best.types[0] and one.sentences() & best.sentences()]
    news = {id(one) for one in (best, *beside) if one.history <= _SURE_HISTORY}
    return [replace(one, history=0.5) if id(one) in news else one for one in judgements]


def group(judgements: list[Judgement]) -> list[list[Judgement]]:
    """Return the judgements of one deal together, in order.

    Two pairs are one deal when they have type and status in common and either each pair of their parties was judged
    so in a common sentence (three partners of one consortium), or they share the one party that all others of a
    round give money to. The investors of a round that is the news need no sentence in common.
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
    roles = {id(draft): role for member in members for draft, role in member.parties()}
    if any(roles.get(id(draft), role) != role for draft, role in judgement.parties()):
        return False
    shared = [role for draft, role in judgement.parties() if id(draft) in roles]
    in_round = judgement.types[0] == _ROUND and not judgement.prior and _RAISES in shared
    if not shared or not (in_round or all(judgement.sentences() & member.sentences() for member in members)):
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
        confidence=calibrated(max(member.confidence for member in members), prior=members[0].prior),
    )
