from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_steps import read

from extract.components.profiles import find_parents
from extract.drafts import OrganizationDraft
from extract.name_forms import normal
from extract.resolution import resolve, ticker_after


def resolved(text: str, *names: str) -> list[OrganizationDraft]:
    """The organizations of ``text`` when these are the names that it holds; longer names win."""
    doc = read(text, "glue", "sentences")
    taken: set[int] = set()
    spans = []
    for name in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            span = doc.char_span(match.start(), match.end())
            if span is not None and not taken & set(range(span.start, span.end)):
                taken |= set(range(span.start, span.end))
                spans.append(span)
    spans.sort(key=lambda span: span.start)
    doc._.organizations = resolve(doc, [(span, 1.0) for span in spans])
    find_parents(doc)
    found: list[OrganizationDraft] = doc._.organizations
    return found


def forms(text: str, *names: str) -> list[tuple[str, set[str]]]:
    return [(draft.name, set(draft.aliases)) for draft in resolved(text, *names)]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Zeldon Biologics, Inc.", "Zeldon Biologics"),
        ("Zeldon Biologics", "Zeldon"),
        ("National Zeldon Inc.", "Zeldon"),
        ("University of Nordvik", "UN"),
        ("Nordvik Cell Institute", "NCI"),
        ("Massachusetts General Hospital", "Mass General"),
        ("ZeldonikRx Limited", "Zeldonik"),
        ("Zeldon Biologics", "ZELDON BIOLOGICS"),
    ],
)
def test_a_short_form_is_the_same_organization(long: str, short: str) -> None:
    (draft,) = resolved(f"{long} makes cells. It grew. {short} is glad.", long, short)
    assert draft.name == long
    assert draft.aliases == [short]
    assert [mention.text for mention in draft.mentions] == [long, short]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("Zeldon Cell Works (“Orvane”) grew. Orvane is glad.", "Zeldon Cell Works", "Orvane"),
        ("Zeldon Cell Works (the “Fund”) grew. Fund is glad.", "Zeldon Cell Works", "Fund"),
        ('Zeldon Cell Works (hereinafter "Orvane") grew. Orvane is glad.', "Zeldon Cell Works", "Orvane"),
        ("Zeldon Cell Works (Orvane) grew. Orvane is glad.", "Zeldon Cell Works", "Orvane"),
        ("Zeldon Cell Works (Nasdaq: ZELD) (“Orvane”) grew. Orvane is glad.", "Zeldon Cell Works", "Orvane"),
        ("Zeldon Cell Works (Nasdaq: ORVN) grew. ORVN rose.", "Zeldon Cell Works", "ORVN"),
        ("Zeldon Cell Works (formerly Orvane) grew.", "Zeldon Cell Works", "Orvane"),
        ('Zeldon Cell Works (OTC: ZELD) ("Company" or "Orvane Labs") grew.', "Zeldon Cell Works", "Orvane Labs"),
        ("Zeldon Cell Works (the “Company” or “ZCX”) grew.", "Zeldon Cell Works", "ZCX"),
    ],
)
def test_a_form_that_the_text_defines(text: str, long: str, short: str) -> None:
    (draft,) = resolved(text, long, short)
    assert draft.name == long
    assert short in draft.aliases


def test_a_ticker_is_an_alias() -> None:
    assert forms("Zeldon Bio (NYSE American: ZELD) grew.", "Zeldon Bio") == [("Zeldon Bio", {"ZELD"})]
    doc = read("Zeldon Bio® (Nasdaq: ZELD) grew in Basel (Switzerland).", "sentences")
    assert ticker_after(doc, doc[0:2]) == "ZELD"
    assert ticker_after(doc, doc[7:8]) is None


@pytest.mark.parametrize(
    ("owner", "unit"),
    [
        ("Zeldon Clinic", "Zeldon Clinic's Center for Renewal Medicine"),
        ("Zeldon Clinic", "Zeldon Clinic’s Center for Renewal Medicine"),
        ("Zeldon Hospital", "Zeldon Hospital Research Institute"),
        ("Zeldon University", "Zeldon University School of Medicine"),
        ("Zeldon", "Zeldon Ventures"),
        ("Zeldon Clinic", "Zeldon Clinic News Network"),
    ],
)
def test_a_unit_is_an_organization_of_its_own(owner: str, unit: str) -> None:
    first, second = resolved(f"{owner} grew. {unit} is new. {owner} is glad.", owner, unit)
    assert (first.name, second.name) == (owner, unit.replace("’", "'"))
    assert second.parent is first
    assert first.parent is None


