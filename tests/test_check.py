"""``Store.check``: silent on sound stores, and it finds what is planted."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tellings import appointed, told

from kg import ids, terms
from kg.store import Store
from kg.transaction import replace_quads
from ontology.records import Reading

DOC = NamedNode(ids.document("servier-masthercell"))


@pytest.fixture
def store() -> Store:
    filled = Store()
    filled.ingest([appointed(), told("b", "Mayo Clinic", "Servier", deal="license")])
    return filled


def here(name: str) -> NamedNode:
    return NamedNode(ids.local(DOC.value, name))


def change(store: Store, subject: NamedNode, predicate: NamedNode, *values: NamedNode | Literal) -> None:
    """Plant other values for a property in the document's graph."""
    old = set(store.quads.quads_for_pattern(subject, predicate, None, DOC))
    replace_quads(store.quads, old, {Quad(subject, predicate, value, DOC) for value in values})


def problems(store: Store) -> str:
    return "\n".join(f"{one.where}: {one.problem}" for one in store.check())


def test_sound_stores_have_no_violation(store: Store, gold_readings: list[Reading]) -> None:
    assert store.check() == []
    store.ingest(gold_readings[:10])
    assert store.check() == []


@pytest.mark.parametrize(
    ("subject", "predicate", "values", "problem"),
    [
        ("org-1-mention-1-quote", terms.EXACT, [Literal("Pfizer!")], "The quote is not what stands at its place"),
        ("org-1-mention-1-position", terms.END, [Literal(9_000)], "The offsets do not lie within the text"),
        ("org-1-mention-1-position", terms.START, [Literal(9_000)], "A mention starts (oa:start) before it ends"),
        ("org-1-mention-1", terms.ANNOTATION_BODY, [here("org-9")], "A mention speaks of something"),
        ("org-1", terms.LABEL, [], "A named thing has exactly one name"),
        ("org-1", terms.ORGANIZATION_TYPE, [DOC], "An organization's type"),
        ("deal-1", terms.STATUS, [], "A deal has exactly one status"),
        ("deal-1", terms.CONFIDENCE, [Literal("2", datatype=terms.term("xsd:decimal"))], "A deal's confidence"),
        ("deal-1-party-1", terms.ROLE, [], "A party has exactly one role"),
    ],
)
def test_what_is_wrong_in_a_document_is_found(
    store: Store, subject: str, predicate: NamedNode, values: list[NamedNode | Literal], problem: str
) -> None:
    change(store, here(subject), predicate, *values)
    store.rebuild()
    assert f"servier-masthercell: {problem}" in problems(store)


def test_a_reference_to_nothing_is_found(store: Store) -> None:
    change(store, here("deal-1-party-1"), terms.HAS_ORGANIZATION, here("org-7"))
    found = problems(store)
    assert "servier-masthercell: A party has exactly one organization" in found
    assert "facts: They cannot be derived: <" in found


def test_another_text_is_found(store: Store) -> None:
    change(store, DOC, terms.TEXT, Literal("Something else altogether. " * 9))
    found = problems(store)
    assert "The text does not have the checksum" in found
    assert "The quote is not what stands at its place" in found


def test_facts_that_do_not_follow_are_found(store: Store) -> None:
    pfizer = NamedNode(ids.organization("pfizer"))
    store.quads.add(Quad(pfizer, terms.TYPE, terms.ORGANIZATION))
    assert f"{pfizer.value}: A thing stands in the facts though no document tells of it" in problems(store)
    assert f"{pfizer.value}: A fact does not follow from the documents" in problems(store)
    assert store.rebuild()
    assert store.check() == []


def test_missing_facts_and_missing_evidence_are_found(store: Store) -> None:
    gone = set(store.quads.quads_for_pattern(None, None, None, DOC))
    deal = store.query("deals-of", organization="MaSTherCell").column("deal")[0]
    replace_quads(store.quads, gone, ())
    assert f"{deal}: A fact points to evidence that no document holds" in problems(store)
    store.quads.update("CLEAR DEFAULT")
    assert "A fact that follows from the documents is missing" in problems(store)
