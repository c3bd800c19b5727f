from __future__ import annotations

import pytest
from hypothesis import given, settings
from reading_steps import read
from strategies import messy_texts

from extract.components.sentences import sentence_starts


def sentences(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in read(text, "sentences").sents if sentence.text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Acme Inc. and Beta Corp. of Rochester, Minn. signed today.",
        "Dr. Jane Dorr, Ph.D. of Acme said yes.",
        "Gregory J. Gores and J. P. Morgan met.",
        "Acme S.p.A. joined Beta N.V. in the U.S. market.",
        "Acme raised approx. $1.5 million vs. plan.",
        "Patents No. 5 and No. 6 were granted on Jan. 5 in Cambridge, Mass. to Acme.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Acme signed.", "Beta followed."],
        ["Acme works with Beta Inc.", "The deal is large."],
        ["Is it so?", "Yes!", "“Very much so.”", "Acme said it."],
        ["He said “yes.”", "She said no."],
        ["Acme sold it for $1.", "Beta bought it."],
        ["Acme grew (a lot).", "Beta did not."],
        ["Acme is hiring...", "Beta is not."],
        ["Ørsted bought Acme.", "Österreich followed."],
    ],
)
def test_a_full_stop_ends_a_sentence(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", " \n \t\n ", "    "])
def test_a_paragraph_ends_a_sentence_without_a_full_stop(gap: str) -> None:
    assert sentences(f"About Acme{gap}acme makes cells") == ["About Acme", "acme makes cells"]


def test_nothing_has_no_sentence() -> None:
    assert len(read("", "sentences")) == 0
    assert sentences(" \n ") == []


@settings(max_examples=60)
@given(messy_texts)
def test_starts_are_in_order_and_in_the_text(text: str) -> None:
    starts = list(sentence_starts(text))
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= len(text)


@settings(max_examples=60)
@given(messy_texts)
def test_every_token_is_in_one_sentence(text: str) -> None:
    doc = read(text, "sentences")
    assert [token.i for sentence in doc.sents for token in sentence] == list(range(len(doc)))
    # White space opens no sentence, but for the white space that opens the text.
    assert not any(sentence[0].is_space for sentence in list(doc.sents)[1:])
