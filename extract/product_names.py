"""What names of products look like: codes ("WX-201"), nonproprietary names ("zelvotimab"), trademarks, coined words."""

from __future__ import annotations

import re
from functools import cache

from extract.words import word_list, word_set

CODE = re.compile(
    r"(?<![\w/@.#&-])(?:"
    r"\d{2,3}[A-Z][a-z]?-[A-Z]{2,6}(?:-\d{2,4})?"  # 177Lu-PSMA-617
    r"|(?:[a-z]{1,3})?[A-Z][A-Za-z]{0,6}\d{0,2}-(?:[A-Z][A-Za-z]{0,5}-?)?[A-Z]{0,4}\d{1,8}[A-Za-z]{0,2}\d{0,2}"
    r"|[A-Z]{2,6}\d{2,8}[A-Za-z]{0,2}\d{0,2}|[A-Z]\d{3,6}|[A-Z]{2,5}\d[a-z]\d{3,4}"  # AZD1222, BNT162b2
    r"|[A-Z][A-Za-z]{1,6}\d{3,5}[A-Z]?"  # Sapu003
    r"|[A-Z]{2,5} \d{3,4}(?= |[,.;)])"  # TPI 287
    r")(?:/[A-Z]{1,5}-?\d{2,5})?(?![\w@/-]|\.\d|,\d{3})"
)
_HYPHENATED = re.compile(r"(?:[A-Z]{2,6}\d?|[A-Z][a-z]{1,7})(?:-(?:[A-Z]{1,6}\d?|[A-Z][a-z]{1,6})){1,2}")
# Grant, form, patent and licence numbers, addresses and years that share the shape of a code.
_NUMBER_BEFORE = re.compile(
    r"(?:\b(?:No|Nos|Number|grant|award|contract|patent|form|application|CLIN\d?|ISIN|WKN|registration|licen[cs]e|"
    r"docket|RIN|section|rule|item|room|suite|unit|"
    r"building|line|lot|batch|model|version|grade|class|type|stage|level|cohort|arm|Nasdaq|NYSE|LSE|TSX|KOSDAQ|KQ|"
    r"HKEX|ticker|Reference|FR|CAS|GMP|"
    r"ISO|EN|fax|tel|phone|call|webcast|passcode|Public Law|Act|U\.S\.|US|WO|EP)\.?:?\s?#?|[:#(/]\s?(?:KOSDAQ|TSE|"
    r"ASX):?\s?)$", re.IGNORECASE)  # fmt: skip
_STATE_ZIP = re.compile(r"[A-Z]{2} \d{5}")
_YEAR = re.compile(r"[A-Za-z]+[- ]?(?:19|20)[0-3]\d|[A-Z]{2}\d{6,}|CLIN\d-\d+")
_TRIAL = re.compile(r"[A-Z][A-Za-z]{3,}-?[A-Z]?\d{0,2}")
_TRIAL_WORD = re.compile(
    r"[”\"]?,?\s(?:(?:phase\s\S+|clinical|pivotal|registrational|randomi[sz]ed|"
    r"extension)\s){0,3}(?:trial|study|studies)\b",
    re.IGNORECASE,
)
_TRIAL_BEFORE = re.compile(
    r"\b(?:trial|study|studies|registry)(?:\s\()?,?\s(?:called\s|named\s)?[“\"(]?$", re.IGNORECASE
)
_INN = re.compile(rf"\b[A-Za-z][a-z]{{3,}}(?:{'|'.join(sorted(word_list('inn_stems'), key=len, reverse=True))})\b")
_LOOSE_STEMS = re.compile(r"(?:gene|ase|stat|tide|nib|cel|vec|vir|alfa|pride|feron|tropin|apine|terol|clax|platin)$")


@cache
def is_target(code: str) -> bool:
    """Whether a code names a gene, protein, virus, form or standard rather than a product.

    >>> is_target("CD19"), is_target("IL-15"), is_target("WX-201")
    (True, True, False)
    """
    upper = code.upper()
    exact, starts = _targets()
    return upper in exact or upper.startswith(starts)


@cache
def _targets() -> tuple[frozenset[str], tuple[str, ...]]:
    entries = word_list("targets")
    return frozenset(entry for entry in entries if "*" not in entry), tuple(
        entry[:-1] for entry in entries if entry.endswith("*")
    )


def is_code(text: str, start: int, end: int) -> bool:
    """Whether characters that match :data:`CODE` name a product, by their shape and by what stands before them."""
    code = text[start:end]
    if is_target(code) or _STATE_ZIP.fullmatch(code) or _YEAR.fullmatch(code) or sum(map(str.isdigit, code)) > 8:
        return False
    if re.split(r"[ \d]", code)[0].casefold() in word_set("not_codes") or (
        _TRIAL.fullmatch(code) and is_trial(text, start, end)
    ):
        return False
    letters = re.match(r"[a-z]{0,3}[A-Z][A-Za-z]*", code)
    if letters and letters.group().casefold() in word_set("common_words") and not letters.group().isupper():
        return False
    return _NUMBER_BEFORE.search(text, max(0, start - 18), start) is None


def is_trial(text: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a clinical trial ("the LANTERN-2 study")."""
    return _TRIAL_WORD.match(text, end) is not None or _TRIAL_BEFORE.search(text, max(0, start - 25), start) is not None


def nonproprietary(text: str) -> list[tuple[int, int]]:
    """Return the places of words that end like a nonproprietary name of a medicine.

    >>> text = "the antibody zelvotimab, a peptide and leniversen"
    >>> [text[start:end] for start, end in nonproprietary(text)]
    ['zelvotimab', 'leniversen']
    """
    common = word_set("common_words")
    places: list[tuple[int, int]] = []
    for match in _INN.finditer(text):
        word = match.group().lower()
        if word in word_set("not_medicines") or word in common or word.rstrip("s") in common:
            continue
        if _LOOSE_STEMS.search(word) and (len(word) < 7 or word.endswith("ase")):
            continue
        # "axicabtagene ciloleucel" is one name.
        if places and places[-1][1] == match.start() - 1 and text[match.start() - 1] == " ":
            places[-1] = (places[-1][0], match.end())
        else:
            places.append((match.start(), match.end()))
    return places


@cache
def coined(word: str) -> bool:
    """Whether a word looks made up for a product: inner capitals, capitals only, or in no list of words and names.

    >>> coined("GlueAtlas"), coined("ZELVIQA"), coined("Zavrinto"), coined("Company")
    (True, True, True, False)
    """
    low = word.casefold()
    if (
        not re.fullmatch(r"[A-Za-zÀ-ž][\w+.-]*", word)
        or len(word) < 4
        or is_target(word)
        or low in word_set("technical_words")
        or low in word_set("diseases")
    ):
        return False
    if any(
        low.rstrip("s") in word_set(listed) or low in word_set(listed)
        for listed in ("common_words", "given_names", "person_context")
    ):
        return False
    if "-" in word:
        halves = word.split("-")
        return bool(_HYPHENATED.fullmatch(word)) and not any(
            half.casefold() in word_set("common_words") or half.casefold() in word_set("technical_words")
            for half in halves
        )
    return bool(re.search(r"[a-z][A-Z]|\d", word)) or (word[0].isupper() and not (word.isupper() and len(word) < 6))
