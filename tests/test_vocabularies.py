"""The vocabularies hold exactly the contract's ids, and everything else that a concept owes its readers."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SKOS, URIRef

from ontology.errors import VocabularyError
from ontology.records import Status
from ontology.vocabularies import (
    AMOUNT_KINDS,
    DEAL_TYPES,
    ORGANIZATION_TYPES,
    ROLES,
    STATUSES,
    THERAPY_TYPES,
    Vocabulary,
)

DATA = Path(__file__).parent / "data"
CONTRACT = {
    "therapy_types": THERAPY_TYPES,
    "deal_types": DEAL_TYPES,
    "roles": ROLES,
    "organization_types": ORGANIZATION_TYPES,
    "amount_kinds": AMOUNT_KINDS,
}
ALL = [*CONTRACT.values(), STATUSES]
NAMED_TOGETHER = [{"cell-therapy", "gene-therapy"}, {"cancer-vaccine", "mrna-vaccine"}]


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("table", CONTRACT)
def test_ids_are_those_of_the_contract_in_its_order(table: str) -> None:
    assert list(CONTRACT[table]) == [row["id"] for row in rows(table)]


def test_statuses_are_those_of_the_record() -> None:
    assert STATUSES.ids == Status.__args__  # type: ignore[attr-defined]


def test_therapies_have_the_contracts_broader_concepts_and_synonyms() -> None:
    # "device" alone misleads in running text; the first synonym is an instruction to annotators, not a label.
    left_out = {"device", "cell and gene therapy (use both children when both are named)"}
    for row in rows("therapy_types"):
        concept = row["id"]
        assert THERAPY_TYPES.broader(concept) == (row["broader"] or None)
        written = {one.casefold() for one in THERAPY_TYPES.synonyms(concept) + THERAPY_TYPES.abbreviations(concept)}
        assert {one.casefold() for one in row["also written"].split(";") if one} - left_out <= written, concept


def test_deal_types_have_the_contracts_roles() -> None:
    for row in rows("deal_types"):
        roles = DEAL_TYPES.roles(row["id"])
        assert "|".join(roles) == row["directed_roles"]
        assert DEAL_TYPES.is_directed(row["id"]) == (roles[0] != roles[1])


def test_every_role_belongs_to_a_deal_type() -> None:
    used = {role for one in DEAL_TYPES for role in DEAL_TYPES.roles(one) + DEAL_TYPES.other_roles(one)}
    assert used == set(ROLES)


@pytest.mark.parametrize("vocabulary", ALL, ids=repr)
def test_every_concept_has_label_definition_iri_and_a_place_in_the_scheme(vocabulary: Vocabulary) -> None:
    scheme = URIRef(vocabulary.scheme)
    for concept in vocabulary:
        node = vocabulary.iri(concept)
        assert vocabulary.label(concept) == vocabulary.synonyms(concept)[0]
        assert vocabulary.definition(concept)
        assert vocabulary.id(node) == concept
        at_top = vocabulary.broader(concept) is None
        assert ((node, SKOS.topConceptOf, scheme) in vocabulary.graph) == at_top
        assert ((scheme, SKOS.hasTopConcept, node) in vocabulary.graph) == at_top


@pytest.mark.parametrize("vocabulary", ALL, ids=repr)
def test_broader_and_narrower_are_inverse_and_without_a_cycle(vocabulary: Vocabulary) -> None:
    for concept in vocabulary:
        assert all(vocabulary.broader(below) == concept for below in vocabulary.narrower(concept))
        above = vocabulary.broader(concept)
        assert above is None or concept in vocabulary.narrower(above)
        assert concept not in vocabulary.ancestors(concept)


def test_a_label_means_one_therapy_unless_it_names_two() -> None:
    owners: dict[str, set[str]] = {}
    for concept in THERAPY_TYPES:
        for label in THERAPY_TYPES.synonyms(concept) + THERAPY_TYPES.abbreviations(concept):
            owners.setdefault(label.casefold(), set()).add(concept)
    doubled = {label: found for label, found in owners.items() if len(found) > 1}
    assert {"cell and gene therapy", "cgt", "mrna cancer vaccine"} <= set(doubled)
    assert all(found in NAMED_TOGETHER for found in doubled.values()), doubled


@pytest.mark.parametrize("vocabulary", ALL, ids=repr)
@given(text=st.text(max_size=20))
def test_any_other_id_is_refused_in_one_line_that_names_it(vocabulary: Vocabulary, text: str) -> None:
    if text in vocabulary:
        assert vocabulary.check(text) == text
        return
    with pytest.raises(VocabularyError) as refusal:
        vocabulary.check(text)
    assert repr(text) in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "near"), [("CAR T", "'car-t'"), ("siRNA", "'rnai'"), ("vacine", "'vaccine'"), ("LNPs", "'drug-delivery'")]
)
def test_a_refusal_names_the_nearest_id_by_synonym_or_spelling(text: str, near: str) -> None:
    with pytest.raises(VocabularyError, match=f"did you mean {near}"):
        THERAPY_TYPES.check(text)


def test_a_refusal_names_all_ids_when_none_is_near() -> None:
    with pytest.raises(VocabularyError, match="expected one of announced, expanded, completed, terminated, prior"):
        STATUSES.check("xyzzy")


@pytest.mark.parametrize(
    "iri", ["https://example.org/role/partner", str(THERAPY_TYPES.iri("vaccine")), ROLES.namespace]
)
def test_an_iri_of_something_else_is_no_role(iri: str) -> None:
    with pytest.raises(VocabularyError):
        ROLES.id(iri)


def test_no_vocabulary_is_parsed_and_rdflib_is_not_loaded_before_it_is_asked() -> None:
    program = "import sys, ontology, ontology.vocabularies; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
