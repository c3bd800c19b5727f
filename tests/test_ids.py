"""IRIs: readable, valid and different for different things."""

from __future__ import annotations

import pytest
from hypothesis import given
from pyoxigraph import NamedNode
from strategies import anything

from kg import ids
from kg.names import normal
from ontology.errors import RecordError


@given(anything.filter(bool))
def test_a_document_id_comes_back_from_its_iri(doc: str) -> None:
    iri = ids.document(doc)
    assert ids.document_id(NamedNode(iri).value) == doc
    assert ids.document_id(ids.local(iri, "org-1")) == doc
    assert ids.document_of(ids.local(iri, "deal-1-party-2")) == iri


@given(anything, anything)
def test_different_keys_have_different_iris(one: str, two: str) -> None:
    same = normal(one) == normal(two)
    assert (ids.organization(normal(one)) == ids.organization(normal(two))) is same
    assert NamedNode(ids.organization(normal(one)))


def test_the_order_of_parties_does_not_matter() -> None:
    parties = [ids.organization(name) for name in ("servier", "masthercell", "servier")]
    assert ids.deal(parties, "license") == ids.deal(reversed(parties), "license")
    assert ids.deal(parties, "license") != ids.deal(parties, "option")


def test_deals_of_many_parties_have_short_and_different_iris() -> None:
    many = [ids.organization(f"member number {number}") for number in range(40)]
    assert len(ids.deal(many, "funding")) < 250
    assert ids.deal(many, "funding") != ids.deal(many[:-1], "funding")


@pytest.mark.parametrize("doc", ["", "\ud800"])
def test_an_impossible_document_id_is_refused(doc: str) -> None:
    with pytest.raises(RecordError, match="document id"):
        ids.document(doc)
