"""Which sums belong to which deal, and what they pay for there.

A sum belongs to the deal of whose parties its sentence speaks; else to the one of which the sentences before it in
the same paragraph spoke; else to the news, if there is one deal of it, or one that such a sum is paid in. The farther a
sum stands from its deal, the surer it must be that it belongs to any.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from extract.drafts import AmountDraft, DealDraft, OrganizationDraft

# How sure it must be that a sum belongs to some deal, by where the deal is told: in a sentence that names both
# parties, in one that names only the partner or "the company", earlier in the paragraph, anywhere in the document.
NEEDED = {"named": 0.2, "partner": 0.45, "paragraph": 0.6, "document": 0.7}
_ORDER = tuple(NEEDED)
# In which deals sums of a kind are paid that are seldom paid in others.
_PAID_IN = {"funding": frozenset({"investment", "funding"}), "price": frozenset({"acquisition"})}


@dataclass(frozen=True)
class Home:
    """A deal with the place from which a sum belongs to it, and how many tokens lie between the sum and its parties."""

    deal: int
    place: str
    distance: int = 0


class Assignment:
    """Finds the deals of the sums of one document.

    Args:
        doc: the document.
        deals: its deals.
        sentences: for each deal the sentences that bring its parties together.
    """

    def __init__(self, doc: Doc, deals: Sequence[DealDraft], sentences: Sequence[Iterable[Span]]) -> None:
        self.doc, self.deals = doc, deals
        self._told = [{span.start for span in spans} for spans in sentences]
        self._starts = [sentence.start for sentence in doc.sents]
        self._current = [place for place, deal in enumerate(deals) if deal.status != "prior"]
        self._parties = [[draft for draft, _ in deal.parties] for deal in deals]
        self._telling = [self._telling_parties(parties) for parties in self._parties]

    def _telling_parties(self, parties: list[OrganizationDraft]) -> list[OrganizationDraft]:
        """Return the parties whose name alone says which deal is meant: of a lone deal all but the one named first."""
        if len(self.deals) == 1:
            return sorted(parties, key=lambda draft: draft.mentions[0].start)[1:]
        others = Counter(id(draft) for deal in self._parties for draft in deal)
        return [draft for draft in parties if others[id(draft)] == 1]

    def amounts(self) -> list[list[AmountDraft]]:
        """Return the sums of each deal, each kind and value once."""
        found: list[dict[tuple[str, float, str | None], AmountDraft]] = [{} for _ in self.deals]
        sums: dict[tuple[int, float, str | None], list[AmountDraft]] = defaultdict(list)
        for amount in self.doc._.amounts:
            home = self.home(amount)
            if home is not None and amount.chance >= NEEDED[home.place]:
                sums[home.deal, amount.value, amount.currency].append(amount)
        for (deal, value, currency), mentions in sums.items():
            kind = self.kind(mentions, self.deals[deal].types[0])
            # Of the rates of one deal the highest counts, as of the rates of one range.
            key = (kind, value, currency) if kind != "royalty" else (kind, 0.0, None)
            if key not in found[deal] or value > found[deal][key].value:
                found[deal][key] = replace(mentions[0], kind=kind)
        return [list(one.values()) for one in found]

    @staticmethod
    def kind(mentions: list[AmountDraft], deal_type: str) -> str:
        """Return what a sum pays for in a deal of the type, all its mentions taken together."""
        total: dict[str, float] = defaultdict(float)
        for mention in mentions:
            for kind, chance in (mention.kinds.get(deal_type) or {mention.kind: 1.0}).items():
                total[kind] += chance
        return max(total, key=lambda kind: total[kind])

    def home(self, amount: AmountDraft) -> Home | None:
        """Return the deal to which the sum belongs by its place, or None."""
        sentence = amount.span.sent
        homes = [home for place in range(len(self.deals)) if (home := self._home(amount, sentence, place)) is not None]
        return min(homes, key=lambda home: (_ORDER.index(home.place), home.distance, home.deal), default=None)

    def _home(self, amount: AmountDraft, sentence: Span, deal: int) -> Home | None:
        if sentence.start in self._told[deal]:
            return Home(deal, "named", self._distance(amount.span, self._parties[deal]))
        if self._names(sentence, deal):
            return Home(deal, "partner")
        for back, earlier in enumerate(self._before(sentence), 1):
            if earlier.start in self._told[deal] or self._names(earlier, deal):
                return Home(deal, "paragraph", back)
        return Home(deal, "document") if deal == self._news(amount.kind) else None

    def _news(self, kind: str) -> int | None:
        """Return the one deal that is the news, of several the one in which sums of the kind are paid."""
        paid_in = _PAID_IN.get(kind, frozenset())
        fitting = [place for place in self._current if self.deals[place].types[0] in paid_in]
        return next((some[0] for some in (self._current, fitting) if len(some) == 1), None)

    def _before(self, sentence: Span) -> Iterable[Span]:
        """Yield the sentences before one in its paragraph, the nearest first."""
        while sentence.start > 0 and "\n" not in self.doc[sentence.start - 1].text_with_ws:
            sentence = self.doc[sentence.start - 1].sent
            yield sentence

    def _names(self, sentence: Span, deal: int) -> bool:
        """Whether the sentence names a party that this deal alone has."""
        return any(
            sentence.start <= mention.start < sentence.end
            for draft in self._telling[deal]
            for mention in draft.mentions
        )

    @staticmethod
    def _distance(span: Span, parties: Iterable[OrganizationDraft]) -> int:
        """Return how many tokens lie between a sum and the parties of a deal, each party's nearest mention counted."""
        return sum(min((abs(span.start - mention.start) for mention in draft.mentions), default=0) for draft in parties)
