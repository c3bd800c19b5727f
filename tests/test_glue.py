from __future__ import annotations

import pytest
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


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("CAMBRIDGE, Mass.--(BUSINESS WIRE)--Acme Bio", "CAMBRIDGE , Mass. -- ( BUSINESS WIRE ) -- Acme Bio"),
        ("May 5 /PRNewswire/--Acme Bio", "May 5 /PRNewswire/ -- Acme Bio"),
        ("Acme Bio, Inc.(“Acme”) said", "Acme Bio , Inc. ( “ Acme ” ) said"),
        ("Orvane Inc.(Nasdaq: ORV)", "Orvane Inc. ( Nasdaq : ORV )"),
        ("so he said.“Acme is", "so he said . “ Acme is"),
        ("our state-of-the-art Zavrinto(R) pen", "our state - of - the - art Zavrinto(R ) pen"),
    ],
)
def test_what_is_stuck_together_is_parted(text: str, tokens: str) -> None:
    doc = read(text, "glue")
    assert " ".join(token.text for token in doc) == tokens
    assert doc.text == text


@given(st.text(max_size=200))
def test_offsets_never_move(text: str) -> None:
    cleaned = without_stray_letters(text)
    assert len(cleaned) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, cleaned, strict=True))
