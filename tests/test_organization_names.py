from __future__ import annotations

import pytest
from hypothesis import given, settings
from reading_steps import read
from strategies import messy_texts

from extract.organization_names import MAXIMUM_TOKENS, candidates, tickers


def found(text: str) -> set[str]:
    return {span.text for span in candidates(read(text, "glue", "sentences"))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme Bio signed.", "Acme Bio"),
        ("Today Acme Bio signed.", "Acme Bio"),
        ("Merck & Co., Inc. signed.", "Merck & Co., Inc."),
        ("A pact with argenx SE was signed.", "argenx SE"),
        ("A pact with 23andMe was signed.", "23andMe"),
        ("The University of California, Davis signed.", "University of California, Davis"),
        ("The Ministry of Science, Research and Culture signed.", "Ministry of Science, Research and Culture"),
        ("Wuxi (Beijing) Co. signed.", "Wuxi (Beijing) Co."),
        ("It is backed by Utah state legislature money.", "Utah state legislature"),
        ("It is backed by the Irish government.", "Irish government"),
        ("Zeldon Clinic's Center for Renewal Medicine signed.", "Zeldon Clinic's Center for Renewal Medicine"),
        ("Zeldon Clinic's Center for Renewal Medicine signed.", "Zeldon Clinic"),
        ("Zeldon Clinic’s Center for Renewal Medicine signed.", "Center for Renewal Medicine"),
        ("Acme Announces Collaboration With Beta Pharma", "Acme"),
        ("Acme Announces Collaboration With Beta Pharma", "Beta Pharma"),
        ("Universität des Saarlandes signed.", "Universität des Saarlandes"),
        ("Acme-Beta Bio signed.", "Acme-Beta Bio"),
        ("Acme Bio (Nasdaq: ABIO) signed.", "Acme Bio"),
        ("Beta Bio GmbH signed.", "Beta Bio GmbH"),
        ("The U.K.-based Acme Bio signed.", "Acme Bio"),
        ("Acme Bio Partners with Beta Pharma. Acme Bio grows.", "Acme Bio"),
        ("Acme Capital Partners with its seat in Basel signed. Acme Capital Partners grows.", "Acme Capital Partners"),
    ],
)
def test_a_name_is_a_candidate(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The company makes cells.", "company"),
        ("See https://acme.example or jane@acme.example for #Cells.", "acme"),
        ("Acme Bio (Nasdaq: ABIO) signed.", "ABIO"),
        ("It rose 12 % in 2023.", "2023"),
        ("They move into One Millrace Square.", "One Millrace Square"),
        ("They met at the Cell Center in 2 Mill Lane.", "Center in"),
        ("The U.K.-based Acme Bio signed.", "U.K.-based"),
        ("Acme Bio Partners with Beta Pharma. Acme Bio grows.", "Acme Bio Partners"),
    ],
)
def test_no_candidate(text: str, words: str) -> None:
    assert not [name for name in found(text) if words in name]


def test_two_names_joined_by_and_are_candidates_apart_and_together() -> None:
    assert {"Acme Bio", "Beta Pharma", "Acme Bio and Beta Pharma"} <= found("Then Acme Bio and Beta Pharma met.")


def test_a_sentence_or_a_comma_parts_two_names() -> None:
    assert {name for name in found("We met Acme. Beta left.") if "Acme" in name and "Beta" in name} == set()
    assert {name for name in found("Acme, Beta met.") if "Acme" in name and "Beta" in name} == set()


def test_tickers_are_symbols_and_no_names() -> None:
    doc = read("Acme Bio (Nasdaq: ABIO) met Beta (TSX.V: ABC; OTCQB: ABCF) and Gamma (TSX: “GAM”, OTC: “GAMF”) in Basel (Switzerland).", "sentences")
    symbols = {doc[index].text for index in tickers(doc)}
    assert {"ABIO", "ABC", "ABCF", "GAM", "GAMF"} <= symbols
    assert not symbols & {"Acme", "Beta", "Gamma", "Switzerland"}


@settings(max_examples=60)
@given(messy_texts)
def test_candidates_are_short_and_stay_in_their_sentence(text: str) -> None:
    doc = read(text, "glue", "sentences")
    spans = candidates(doc)
    assert len({(span.start, span.end) for span in spans}) == len(spans)
    for span in spans:
        assert 0 < len(span) <= MAXIMUM_TOKENS
        assert "\n" not in span.text
        assert not any(token.is_sent_start for token in span[1:])
