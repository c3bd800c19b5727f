from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_steps import name_organizations, read
from spacy.tokens import Doc

from extract.pair_features import Release, deal_features, mask
from extract.pairs import MAXIMUM_ORGANIZATIONS_IN_SENTENCE, Pair, pairs
from extract.party_features import Parties
from extract.role_features import role_features
from extract.trigger_paths import placed_triggers

LEAD = "BASEL, June 5, 2023 — Acme today announced that it has signed an agreement with Beta on the making of cells for all."


def told(text: str, *names: str) -> Doc:
    doc = read(text, "glue", "sentences", "sections")
    name_organizations(doc, *names)
    return doc


def named(doc: Doc) -> list[tuple[str, str]]:
    return [(pair.first.name, pair.second.name) for pair in pairs(doc)]


def pair_of(doc: Doc, first: str, second: str) -> Pair:
    return next(pair for pair in pairs(doc) if (pair.first.name, pair.second.name) == (first, second))


def test_a_pair_for_every_two_organizations_of_a_sentence() -> None:
    doc = told("Zeta news\n\nThen Acme, Beta and Gamma met in Basel.", "Acme", "Beta", "Gamma")
    assert named(doc) == [("Acme", "Beta"), ("Acme", "Gamma"), ("Beta", "Gamma")]
    assert {context.others for pair in pairs(doc) for context in pair.contexts} == {1}


def test_all_sentences_of_a_pair_are_its_contexts() -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}\n\nThe two, Beta and Acme, will share the costs.", "Acme", "Beta")
    contexts = pair_of(doc, "Acme", "Beta").contexts
    assert [context.section for context in contexts] == ["headline", "lead", "body"]
    assert [context.first_is_left for context in contexts] == [True, True, False]
    assert not any(context.implied for context in contexts)
    for context in contexts:
        assert context.left.end <= context.right.start
        assert context.sentence.start <= context.left.start
        assert context.right.end <= context.sentence.end


@pytest.mark.parametrize("paragraph", [
    "Forward-Looking Statements\nActual results of Acme and Gamma may differ.",
    "Media Contact\nActual people of Acme and Gamma",
    "© 2023 Acme and Gamma",
])  # fmt: skip
def test_what_stands_in_boilerplate_is_no_pair(paragraph: str) -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}\n\n{paragraph}", "Acme", "Beta", "Gamma")
    assert named(doc) == [("Acme", "Beta")]


@pytest.mark.parametrize("word", ["The company", "We", "Its team"])
def test_the_issuer_is_meant_where_the_sentence_says_so(word: str) -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}\n\n{word} will also work with Gamma on this.", "Acme", "Beta", "Gamma")
    (context,) = pair_of(doc, "Acme", "Gamma").contexts
    assert context.implied
    assert context.left.start < context.right.start
    assert pair_of(doc, "Acme", "Gamma").first_is_issuer


def test_a_quotation_does_not_imply_the_issuer_without_a_word_for_it() -> None:
    doc = told(
        f"Acme and Beta Sign\n\n{LEAD}\n\n“Gamma is great in many ways, and so was the day,” he said.",
        "Acme",
        "Beta",
        "Gamma",
    )
    assert ("Acme", "Gamma") not in named(doc)


def test_a_long_list_is_no_sentence_of_pairs() -> None:
    names = [f"Acme{number:02d}" for number in range(MAXIMUM_ORGANIZATIONS_IN_SENTENCE + 1)]
    assert named(told("List of firms\n\nMembers are " + ", ".join(names) + ".", *names)) == []


def test_features_do_not_depend_on_the_order_of_the_pair() -> None:
    doc = told(f"Acme and Beta Sign\n\n{LEAD}", "Acme", "Beta")
    pair = pair_of(doc, "Acme", "Beta")
    turned = Pair(pair.second, pair.first, pair.contexts, pair.second_is_issuer, pair.first_is_issuer, numbers=(1, 0))
    assert deal_features(Release(doc), pair) == deal_features(Release(doc), turned)


def test_features_hold_no_name_of_an_organization() -> None:
    # Otherwise a model would learn who works with whom instead of how it is said.
    doc = told(
        f"Zeldon and Orvane Sign\n\n{LEAD.replace('Acme', 'Zeldon').replace('Beta', 'Orvane')}", "Zeldon", "Orvane"
    )
    pair = pair_of(doc, "Zeldon", "Orvane")
    features = deal_features(Release(doc), pair) | role_features(doc, pair, mask(doc), "license", Parties(doc), swapped=False)
    assert not [one for one in features if "zeldon" in one.lower() or "orvane" in one.lower()]


def test_roles_seen_the_other_way_round_are_those_of_the_turned_pair() -> None:
    doc = told("Acme news\n\nThen Acme licensed the cells from Beta.", "Acme", "Beta")
    pair = pair_of(doc, "Acme", "Beta")
    straight = role_features(doc, pair, mask(doc), "license", Parties(doc), swapped=False)
    swapped = role_features(doc, pair, mask(doc), "license", Parties(doc), swapped=True)
    assert straight != swapped
    (context,) = pair.contexts
    assert placed_triggers(context) >= {("btw", "license")}


@settings(max_examples=80)
@given(st.lists(st.lists(st.sampled_from(["Acme", "Beta", "Gamma", "Delta"]), max_size=4), max_size=5))
def test_pairs_are_those_that_a_sentence_names(sentences: list[list[str]]) -> None:
    text = "Some news of the day\n\n" + " ".join(f"Then {' met '.join(names) or 'nobody'} left." for names in sentences)
    doc = told(text, *[name for name in ("Acme", "Beta", "Gamma", "Delta") if name in text])
    together = {frozenset((one, other)) for names in sentences for one in names for other in names if one != other}
    explicit = [pair for pair in pairs(doc) if any(not context.implied for context in pair.contexts)]
    assert {frozenset((pair.first.name, pair.second.name)) for pair in explicit} == together
    assert len({frozenset(pair) for pair in named(doc)}) == len(named(doc))
    for pair in pairs(doc):
        assert pair.contexts


def test_a_document_may_begin_with_the_word_company() -> None:
    doc = told("company Beta signed with Gamma in Basel.\n\nAcme is glad. Acme makes cells. Acme grows.\n\nAbout Acme\nAcme.", "Acme", "Beta", "Gamma")
    assert ("Beta", "Gamma") in named(doc)
