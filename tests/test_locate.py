"""Names in a text: whole words, the longest first, without overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, messy_texts

from extract.locate import locate


def where(text: str, *names: str) -> list[str]:
    return [text[one.start : one.end] for one in locate(text, {name: [name] for name in names})]


def test_only_whole_words_count() -> None:
    assert where("Mercks Merck, Merck's", "Merck") == ["Merck", "Merck"]
    assert where("ASICS and SIC", "SIC") == ["SIC"]
    assert where("Merck & Co., Inc. said", "Merck & Co., Inc.") == ["Merck & Co., Inc."]


def test_the_longest_name_wins() -> None:
    text = "Mayo Clinic's Center for Cells and Mayo"
    found = locate(text, {"unit": ["Mayo Clinic's Center for Cells"], "whole": ["Mayo Clinic", "Mayo"]})
    assert [one.key for one in found] == ["unit", "whole"]


def test_spaces_apostrophes_and_the_case_of_headlines_may_differ() -> None:
    assert where("Mayo\u00a0Clinic’s\nCenter", "Mayo Clinic's Center") == ["Mayo\u00a0Clinic’s\nCenter"]
    assert where("LONZA SIGNS", "Lonza") == ["LONZA"]
    # What stands as it is written is not sought in another case: "resilience" is a word.
    assert where("Resilience needs resilience", "Resilience") == ["Resilience"]


@given(messy_texts, st.lists(st.sampled_from(NAMES)))
def test_places_are_in_order_and_do_not_overlap(text: str, names: list[str]) -> None:
    found = locate(text, {name: [name] for name in names})
    for one, two in zip(found, found[1:], strict=False):
        assert one.end <= two.start
    for one in found:
        assert (
            "".join(text[one.start : one.end].split()).casefold()
            == "".join(one.key.split()).replace("’", "'").casefold()
        )


def test_no_names_are_nowhere() -> None:
    assert locate("Lonza", {}) == []
    assert locate("Lonza", {1: ["", " "]}) == []
