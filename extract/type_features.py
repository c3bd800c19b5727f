"""What a document and its name say about the type of an organization."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from extract.drafts import OrganizationDraft
from extract.gazetteer import known
from extract.organization_names import is_legal_form, normal
from extract.spans import text_of
from extract.word_classes import fine

_WORD = re.compile(r"[a-z][a-z-]+")
_AFTER_NAME = re.compile(r"\s*(?:®|™)?\s*(?:\([^()]{0,80}\)\s*){0,3}(?P<link>,? (?:a|an|the|one of|which is|part of|based)\b|,|"
                         r" (?:is|was|are) (?:a|an|the|one)\b|:)?")  # fmt: skip
_BEFORE = 5
_DESCRIPTION = 160
_SMALL = frozenset("a an the of and in to for with is are that which by on as at from its it or".split())


def type_features(doc: Doc, draft: OrganizationDraft) -> set[str]:
    """Return the features of an organization's name, of what stands behind its mentions and of its "About" section."""
    found = {"bias"} | _name_features(draft)
    for mention in draft.mentions[:12]:
        found |= _mention_features(doc, mention)
    for section in doc._.sections:
        if section.subject and normal(section.subject) in {normal(form) for form in draft.forms()}:
            found |= {f"about={word}" for word in _words(section.span.text[:500])}
    return found


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
    return found
