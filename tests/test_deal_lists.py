from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reading_steps import name_organizations, read

from extract.deal_lists import evened
from extract.pairs import Pair, pairs

NAMES = ("Acme Bio", "Beta Fund", "Gamma Fund", "Delta Fund")


def found(text: str) -> list[Pair]:
    doc = read(text, "sentences", "sections")
    name_organizations(doc, *(name for name in NAMES if name in text))
    return pairs(doc)


ROUND = found("The round of Acme Bio was led by Beta Fund, Gamma Fund and Delta Fund, the three said on Monday.")


def of(names: tuple[str, str], certainties: list[float]) -> float:
    return next(
        sure for pair, sure in zip(ROUND, certainties, strict=True) if (pair.first.name, pair.second.name) == names
    )


def test_those_of_a_list_are_as_sure_as_their_mean() -> None:
    sure = [
        {"Beta Fund": 0.9, "Gamma Fund": 0.8, "Delta Fund": 0.1}[pair.second.name]
        if pair.first.name == "Acme Bio"
        else 0.05
        for pair in ROUND
    ]
    raised = evened(ROUND, sure)
    assert round(of(("Acme Bio", "Delta Fund"), raised), 6) == 0.6
    assert of(("Acme Bio", "Beta Fund"), raised) == 0.9
    assert of(("Beta Fund", "Gamma Fund"), raised) == 0.05


def test_without_a_list_nothing_changes() -> None:
    alone = found("The round of Acme Bio was led by Beta Fund.")
    assert evened(alone, [0.3]) == [0.3]


@given(st.lists(st.floats(0, 1), min_size=len(ROUND), max_size=len(ROUND)))
def test_nothing_gets_less_sure_or_surer_than_the_surest(certainties: list[float]) -> None:
    raised = evened(ROUND, certainties)
    assert all(before <= after <= max(certainties) + 1e-9 for before, after in zip(certainties, raised, strict=True))
