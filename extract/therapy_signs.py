"""What single sentences tell of whose work a therapy type is, beside what the model has learnt of the whole document."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from spacy.tokens import Span

# In log odds. Of what is made in the company's own plant seven in ten are the parties' own work, of what somebody opens
# a quotation with eight in ten; of whose cells are only contrasted in sentences that name nobody, less than half.
OWNED, SPOKEN, CONTRASTED = 1.2, 1.2, 1.0
_OWNERS = r"(?:the|this) (?:company|firm|group|hospital|manufacturer)['’]s|our|its"
_SITES = r"facility|facilities|factory|factories|line|plants?|sites?|works"
_OWN_SITE = re.compile(rf"\b(?:{_OWNERS})\s+(?:[\w-]+\s){{0,3}}?(?:{_SITES})\b", re.IGNORECASE)
_BACKGROUND = frozenset({"counterpart&quiet", "all-unnamed"})


def signs(spans: Sequence[Span], features: Set[str]) -> float:
    """Return what is to be added to the log odds that a concept is the parties' own work.

    Args:
        spans: where the document names the concept.
        features: what :func:`extract.components.therapies.concept_features` says of it.
    """
    added = 0.0
    if any(_OWN_SITE.search(span.sent.text) for span in spans):
        added += OWNED
    if any(span.start > 0 and span.doc[span.start - 1].text == "“" for span in spans):
        added += SPOKEN
    if features >= _BACKGROUND:
        added -= CONTRASTED
    return added
