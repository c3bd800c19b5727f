"""What a name is made of: its key, its legal form, its initials; pure functions of one string.

The key of a name is what is left without case, accents, punctuation, a leading article and the legal form. The legal
form is not thrown away: it says in which countries a company is registered (:func:`countries`), which tells two
companies of one name apart where it has to.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

_COUNTRIES: dict[str, str] = {
    "inc": "US CA JP KR TW", "incorporated": "US CA", "corp": "US CA JP KR TW", "corporation": "US CA JP KR TW",
    "co": "", "company": "", "ltd": "", "limited": "", "se": "", "lp": "", "llp": "",
    "llc": "US", "plc": "GB IE", "sa": "FR BE CH ES LU GR PT AR BR", "sas": "FR", "sarl": "FR CH LU",
    "ag": "DE CH AT LI", "gmbh": "DE CH AT LI", "kgaa": "DE", "kg": "DE AT", "mbh": "DE AT", "bv": "NL BE",
    "nv": "NL BE", "ab": "SE FI", "as": "DK NO CZ TR", "asa": "NO", "oy": "FI", "oyj": "FI", "spa": "IT", "srl": "IT BE",
    "sl": "ES", "slu": "ES", "kk": "JP", "pte": "SG", "pty": "AU ZA", "pvt": "IN", "kft": "HU", "zrt": "HU",
    "aps": "DK", "bhd": "MY", "sdn": "MY",
}  # fmt: skip
LEGAL_FORMS = frozenset(_COUNTRIES)
"""Not "group" or "holdings": they often are all that tells two companies apart."""

GENERIC_UNITS = frozenset(
    {
        "center", "centre", "department", "division", "school", "faculty", "college", "institute", "laboratory",
        "laboratories", "office", "program", "programme", "unit", "clinic", "hospital", "graduate", "medical",
        "ministry", "technology", "technologies",
    }
)  # fmt: skip
"""First words of names that mean something only together with the parent's name."""

_NAMELESS = frozenset({"department", "division", "ministry", "school", "faculty", "office", "unit", "laboratory"})
_GENERIC = frozenset(
    {
        *GENERIC_UNITS, "and", "of", "for", "the", "in", "on", "at", "research", "science", "sciences", "medicine",
        "health", "healthcare", "foundation", "university", "company", "group", "board", "council", "council's",
        "clinical", "cancer", "children", "general", "state", "city", "government", "commission", "agency",
        "authority", "fund", "trust", "society", "association", "committee", "consortium", "network", "initiative",
        "innovation", "development", "biotech", "biotechnology", "pharma", "pharmaceutical", "pharmaceuticals",
        "therapeutics", "biologics", "life", "cell", "gene", "therapy", "therapies", "medical", "partner", "partners",
        "ventures", "capital", "holdings", "international", "global", "transfer", "licensing", "bank", "army", "system",
        "services", "service", "team", "subsidiary", "parent", "parties", "buyer", "seller", "investors", "investor",
        "licensee", "licensor", "us", "uk", "eu", "business", "hub", "campus", "school", "regional", "federal",
    }
)  # fmt: skip
"""Words that by themselves name nobody: "Research Institute", "Technology Licensing Office"."""

_DESCRIPTORS = frozenset(
    {
        "pharmaceuticals", "pharmaceutical", "pharma", "therapeutics", "biosciences", "bioscience", "biopharma",
        "biopharmaceuticals", "biotherapeutics", "biotech", "biotechnology", "biotechnologies", "sciences",
        "laboratories", "labs", "genetics", "medicines", "technologies", "group", "holding", "holdings",
        "international", "bio", "biomedical", "vectors",
    }
)  # fmt: skip
"""Last words that releases often leave out: "Alnylam" for "Alnylam Pharmaceuticals"."""

_SMALL = frozenset({"and", "of", "for", "the", "in"})
_POSSESSIVE = re.compile(r"['’]s\b")
_NOT_WORD = re.compile(r"[\W_]+")
_SYMBOL = re.compile(r"[A-Z0-9]{2,6}")


@lru_cache(maxsize=1 << 17)
def normal(name: str) -> str:
    """Return the key of a name: case, accents, punctuation, a leading article and the legal form removed.

    A name without a single letter or digit gets a key made of its checksum.

    >>> normal("The Mayo Clinic's Center"), normal("MaSTherCell S.A."), normal("Merck & Co., Inc.")
    ('mayo clinic center', 'masthercell', 'merck and co')
    >>> normal("Merck KGaA"), normal("Fresenius SE & Co. KGaA"), normal("Eli Lilly and Company")
    ('merck kgaa', 'fresenius', 'eli lilly and company')
    """
    words = list(_words(name))
    while words[:1] == ["the"] and len(words) > 1:
        words = words[1:]
    while len(words) > 3 and words[:2] == ["u", "s"]:
        words = words[2:]
    words = words[: _end_of_name(words)]
    return " ".join(words) or f"x-{sha256(name.encode(errors='replace')).hexdigest()[:12]}"


