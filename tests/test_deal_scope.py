from __future__ import annotations

import pytest
from reading_steps import name_organizations, read
from spacy.tokens import Doc

from extract.deal_groups import Judgement, group
from extract.deal_scope import complete, trimmed
from extract.drafts import AmountDraft, ConceptMention, DealDraft
from extract.pairs import pairs
from extract.spans import cover

FACTS = {"CAR-T": "car-t", "vaccine": "vaccine"}
# Kind, value, and how likely it belongs to a deal.
SUMS = {
    "$5 million": ("upfront", 5e6, 0.9),
    "$9 billion": ("other", 9e9, 0.4),
    "$7 million": ("milestone", 7e6, 0.9),
}


def told(text: str) -> Doc:
    """The Doc of a release on Acme, Beta and Gamma with its therapy types and sums."""
    doc = read(text, "sentences", "sections")
    name_organizations(doc, *(name for name in ("Acme", "Beta", "Gamma") if name in text))
    doc._.therapies = [
        ConceptMention(concept, cover(doc, text.index(word), text.index(word) + len(word)))
        for word, concept in FACTS.items()
        if word in text
    ]
    doc._.amounts = [
        AmountDraft(value, "USD", cover(doc, text.index(words), text.index(words) + len(words)), kind, chance=chance)
        for words, (kind, value, chance) in SUMS.items()
        if words in text
    ]
    return doc


def deals(text: str, *prior: str) -> list[DealDraft]:
    """Deals of Acme with all others; those with the names in ``prior`` are older ones."""
    doc = told(text)
    judged = [
        Judgement(pair, ("license",), ("licensee", "licensor"), pair.second.name in prior, 0.9)
        for pair in pairs(doc)
        if pair.first.name == "Acme"
    ]
    return complete(doc, group(judged))


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Acme licenses cells from Beta.", "announced"),
        ("Acme expands its licence with Beta.", "expanded"),
        ("Acme and Beta extended the licence.", "expanded"),
        ("Acme terminates its licence with Beta.", "terminated"),
        ("Acme and Beta have cancelled the licence.", "terminated"),
        ("Acme completes the purchase of Beta.", "completed"),
        ("Acme has acquired Beta.", "completed"),
    ],
)
def test_status_of_the_news(sentence: str, status: str) -> None:
    (deal,) = deals(f"News of the day\n\n{sentence}")
    assert deal.status == status


def test_an_older_deal_stays_prior_and_has_its_year() -> None:
    (deal,) = deals("News of the day\n\nAcme expanded its licence with Beta in 2017.", "Beta")
    assert (deal.status, deal.date) == ("prior", "2017")


def test_the_news_comes_before_older_deals() -> None:
    found = deals("News of the day\n\nAcme had a licence from Beta. Acme signed a licence with Gamma today.", "Beta")
    assert [deal.status for deal in found] == ["announced", "prior"]
    assert [deal.parties[1][0].name for deal in found] == ["Gamma", "Beta"]


def test_evidence_is_the_sentences_that_name_both() -> None:
    (deal,) = deals(
        "Acme and Beta Sign\n\nIt rained. Acme met Beta.\n\nThen the company slept. Beta and Acme left.\n\n"
    )
    assert [span.text for span in deal.evidence] == ["Acme and Beta Sign", "Acme met Beta.", "Beta and Acme left."]


def test_evidence_is_at_most_five_sentences_in_order() -> None:
    (deal,) = deals("Acme and Beta Sign\n\n" + " ".join(f"Acme met Beta on day {day}." for day in range(9)))
    assert len(deal.evidence) == 5
    assert [span.start for span in deal.evidence] == sorted({span.start for span in deal.evidence})
    assert deal.evidence[0].text == "Acme and Beta Sign"


def test_what_the_deals_own_sentences_name_is_its_scope() -> None:
    one, other = deals(
        "News of the day\n\nAcme licensed a vaccine from Beta for $5 million. Acme licensed CAR-T cells from Gamma for $7 million."
    )
    assert (one.therapies, other.therapies) == (["vaccine"], ["car-t"])
    assert [[amount.value for amount in deal.amounts] for deal in (one, other)] == [[5e6], [7e6]]


def test_the_only_news_is_about_what_the_whole_text_is_about() -> None:
    (deal,) = deals("Acme and Beta Sign\n\nIt is for CAR-T cells. It pays $5 million. The market is worth $9 billion.")
    assert deal.therapies == ["car-t"]
    # A sum far from the deal that may well belong to none is none of its own.
    assert [amount.kind for amount in deal.amounts] == ["upfront"]


def test_an_older_deal_takes_nothing_from_the_rest_of_the_text() -> None:
    (deal,) = deals("Acme news\n\nAcme had a licence from Beta. It is for CAR-T cells.\n\nIt pays $5 million.", "Beta")
    assert (deal.therapies, deal.amounts) == ([], [])


def test_what_is_not_the_parties_own_work_is_left_out() -> None:
    doc = told("News of the day\n\nAcme licensed a vaccine, unlike CAR-T, from Beta.")
    doc._.therapies[0].active = False
    judged = [Judgement(pair, ("license",), ("licensee", "licensor"), False, 0.9) for pair in pairs(doc)]
    (deal,) = complete(doc, group(judged))
    assert deal.therapies == ["vaccine"]


def test_no_deals() -> None:
    assert complete(told("News of the day\n\nNothing."), []) == []


def test_trimmed_spans_have_no_white_space_at_their_ends() -> None:
    doc = read("\n\nAcme met Beta.\n\n", "sentences")
    assert trimmed(doc[:]).text == "Acme met Beta."
    assert trimmed(doc[0:1]).text == doc[0].text
