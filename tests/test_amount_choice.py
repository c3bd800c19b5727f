from __future__ import annotations

import pytest
from reading_steps import name_organizations, read
from spacy.tokens import Doc, Span

from extract.amount_choice import NEEDED, Assignment
from extract.drafts import AmountDraft, DealDraft
from extract.spans import cover

NAMES = ("Acme", "Beta", "Gamma")


def chosen(
    text: str, *sums: tuple[str, float], kind: str = "upfront", prior: tuple[str, ...] = (), rounds: tuple[str, ...] = ()
) -> dict[str, list[float]]:
    """Partner of each deal of Acme -> the values that it gets, of the ``sums`` (words in the text, chance)."""
    doc = read(text, "sentences", "sections")
    name_organizations(doc, *(name for name in NAMES if name in text))
    doc._.amounts = [
        AmountDraft(float(words.strip("$")), "USD", cover(doc, text.index(words), text.index(words) + len(words)), kind,
                    chance=chance)
        for words, chance in sums
    ]  # fmt: skip
    acme, *others = doc._.organizations
    deals = [
        DealDraft(
            ["investment" if one.name in rounds else "license"],
            "prior" if one.name in prior else "announced",
            [(acme, "licensee"), (one, "licensor")],
            [],
        )
        for one in others
    ]
    told = [_together(doc, one.name) for one in others]
    found = Assignment(doc, deals, told).amounts()
    return {one.name: [amount.value for amount in amounts] for one, amounts in zip(others, found, strict=True)}


def _together(doc: Doc, name: str) -> list[Span]:
    return [sentence for sentence in doc.sents if "Acme" in sentence.text and name in sentence.text]


def test_a_sentence_that_names_the_partner_alone_tells_of_its_deal() -> None:
    text = "Acme met Beta and Acme met Gamma.\n\nBeta gets $5.\n\nGamma gets $7."
    assert chosen(text, ("$5", 0.9), ("$7", 0.9)) == {"Beta": [5.0], "Gamma": [7.0]}


def test_a_paragraph_goes_on_with_the_deal_of_which_it_spoke_last() -> None:
    text = "Acme met Beta. It pays $5. Acme met Gamma. It pays $7."
    assert chosen(text, ("$5", 0.9), ("$7", 0.9)) == {"Beta": [5.0], "Gamma": [7.0]}


def test_of_two_deals_in_one_sentence_the_nearer_gets_the_sum() -> None:
    text = "Acme licensed cells from Beta ($5) and Acme also licensed many genes from Gamma ($7)."
    assert chosen(text, ("$5", 0.9), ("$7", 0.9)) == {"Beta": [5.0], "Gamma": [7.0]}


def test_a_sum_far_from_every_deal_goes_to_the_only_news() -> None:
    text = "Acme met Beta. Acme met Gamma.\n\nIt pays $5."
    assert chosen(text, ("$5", 0.9), prior=("Beta",)) == {"Beta": [], "Gamma": [5.0]}
    assert chosen(text, ("$5", 0.9)) == {"Beta": [], "Gamma": []}


def test_a_round_among_the_news_gets_what_is_raised() -> None:
    text = "Acme met Beta. Acme met Gamma.\n\nIt raised $5."
    assert chosen(text, ("$5", 0.9), kind="funding", rounds=("Gamma",)) == {"Beta": [], "Gamma": [5.0]}
    assert chosen(text, ("$5", 0.9), kind="funding", rounds=("Beta", "Gamma")) == {"Beta": [], "Gamma": []}
    assert chosen(text, ("$5", 0.9), kind="royalty", rounds=("Gamma",)) == {"Beta": [], "Gamma": []}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("named", "Acme pays Beta $5."),
        ("partner", "Acme met Beta.\n\nBeta gets $5."),
        ("paragraph", "Acme met Beta. It pays $5."),
        ("document", "Acme met Beta.\n\nIt pays $5."),
    ],
)
def test_the_farther_the_surer(place: str, text: str) -> None:
    assert chosen(text, ("$5", NEEDED[place] + 0.01)) == {"Beta": [5.0]}
    assert chosen(text, ("$5", NEEDED[place] - 0.01)) == {"Beta": []}


def test_one_sum_has_one_kind_and_one_deal_one_royalty() -> None:
    text = "Acme pays Beta $5 and again $5."
    doc = read(text, "sentences", "sections")
    name_organizations(doc, "Acme", "Beta")
    places = [text.index("$5"), text.rindex("$5")]
    chances = ({"upfront": 0.6, "total": 0.4}, {"upfront": 0.1, "total": 0.9})
    doc._.amounts = [
        AmountDraft(5.0, "USD", cover(doc, place, place + 2), max(held, key=lambda kind: held[kind]),
                    kinds={"license": held})
        for place, held in zip(places, chances, strict=True)
    ] + [AmountDraft(rate, None, cover(doc, 0, 4), "royalty") for rate in (7.0, 3.0)]  # fmt: skip
    acme, beta = doc._.organizations
    deal = DealDraft(["license"], "announced", [(acme, "licensee"), (beta, "licensor")], [])
    (amounts,) = Assignment(doc, [deal], [list(doc.sents)]).amounts()
    assert {(amount.kind, amount.value) for amount in amounts} == {("total", 5.0), ("royalty", 7.0)}