def compact(key: str) -> str:
    """Return a key without spaces: "bluebird bio" and "bluebirdbio" are written either way."""
    return key.replace(" ", "")


@lru_cache(maxsize=1 << 17)
def countries(name: str) -> frozenset[str]:
    """Return the countries in which the legal form of a name is used; none when there is no form or it is used anywhere.

    >>> sorted(countries("Merck KGaA")), sorted(countries("Genmab A/S")), sorted(countries("Daiichi Sankyo Co., Ltd."))
    (['DE'], ['CZ', 'DK', 'NO', 'TR'], [])
    """
    words = list(_words(name))
    found: frozenset[str] = frozenset()
    for word in _forms(words):
        used = frozenset(_COUNTRIES[word].split())
        found = (found & used or used) if found and used else found or used
    return found


@lru_cache(maxsize=1 << 17)
def core(key: str) -> str:
    """Return a key without a last word that releases often leave out.

    >>> core("alnylam pharmaceuticals"), core("novartis gene therapies")
    ('alnylam', 'novartis gene therapies')
    """
    first, _, last = key.rpartition(" ")
    return first if last in _DESCRIPTORS and first and not is_generic(first) else key


@lru_cache(maxsize=1 << 17)
def is_generic(key: str) -> bool:
    """Return whether a key is made of words that name nobody.

    >>> is_generic("technology licensing office"), is_generic("mayo clinic")
    (True, False)
    """
    return all(word in _GENERIC for word in key.split())


def needs_place(key: str) -> bool:
    """Return whether a name means something only with a place or a parent: "Ministry of Health"."""
    return key.partition(" ")[0] in _NAMELESS


def initials(name: str) -> str:
    """Return the initials of the words of a name, small words left out; "" for fewer than four.

    >>> initials("Cell Therapy Manufacturing Center"), initials("Mayo Clinic")
    ('ctmc', '')
    """
    letters = first_letters(normal(name))
    return letters if len(letters) > 3 else ""


def first_letters(key: str) -> str:
    """Return the first letters of the words of a key, small words left out.

    >>> first_letters("center for regenerative medicine")
    'crm'
    """
    return "".join(word[0] for word in key.split() if word not in _SMALL)


def is_symbol(alias: str) -> bool:
    """Return whether an alias is written like a ticker symbol or an abbreviation.

    >>> is_symbol("MRK"), is_symbol("Merck"), is_symbol("4597")
    (True, False, True)
    """
    return bool(_SYMBOL.fullmatch(alias))


@lru_cache(maxsize=1 << 17)
def is_ticker(name: str, alias: str) -> bool:
    """Return whether an alias is a ticker symbol: written like one, and not the initials of the name.

    >>> is_ticker("Merck & Co., Inc.", "MRK"), is_ticker("National Institutes of Health", "NIH")
    (True, False)
    """
    letters = compact(normal(alias))
    key = normal(name)
    short = "".join(word[0] for word in key.split()), first_letters(key)
    return is_symbol(alias) and letters not in short and letters != compact(key)


@lru_cache(maxsize=1 << 17)
def _words(name: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).casefold()
    text = "".join(one for one in text if unicodedata.category(one) != "Mn")
    text = _POSSESSIVE.sub("", text).replace("&", " and ").replace("+", " and ")
    return tuple(_NOT_WORD.sub(" ", text).split())


def _end_of_name(words: list[str]) -> int:
    """How many words are the name; the rest is the legal form."""
    end = len(words)
    while end > 1:
        spelt = next((size for size in (4, 3, 2) if _is_spelt(words[:end], size)), 0)
        if spelt:
            end -= spelt
        elif words[end - 3 : end] == ["and", "co", "kgaa"]:
            end -= 3
        elif words[end - 1] == "kgaa" or words[end - 1] not in LEGAL_FORMS or words[end - 2] == "and":
            # "KGaA" alone and "& Co." are how people name the companies that bear them.
            break
        else:
            end -= 1
    return end


def _is_spelt(words: list[str], size: int) -> bool:
    """Whether the last words are a legal form written with points: "S.A.", "S.p.A."."""
    last = words[-size:]
    return len(words) > size and all(len(one) == 1 for one in last) and "".join(last) in LEGAL_FORMS


def _forms(words: list[str]) -> list[str]:
    found = []
    end = len(words)
    while end > 1:
        spelt = next((size for size in (4, 3, 2) if _is_spelt(words[:end], size)), 0)
        last = "".join(words[end - spelt : end]) if spelt else words[end - 1]
        if not spelt and last not in LEGAL_FORMS and last != "and":
            break
        if last != "and":
            found.append(last)
        end -= spelt or 1
    return found
