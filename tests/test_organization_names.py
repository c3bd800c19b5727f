from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measuring import contract
from reading_steps import read
from strategies import NAMES, anything, messy_texts

from extract.organization_names import MAXIMUM_TOKENS, acronyms_of, candidates, is_legal_form, normal, tickers

FORMS = [
    "Inc.",
    "Corp",
    "S.A.",
    "S. A.",
    "AG",
    "GmbH & Co. KG",
    "B.V.",
    "plc",
    "Holdings",
    "Group",
    "Ltd.",
    "LLC",
    "K.K.",
    "SE",
]
names = st.one_of(
    st.sampled_from(NAMES),
    anything,
    st.builds(
        " ".join,
        st.lists(st.sampled_from([*NAMES, *FORMS, "The", "the", "&", "&amp;", "Bio", "é", "’s", "'s"]), max_size=5),
    ),
)


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
    doc = read("Acme Bio (Nasdaq: ABIO) met Beta (TSX.V: ABC; OTCQB: ABCF) in Basel (Switzerland).", "sentences")
    symbols = {doc[index].text for index in tickers(doc)}
    assert {"ABIO", "ABC", "ABCF"} <= symbols
    assert not symbols & {"Acme", "Beta", "Switzerland"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Bio, Inc.", "ACME BIO"),
        ("The Acme Group", "Acme"),
        ("Acme S.A.", "Acme"),
        ("Les Laboratoires Sérvier", "les laboratoires servier"),
        ("Acme’s Center", "Acme's Center"),
        ("Acme & Beta", "Acme and Beta"),
        ("Acme &amp; Beta", "Acme and Beta"),
        ("Acme-Beta", "Acme Beta"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_a_legal_form_alone_stays() -> None:
    assert normal("Inc.") == "inc"
    assert normal("") == ""


@settings(max_examples=200)
@given(names)
def test_normal_is_plain(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", normal(name))


# An article twice, or two legal forms of which one has points, come off one at a time, as with the scorer.
@settings(max_examples=200)
@given(
    st.sampled_from(["", "The ", "the "]),
    st.lists(st.sampled_from(["Zeldon", "Bio", "É-lan", "&", "of", "3M", "Clinic’s"]), min_size=1, max_size=4),
    st.sampled_from(["", *FORMS]),
)
def test_normal_is_idempotent(article: str, words: list[str], form: str) -> None:
    once = normal(f"{article}{' '.join(words)}, {form}")
    assert normal(once) == once
    assert normal(f"{' '.join(words)} {form}".upper()) == once


@settings(max_examples=200)
@given(names)
def test_normal_does_not_see_case_or_white_space_around(name: str) -> None:
    plain = name.encode("ascii", "ignore").decode()
    if "&" not in plain:
        assert normal(f" {plain.upper()} ") == normal(plain.lower())


@settings(max_examples=400)
@given(names.filter(lambda name: "’" not in name and "&rsquo" not in name))
def test_normal_is_what_the_scorer_compares(name: str) -> None:
    assert normal(name) == contract("score").normal(name)


def test_the_scorer_and_the_pipeline_know_the_same_legal_forms() -> None:
    for form in contract("score").LEGAL:
        assert normal(f"Acme {form}") == "acme", form


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


def test_legal_forms_and_acronyms() -> None:
    assert all(map(is_legal_form, ["GmbH", "S.A.", "Ltd.", "plc", "KGaA", "B.V."]))
    assert not any(map(is_legal_form, ["Bio", "Pharma", "Clinic", ""]))
    assert acronyms_of(["center", "for", "cell", "therapy"]) == {"cfct", "cct"}
