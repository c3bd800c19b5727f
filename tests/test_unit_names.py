"""Names of units: what their heads, the words beside them and the other names of the document tell."""

from __future__ import annotations

import pytest
from reading_steps import read

from extract.name_features import Unit, units
from extract.name_forms import normal
from extract.organization_names import candidates
from extract.unit_names import ABBREVIATION, HEADED, bonuses, is_bare_head, is_within

UNSURE, SURE = -1.0, 3.0


def added(text: str, name: str, *sure: str, features: set[str] | None = None) -> float:
    """What the rules add to ``name``, no name by itself, where the names ``sure`` are names."""
    doc = read(text, "sections")
    found: list[Unit] = units(doc, candidates(doc))
    scores = {unit.key: SURE if unit.key in map(normal, sure) else UNSURE for unit in found}
    place = next(place for place, unit in enumerate(found) if unit.key == normal(name))
    found[place].features |= features or set()
    return bonuses(found, [unit.features for unit in found], scores, 0.2)[place]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patients are seen at the Early Trials Nursing Team every day.", "Early Trials Nursing Team"),
        ("It joins the existing Marrow Research Center with another.", "Marrow Research Center"),
        ("Ada Lind holds the Gustav Holm Trust Director, Biology.", "Gustav Holm Trust"),
        ("CENTER FOR MARROW STUDIES (CMS) opens.", "CENTER FOR MARROW STUDIES"),
        ("The house stands in the Old Harbour Renewal Zone, an effort of the city.", "Old Harbour Renewal Zone"),
    ],
)
def test_a_head_in_a_frame_or_with_its_abbreviation_names_a_unit(text: str, name: str) -> None:
    assert added(text, name) == HEADED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They visit Marrow Research Center today.", "Marrow Research Center"),
        ("CENTER FOR MARROW STUDIES (XYZ) opens.", "CENTER FOR MARROW STUDIES"),
        ("She joins the Marrow Support Program today.", "Marrow Support Program"),
        ("He sits on the Acme Supervisory Board.", "Acme Supervisory Board"),
    ],
)
def test_what_is_only_like_a_unit_gets_nothing(text: str, name: str) -> None:
    assert added(text, name) == 0.0


def test_where_a_site_is_names_a_place() -> None:
    assert added("It has built a facility at Rosvig (Denmark) for cells.", "Rosvig") == -HEADED
    assert added("It works with people at Rosvig (Denmark) on cells.", "Rosvig") == 0.0
    assert added("It has built a facility at Rosvig for cells.", "Rosvig") == 0.0


def test_a_program_with_director_and_about_section_is_a_body() -> None:
    text = "She leads the Marrow Support Program today."
    assert added(text, "Marrow Support Program", features={"aboutsubject", "titleof"}) == HEADED
    assert added(text, "Marrow Support Program", features={"aboutsubject"}) == 0.0


def test_advisers_are_named_by_whom_they_advise() -> None:
    assert added("It is led by the Marrow Visitors Board now.", "Marrow Visitors Board") == ABBREVIATION


def test_a_news_service_belongs_to_a_name() -> None:
    text = "More stories: Lindholm Clinic News Service."
    assert added(text, "Lindholm Clinic News Service", "Lindholm Clinic") == HEADED
    assert added(text, "Lindholm Clinic News Service") == 0.0


def test_a_part_of_an_owner_named_only_inside_its_unit_is_short_for_it() -> None:
    text = "Lindholm General Hospital Research Institute grows. Doctors across Lindholm General help."
    assert added(text, "Lindholm General", "Lindholm General Hospital Research Institute") == HEADED
    assert added(text, "Lindholm General") == 0.0
    assert added(text, "Lindholm General", "Lindholm General Hospital Research Institute", features={"place"}) == 0.0


def test_a_head_alone_is_a_name_only_beside_its_name() -> None:
    assert is_bare_head("center", ["acme bio"])
    assert not is_bare_head("center", ["marrow center"])
    assert not is_bare_head("acme", [])


@pytest.mark.parametrize(("short", "within"), [("lindholm", True), ("general", True), ("lindholm hospital", False), ("hospital", False)])
def test_what_is_within_a_name(short: str, within: bool) -> None:
    assert is_within(short.split(), "lindholm general hospital".split()) is within
