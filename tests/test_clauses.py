from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reading_steps import name_organizations, read

from extract.clauses import SLOT, Clauses, clauses

NAMES = ("Acme Bio", "Beta Pharma", "Gamma Labs", "Delta")


def short(text: str) -> Clauses:
    doc = read(text, "sentences")
    name_organizations(doc, *NAMES)
    names = {mention.start: (mention.end, number) for number, one in enumerate(doc._.organizations) for mention in one.mentions}
    return clauses(next(iter(doc.sents)), names)


def words(text: str) -> str:
    return " ".join(short(text).words)


def test_brackets_descriptions_and_datelines_are_left_out() -> None:
    told = "BOSTON, June 3, 2024 – Acme Bio (Nasdaq: ACME), a maker of vectors for Delta, today signed with Beta Pharma."
    assert words(told) == "@ today signed with @ ."


def test_a_description_that_nothing_follows_is_left_out_only_without_names() -> None:
    assert words("They chose Acme Bio, a maker of vectors, for quality.") == "they chose @ for quality ."
    assert words("They chose Acme Bio, a unit of Beta Pharma, for quality.") == "they chose @ , a unit of @ , for quality ."


def test_a_list_of_names_is_one_slot() -> None:
    found = short("Acme Bio, Beta Pharma (NYSE: BET) and Gamma Labs met Delta.")
    assert found.words == ["@", "met", "@", "."]
    assert [slot.numbers for slot in found.slots] == [[0, 1, 2], [3]]


def test_and_closes_a_list() -> None:
    found = short("With Acme Bio and Beta Pharma, Delta grows.")
    assert [slot.numbers for slot in found.slots] == [[0, 1], [3]]


def test_a_subsidiary_stands_beside_its_parent() -> None:
    assert [slot.numbers for slot in short("Acme Bio and its wholly owned subsidiary Delta met Beta Pharma.").slots] == [[0, 3], [1]]


def test_a_hyphenated_word_is_one_word() -> None:
    assert words("A for-profit, late-stage company met Delta.") == "a for-profit , late-stage company met @ ."


def governors(text: str) -> list[str]:
    return [slot.governor for slot in short(text).slots]


def test_a_slot_hangs_on_the_preposition_that_leads_to_it() -> None:
    assert governors("Acme Bio works with the Danish company Beta Pharma for Delta.") == ["", "with", "for"]
    assert governors("It was funded by a family company, Acme Bio.") == ["by"]
    assert governors("In 2019, Acme Bio grew.") == [""]


def test_examples_hang_on_what_they_are_examples_of() -> None:
    assert governors("They signed with several centres, including Acme Bio.") == ["with"]
    assert governors("Its partners include Acme Bio.") == ["include"]


@given(st.lists(st.sampled_from([*NAMES, "signed", "with", "and", ",", "a", "company", "including", "(", ")", "–", "'s", ".", "which"]), max_size=25))
def test_every_slot_is_a_word_and_every_number_a_name(parts: list[str]) -> None:
    text = " ".join(parts) or "none"
    found = short(text)
    assert [place for place, word in enumerate(found.words) if word == SLOT] == [slot.place for slot in found.slots]
    assert all(0 <= number < len(NAMES) for slot in found.slots for number in slot.numbers)
