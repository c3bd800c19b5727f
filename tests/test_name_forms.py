from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import contract
from strategies import NAMES, anything

from extract.name_forms import acronyms_of, is_legal_form, normal

FORMS = [
    "Inc.",
    "Corp",
    "S.A.",
    "S. A.",
    "AG",
    "GmbH & Co. KG",
    "B.V.",
    "plc",
    "Holdings",
    "Group",
    "Ltd.",
    "LLC",
    "K.K.",
    "SE",
]
names = st.one_of(
    st.sampled_from(NAMES),
    anything,
    st.builds(
        " ".join,
        st.lists(st.sampled_from([*NAMES, *FORMS, "The", "the", "&", "&amp;", "Bio", "é", "’s", "'s"]), max_size=5),
    ),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Bio, Inc.", "ACME BIO"),
        ("The Acme Group", "Acme"),
        ("Acme S.A.", "Acme"),
        ("Les Laboratoires Sérvier", "les laboratoires servier"),
        ("Acme’s Center", "Acme's Center"),
        ("Acme & Beta", "Acme and Beta"),
        ("Acme &amp; Beta", "Acme and Beta"),
        ("Acme-Beta", "Acme Beta"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_a_legal_form_alone_stays() -> None:
    assert normal("Inc.") == "inc"
    assert normal("") == ""


@settings(max_examples=200)
@given(names)
def test_normal_is_plain(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", normal(name))


# An article twice, or two legal forms of which one has points, come off one at a time, as with the scorer.
@settings(max_examples=200)
@given(
    st.sampled_from(["", "The ", "the "]),
    st.lists(st.sampled_from(["Zeldon", "Bio", "É-lan", "&", "of", "3M", "Clinic’s"]), min_size=1, max_size=4),
    st.sampled_from(["", *FORMS]),
)
def test_normal_is_idempotent(article: str, words: list[str], form: str) -> None:
    once = normal(f"{article}{' '.join(words)}, {form}")
    assert normal(once) == once
    assert normal(f"{' '.join(words)} {form}".upper()) == once


@settings(max_examples=200)
@given(names)
def test_normal_does_not_see_case_or_white_space_around(name: str) -> None:
    plain = name.encode("ascii", "ignore").decode()
    if "&" not in plain:
        assert normal(f" {plain.upper()} ") == normal(plain.lower())


@settings(max_examples=400)
@given(names.filter(lambda name: "’" not in name and "&rsquo" not in name))
def test_normal_is_what_the_scorer_compares(name: str) -> None:
    assert normal(name) == contract("score").normal(name)


def test_the_scorer_and_the_pipeline_know_the_same_legal_forms() -> None:
    for form in contract("score").LEGAL:
        assert normal(f"Acme {form}") == "acme", form


def test_legal_forms_and_acronyms() -> None:
    assert all(map(is_legal_form, ["GmbH", "S.A.", "Ltd.", "plc", "KGaA", "B.V."]))
    assert not any(map(is_legal_form, ["Bio", "Pharma", "Clinic", ""]))
    assert acronyms_of(["center", "for", "cell", "therapy"]) == {"cfct", "cct"}
