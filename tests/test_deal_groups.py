from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_steps import name_organizations, read

from extract.deal_confidence import calibrated
from extract.deal_groups import Judgement, draft_of, group, with_news
from extract.pairs import Pair, pairs

TEXT = (
    "Money news\n\nAcme raised money from Fir and Gum and Oak. Acme thanks Elm. Oak put money into Beta. Then Acme, Beta and Gamma formed a consortium. "
    "Acme also works with Beta. Delta works with Gamma."
)
NAMES = ("Acme", "Beta", "Gamma", "Delta", "Fir", "Gum", "Oak", "Elm")


def found() -> dict[tuple[str, str], Pair]:
    doc = read(TEXT, "sentences", "sections")
    name_organizations(doc, *NAMES)
    return {(pair.first.name, pair.second.name): pair for pair in pairs(doc)}


def judged(
    pair: Pair,
    kind: str = "research",
    roles: tuple[str, str] = ("partner", "partner"),
    *,
    prior: bool = False,
    sure: float = 0.9,
) -> Judgement:
    return Judgement(pair, (kind,), roles, prior, sure)


def parties(groups: list[list[Judgement]]) -> list[list[tuple[str, str]]]:
    return [[(draft.name, role) for draft, role in draft_of(members).parties] for members in groups]


def test_all_investors_of_a_round_are_one_deal() -> None:
    pair = found()
    sides = ("investee", "investor")
    groups = group([judged(pair["Acme", name], "investment", sides) for name in ("Fir", "Gum", "Oak")])
    assert parties(groups) == [[("Acme", "investee"), ("Fir", "investor"), ("Gum", "investor"), ("Oak", "investor")]]


def test_the_investors_of_the_round_that_is_the_news_need_no_sentence_in_common() -> None:
    pair, sides = found(), ("investee", "investor")
    announced = [judged(pair["Acme", name], "investment", sides) for name in ("Fir", "Elm")]
    assert len(group(announced)) == 1
    older = [judged(pair["Acme", name], "investment", sides, prior=True) for name in ("Fir", "Elm")]
    assert len(group(older)) == 2
    grants = [judged(pair["Acme", name], "funding", ("recipient", "funder")) for name in ("Fir", "Elm")]
    assert len(group(grants)) == 2


def test_one_investor_of_two_companies_has_joined_two_rounds() -> None:
    pair = found()
    one = judged(pair["Acme", "Oak"], "investment", ("investee", "investor"))
    other = judged(pair["Beta", "Oak"], "investment", ("investee", "investor"))
    assert len(group([one, other])) == 2


def test_partners_of_a_consortium_are_one_deal_when_all_are_linked() -> None:
    pair = found()
    links = [
        judged(pair[two], "strategic-alliance") for two in (("Acme", "Beta"), ("Acme", "Gamma"), ("Beta", "Gamma"))
    ]
    assert [{name for name, _ in one} for one in parties(group(links))] == [{"Acme", "Beta", "Gamma"}]


def test_two_agreements_of_one_party_are_two_deals() -> None:
    pair = found()
    links = [judged(pair[two], "strategic-alliance") for two in (("Acme", "Beta"), ("Acme", "Gamma"))]
    assert len(group(links)) == 2


def test_deals_of_other_types_times_or_roles_stay_apart() -> None:
    pair = found()
    one = judged(pair["Acme", "Fir"], "investment", ("investee", "investor"))
    others = [
        judged(pair["Acme", "Gum"], "funding", ("recipient", "funder")),
        judged(pair["Acme", "Gum"], "investment", ("investee", "investor"), prior=True),
        judged(pair["Acme", "Gum"], "investment", ("investor", "investee")),
    ]
    for other in others:
        assert len(group([one, other])) == 2


def test_deals_without_a_sentence_in_common_stay_apart() -> None:
    pair = found()
    assert len(group([judged(pair["Acme", "Beta"], "investment"), judged(pair["Gamma", "Delta"], "investment")])) == 2


def test_the_draft_is_as_sure_as_its_surest_pair_and_keeps_the_first_types() -> None:
    pair = found()["Acme", "Beta"]
    types = ("manufacturing", "supply", "license")
    draft = draft_of(
        [
            Judgement(pair, types, ("client", "provider"), True, 0.6),
            Judgement(pair, ("option",), ("client", "provider"), True, 0.8),
        ]
    )
    assert (draft.types, draft.status, draft.confidence) == (list(types), "prior", calibrated(0.8, prior=True))
    assert draft.evidence == []


def test_who_is_named_beside_the_news_is_news_too() -> None:
    pair = found()
    pair["Acme", "Beta"].first_is_issuer = pair["Acme", "Gamma"].first_is_issuer = True
    told = [Judgement(pair["Acme", name], ("partner",), ("partner", "partner"), 0.8, 0.9, spoken_of=True) for name in ("Beta", "Gamma")]
    elsewhere = Judgement(pair["Gamma", "Delta"], ("partner",), ("partner", "partner"), 0.7, 0.9)
    assert [one.prior for one in with_news([*told, elsewhere])] == [False, False, True]
    sure = [replace(one, history=0.95) for one in told]
    assert all(one.prior for one in with_news(sure))


def test_nothing_judged_is_no_deal() -> None:
    assert group([]) == []


@settings(max_examples=80)
@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.sampled_from(["investment", "research"]), st.booleans()),
        max_size=8,
        unique_by=lambda row: row[0],
    )
)
def test_every_judgement_is_in_one_deal_and_each_party_has_one_role(rows: list[tuple[int, str, bool]]) -> None:
    known = list(found().values())
    judgements = [
        judged(
            known[number % len(known)],
            kind,
            ("investee", "investor") if kind == "investment" else ("partner", "partner"),
            prior=prior,
        )
        for number, kind, prior in rows
    ]
    groups = group(judgements)
    assert sorted(id(one) for members in groups for one in members) == sorted(map(id, judgements))
    for members in groups:
        draft = draft_of(members)
        assert len({id(party) for party, _ in draft.parties}) == len(draft.parties) >= 2
        assert len({(one.types[0], one.prior) for one in members}) == 1
        for one, other in combinations(members, 2):
            in_round = one.types[0] == "investment" and not one.prior
            assert in_round or one.sentences() & other.sentences()
