from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.gazetteer import KnownOrganization, is_abbreviation, known, normalised, organizations
from ontology import vocabularies

DATA = Path(__file__).parent / "data"
LEXICON = files("extract") / "lexicon"
COUNTRY = re.compile(r"[A-Z]{2}")


def words_of(name: str) -> list[str]:
    return (LEXICON / name).read_text(encoding="utf-8").splitlines()


def ordinary_words() -> list[str]:
    """Words of the language, none of which is the name of anybody by itself."""
    return (DATA / "ordinary_words.txt").read_text(encoding="utf-8").splitlines()


def test_types_are_concepts_of_the_ontology() -> None:
    assert {organization.type for organization in organizations()} <= set(vocabularies.ORGANIZATION_TYPES.ids)


def test_no_organization_stands_twice() -> None:
    counts = Counter(normalised(organization.name) for organization in organizations())
    assert [name for name, count in counts.items() if count > 1 or not name] == []


def test_no_form_belongs_to_two_organizations() -> None:
    owners: dict[str, set[str]] = {}
    for organization in organizations():
        for form in (organization.name, *organization.aliases):
            key = form if is_abbreviation(form) else normalised(form)
            owners.setdefault(key, set()).add(organization.name)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_parents_are_organizations_of_the_gazetteer_and_have_no_circle() -> None:
    parents = {organization.name: organization.parent for organization in organizations()}
    for name in parents:
        above: list[str] = []
        parent = parents[name]
        while parent is not None:
            assert parent in parents, f"{name}: parent {parent} is not in the gazetteer"
            assert parent not in above
            above.append(parent)
            parent = parents[parent]


def test_fields_have_their_shape() -> None:
    for organization in organizations():
        assert organization.country is None or COUNTRY.fullmatch(organization.country), organization
        for form in (organization.name, *organization.aliases):
            assert form == form.strip(), organization
            assert len(form) > 1, organization
            assert not set(form) & set('|;~<>"\t'), organization


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Novartis AG", "pharma"),
        ("GSK", "pharma"),
        ("MaSTherCell S.A.", "cdmo"),
        ("Mass General", "hospital"),
        ("Boston Children’s Hospital", "hospital"),
        ("École Polytechnique Fédérale de Lausanne", "university"),
        ("ecole polytechnique federale de lausanne", "university"),
        ("The Rockefeller University", "university"),
        ("U.S. Food and Drug Administration", "government"),
    ],
)
def test_known_organization_has_its_type(name: str, expected: str) -> None:
    found = known(name)
    assert found is not None
    assert found.type == expected


@pytest.mark.parametrize("name", ["who", "mit", "Nice", "Zylanthera Biologics", "", "..."])
def test_words_and_unknown_names_are_not_known(name: str) -> None:
    assert known(name) is None


@given(st.sampled_from(organizations()))
def test_case_and_legal_form_do_not_matter(organization: KnownOrganization) -> None:
    assert known(f"{organization.name.upper()}, Inc.") == organization


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once or once.split()[0] == "the"


def test_places_have_their_columns_and_stand_once() -> None:
    rows = list(csv.reader(words_of("places.csv")))
    assert rows[0] == ["name", "country", "kind", "aliases", "demonym"]
    assert all(len(row) == 5 for row in rows)
    assert {row[2] for row in rows[1:]} == {"continent", "country", "region", "city"}
    assert [row for row in rows[1:] if row[1] and not COUNTRY.fullmatch(row[1])] == []
    assert len({(row[0], row[1]) for row in rows[1:]}) == len(rows) - 1


def test_ordinary_words_are_lower_case_and_stand_once() -> None:
    words = ordinary_words()
    assert len(words) >= 3000
    assert len(words) == len(set(words))
    assert [word for word in words if not word.isalpha() or not word.islower()] == []


def test_names_that_are_ordinary_words_or_places_are_ambiguous() -> None:
    plain = set(ordinary_words())
    plain |= {normalised(row[0]) for row in csv.reader(words_of("places.csv"))}
    unmarked = [each.name for each in organizations() if normalised(each.name) in plain and not each.ambiguous]
    assert unmarked == []


def test_aliases_are_never_ordinary_words() -> None:
    plain = set(ordinary_words())
    loose = [
        (organization.name, alias)
        for organization in organizations()
        for alias in organization.aliases
        if normalised(alias) in plain - {normalised(organization.name)} and not is_abbreviation(alias)
    ]
    assert loose == []


@pytest.mark.parametrize(
    ("form", "name"),
    [("Perkin Elmer", "PerkinElmer"), ("Astra Zeneca PLC", "AstraZeneca"), ("Thermofisher Scientific", "Thermo Fisher Scientific")],
)
def test_spaces_of_a_long_name_do_not_matter(form: str, name: str) -> None:
    found = known(form)
    assert found is not None
    assert found.name == name


def test_an_ordinary_word_is_not_found_by_its_letters_alone() -> None:
    ambiguous = next(one for one in organizations() if one.ambiguous and len(one.name) >= 8 and one.name.isalpha())
    assert known(f"{ambiguous.name[:4]} {ambiguous.name[4:]}") is None
