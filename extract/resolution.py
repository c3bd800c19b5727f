"""One entry an organization: which mentions of a document mean the same one.

Works on names alone: a short form is joined to the longer form that it abbreviates; a unit ("Alder Clinic's Center
for Regenerative Medicine") stays apart from what it is a unit of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from extract.drafts import OrganizationDraft
from extract.gazetteer import known
from extract.organization_names import TICKER, acronyms_of, is_legal_form, normal
from extract.spans import text_of
from extract.words import word_set

# An article is no part of the name, even where a sentence or heading begins with it.
_ARTICLE = re.compile(r"The\s+(?=[A-Z])")
_POSSESSIVE = re.compile(r"['’]s?\s")
# Heads of those that have units of their own.
_OWNER_HEADS = frozenset({"hospital", "university", "clinic", "college", "institute", "center", "centre"})
_DAUGHTERS = frozenset(
    "ventures venture foundation fund capital press bureau desk office program programme committee council department "
    "division service services incubator business enterprise enterprises innovation innovations".split()
)
_AFTER_NAME = re.compile(r"\s*(?:®|™|\(TM\)|\(R\))?\s*,?\s*")
_DEFINED_BEFORE = re.compile(
    r"\(\s*(?:(?:hereinafter|hereafter|collectively|formerly|also|now|together|the|or|and|as|known|a\.k\.a\.|aka|f/k/a)\s+)*[“\"‘']?$"
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


def resolve(doc: Doc, mentions: Sequence[tuple[Span, float]]) -> list[OrganizationDraft]:
    """Return one draft an organization, in the order in which they first stand in the text.

    ``mentions`` are spans of names with the score of the name, without overlaps, in order.
    """
    forms: dict[str, Form] = {}
    for found, score in mentions:
        span = found[1:] if len(found) > 1 and _ARTICLE.match(found.text) else found
        form = forms.setdefault(normal(span.text), Form(normal(span.text)))
        form.mentions.append(span)
        form.score = max(form.score, score)
    within: dict[str, str] = {}
    for owner_form, short in _named_within(forms):
        forms.setdefault(owner_form.key, owner_form)
        within.setdefault(short, owner_form.key)
    defined = within | _defined_forms(doc, forms)
    owner = {key: _long_form(form, forms, defined) for key, form in forms.items()}
    groups: dict[str, list[Form]] = {}
    for key, form in forms.items():
        groups.setdefault(_root(key, owner), []).append(form)
    drafts = [_draft(doc, group) for group in groups.values()]
    return sorted(drafts, key=lambda draft: draft.mentions[0].start)


def _named_within(forms: dict[str, Form]) -> Iterator[tuple[Form, str]]:
    """Yield (owner, key of the short form) of those whom a text names in full only inside the name of a unit.

    "Pennford General Hospital Research Institute" holds the full name that "Penn General" and "Pennford" are short for.
    """
    for long in list(forms.values()):
        for cut in range(2, len(long.parts)):
            full = long.parts[:cut]
            if " ".join(full) in forms or full[-1] not in _OWNER_HEADS:
                continue
            inner = [span for mention in long.mentions if (span := _head_of(mention, " ".join(full))) is not None]
            has_unit = not word_set("unit_heads").isdisjoint(long.parts[cut:])
            for short in list(forms.values()):
                if inner and ((has_unit and _is_within(short.parts, full)) or _is_abbreviated(short.parts, full)):
                    yield Form(" ".join(full), inner, long.score), short.key


def _is_within(short: list[str], full: list[str]) -> bool:
    """Whether a name that stands by itself is a part of the owner's: "Bulfield", "Penn General"."""
    if len(short) >= len(full) or short[-1] in _OWNER_HEADS:
        return False
    return any(full[at : at + len(short)] == short for at in range(len(full) - len(short)))


def _head_of(mention: Span, key: str) -> Span | None:
    """Return the first words of ``mention`` whose normal form is ``key``."""
    return next((mention[:end] for end in range(1, len(mention)) if normal(mention[:end].text) == key), None)


def _root(key: str, owner: dict[str, str | None]) -> str:
    seen = {key}
    while (longer := owner[key]) is not None and longer not in seen:
        key = longer
        seen.add(key)
    return key


def _draft(doc: Doc, group: list[Form]) -> OrganizationDraft:
    # A name is given with the plain apostrophe; how it stands in the text is an alias.
    best = max(group, key=lambda form: (len(form.parts), has_legal_form(form.surface), len(form.surface)))
    mentions = sorted((span for form in group for span in form.mentions), key=lambda span: span.start)
    name = best.surface.replace("’", "'")
    aliases = {text: None for span in mentions if (text := span.text) != name}
    for span in mentions:
        ticker = ticker_after(doc, span)
        if ticker:
            aliases.setdefault(ticker, None)
    return OrganizationDraft(name=name, mentions=mentions, aliases=list(aliases), score=max(f.score for f in group))


def ticker_after(doc: Doc, span: Span) -> str | None:
    """Return the ticker that stands in parentheses behind the name, or None."""
    text = text_of(doc)
    match = _AFTER_NAME.match(text, span.end_char)
    ticker = TICKER.match(text, match.end()) if match else None
    return ticker["symbol"] if ticker else None


def _defined_forms(doc: Doc, forms: dict[str, Form]) -> dict[str, str]:
    """Return short form -> long form for every "Long Name (Short)" and "Long Name (“Short” or the “Company”)"."""
    placed = sorted((span.start_char, span.end_char, key) for key, form in forms.items() for span in form.mentions)
    defined: dict[str, str] = {}
    for (_, left_end, left), (right_start, _, right) in zip(placed, placed[1:], strict=False):
        gap = text_of(doc)[left_end:right_start]
        if left == right or len(gap) > 70 or len(right) > len(left) + 12:
            continue
        opening = gap[gap.rfind("(") :] if "(" in gap else ""
        between = gap[: gap.rfind("(")] if "(" in gap else gap
        if opening and _DEFINED_BEFORE.match(opening) and (not between.strip(" ,®™") or _is_ticker_gap(between)):
            defined.setdefault(right, left)
    for key, form in forms.items():
        for mention in form.mentions:
            symbol = normal(ticker_after(doc, mention) or "")
            if symbol in forms and symbol != key:
                defined.setdefault(symbol, key)
    return defined


def _is_ticker_gap(gap: str) -> bool:
    return bool(re.fullmatch(r"[\s,]*\([^()]*\)[\s,]*", gap))


def _long_form(form: Form, forms: dict[str, Form], defined: dict[str, str]) -> str | None:
    """Return the key of the longer form that ``form`` is short for, or None when it is full in itself."""
    if form.key in defined:
        return defined[form.key]
    longer = [other for other in forms.values() if other is not form and is_short_for(form, other)]
    if not longer:
        return None
    # The form that was introduced last before the short one stands first; else the next after it.
    before = [other for other in longer if other.first <= form.first]
    return (max(before, key=lambda other: other.first) if before else min(longer, key=lambda other: other.first)).key


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
        return _is_abbreviated(parts, full) or _same_unit(short, long)
    if full[: len(parts)] == parts:
        return not has_legal_form(short.surface) and not is_unit_of(long, short)
    if full[-len(parts) :] == parts:
        return _is_tail(short, long)
    return _is_abbreviated(parts, full) or _same_unit(short, long)


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


def _is_abbreviated(parts: list[str], full: list[str]) -> bool:
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