def test_an_owner_that_only_the_name_of_its_unit_names_in_full() -> None:
    unit = "Nordvikshire General Hospital Research Institute"
    first, second = sorted(
        resolved(f"{unit} grew. Nord General is glad.", unit, "Nord General"), key=lambda draft: -len(draft.name)
    )
    assert first.name == unit
    assert second.name == "Nordvikshire General Hospital"
    assert second.aliases == ["Nord General"]
    assert first.parent is second


@pytest.mark.parametrize("short", ["Bulfield", "Charles Bulfield"])
def test_an_owner_whose_short_name_stands_alone(short: str) -> None:
    unit = "Charles Bulfield Hospital Research Institute"
    found = dict(forms(f"The {unit} opens. Ask {short} about it.", unit, short))
    assert found == {"Charles Bulfield Hospital": {short}, unit: set()}


def test_a_longer_name_without_a_unit_holds_no_owner() -> None:
    found = dict(forms("King's College London opens. Ask King's about it.", "King's College London", "King's"))
    assert "King's College" not in found


def test_the_short_name_of_a_unit_is_no_alias_of_the_owner() -> None:
    found = forms(
        "Zeldon Hospital runs the Zeldon Hospital Research Institute. Research Institute staff grew.",
        "Zeldon Hospital", "Zeldon Hospital Research Institute", "Research Institute",
    )  # fmt: skip
    assert found == [("Zeldon Hospital", set()), ("Zeldon Hospital Research Institute", {"Research Institute"})]


def test_names_that_differ_stay_apart() -> None:
    found = forms("Zeldon Bio, Orvane Bio and Zeldon Labs met.", "Zeldon Bio", "Orvane Bio", "Zeldon Labs")
    assert [name for name, _ in found] == ["Zeldon Bio", "Orvane Bio", "Zeldon Labs"]


def test_a_general_word_stands_for_no_name() -> None:
    found = forms("Zeldon Clinic met Orvane. Clinic grew.", "Zeldon Clinic", "Orvane", "Clinic")
    assert ("Zeldon Clinic", set()) in found


@pytest.mark.parametrize(
    ("text", "child", "parent"),
    [
        ("Orvane, a subsidiary of Zeldon Bio, grew.", "Orvane", "Zeldon Bio"),
        ("Orvane, part of Zeldon Bio, grew.", "Orvane", "Zeldon Bio"),
        ("Orvane (Basel), a wholly owned subsidiary of Zeldon Bio, grew.", "Orvane", "Zeldon Bio"),
        ("Orvane, a Zeldon Bio company, grew.", "Orvane", "Zeldon Bio"),
        ("Zeldon Bio's subsidiary Orvane grew.", "Orvane", "Zeldon Bio"),
    ],
)
def test_the_parent_that_the_text_states(text: str, child: str, parent: str) -> None:
    drafts = {draft.name: draft for draft in resolved(text, child, parent)}
    assert drafts[child].parent is drafts[parent]
    assert drafts[parent].parent is None


WORDS = [
    "Zeldon",
    "Orvane",
    "Bio",
    "Clinic",
    "Hospital",
    "Research",
    "Institute",
    "Center",
    "Inc.",
    "ZB",
    "Zeldon's",
    "General",
]
made_names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=150)
@given(st.lists(made_names, min_size=1, max_size=6))
def test_every_mention_belongs_to_one_organization_with_that_form(names: list[str]) -> None:
    text = "".join(f"Then {name} grew. " for name in names)
    drafts = resolved(text, *names)
    assert len({draft.name for draft in drafts}) == len(drafts)
    assert [draft.mentions[0].start for draft in drafts] == sorted(draft.mentions[0].start for draft in drafts)
    for draft in drafts:
        assert draft.name not in draft.aliases
        known = {normal(form) for form in draft.forms()}
        assert all(normal(mention.text) in known for mention in draft.mentions)
        above, seen = draft.parent, {id(draft)}
        while above is not None:
            assert id(above) not in seen, "an organization is its own owner"
            seen.add(id(above))
            above = above.parent
