"""What each document teaches the decisions about deals."""

from __future__ import annotations

import pytest
from reading_steps import name_organizations, read

from extract.corpus import hard, misleading, sided, unsure, written
from extract.examples import Example
from extract.train_deals import DECISIONS, Lesson, deal_rows, lessons
from ontology.records import Deal, Organization, Party, Record

TEXT = "Acme and Beta Sign\n\nBASEL, June 5, 2023 — Acme today announced that it has licensed the cells of Beta for all of Europe."


def example(doc: str = "one") -> Example:
    read_doc = read(TEXT, "glue", "sentences", "sections", "people")
    name_organizations(read_doc, "Acme", "Beta")
    deal = Deal(
        types=("license",),
        status="announced",
        parties=(Party(organization="Acme", role="licensee"), Party(organization="Beta", role="licensor")),
    )
    organizations = (Organization(name="Acme"), Organization(name="Beta"))
    return Example(read_doc, Record(doc=doc, title=None, organizations=organizations, deals=(deal,)))


def weights(one: Example, source: str) -> dict[str, float]:
    sources: dict[str, list[Example]] = {"own": [], "real": [], "archived": []}
    sources[source].append(one)
    return {decision: weight for lesson in lessons(**sources) for decision, weight in lesson.weights.items()}


def test_real_documents_count_more_than_written_ones_for_every_decision() -> None:
    usual = next(pair[0].doc for pair in written() if pair[0].doc not in hard() | sided() | misleading())
    own, archived, real = weights(example(usual), "own"), weights(example(), "archived"), weights(example(), "real")
    assert set(own) == set(archived) == set(real) == set(DECISIONS)
    assert all(own[decision] < archived[decision] < real[decision] for decision in DECISIONS)


def test_passages_told_from_every_side_teach_roles_and_types_alone() -> None:
    assert set(weights(example(min(sided())), "own")) == {"types", "roles"}


@pytest.mark.parametrize(("document", "source"), [(min(hard()), "own"), (min(unsure()), "archived")])
def test_hard_and_unsure_documents_teach_nothing_of_deals(document: str, source: str) -> None:
    assert weights(example(document), source) == {}


def test_a_lesson_fills_the_rows_of_its_decisions() -> None:
    rows = deal_rows([Lesson(example(), {"types": 2.0, "roles": 3.0})])
    assert (rows["exists"].labels, rows["times"].labels) == ([], [])
    assert (rows["types"].labels, rows["types"].weights) == (["license"], [2.0])
    # The same question twice: is the first the licensor, is the second.
    assert (sorted(rows["roles"].labels), rows["roles"].weights) == (["left", "right"], [3.0, 3.0])
