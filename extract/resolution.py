"""One entry an organization: which mentions of a document mean the same one.

Works on names alone: a short form is joined to the longer form that it abbreviates; a unit ("Alder Clinic's Center
for Regenerative Medicine") stays apart from what it is a unit of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from extract.drafts import OrganizationDraft
from extract.name_forms import TICKER, normal
from extract.short_forms import Form, has_legal_form, is_abbreviated, is_short_for
from extract.spans import text_of
from extract.unit_names import holds_unit, is_within, owners_within

# An article is no part of the name, even where a sentence or heading begins with it.
_ARTICLE = re.compile(r"The\s+(?=[A-Z])")
_AFTER_NAME = re.compile(r"\s*(?:®|™|\(TM\)|\(R\))?\s*,?\s*")
_DEFINED_BEFORE = re.compile(
    r"\(\s*(?:(?:hereinafter|hereafter|collectively|formerly|also|now|together|the|or|and|as|known|a\.k\.a\.|aka|f/k/a|"
    r"[“\"‘'](?:[Tt]he\s+)?Company,?[”\"’'],?)\s+)*[“\"‘']?$"
)


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
        for full in owners_within(long.parts):
            if " ".join(full) in forms:
                continue
            inner = [span for mention in long.mentions if (span := _head_of(mention, " ".join(full))) is not None]
            has_unit = holds_unit(long.parts, full)
            for short in list(forms.values()):
                if inner and ((has_unit and is_within(short.parts, full)) or is_abbreviated(short.parts, full)):
                    yield Form(" ".join(full), inner, long.score), short.key


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


