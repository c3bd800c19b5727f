"""Type, parent and location of each organization, from the document's own words first."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.descriptors import described_by_name
from extract.drafts import OrganizationDraft
from extract.gazetteer import known
from extract.linear import LinearModel, read_model
from extract.name_forms import normal
from extract.places import place_names
from extract.spans import text_of
from extract.type_features import described, type_features

_PLACE = r"(?P<place>(?:[A-ZÀ-Þ][\w.'’-]+)(?: (?:[A-ZÀ-Þ][\w.'’-]+|of|de|am))*(?:, (?:[A-ZÀ-Þ][\w.'’-]+)(?: [A-ZÀ-Þ][\w.'’-]+)*\.?)?)"
_BASED = re.compile(r"[^.;]{0,90}?\b(?:based|headquartered|located|domiciled|seated)\s+in\s+(?:the\s+)?" + _PLACE)
_OF_PLACE = re.compile(r",? (?:of|in|\() ?" + _PLACE)
_PLACE_BEFORE = re.compile(r"([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+)?)-based(?:\s[\w-]+){0,6}\s*$")
_MONTH = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b",
    re.IGNORECASE,
)
_DATE_IN_PLACE = re.compile(rf",? {_MONTH.pattern}.*$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b[A-Z][a-z]{1,4}|\b(?:[A-Z]\.)+[A-Z])\.$")
_UNIT_OF = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)*,?\s*(?:which is |is )?(?:an?|the|its|part|now|today)?\s*(?:[\w-]+\s){0,5}?"
    r"(?:subsidiary|unit|division|arm|affiliate|part|member|institute|institution|company|business|center|centre|department)\s+"
    r"(?:of|within|at)\s+(?:the\s+)?$"
)
_SUBSIDIARY = re.compile(
    r"\s*(?:['’]s)?\s+(?:[\w-]+\s){0,3}?(?:subsidiary|unit|division|arm|affiliate)s?,?\s+$", re.IGNORECASE
)
_A_COMPANY = re.compile(r"\s*,\s+an?\s+$")


# A release says where an organization is when it introduces it.
_LOOKED_AT = 12
# In log odds: how much the gazetteer, the text's own description and the name itself add for the type that they give.
KNOWN = 2.0
DESCRIBED = 2.5
NAMED = 4.0


@Language.factory("kg_profiles", assigns=["doc._.organizations"], requires=["doc._.organizations"],
                  default_config={"model": None})  # fmt: skip
class Profiles:
    """Fills type, parent and location of every organization draft."""

    def __init__(self, nlp: Language, name: str, model: str | None) -> None:
        self.name = name
        self.model = read_model("types", model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with the facts of its organizations."""
        return fill_profiles(doc, self.model)


def fill_profiles(doc: Doc, model: LinearModel) -> Doc:
    """Return ``doc`` with parent, location and type of its organizations, the types as ``model`` sees them."""
    find_parents(doc)
    for draft in doc._.organizations:
        draft.location = location(doc, draft)
        scores = model.scores(type_features(doc, draft))
        said = ((known_type(draft), KNOWN), (described_type(doc, draft), DESCRIBED), (named_type(draft), NAMED))
        for kind, weight in said:
            if kind in model.classes:
                scores[model.classes.index(kind)] += weight
        draft.type = model.classes[int(scores.argmax())]
    return doc


def known_type(draft: OrganizationDraft) -> str | None:
    """Return the type that the gazetteer gives the organization under one of its forms, or None."""
    for form in sorted(draft.forms(), key=len, reverse=True):
        entry = known(form)
        if entry is not None and not entry.needs_evidence(form):
            return entry.type
    return None


def described_type(doc: Doc, draft: OrganizationDraft) -> str | None:
    """Return the type that the text itself gives the organization most often, or None."""
    kinds = described(doc, draft)
    return min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else None


def named_type(draft: OrganizationDraft) -> str | None:
    """Return the type that one of the organization's names says, or None."""
    return next(filter(None, map(described_by_name, sorted(draft.forms()))), None)


def find_parents(doc: Doc) -> None:
    """Set ``parent`` where the document says that one organization belongs to another."""
    text = text_of(doc)
    placed = sorted(
        ((span.start_char, span.end_char, draft) for draft in doc._.organizations for span in draft.mentions),
        key=lambda one: one[0],
    )
    for (_, end, left), (start, right_end, right) in zip(placed, placed[1:], strict=False):
        if left is right or start - end > 90 or start < end:
            continue
        gap = text[end:start]
        if _UNIT_OF.fullmatch(gap) or (
            _A_COMPANY.fullmatch(gap) and re.match(r"\s+(?:company|subsidiary|business|unit)\b", text[right_end : right_end + 40])
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
    text = text_of(doc)
    for mention in draft.mentions[:_LOOKED_AT]:
        before = _PLACE_BEFORE.search(text, max(0, mention.start_char - 80), mention.start_char)
        if before:
            return before.group(1)
        sentence_end = max(mention.end_char, min(mention.sent.end_char, mention.end_char + 140))
        based = _BASED.match(text, mention.end_char, sentence_end)
        if based:
            return _tidy(based["place"])
        near = _OF_PLACE.match(text, mention.end_char, sentence_end)
        if near and normal(near["place"].split(",")[0]) in place_names():
            return _tidy(near["place"])
    return _dateline_place(doc, draft)


def _dateline_place(doc: Doc, draft: OrganizationDraft) -> str | None:
    """Return the place of the dateline when the organization opens the lead that follows it."""
    sections = doc._.sections
    for left, right in zip(sections, sections[1:], strict=False):
        if left.label == "dateline" and right.label == "lead":
            opens = any(right.span.start <= mention.start <= right.span.start + 2 for mention in draft.mentions)
            place = re.match(_PLACE, left.span.text.strip())
            if opens and place and not _MONTH.match(place["place"]):
                return _tidy(place["place"])
    return None


def _tidy(place: str) -> str:
    """Return the place without a date and without the full stop of the sentence; "Minn." keeps its own."""
    place = _DATE_IN_PLACE.sub("", place).rstrip(" ,")
    return place if _ABBREVIATED.search(place) else place.rstrip(".")
