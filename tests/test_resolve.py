"""Which organizations are one."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, anything

from kg.known import table
from kg.names import normal
from kg.resolve import Claim, decide, resolve
from ontology.vocabularies import ORGANIZATION_TYPES


def groups(*claims: Claim) -> set[frozenset[str]]:
    return {frozenset(one.node for one in group) for group in resolve(claims)}


def one(*names: str) -> bool:
    """Whether organizations with these names (and aliases, "name|alias") are all one."""
    claims = [Claim(str(place), *_parts(name)) for place, name in enumerate(names)]
    return len(resolve(claims)) == 1


def _parts(name: str) -> tuple[str, tuple[str, ...]]:
    first, *aliases = name.split("|")
    return first, tuple(aliases)


@given(anything)
def test_normalising_twice_is_normalising_once(name: str) -> None:
    assert normal(normal(name)) in (normal(name), normal(name).replace("-", " "))


@pytest.mark.parametrize(
    ("names", "same"),
    [
        (("Novartis AG", "NOVARTIS"), True),
        (("Novo Nordisk A/S", "Novo Nordisk"), True),
        (("ETH Zürich", "ETH Zurich"), True),
        (("The Mayo Clinic", "Mayo Clinic"), True),
        (("Eli Lilly and Company", "Eli Lilly & Company"), True),
        (("Lonza Group S.p.A.", "Lonza Group"), True),
        (("U.S. Food and Drug Administration", "Food and Drug Administration"), True),
        (("National Resilience, Inc.|Resilience", "Resilience"), True),
        (("Merck & Co., Inc.|Merck", "Merck KGaA|Merck"), False),
        (("Novartis", "Novartis Gene Therapies"), False),
        (("Mayo Clinic|Mayo", "Mayo Foundation|Mayo"), False),
        (("!!!", "???"), False),
        (("Inc.", "Ltd."), False),
    ],
)
def test_names(names: tuple[str, ...], same: bool) -> None:
    assert one(*names) is same


def test_an_ambiguous_alias_joins_nothing() -> None:
    claims = [Claim("a", "Merck & Co.", ("Merck",)), Claim("b", "Merck KGaA", ("Merck",)), Claim("c", "Merck")]
    assert groups(*claims) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_a_unit_with_a_generic_name_belongs_to_its_parent() -> None:
    mayo = Claim("a", "Center for Regenerative Medicine", parent="Mayo Clinic")
    same = Claim(
        "b", "Mayo Clinic's Center for Regenerative Medicine", ("Center for Regenerative Medicine",), "Mayo Clinic"
    )
    other = Claim("c", "Center for Regenerative Medicine", parent="Boston University")
    assert groups(mayo, same, other) == {frozenset("ab"), frozenset("c")}


def grouped(*claims: Claim, partners: dict[str, set[str]] | None = None) -> set[str]:
    """The groups, each as the nodes of its members in one string."""
    known = {node: frozenset(names) for node, names in (partners or {}).items()}
    outcome = decide(claims, partners=lambda node: known.get(node, frozenset()))
    return {"".join(claim.node for claim in group.claims) for group in outcome.groups}


MERCK_US = Claim("a", "Merck & Co., Inc.", ("Merck",), location="Rahway, N.J.")
MERCK_DE = Claim("b", "Merck KGaA", ("Merck",), location="Darmstadt, Germany")


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        (Claim("c", "Merck"), {"a", "b", "c"}),
        (Claim("c", "Merck", ("MRK",)), {"ac", "b"}),
        (Claim("c", "Merck", location="Darmstadt, Germany"), {"a", "bc"}),
        (Claim("c", "Merck", location="Rahway, N.J."), {"ac", "b"}),
        (Claim("c", "MSD"), {"ac", "b"}),
        (Claim("c", "Merck Sharp & Dohme Corp."), {"ac", "b"}),
    ],
)
def test_a_short_name_of_two_goes_by_ticker_and_place(third: Claim, expected: set[str]) -> None:
    assert grouped(MERCK_US, MERCK_DE, third) == expected


def test_a_short_name_of_two_goes_by_partners() -> None:
    first, second = Claim("a", "Orvane Cell Works", ("Orvane",)), Claim("b", "Orvane Media House", ("Orvane",))
    third = Claim("c", "Orvane")
    assert grouped(first, second, third) == {"a", "b", "c"}
    assert grouped(first, second, third, partners={"a": {"zeldon"}, "c": {"zeldon"}}) == {"ac", "b"}


def test_a_short_name_of_one_is_not_given_to_another_kind_or_country() -> None:
    owner = Claim("a", "Nordvik Biosystems", ("Nordvik",), type="biotech", location="Oslo, Norway")
    assert grouped(owner, Claim("b", "Nordvik", type="pharma")) == {"ab"}
    assert grouped(owner, Claim("b", "Nordvik", type="government")) == {"a", "b"}
    assert grouped(owner, Claim("b", "Nordvik", location="Boston")) == {"a", "b"}


def test_units_and_parents_stay_two_whatever_their_aliases_say() -> None:
    parent = Claim("a", "Zeldon Clinic", ("Zeldon",))
    unit = Claim("b", "Zeldon Clinic Ventures", ("Zeldon Clinic",), parent="Zeldon Clinic")
    assert grouped(parent, unit) == {"a", "b"}
    assert grouped(Claim("a", "Novartis"), Claim("b", "Novartis Gene Therapies", ("Novartis",), "Novartis")) == {"a", "b"}
    assert grouped(Claim("a", "Gilead Sciences"), Claim("b", "Gilead Sciences K.K.", parent="Gilead Sciences, Inc.")) == {"a", "b"}


def test_former_names_and_successors() -> None:
    assert grouped(Claim("a", "MaSTherCell SA"), Claim("b", "Catalent Cell & Gene Therapy")) == {"ab"}
    assert grouped(Claim("a", "Cytiva"), Claim("b", "GE Healthcare Life Sciences")) == {"ab"}
    told = Claim("c", "Halden Bio", ("Nordvik Cell Works",))
    assert grouped(Claim("a", "Halden Bio"), Claim("b", "Nordvik Cell Works"), told) == {"abc"}


def test_legal_forms_keep_companies_of_two_countries_apart() -> None:
    german, american = Claim("a", "Orvane GmbH", location="Berlin"), Claim("b", "Orvane, Inc.", location="Boston")
    assert grouped(german, american) == {"a", "b"}
    assert grouped(Claim("a", "Orvane GmbH"), Claim("b", "Orvane, Inc.")) == {"ab"}, "nothing says where they are"


def test_initials_need_a_confirmation() -> None:
    name = "Zeldon Cell Therapy Works"
    assert grouped(Claim("a", name), Claim("b", "ZCTW")) == {"a", "b"}
    assert grouped(Claim("a", name, location="Houston"), Claim("b", "ZCTW", location="Houston")) == {"ab"}
    assert grouped(Claim("a", name), Claim("b", "ZCTW"), partners={"a": {"x"}, "b": {"x"}}) == {"ab"}


def test_one_ticker_under_like_names() -> None:
    assert grouped(Claim("a", "Orvane Bio", ("ORVN",)), Claim("b", "Orvane Biosystems", ("ORVN",))) == {"ab"}
    assert grouped(Claim("a", "Orvane Bio", ("ORVN",)), Claim("b", "Halden", ("ORVN",))) == {"a", "b"}


def test_a_public_body_without_its_place_is_joined_with_none() -> None:
    first, second = (Claim(node, "Ministry of Health", apart=f"story {node}") for node in "ab")
    assert grouped(first, second) == {"a", "b"}
    here = (Claim(node, "Ministry of Health", location="Vietnam") for node in "cd")
    assert grouped(first, second, *here) == {"a", "b", "cd"}


def test_every_decision_has_a_score_and_a_reason() -> None:
    decisions = decide([MERCK_US, MERCK_DE, Claim("c", "Merck", ("MRK",))]).decisions
    assert decisions
    assert all(0 < one.link.score <= 1 and one.link.reason for one in decisions)
    refused = decide([Claim("a", "Zeldon"), Claim("b", "Zeldon Labs", ("Zeldon",), "Zeldon")]).decisions
    assert all(not one.joined for one in refused)


def test_the_table_of_known_organizations_is_sound() -> None:
    entries = table().entries
    assert len(entries) >= 300
    for one in entries.values():
        assert one.parent is None or one.parent in entries, one.id
        assert one.type is None or one.type in ORGANIZATION_TYPES, one.id
        assert one.country is None or len(one.country) == 2, one.id
        assert set(one.identifiers) <= set(IDENTIFIERS), one.id
        for scheme, value in one.identifiers.items():
            assert re.fullmatch(IDENTIFIERS[scheme], value), (one.id, value)


IDENTIFIERS = {
    "ror": r"0[0-9a-hj-km-np-tv-z]{6}\d\d",
    "lei": r"[0-9A-Z]{18}\d\d",
    "wikidata": r"Q\d+",
    "cik": r"\d{4,10}",
    "ticker": r"[A-Z]{1,5}",
}

claims = st.lists(
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=2).map(tuple)), max_size=8
).map(lambda listed: [Claim(str(place), *one) for place, one in enumerate(listed)])


@given(claims, st.randoms(use_true_random=False))
def test_the_order_does_not_matter_and_nothing_is_lost(listed: list[Claim], chance: random.Random) -> None:
    shuffled = chance.sample(listed, len(listed))
    assert resolve(shuffled) == resolve(listed)
    assert sorted(claim.node for group in resolve(listed) for claim in group) == [claim.node for claim in listed]


@given(claims)
def test_equal_names_are_one_unless_aliases_say_otherwise(listed: list[Claim]) -> None:
    listed = [Claim(claim.node, claim.name) for claim in listed]
    home = {claim.node: place for place, group in enumerate(resolve(listed)) for claim in group}
    for first in listed:
        for second in listed:
            if first.name == second.name:
                assert home[first.node] == home[second.node]
