"""Well-known organizations by name: the facts that a press release takes for granted.

The files in ``extract/lexicon/organizations`` hold one organization a line; the file's stem is the type:

=============  ==========================================================================
``name``       usual form in the press, without a legal suffix ("Novartis")
``aliases``    other forms and safe abbreviations, separated by ``|`` ("GSK")
``country``    ISO 3166 alpha-2 code of the seat, or empty
``parent``     name of the organization that owns it or that it is a unit of, or empty
``ambiguous``  ``1``: the bare name is an ordinary word, place or person ("Target"), so that
               a text that merely holds the word does not yet name the organization; the
               aliases stay safe
=============  ==========================================================================
"""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from ontology.errors import VocabularyError

COLUMNS = ("name", "aliases", "country", "parent", "ambiguous")

LEGAL_FORMS = frozenset(
    "inc incorporated corp corporation co company ltd limited llc llp lp plc sa sas sarl ag gmbh kg kgaa se "
    "bv nv ab as asa oy oyj spa srl kk pte pty pvt holdings holding group".split()
)  # fmt: skip
# "Perkin Elmer" is "PerkinElmer"; among short names too much would be the same.
_LEAST_JOINED = 8
# Letters that Unicode does not decompose into a plain letter and an accent.
PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


@dataclass(frozen=True)
class KnownOrganization:
    """An organization of the gazetteer; ``ambiguous`` when its bare name needs other evidence."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    ambiguous: bool = False

    def needs_evidence(self, form: str) -> bool:
        """Return whether this form alone could be an ordinary word, place or person.

        >>> luminavita = KnownOrganization("Luminavita", "cdmo", ("National Luminavita",), ambiguous=True)
        >>> luminavita.needs_evidence("Luminavita"), luminavita.needs_evidence("National Luminavita")
        (True, False)
        """
        return self.ambiguous and form.casefold() in {self.name.casefold(), normalised(self.name)}


def normalised(name: str) -> str:
    """Return the name without case, accents, punctuation, a leading article and trailing legal forms.

    >>> normalised("The Hoffmann–La Roche, Ltd.")
    'hoffmann la roche'
    >>> normalised("Norvant S.A.") == normalised("NORVANT")
    True
    """
    text = html.unescape(name).lower().translate(PLAIN_LETTERS).replace("’", "'")
    text = unicodedata.normalize("NFKD", text.replace("–", "-").replace("—", "-")).encode("ascii", "ignore").decode()
    text = re.sub(r"'s\b", "", text)
    words = re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and ")).split()
    if words[:1] == ["the"]:
        words = words[1:]
    # A legal form written with points falls into single letters: "s a", "b v".
    while len(words) > 2 and len(words[-1]) == 1 and "".join(words[-2:]) in LEGAL_FORMS:
        words = words[:-2]
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words)


@cache
def organizations() -> tuple[KnownOrganization, ...]:
    """Return every organization of the gazetteer, by type and then by name.

    Raises VocabularyError when a file does not have the columns of this module.
    """
    folder = files("extract") / "lexicon" / "organizations"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".csv")), key=lambda entry: entry.name)
    return tuple(organization for entry in found for organization in _rows(entry))


def _rows(entry: Traversable) -> Iterator[KnownOrganization]:
    kind = entry.name.removesuffix(".csv")
    reader = csv.reader(entry.read_text(encoding="utf-8").splitlines())
    header = tuple(next(reader, ()))
    if header != COLUMNS:
        raise VocabularyError(f"{entry.name}: columns {', '.join(header)}; expected {', '.join(COLUMNS)}")
    for name, aliases, country, parent, ambiguous in reader:
        yield KnownOrganization(
            name=name,
            type=kind,
            aliases=tuple(aliases.split("|")) if aliases else (),
            country=country or None,
            parent=parent or None,
            ambiguous=ambiguous == "1",
        )


def is_abbreviation(form: str) -> bool:
    """Return whether a form is a short word in capitals, which says nothing in small letters.

    >>> is_abbreviation("WHO"), is_abbreviation("Who"), is_abbreviation("Novartis")
    (True, False, False)
    """
    return len(form) <= 6 and " " not in form and form.isupper()


@cache
def _index() -> tuple[MappingProxyType[str, KnownOrganization], MappingProxyType[str, KnownOrganization]]:
    """Return the organizations by normalised form and by abbreviation as written; names win over aliases."""
    by_form: dict[str, KnownOrganization] = {}
    by_abbreviation: dict[str, KnownOrganization] = {}
    for organization in organizations():
        by_form[normalised(organization.name)] = organization
        by_abbreviation[organization.name] = organization
    for organization in organizations():
        for alias in organization.aliases:
            if is_abbreviation(alias):
                by_abbreviation.setdefault(alias, organization)
            else:
                by_form.setdefault(normalised(alias), organization)
    return MappingProxyType(by_form), MappingProxyType(by_abbreviation)


@cache
def _joined_index() -> MappingProxyType[str, KnownOrganization]:
    """Return the organizations by long normalised forms without spaces; what two of them share is left out."""
    found: dict[str, KnownOrganization | None] = {}
    for form, organization in _index()[0].items():
        joined = form.replace(" ", "")
        if len(joined) >= _LEAST_JOINED and not organization.ambiguous:
            found[joined] = organization if found.get(joined, organization) == organization else None
    return MappingProxyType({joined: organization for joined, organization in found.items() if organization is not None})


@lru_cache(maxsize=16384)
def known(name: str) -> KnownOrganization | None:
    """Return the organization that a name or alias stands for, or None.

    Case, accents, punctuation, legal form and the spaces of a long name do not matter, except that
    an abbreviation counts only in capitals. The caller weighs ``needs_evidence``.

    >>> known("NOVARTIS AG").type
    'pharma'
    >>> known("WHO").name, known("who")
    ('World Health Organization', None)
    >>> known("Astra Zeneca").name
    'AstraZeneca'
    """
    by_form, by_abbreviation = _index()
    form = normalised(name)
    return by_abbreviation.get(name.strip()) or by_form.get(form) or _joined_index().get(form.replace(" ", ""))
