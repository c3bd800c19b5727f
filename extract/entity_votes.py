"""What the entities of another pipeline say about the candidates for names of organizations.

They are a second voice, which adds candidates that no rule finds and moves the log odds of the others a little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from extract import ner
from extract.drafts import EntityDraft
from extract.name_features import Unit
from extract.name_forms import normal
from extract.organization_names import MAXIMUM_TOKENS, tickers
from extract.spans import text_of

# In log odds. Models for names and a small statistical pipeline were trained on every second document of the corpus
# and measured on the others (F1 of organizations without a second voice: 0.878). These sizes give 0.889 with a
# pipeline that names .77 to .80 of the forms right, and 0.881 with one that has hardly been trained; twice NAMED gives
# 0.885, four times 0.875: a louder voice loses more precision than it finds. A candidate that only the other pipeline
# finds gets no bonus: its bounds are guesses, and being judged at all is what it gains.
NAMED = 0.75
UNNAMED = 0.5
PERSON = 1.0


class EntityVotes:
    """What another pipeline says of ``doc``, whose ``candidates`` the rules have found; nothing where none was asked."""

    def __init__(self, doc: Doc, candidates: Sequence[Span]) -> None:
        entities: list[EntityDraft] | None = doc._.entities
        self.asked = entities is not None
        named = [one.span for one in entities or () if one.kind == ner.ORGANIZATION]
        self._organizations = {normal(span.text) for span in named}
        self._people = {normal(one.span.text) for one in entities or () if one.kind == ner.PERSON} - self._organizations
        self._seen = {normal(span.text) for span in candidates} if self.asked else set()
        self.more = _places(doc, named, candidates)
        """Every place of what it names an organization, if the rules did not find it there."""

    def vote(self, unit: Unit) -> float:
        """Return what the other pipeline adds to the log odds of a candidate."""
        if not self.asked:
            return 0.0
        if unit.key in self._organizations:
            return NAMED if unit.key in self._seen else 0.0
        return -PERSON if unit.key in self._people else -UNNAMED


def _places(doc: Doc, named: Sequence[Span], candidates: Sequence[Span]) -> list[Span]:
    names = {span.text for span in named if len(span) <= MAXIMUM_TOKENS}
    if not names:
        return []
    taken = {(span.start, span.end) for span in candidates}
    symbols = tickers(doc)
    found: dict[tuple[int, int], Span] = {}
    # What is named once is named wherever its words stand.
    for name in sorted(names):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text_of(doc)):
            span = doc.char_span(match.start(), match.end())
            if span is not None and (span.start, span.end) not in taken and span.start not in symbols:
                found[span.start, span.end] = span
    return [found[place] for place in sorted(found)]
