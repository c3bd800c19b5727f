"""What a deal is about: its evidence, status, therapies, products, indications, amounts and date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from extract.amount_choice import Assignment
from extract.deal_groups import Judgement, draft_of
from extract.drafts import ConceptMention, DealDraft
from extract.pairs import Context

_LOUDNESS = {"headline": 0, "lead": 1, "body": 2, "list": 3, "quote": 4, "about": 5}
_MAXIMUM_EVIDENCE = 5
_STATUS = (
    ("terminated", re.compile(r"\b(?:terminat\w+|cancel\w*|end(?:s|ed) (?:the|its|their)\b|discontinu\w+|dissol\w+|walk(?:s|ed) away)", re.IGNORECASE)),
    ("expanded", re.compile(r"\b(?:expand\w*|extend\w*|expansion|extension|amend\w*|broaden\w*|renew\w*|deepen\w*)\b", re.IGNORECASE)),
    ("completed", re.compile(r"\b(?:complet(?:es|ed|ion)|clos(?:es|ed|ing) (?:of )?(?:the |its |their )?(?:[\w-]+ )?"
                             r"(?:acquisition|merger|purchase|transaction|deal|sale)|has acquired|finali[sz]e[sd])\b", re.IGNORECASE)),
)  # fmt: skip
_YEAR = re.compile(r"\b(?:in|since|from|of|by)\s+(?:\w+\s+)?((?:19|20)\d\d)\b")


def complete(doc: Doc, groups: list[list[Judgement]]) -> list[DealDraft]:
    """Return the finished deals: announced ones first, then prior ones, each in order of the text."""
    deals, told = [], []
    for members in groups:
        deal = draft_of(members)
        contexts = _ordered(context for member in members for context in member.pair.contexts)
        deal.evidence = _evidence(contexts)
        if deal.status != "prior":
            deal.status = _status(contexts)
        deals.append(deal)
        told.append([context.sentence for context in contexts if not context.implied] or deal.evidence)
    for deal, amounts in zip(deals, Assignment(doc, deals, told).amounts(), strict=True):
        deal.amounts = amounts
    current = [deal for deal in deals if deal.status != "prior"]
    for deal in deals:
        _scope(doc, deal, alone=len(current) == 1 and deal.status != "prior")
    return [*current, *(deal for deal in deals if deal.status == "prior")]


def _ordered(contexts: Iterable[Context]) -> list[Context]:
    """The contexts, those that name both parties and stand higher in the release first."""
    return sorted(contexts, key=lambda one: (one.implied, _LOUDNESS.get(one.section, 6), one.sentence.start))


def _evidence(contexts: list[Context]) -> list[Span]:
    spans: dict[int, Span] = {}
    named = [context for context in contexts if not context.implied]
    for context in named or contexts[:1]:
        spans.setdefault(context.sentence.start, trimmed(context.sentence))
    return sorted(list(spans.values())[:_MAXIMUM_EVIDENCE], key=lambda span: span.start)


def trimmed(span: Span) -> Span:
    """Return ``span`` without white space tokens at its two ends."""
    start, end = span.start, span.end
    while end - 1 > start and span.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and span.doc[start].is_space:
        start += 1
    return span.doc[start:end]


def _status(contexts: list[Context]) -> str:
    """Return the status that the loudest sentences give an announced deal."""
    loud = [context for context in contexts if not context.implied][:2] or contexts[:1]
    text = " ".join(context.sentence.text for context in loud)
    return next((status for status, pattern in _STATUS if pattern.search(text)), "announced")


def _scope(doc: Doc, deal: DealDraft, *, alone: bool) -> None:
    """Fill what the deal is about: from its own sentences, or from the whole document when it is its one news."""
    inside = {token for span in deal.evidence for token in range(span.start, span.end)}
    deal.therapies = _concepts(doc._.therapies, inside, everything=alone)
    deal.products = _concepts(doc._.products, inside, everything=False)
    deal.indications = _concepts(doc._.indications, inside, everything=False)
    if deal.status == "prior":
        years = [match.group(1) for span in deal.evidence for match in _YEAR.finditer(span.text)]
        deal.date = years[0] if years else None


def _concepts(mentions: list[ConceptMention], inside: set[int], *, everything: bool) -> list[str]:
    near = dict.fromkeys(one.concept for one in mentions if one.active and one.span.start in inside)
    if near or not everything:
        return list(near)
    return list(dict.fromkeys(one.concept for one in mentions if one.active))
