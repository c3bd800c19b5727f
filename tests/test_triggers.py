from __future__ import annotations

import pytest
from hypothesis import given, settings
from strategies import messy_texts

from extract.triggers import triggers


def groups(text: str) -> set[str]:
    return {group for _, group in triggers(text)}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Acme licensed the cells from Beta", "license"),
        ("Acme out-licenses its cells", "license"),
        ("exclusive rights to the cells", "rights"),
        ("Acme has an option to buy", "option"),
        ("Acme acquires Beta", "acquire"),
        ("the merger of Acme and Beta", "merge"),
        ("Acme invested in Beta", "invest"),
        ("Acme raised $5 million", "raise"),
        ("a grant from the institute", "fund"),
        ("Beta will manufacture the cells", "manufacture"),
        ("Acme will supply the vials", "supply"),
        ("Acme will distribute the device", "distribute"),
        ("a clinical trial of the cells", "trial"),
        ("a research collaboration", "collaborate"),
        ("Acme partners with Beta", "partner"),
        ("a memorandum of understanding", "memorandum"),
        ("Acme expands the pact", "expand"),
        ("Acme terminated the pact", "end"),
        ("Acme sued Beta in a lawsuit", "lawsuit"),
        ("a competitor of Acme", "compete"),
    ],
)
def test_word_of_a_group(text: str, group: str) -> None:
    assert group in groups(text)
    assert group in groups(text.upper())


@pytest.mark.parametrize("text", ["", "Acme makes cells.", "The sublime weather of Basel"])
def test_no_trigger(text: str) -> None:
    assert not groups(text) & {"license", "acquire", "merge", "invest", "partner", "collaborate"}


def test_what_has_long_been_there_is_not_being_set_up() -> None:
    assert "agreement" in groups("Acme established a venture")
    assert "agreement" not in groups("the long-established Center")


@settings(max_examples=60)
@given(messy_texts)
def test_triggers_start_a_word_of_the_text(text: str) -> None:
    lowered = text.lower()
    for offset, group in triggers(text):
        assert 0 <= offset < len(lowered)
        assert group
        assert offset == 0 or not (lowered[offset - 1].isalnum() and lowered[offset].isalnum())
