"""The three documents that the project was asked for come out right, by rules that do not know them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from measuring import ROOT, gold, readings, table

PERFECT = ("organizations", "pairs", "typed_pairs", "therapies", "people")
# Ordinary English, which any text may hold; the names around these words may not stand in the code.
ORDINARY = {"fda", "research institute", "mass general", "resilience", "mayo", "think tanks"}


@pytest.mark.parametrize("measure", PERFECT)
def test_f1_on_the_seeds_is_one(measure: str) -> None:
    rows, errors = table("seeds")
    told = [f"{kind}: {row}" for kind, found in errors.items() for row in found]
    assert rows[measure]["f1"] == 1.0, "\n".join(told)


@pytest.mark.parametrize("measure", ["roles", "organization_types"])
def test_every_role_and_type_on_the_seeds_is_right(measure: str) -> None:
    rows, errors = table("seeds")
    assert rows[measure]["of"] > 0
    assert rows[measure]["accuracy"] == 1.0, errors


def test_the_document_without_a_deal_has_none() -> None:
    (doc,) = (doc for doc, record in gold("seeds").items() if not record["deals"])
    assert readings("seeds")[doc].record.deals == ()


def test_all_evidence_lies_in_the_text() -> None:
    for reading in (*readings("seeds").values(), *readings("rewordings").values()):
        for span in reading.record.spans():
            assert 0 <= span.start < span.end <= len(reading.document.text)
            assert span.of(reading.document.text).strip()


def test_every_announced_deal_has_evidence_that_names_a_party() -> None:
    for reading in (*readings("seeds").values(), *readings("rewordings").values()):
        forms = {one.name: {one.name, *one.aliases} for one in reading.record.organizations}
        for deal in reading.record.deals:
            quotes = " ".join(span.of(reading.document.text) for span in deal.evidence)
            assert any(form in quotes for party in deal.parties for form in forms[party.organization])


def test_rewordings_share_no_name_with_the_seeds() -> None:
    seeds, others = (names(name) for name in ("seeds", "rewordings"))
    assert (seeds & others) <= ORDINARY


def test_no_code_knows_a_name_of_the_seeds() -> None:
    # Word lists of single ordinary words and the gazetteer of public organizations may hold them; code may not.
    wanted = sorted(names("seeds") - ORDINARY)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in wanted))
    known = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "extract").rglob("*.py"))
        for match in pattern.finditer(without_prose(path).casefold())
    ]
    assert not known, "\n".join(known)


def names(name: str) -> set[str]:
    """Every name of an organization, a person, a facility, a programme or a product of a set, case folded."""
    found: set[str] = set()
    for record in gold(name).values():
        for one in record["organizations"]:
            found |= {one["name"], *one["aliases"]}
        for kind in ("people", "programs", "facilities"):
            found |= {one["name"] for one in record[kind]}
        found |= set(record["products"])
    return {one.casefold() for one in found}


def without_prose(path: Path) -> str:
    """Source code without docstrings and comments, where names serve as examples."""
    code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text("utf-8"))
    return re.sub(r"(?m)(?:^|\s)#\s.*$", "", code)
