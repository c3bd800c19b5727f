from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_steps import read

from extract.components.amounts import royalties
from extract.money import money

ALL = ("sentences", "sections", "amounts")


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$380 million", 380e6, "USD"),
        ("US$1.2 billion", 1.2e9, "USD"),
        ("USD 15m", 15e6, "USD"),
        ("€9.3M", 9.3e6, "EUR"),
        ("EUR 4,1 million", 4.1e6, "EUR"),
        ("£2.5bn", 2.5e9, "GBP"),
        ("CHF 15,000,000", 15e6, "CHF"),
        ("640 million yen", 640e6, "JPY"),
        ("100,000 dollars", 100e3, "USD"),
        ("$1.16 to $1.24 per share", 1.24, "USD"),
        ("$10-15 million", 15e6, "USD"),
        ("₹396 crore", 3.96e9, "INR"),
        ("half a million euros", 5e5, "EUR"),
    ],
)
def test_notations(text: str, value: float, currency: str) -> None:
    assert [(found[2], found[3]) for found in money(f"It paid {text} in May.")] == [(value, currency)]


@pytest.mark.parametrize("text", ["they try 2 doses", "won 3 awards", "10 percent", "25 patients", "Rule 144"])
def test_other_numbers_are_no_money(text: str) -> None:
    assert list(money(text)) == []


def test_kinds_follow_the_words_around() -> None:
    doc = read(
        "Acme will receive an upfront payment of $20 million and up to $300 million in development and sales "
        "milestones, plus royalties of up to 13% on net sales. Bravo will also make a $15 million equity investment.",
        *ALL,
    )
    kinds = {(draft.kind, draft.value) for draft in doc._.amounts}
    assert kinds == {("upfront", 20e6), ("milestone", 300e6), ("royalty", 13.0), ("equity", 15e6)}
    assert [draft.up_to for draft in doc._.amounts] == [False, True, True, False]


def test_market_size_belongs_to_no_deal() -> None:
    assert read("The global market is projected to reach $14.96 billion by 2032.", *ALL)._.amounts == []


def test_stake_is_no_royalty() -> None:
    assert list(royalties("It buys 20% of the shares and pays no royalty.")) == []


@given(
    st.integers(1, 999), st.sampled_from(["million", "m", "bn", "billion"]), st.sampled_from(["$", "€", "£", "CHF "])
)
def test_written_sums_are_read_back(number: int, scale: str, symbol: str) -> None:
    factor = 1e6 if scale.startswith("m") else 1e9
    assert [found[2] for found in money(f"{symbol}{number} {scale}")] == [number * factor]
