"""Therapy types by concept: where the text names one, and whether it is the parties' own work.

The labels come from the SKOS scheme; a model then judges each concept of the document, because background
("one of the most advanced therapies is ..."), contrast ("unlike autologous ...") and lists of everything that a
company can do also name therapies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extract.drafts import ConceptMention
from extract.linear import read_model
from extract.spans import QUIET, SectionMap
from ontology.vocabularies import THERAPY_TYPES

_AGAINST = frozenset(
    "unlike versus vs than without not no instead alternative traditional conventional other existing whereas "
    "compared rather limited however challenges previously historically rejected".split()
)
# What follows a modality that is only compared with: "autologous ones, however, are tied to one patient each".
_LIMITS = frozenset(
    "however cannot remain remains only few difficult hard limited limitations expensive costly complex tied standard "
    "traditional conventional patient-specific until unlike while whereas although but".split()
)
_OWN = frozenset("we our its company platform pipeline candidate developing develops develop manufacture manufacturing".split())
_TELLING = _AGAINST | _LIMITS | _OWN
# The last sentence ends with its document.
_FAR = 200
_ALLOGENEIC_PAIR = {
    "autologous-cell-therapy": "allogeneic-cell-therapy",
    "allogeneic-cell-therapy": "autologous-cell-therapy",
}


@cache
def _patterns() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return label -> concepts, once for labels in any case and once for abbreviations as written."""
    any_case: dict[str, list[str]] = defaultdict(list)
    exact: dict[str, list[str]] = defaultdict(list)
    for concept in THERAPY_TYPES:
        for label in THERAPY_TYPES.synonyms(concept):
            any_case[label.lower()].append(concept)
        for label in THERAPY_TYPES.abbreviations(concept):
            exact[label].append(concept)
    return any_case, exact


class TherapyMatcher:
    """Finds the labels of therapy types; overlaps go to the longest label."""

    def __init__(self, nlp: Language) -> None:
        any_case, exact = _patterns()
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._concepts: dict[str, list[str]] = {}
        for matcher, labels in ((self._any_case, any_case), (self._exact, exact)):
            for number, (label, concepts) in enumerate(labels.items()):
                key = f"{'a' if matcher is self._any_case else 'x'}{number}"
                self._concepts[key] = concepts
                matcher.add(key, [nlp.make_doc(label)])

    def __call__(self, doc: Doc) -> list[tuple[str, Span]]:
        """Return (concept, span) in order of the text."""
        spans = [*self._any_case(doc, as_spans=True), *self._exact(doc, as_spans=True)]
        return [(concept, span) for span in filter_spans(spans) for concept in self._concepts[span.label_]]


def concept_features(doc: Doc, mentions: dict[str, list[Span]]) -> dict[str, set[str]]:
    """Return for each concept of the document what speaks for or against its being the parties' own work."""
    sections, sentences = SectionMap(doc), _Sentences(doc)
    present = set(mentions)
    found = {}
    for concept, spans in mentions.items():
        features = {f"c={concept}", f"count={min(4, len(spans))}"}
        for narrower in THERAPY_TYPES:
            if narrower in present and concept in THERAPY_TYPES.ancestors(narrower):
                features |= {"narrower", f"c={concept}&narrower={narrower}"}
        if THERAPY_TYPES.broader(concept) in present:
            features.add("broader")
        counterpart = _ALLOGENEIC_PAIR.get(concept)
        if counterpart in present:
            features |= {"counterpart", f"c={concept}&counterpart"}
            features.add(f"counterpart&{_louder(sections, spans, mentions[counterpart])}")
        loud = 0
        for span in spans:
            section = sections.label(span.start_char)
            loud += section not in QUIET
            features |= {f"sec={section}", f"label={span.text.lower()}", f"label&sec={span.text.lower()}&{section}"}
            features |= _sentence_features(doc, span, section, sentences)
        features.add(f"loud={min(3, loud)}")
        found[concept] = features
    return found


def _louder(sections: SectionMap, spans: list[Span], others: list[Span]) -> str:
    """Return which of two concepts the text speaks of first in headline or lead, else which it names more often."""
    loud, other_loud = (
        any(sections.label(span.start_char) in ("headline", "lead") for span in each) for each in (spans, others)
    )
    if loud != other_loud:
        return "loud" if loud else "quiet"
    if len(spans) != len(others):
        return "oftener" if len(spans) > len(others) else "rarer"
    return "first" if spans[0].start < others[0].start else "second"


class _Sentences:
    """The sentences of a document: where the telling words stand, and which name an organization."""

    def __init__(self, doc: Doc) -> None:
        self._starts = [sentence.start for sentence in doc.sents]
        self._words = [(token.i, token.lower_) for token in doc if token.lower_ in _TELLING]
        self._places = [place for place, _ in self._words]
        self._named = {
            sentence
            for draft in doc._.organizations
            for span in draft.mentions
            for sentence in range(self._number(span.start), self._number(span.end - 1) + 1)
        }

    def _number(self, token: int) -> int:
        return bisect_right(self._starts, token) - 1

    def before(self, token: int) -> set[str]:
        """Return the telling words that stand before ``token`` in its sentence."""
        start = bisect_left(self._places, self._starts[self._number(token)])
        return {word for _, word in self._words[start : bisect_left(self._places, token)]}

    def after(self, token: int) -> set[str]:
        """Return the telling words that stand behind ``token`` in its sentence."""
        number = self._number(token)
        end = self._starts[number + 1] if number + 1 < len(self._starts) else token + _FAR
        return {word for _, word in self._words[bisect_right(self._places, token) : bisect_left(self._places, end)]}

    def names(self, span: Span) -> bool:
        """Whether a sentence that holds a part of ``span`` names an organization."""
        return any(one in self._named for one in range(self._number(span.start), self._number(span.end - 1) + 1))


def _sentence_features(doc: Doc, span: Span, section: str, sentences: _Sentences) -> set[str]:
    lowered = sentences.before(span.start)
    features = {f"p1={doc[span.start - 1].lower_}" if span.start else "p1=^"}
    features.add(f"n1={doc[span.end].lower_}" if span.end < len(doc) else "n1=$")
    if lowered & _AGAINST:
        features |= {"against", f"against:{section}"}
    features |= {f"before={word}" for word in lowered & _AGAINST}
    limits = sentences.after(span.end - 1) & _LIMITS
    if limits:
        features |= {"limits", f"limits:{section}"} | {f"after={word}" for word in limits}
    features.add(f"named:{section}" if sentences.names(span) else f"unnamed:{section}")
    if lowered & _OWN:
        features.add("own")
    return features


@Language.factory("kg_therapies", assigns=["doc._.therapies"], requires=["doc._.sections", "doc._.organizations"],
                  default_config={"threshold": 0.0, "model": None})  # fmt: skip
class Therapies:
    """Finds therapy types and marks those that are the parties' own work."""

    def __init__(self, nlp: Language, name: str, threshold: float, model: str | None) -> None:
        self.name = name
        self.threshold = threshold
        self.matcher = TherapyMatcher(nlp)
        self.model = read_model("therapies", model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.therapies``, in order of the text."""
        pairs = self.matcher(doc)
        mentions: dict[str, list[Span]] = defaultdict(list)
        for concept, span in pairs:
            mentions[concept].append(span)
        own = set()
        for concept, features in concept_features(doc, mentions).items():
            no, yes = self.model.scores(features)
            if yes - no > self.threshold:
                own.add(concept)
        doc._.therapies = [ConceptMention(concept, span, concept in own) for concept, span in pairs]
        return doc
