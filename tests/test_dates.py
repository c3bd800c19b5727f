from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_steps import read

from extract.components.dates import document_date

FORM = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d-\d\d)$")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("EXETER, Minn., August 15, 2022 /PRNewswire/ -- Acme today announced", "2022-08-15"),
        ("June 14, 2022 – Acme today announced", "2022-06-14"),
        ("August 15\n\nEXETER, Minn. — Acme today announced", "--08-15"),
        ("LYON, France – 17 September 2025 – Acme announced", "2025-09-17"),
        ("LYON, Oct. 20, 2025 (GLOBE NEWSWIRE) -- Acme announced", "2025-10-20"),
        ("2025-10-16\nAcme announced", "2025-10-16"),
        ("Acme has made cells since March 2011 and will go on doing so.", None),
    ],
)
def test_document_date(text: str, date: str | None) -> None:
    assert document_date(read(text)) == date


def test_published_date_of_the_source_wins() -> None:
    assert document_date(read("LYON, May 3, 2020 -- Acme", published="2020-05-04")) == "2020-05-04"


def test_relative_dates_need_the_documents_own() -> None:
    text = "Acme bought Bravo last year. It began in March and closed in November."
    dated = [draft.value for draft in read(text, "dates", published="2023-06-02")._.dates]
    assert dated == ["2022", "2023-03", "2022-11"]
    assert read(text, "dates")._.dates == []


@given(st.text(alphabet="0123456789 ,.-/JunemarchofinQ", max_size=60))
def test_every_date_has_a_form_of_the_contract(text: str) -> None:
    assert all(FORM.match(draft.value) for draft in read(text, "dates", published="2024-02-29")._.dates)
