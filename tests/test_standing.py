"""How organizations stand in a document: who is a party to its news, and who only stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_steps import name_organizations, read
from spacy.tokens import Doc

from extract.pairs import pairs
from extract.speakers import Speakers
from extract.standing import Standing

LEAD = "BASEL, June 5, 2023 — Acme today announced that it has signed an agreement with Beta on the making of cells for all."
NAMES = ("Acme", "Beta", "Gamma")


def told(text: str, *names: str) -> Doc:
    doc = read(text, "glue", "sentences", "sections", "people")
    name_organizations(doc, *names)
    return doc


def features(text: str, first: str, second: str) -> set[str]:
    doc = told(text, *(name for name in NAMES if name in text))
    standing = Standing(doc, Speakers(doc))
    return next(
        set(standing.features(pair)) for pair in pairs(doc) if {pair.first.name, pair.second.name} == {first, second}
    )


def test_a_party_is_named_aloud_and_introduced() -> None:
    text = f"Acme and Beta Sign\n\n{LEAD}\n\nGamma was told of Acme.\n\nAbout Acme\nAcme makes cells.\n\nAbout Beta\nBeta makes cells too."
    party, guest = features(text, "Acme", "Beta"), features(text, "Acme", "Gamma")
    assert {"stands:other:headline", "stands:other:lead", "stands:other:introduced", "stands:both:headline", "stands:headline|headline"} <= party
    assert {"stands:other:not headline", "stands:other:not lead", "stands:other:not introduced", "stands:deep|headline"} <= guest
    assert "stands:issuer:headline" in party & guest


def test_what_a_text_tells_of_nobody_is_no_sign() -> None:
    found = features(f"{LEAD}\n\nGamma was told of Acme.", "Acme", "Gamma")
    assert {"stands:other:introduced?", "stands:other:quoted?"} <= found
    assert not {"stands:other:not introduced", "stands:other:not quoted"} & found


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("Acme said that Gamma is acting as sole placement agent for the offering.", "mostly adviser"),
        ("Acme will speak at Gamma's 27th Annual Investment Conference in May.", "mostly host"),
        ("Acme will attend the Gamma Life Sciences Summit in May.", "mostly host"),
    ],
)
def test_who_advises_or_invites_stands_beside(sentence: str, sign: str) -> None:
    found = features(f"Acme and Beta Sign\n\n{LEAD}\n\n{sentence}", "Acme", "Gamma")
    assert f"by:{sign}" in found
    plain = features(f"Acme and Beta Sign\n\n{LEAD}\n\nAcme will work with Gamma on cells.", "Acme", "Gamma")
    assert not [one for one in plain if one.startswith("by:")]


@pytest.mark.parametrize(
    ("name", "sign"),
    [("European Medicines Agency", "regulator"), ("US Patent Office", "regulator"), ("Nasdaq", "market"), ("Securities and Exchange Commission", "market")],
)
def test_regulators_and_markets_are_known_by_their_names(name: str, sign: str) -> None:
    doc = told(f"Acme News\n\nBASEL, June 5, 2023 — Acme today heard from the {name} about the cells that it makes.", "Acme", name)
    (pair,) = pairs(doc)
    assert f"by:{sign}" in set(Standing(doc, Speakers(doc)).features(pair))


def test_those_named_most_rank_first() -> None:
    text = f"Acme News\n\n{LEAD}\n\nAcme met Gamma. Acme likes Gamma. Acme knows Gamma, and Beta."
    assert "stands:other:rank=0" in features(text, "Acme", "Gamma")
    assert "stands:other:rank=1" in features(text, "Acme", "Beta")


PARTS = st.lists(
    st.sampled_from(["Acme works with Beta.", "Beta met Gamma.", "About Beta\nBeta makes cells with Acme.", "Acme, Beta and Gamma met."]),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(PARTS)
def test_every_pair_has_one_place_and_size_and_no_name(parts: list[str]) -> None:
    doc = told("\n\n".join(["Acme News Today", *parts]), *(name for name in NAMES if any(name in part for part in parts)))
    standing = Standing(doc, Speakers(doc))
    for pair in pairs(doc):
        found = set(standing.features(pair))
        assert sum("|" in one for one in found) == 1
        assert sum(one.startswith("stands:organizations=") for one in found) == 1
        assert not [one for one in found for name in NAMES if name.lower() in one.lower()]
