"""What a document and its name say about the type of an organization."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from extract.descriptors import described_after, described_before, described_by_name
from extract.drafts import OrganizationDraft
from extract.gazetteer import known
from extract.name_forms import is_legal_form, normal
from extract.spans import text_of
from extract.word_classes import fine

_WORD = re.compile(r"[a-z][a-z-]+")
_AFTER_NAME = re.compile(r"\s*(?:®|™)?\s*(?:\([^()]{0,80}\)\s*){0,3}(?P<link>,? (?:a|an|the|one of|which is|part of|based)\b|,|"
                         r" (?:is|was|are) (?:a|an|the|one)\b|:)?")  # fmt: skip
_BEFORE = 5
_DESCRIPTION = 160
# How much of a sentence is looked at on either side of a name: characters, and words of these.
_AROUND, _WORDS_AROUND = 200, 14
# Names as short as this stand within other words by chance.
_SHORT = 5
_BEGINNING = 20_000
_STUCK = re.compile(r"\w{0,8}\b")
_SMALL = frozenset("a an the of and in to for with is are that which by on as at from its it or".split())


def type_features(doc: Doc, draft: OrganizationDraft) -> set[str]:
    """Return the features of an organization's name and its owner's, of the sentences with it and of its "About" section."""
    found = {"bias"} | _name_features(draft)
    found |= {f"said={kind}" for kind in described(doc, draft)}
    found |= {f"named={kind}" for kind in map(described_by_name, draft.forms()) if kind}
    for mention in draft.mentions[:12]:
        found |= _mention_features(doc, mention)
    if draft.parent is not None:
        found |= {f"unit&{feature}" for feature in found if feature.startswith(("last=", "last~"))}
        found |= {f"up:{feature}" for feature in _name_features(draft.parent)}
    for section in doc._.sections:
        if section.subject and normal(section.subject) in {normal(form) for form in draft.forms()}:
            found |= {f"about={word}" for word in _words(section.span.text[:500])}
    return found


def described(doc: Doc, draft: OrganizationDraft) -> Counter[str]:
    """Return how often the text itself calls the organization something of each type.

    On a damaged page a letter or two may be stuck to the name: "AcmeLdavv is a full-service CDMO".
    """
    text = text_of(doc)
    ends = {mention.end_char for mention in draft.mentions}
    for form in draft.forms():
        if len(form) > _SHORT and " " not in form:
            ends.update(_stuck_ends(text, form))
    kinds = [described_after(text, end) for end in sorted(ends)]
    kinds += [described_before(text, mention.start_char) for mention in draft.mentions]
    return Counter(kind for kind in kinds if kind is not None)


def _stuck_ends(text: str, form: str) -> Iterator[int]:
    """Yield where the words end that are ``form`` with at most one letter before it and a few behind it.

    Only the beginning of a text is searched: every organization asks, and a long text has many.
    """
    at = text.find(form, 0, _BEGINNING)
    while at >= 0:
        rest = _STUCK.match(text, at + len(form))
        if rest and not (at > 1 and text[at - 2 : at].isalnum()):
            yield rest.end()
        at = text.find(form, at + len(form), _BEGINNING)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _SMALL]


def _name_features(draft: OrganizationDraft) -> set[str]:
    found = set()
    for form in sorted(draft.forms()):
        entry = known(form)
        if entry is not None:
            found.add(f"gazamb={entry.type}" if entry.ambiguous else f"gaz={entry.type}")
    bare = [word for word in re.findall(r"[\w'&-]+", draft.name) if not is_legal_form(word)]
    lowered = [word.lower() for word in bare]
    found |= {f"t={word}" for word in lowered}
    found |= {f"t2={left} {right}" for left, right in zip(lowered, lowered[1:], strict=False)}
    if lowered:
        found |= {f"t~{fine(word)}" for word in lowered}
        found |= {f"last~{fine(lowered[-1])}"}
        found |= {f"last={lowered[-1]}", f"first={lowered[0]}", f"suf={lowered[-1][-4:]}", f"n={min(5, len(lowered))}"}
    if any(is_legal_form(word) for word in draft.name.split()):
        found |= {"legal", f"legal={draft.name.split()[-1].lower().strip('.')}"}
    if draft.parent is not None:
        found.add("unit")
    return found


def _mention_features(doc: Doc, mention: Span) -> set[str]:
    found = set()
    text = text_of(doc)
    end = min(mention.sent.end_char, mention.end_char + _DESCRIPTION)
    match = _AFTER_NAME.match(text, mention.end_char)
    if match and match["link"]:
        words = _words(text[match.end() : max(end, match.end())])
        kind = "is" if " is" in match["link"] or " was" in match["link"] else "d"
        found |= {f"{kind}={word}" for word in words[:8]} | {f"x={word}" for word in words[:8]}
        found |= {f"x~{fine(word)}" for word in words[:8]}
        found |= {f"x2={left} {right}" for left, right in zip(words[:8], words[1:9], strict=False)}
    elif match:
        words = _words(text[match.end() : max(end, match.end())])
        found |= {f"after={word}" for word in words[:4]}
    before = [token.lower_ for token in doc[max(0, mention.start - _BEFORE) : mention.start] if token.is_alpha]
    found |= {f"before={word}" for word in before[-3:]}
    # "the biotech Acme", "contract manufacturer Acme"
    if before:
        found.add(f"b1={before[-1]}")
        found.add(f"b2={' '.join(before[-2:])}")
    sentence = mention.sent
    left = _words(text[max(sentence.start_char, mention.start_char - _AROUND) : mention.start_char])
    right = _words(text[mention.end_char : min(sentence.end_char, mention.end_char + _AROUND)])
    return found | {f"around={word}" for word in (*left[-_WORDS_AROUND:], *right[:_WORDS_AROUND])}
