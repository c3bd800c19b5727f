"""Type, parent and location of each organization, from the document's own words first."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import OrganizationDraft
from extract.linear import read_model
from extract.organization_names import normal
from extract.places import place_names
from extract.type_features import type_features

_PLACE = r"(?P<place>(?:[A-ZÀ-Þ][\w.'’-]+)(?: (?:[A-ZÀ-Þ][\w.'’-]+|of|de|am))*(?:, (?:[A-ZÀ-Þ][\w.'’-]+)(?: [A-ZÀ-Þ][\w.'’-]+)*\.?)?)"
_BASED = re.compile(r"[^.;]{0,90}?\b(?:based|headquartered|located|domiciled|seated)\s+in\s+(?:the\s+)?" + _PLACE)
_OF_PLACE = re.compile(r",? (?:of|in|\() ?" + _PLACE)
_PLACE_BEFORE = re.compile(r"([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+)?)-based(?:\s[\w-]+){0,6}\s*$")
_POSSESSIVE = re.compile(r"\s*['’]s?\s+$")
_UNIT_OF = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)*,?\s*(?:which is |is )?(?:an?|the|its|part|now|today)?\s*(?:[\w-]+\s){0,5}?"
    r"(?:subsidiary|unit|division|arm|affiliate|part|member|institute|institution|company|business|center|centre|department)\s+"
    r"(?:of|within|at)\s+(?:the\s+)?$"
)
_SUBSIDIARY = re.compile(
    r"\s*(?:['’]s)?\s+(?:[\w-]+\s){0,3}?(?:subsidiary|unit|division|arm|affiliate)s?,?\s+$", re.IGNORECASE
)
_A_COMPANY = re.compile(r"\s*,\s+an?\s+$")


@Language.factory("kg_profiles", assigns=["doc._.organizations"], requires=["doc._.organizations"],
                  default_config={"model": None})  # fmt: skip
class Profiles:
    """Fills type, parent and location of every organization draft."""

    def __init__(self, nlp: Language, name: str, model: str | None) -> None:
        self.name = name
        self.model = read_model("types", model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with the facts of its organizations."""
        find_parents(doc)
        for draft in doc._.organizations:
            draft.location = location(doc, draft)
            scores = self.model.scores(type_features(doc, draft))
            draft.type = self.model.classes[int(scores.argmax())]
        return doc


def find_parents(doc: Doc) -> None:
    """Set ``parent`` where the document says that one organization belongs to another."""
    placed = sorted(
        ((span.start_char, span.end_char, draft) for draft in doc._.organizations for span in draft.mentions),
        key=lambda one: one[0],
    )
    for (_, end, left), (start, right_end, right) in zip(placed, placed[1:], strict=False):
        if left is right or start - end > 90 or start < end:
            continue
        gap = doc.text[end:start]
        if _UNIT_OF.fullmatch(gap) or (
            _A_COMPANY.fullmatch(gap) and re.match(r"\s+(?:company|subsidiary|business|unit)\b", doc.text[right_end:])
        ):
            _set(left, right)
        elif _SUBSIDIARY.fullmatch(gap):
            _set(right, left)
    by_form = {normal(form): draft for draft in doc._.organizations for form in draft.forms()}
    for draft in doc._.organizations:
        if draft.parent is None:
            _set(draft, _owner_in_name(draft, by_form))


def _set(child: OrganizationDraft, parent: OrganizationDraft | None) -> None:
    seen, above = {id(child)}, parent
    while above is not None:
        if id(above) in seen:
            return
        seen.add(id(above))
        above = above.parent
    if child.parent is None:
        child.parent = parent


def _owner_in_name(draft: OrganizationDraft, by_form: dict[str, OrganizationDraft]) -> OrganizationDraft | None:
    """Return the organization whose name begins this one's: "Alder Clinic's Center ...", "Acme Ventures"."""
    parts = normal(draft.name).split()
    for cut in range(len(parts) - 1, 0, -1):
        owner = by_form.get(" ".join(parts[:cut]))
        if owner is not None and owner is not draft:
            return owner
    return None


def location(doc: Doc, draft: OrganizationDraft) -> str | None:
    """Return where the document says that the organization is, in its words, or None."""
    for mention in draft.mentions:
        before = _PLACE_BEFORE.search(doc.text, max(0, mention.start_char - 80), mention.start_char)
        if before:
            return before.group(1)
        sentence_end = max(mention.end_char, min(mention.sent.end_char, mention.end_char + 140))
        based = _BASED.match(doc.text, mention.end_char, sentence_end)
        if based:
            return based["place"].rstrip(" .,")
        near = _OF_PLACE.match(doc.text, mention.end_char, sentence_end)
        if near and normal(near["place"].split(",")[0]) in place_names():
            return near["place"].rstrip(" .,")
    return _dateline_place(doc, draft)


def _dateline_place(doc: Doc, draft: OrganizationDraft) -> str | None:
    """Return the place of the dateline when the organization opens the lead that follows it."""
    sections = doc._.sections
    for left, right in zip(sections, sections[1:], strict=False):
        if left.label == "dateline" and right.label == "lead":
            opens = any(right.span.start <= mention.start <= right.span.start + 2 for mention in draft.mentions)
            place = re.match(_PLACE, left.span.text.strip())
            if opens and place:
                return place["place"].rstrip(" .,")
    return None
