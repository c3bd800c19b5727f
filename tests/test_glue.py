from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reading_steps import read

from extract.components.glue import without_stray_letters


def test_stray_letter_becomes_a_token_of_its_own() -> None:
    doc = read("IAnna Berger, CBO at Acme, said so.", "glue")
    assert [token.text for token in doc[:3]] == ["I", "Anna", "Berger"]
    assert doc.text == "IAnna Berger, CBO at Acme, said so."


def test_pronouns_and_abbreviations_stay() -> None:
    text = "I think IBM and Ipsen agree.\nInnovation is key."
    assert without_stray_letters(text) == text


@given(st.text(max_size=200))
def test_offsets_never_move(text: str) -> None:
    cleaned = without_stray_letters(text)
    assert len(cleaned) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, cleaned, strict=True))
