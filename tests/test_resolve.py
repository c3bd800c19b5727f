"""Which organizations are one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, anything

from kg.names import normal
from kg.resolve import Claim, resolve


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
