from __future__ import annotations

import pytest
from reading_steps import name_organizations, read, then

from extract.disease_names import diseases
from extract.words import word_list


def active(text: str, *organizations: str) -> set[str]:
    doc = read(f"Acme news\n\n{text}", "sentences", "sections")
    name_organizations(doc, *organizations)
    return {mention.concept for mention in then(doc, "indications")._.indications if mention.active}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a drug for Wilson's disease", ["Wilson's disease"]),
        ("in head and neck cancers", ["head and neck cancers"]),
        ("against SCN2A epilepsy", ["SCN2A epilepsy"]),
        ("of recurrent glomerulonephritis", ["recurrent glomerulonephritis"]),
        ("the diagnosis and prognosis by apoptosis", []),
        ("a disease with a syndrome", []),
    ],
)
def test_names_of_diseases(text: str, names: list[str]) -> None:
    assert [found.name for found in diseases(text)] == names


def test_lexicon_is_large() -> None:
    assert len(word_list("diseases")) > 1500


def test_abbreviation_means_the_long_form() -> None:
    text = "Acme develops AX-1 to treat amyotrophic lateral sclerosis (ALS). In ALS it is in Phase 2."
    assert active(text) == {"amyotrophic lateral sclerosis"}


def test_name_of_an_institute_is_no_indication() -> None:
    assert active("Acme works with the National Cancer Institute.", "National Cancer Institute") == set()


def test_side_effects_and_broader_terms_do_not_count() -> None:
    text = "Acme treats patients with lung cancer, a cancer of the lung. Cases of pancreatitis were reported."
    assert active(text) == {"lung cancer"}
