"""Classes of words: learnt from plain text, the same for words that are used alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.train_words import tokens, train_words
from extract.word_classes import coarse, fine

SUBJECTS = ("acme", "beta", "gamma", "delta")
VERBS = ("acquires", "licenses", "buys", "sells")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    frame = "today {} {} a vector from the north , and nobody said why ."
    return [frame.format(subject, verb) for subject in SUBJECTS for verb in VERBS] * 20


def test_the_same_texts_give_the_same_file(texts: list[str], tmp_path: Path) -> None:
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    count = train_words(texts, one)
    assert count == len({word for text in texts for word in tokens(text)})
    assert train_words(texts, other) == count
    assert one.read_bytes() == other.read_bytes()
    with np.load(one, allow_pickle=False) as data:
        words = data["words"].tobytes().decode("utf-8").split("\n")
        assert set(SUBJECTS + VERBS) <= set(words)
        assert len(data["coarse"]) == len(data["fine"]) == count


def test_rare_words_have_no_class(texts: list[str], tmp_path: Path) -> None:
    assert train_words([*texts, "hapax legomenon"], tmp_path / "one.npz") == train_words(texts, tmp_path / "other.npz")


@given(st.text())
def test_tokens_are_lower_case_and_without_spaces(text: str) -> None:
    for token in tokens(text):
        assert token == token.lower()
        assert token
        assert not token.isspace()


def test_the_shipped_classes_know_the_words_of_the_trade() -> None:
    known = ("acquires", "license", "manufacturing", "hospital", "therapeutics")
    assert all(coarse(word) >= 0 and fine(word) >= 0 for word in known)
    assert fine("pharmaceuticals") == fine("therapeutics")
    assert (coarse("qqqzzz"), fine("qqqzzz")) == (-1, -1)
