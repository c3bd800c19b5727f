"""The gold of organization resolution, and how well groups agree with it.

``data/organizations_gold.csv`` lists mentions of the demo, of the written sets (names that return, and names easily
taken for others) and, as names and facts only, of real news; ``entity`` says which mentions are one organization.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.claims import Claim

GOLD = Path(__file__).parent / "data" / "organizations_gold.csv"


def gold() -> dict[Claim, str]:
    """Every mention as a claim, with its entity."""
    with GOLD.open(encoding="utf-8", newline="") as opened:
        return {
            Claim(
                node=f"{row['set']}/{row['doc']}#{row['name']}",
                name=row["name"],
                aliases=tuple(sorted(one for one in row["aliases"].split("|") if one)),
                parent=row["parent"] or None,
                type=row["type"] or None,
                location=row["location"] or None,
            ): row["entity"]
            for row in csv.DictReader(opened)
        }


def b_cubed(groups: Iterable[Iterable[str]], entities: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1: of each mention, how much of its group is its entity, and of its entity its group."""
    sizes = Counter(entities.values())
    precision = recall = 0.0
    for group in map(list, groups):
        counted = Counter(entities[node] for node in group)
        precision += sum(n * n / len(group) for n in counted.values())
        recall += sum(n * n / sizes[entity] for entity, n in counted.items())
    precision, recall = precision / len(entities), recall / len(entities)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairs(groups: Iterable[Iterable[str]], entities: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall over pairs of mentions."""

    def choose(n: int) -> int:
        return n * (n - 1) // 2

    listed = [list(group) for group in groups]
    joined = sum(choose(len(group)) for group in listed)
    right = sum(choose(n) for group in listed for n in Counter(entities[node] for node in group).values())
    wanted = sum(map(choose, Counter(entities.values()).values()))
    return right / joined, right / wanted
