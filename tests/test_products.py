from __future__ import annotations

import pytest
from reading_steps import name_organizations, read, then


def products(text: str) -> set[str]:
    doc = read(f"Acme news\n\n{text}", "glue", "sentences", "sections", "people")
    name_organizations(doc, "Acme", "BravoBio")
    return {mention.concept for mention in then(doc, "products")._.products if mention.active}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme is developing WX-201 in leukemia.", "WX-201"),
        ("Acme's mRNA-1274 enters Phase 2.", "mRNA-1274"),
        ("its lead candidate, GEB-MVA, a vaccine", "GEB-MVA"),
        ("the antibody zelvotimab in melanoma", "zelvotimab"),
        ("sales of ZELVIQA® rose", "ZELVIQA"),
        ("using its GlueAtlas platform", "GlueAtlas"),
        ("OTELIO (rosnamab) was approved", "OTELIO"),
        ("Acme tests TPQ 287 in glioma.", "TPQ 287"),
    ],
)
def test_names_of_products(text: str, name: str) -> None:
    assert name in products(text)


@pytest.mark.parametrize(
    "text",
    [
        "It binds CD19, EGFR, IL-15 and GITR.",
        "The trial NCT01234567 began.",
        "Acme is in Boston, MA 02139.",
        "The peptide and the protease were purchased.",
        "Under Form 10-K for FY2023 and ISO 13485",
        "patients in the LANTERN-2 study",
        "It raised USD 120 million.",
        "BravoBio is a company.",
        "vaccines against COVID-19 and SARS-CoV-2",
        "compared with pembrolizumab",
    ],
)
def test_what_is_no_product(text: str) -> None:
    assert products(text) == set()
