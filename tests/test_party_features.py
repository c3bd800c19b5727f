from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_steps import name_organizations, read
from spacy.tokens import Doc

from extract.party_features import Parties

NAMES = ("Acme Bio", "Beta Pharma")
ACME, BETA = range(2)


def told(text: str) -> Doc:
    doc = read(f"Some news of the day\n\n{text}", "glue", "sentences", "sections")
    name_organizations(doc, *(name for name in NAMES if name in doc.text))
    return doc


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Then Acme Bio will manufacture the vectors.", "does=manufacture"),
        ("Then Acme Bio was acquired by a fund.", "isdone=acquire"),
        ("Then they tested Acme Bio's lead candidate.", "owns=candidate"),
        ("Then Acme Bio (Nasdaq: ACME), a contract manufacturer of vectors, grew.", "is=manufacturer"),
        ("Then Acme Bio is a distributor of instruments.", "is=distributor"),
    ],
)
def test_what_a_document_says_of_an_organization(text: str, feature: str) -> None:
    assert feature in Parties(told(text)).features(ACME)


def test_what_is_said_far_from_the_deal_counts() -> None:
    found = Parties(told("Then Acme Bio and Beta Pharma signed. It was late. Beta Pharma is a contract manufacturer."))
    assert "is=manufacturer" in found.features(BETA)
    assert "is=manufacturer" not in found.features(ACME)


def test_the_company_is_the_one_that_the_document_is_about() -> None:
    doc = told("Acme Bio and Beta Pharma met. Acme Bio grew. As Acme Bio says, the company will distribute vectors.")
    assert "does=distribute" in Parties(doc).features(ACME)
    assert "does=distribute" not in Parties(doc).features(BETA)


def test_no_name_of_an_organization_is_a_feature() -> None:
    doc = told("Then Acme Bio, a unit of Beta Pharma, tested Beta Pharma's Acme Bio vectors for Acme Bio.")
    parties = Parties(doc)
    features = parties.features(ACME) | parties.features(BETA)
    assert features
    assert not [one for one in features if {"acme", "beta", "pharma"} & set(one.replace("=", " ").replace("~", " ").split())]


@given(st.lists(st.sampled_from([*NAMES, "'s", ",", "a", "maker", "of", "is", "makes", "(", ")", "by", "made", "and"]), max_size=25))
def test_descriptions_are_features(parts: list[str]) -> None:
    doc = told("Then " + " ".join(parts) + " .")
    parties = Parties(doc)
    for number in range(len(doc._.organizations)):
        assert parties.descriptions(number) <= parties.features(number)
    assert parties.features(len(NAMES)) == set()
