"""Short forms: whether one name is short for another, or names a unit of what the other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Span

from extract.gazetteer import known
from extract.name_forms import acronyms_of, is_legal_form, normal
from extract.words import word_set

_POSSESSIVE = re.compile(r"['’]s?\s")
_DAUGHTERS = frozenset(
    "ventures venture foundation fund capital press bureau desk office program programme committee council department "
    "division service services incubator business enterprise enterprises innovation innovations".split()
)


@dataclass
class Form:
    """One name as normalised, with all its mentions."""

    key: str
    mentions: list[Span] = field(default_factory=list)
    score: float = 0.0

    @property
    def parts(self) -> list[str]:
        """The words of the normal form."""
        return self.key.split()

    @property
    def first(self) -> int:
        """Where the form stands first, a token offset."""
        return self.mentions[0].start

    @property
    def surface(self) -> str:
        """The fullest way in which the form is written; not in capitals throughout if that can be had."""
        texts = {mention.text: None for mention in self.mentions}
        return max(texts, key=lambda text: (not (text.isupper() and len(text) > 6), has_legal_form(text), len(text)))


def has_legal_form(text: str) -> bool:
    """Whether the name ends with a legal form."""
    parts = text.replace(",", " ").split()
    return len(parts) > 1 and is_legal_form(parts[-1])


def is_short_for(short: Form, long: Form) -> bool:
    """Whether ``short`` names the same organization as ``long`` in fewer letters."""
    known_short, known_long = known(short.surface), known(long.surface)
    if known_short and known_long and len(long.key) > len(short.key):
        if known_short == known_long:
            return True
        if not (known_short.ambiguous or known_long.ambiguous):
            return False
    parts, full = short.parts, long.parts
    if len(parts) == 1 and (_is_acronym(short, full) or _is_clipped(parts[0], full[0])):
        return True
    if len(parts) >= len(full):
        return is_abbreviated(parts, full) or _same_unit(short, long)
    if full[: len(parts)] == parts:
        return not has_legal_form(short.surface) and not is_unit_of(long, short)
    if full[-len(parts) :] == parts:
        return _is_tail(short, long)
    return is_abbreviated(parts, full) or _same_unit(short, long)


def _same_unit(short: Form, long: Form) -> bool:
    """Whether both name one unit, the owner in a shorter and in a longer form: "Alder's Center", "Alder Clinic's Center"."""
    left, right = (_POSSESSIVE.split(form.surface, maxsplit=1) for form in (short, long))
    if len(left) < 2 or len(right) < 2 or normal(left[1]) != normal(right[1]):
        return False
    owner, full = normal(left[0]).split(), normal(right[0]).split()
    return len(owner) < len(full) and full[: len(owner)] == owner


def _is_acronym(short: Form, full: list[str]) -> bool:
    upper = sum(char.isupper() for char in short.surface)
    return len(full) > 1 and upper >= 2 and short.key in acronyms_of(full)


def _is_clipped(part: str, word: str) -> bool:
    """Whether a name is cut within its first word: "Volition" for "VolitionRx Limited"."""
    return len(part) >= 6 and word.startswith(part) and 0 < len(word) - len(part) <= 3


def _is_tail(short: Form, long: Form) -> bool:
    """Whether the last words of a name stand for it: "Luminavita" for "National Luminavita", "Research Institute"."""
    if short.surface.lower().endswith(" group") and not long.surface.lower().endswith(" group"):
        return False  # "Cell Medicine Group" is no "Center for Cell Medicine"
    if len(short.parts) == 1:
        return len(long.parts) <= 3 and short.key not in word_set("organization_heads") and len(short.key) > 3
    return long.first < short.first or "'" in long.surface or "’" in long.surface


def is_abbreviated(parts: list[str], full: list[str]) -> bool:
    """Whether each word begins the word at its place: "Penn General" for "Pennford General Hospital"."""
    return (
        2 <= len(parts) <= len(full)
        and parts != full[: len(parts)]
        and all(len(part) >= 3 and word.startswith(part) for part, word in zip(parts, full, strict=False))
        and (len(full) - len(parts) <= 1 or not set(full[len(parts) :]) & word_set("unit_heads"))
    )


def is_unit_of(long: Form, short: Form) -> bool:
    """Whether the longer name is a unit or a subsidiary of the shorter rather than the same organization in full."""
    owner = _POSSESSIVE.split(long.surface, maxsplit=1)
    if len(owner) == 2 and normal(owner[0]).split()[: len(short.parts)] == short.parts:
        return True
    rest = long.parts[len(short.parts) :]
    if short.parts[-1] in word_set("organization_heads"):
        return bool(set(rest) & word_set("unit_heads"))
    # "Acme" is short for "Acme Medical Center", but "Acme Ventures" is a daughter of "Acme".
    return rest[-1] in _DAUGHTERS or "news" in rest
