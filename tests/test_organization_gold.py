"""Organizations across documents, measured against the gold."""

from __future__ import annotations

import random

import pytest
from resolution_gold import b_cubed, gold, pairs

from kg.claims import Claim
from kg.known import Table
from kg.resolve import decide

GOLD = gold()
ENTITIES = {claim.node: entity for claim, entity in GOLD.items()}
HEADER = "id,name,names,former,shared,type,country,parent,identifiers\n"


def grouped(claims: list[Claim], known: Table | None = None) -> list[list[str]]:
    return [[claim.node for claim in group.claims] for group in decide(claims, known=known).groups]


def test_the_gold_is_large_and_holds_hard_cases() -> None:
    assert len(GOLD) >= 500
    returning = {entity for entity in ENTITIES.values() if list(ENTITIES.values()).count(entity) > 1}
    assert len(returning) >= 150


@pytest.mark.parametrize("part", ["", "demo/", "train/", "authored/"])
def test_mentions_of_one_organization_are_together(part: str) -> None:
    claims = [claim for claim in GOLD if claim.node.startswith(part)]
    groups = grouped(claims)
    entities = {claim.node: GOLD[claim] for claim in claims}
    assert b_cubed(groups, entities)[2] >= 0.95
    assert pairs(groups, entities)[0] >= 0.99


def test_without_the_table_of_known_organizations_precision_stays() -> None:
    groups = grouped(list(GOLD), Table(HEADER))
    assert pairs(groups, ENTITIES)[0] >= 0.99
    assert b_cubed(groups, ENTITIES)[2] >= 0.9


def test_the_order_does_not_matter() -> None:
    claims = list(GOLD)
    expected = grouped(claims)
    for seed in range(3):
        assert grouped(random.Random(seed).sample(claims, len(claims))) == expected
