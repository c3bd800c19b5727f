"""Therapy types by concept: where the text names one, and whether it is the parties' own work.

A model judges each concept of the document, because background
("one of the most advanced therapies is ..."), contrast ("unlike autologous ...") and lists of everything that a
company can do also name therapies.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.drafts import ConceptMention
from extract.linear import read_model
from extract.spans import QUIET, SectionMap
from extract.therapy_names import OTHER_SOURCE, TherapyMatcher
from extract.therapy_signs import signs
from extract.word_classes import fine
from ontology.vocabularies import THERAPY_TYPES

# Words of contrast and of limits: "unlike autologous ...", "autologous ones, however, are tied to one patient each".
_CONTRAST = frozenset(
    "unlike versus vs than without not no instead alternative traditional conventional standard other existing whereas "
    "while although but until compared rather limited limitations limits hard difficult however cannot remain remains "
    "only few expensive costly complex tied patient-specific challenges previously historically rejected".split()
)
_OWN = frozenset("we our its company platform pipeline candidate developing develops develop manufacture manufacturing".split())
# What parties do with a therapy, and in what: the sentence is then about their work though it may name nobody.
_WORK = frozenset(
    "collaboration partnership alliance agreement together make makes making made produce produces produced production "
    "manufacture manufacturing manufacturer facility facilities plant plants factory site sites hospital partner partners "
    "develop developing develops development process processes focus focuses focused concentrate concentrates dedicated "
    "specialise specialises specialising specialize specializes specializing".split()
)
# What is said of a field at large: "most treatments so far start with ...", "such products are hard to make".
_AT_LARGE = frozenset("most so far typically usually generally often many such field treatments decades history today".split())
_TELLING = _CONTRAST | _OWN | _WORK | _AT_LARGE


def concept_features(doc: Doc, mentions: dict[str, list[Span]]) -> dict[str, set[str]]:
    """Return for each concept of the document what speaks for or against its being the parties' own work."""
    sections, sentences = SectionMap(doc), _Sentences(doc)
    present = set(mentions)
    within_names = {
        token for draft in doc._.organizations for mention in draft.mentions for token in range(mention.start, mention.end)
    }
    found = {}
    for concept, spans in mentions.items():
        features = {f"c={concept}", f"count={min(4, len(spans))}"}
        for narrower in THERAPY_TYPES:
            if narrower in present and concept in THERAPY_TYPES.ancestors(narrower):
                features |= {"narrower", f"c={concept}&narrower={narrower}"}
        if THERAPY_TYPES.broader(concept) in present:
            features.add("broader")
        counterpart = OTHER_SOURCE.get(concept)
        if counterpart in present:
            louder = _louder(sections, spans, mentions[counterpart])
            features |= {"counterpart", f"c={concept}&counterpart", f"counterpart&{louder}"}
        if not any(map(sentences.names, spans)):
            features |= {"all-unnamed", f"c={concept}&all-unnamed"}
        # "Acme Cell Therapy" says what its owner works on, but hardly by itself.
        named = [not within_names.isdisjoint(range(span.start, span.end)) for span in spans]
        if all(named):
            features |= {"all-in-names", f"c={concept}&all-in-names"}
        elif any(named):
            features.add("some-in-names")
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
        # The end of the last sentence stands where the next would start.
        self._starts = [*(sentence.start for sentence in doc.sents), len(doc)]
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
        end = bisect_left(self._places, self._starts[self._number(token) + 1])
        return {word for _, word in self._words[bisect_right(self._places, token) : end]}

    def names(self, span: Span) -> bool:
        """Whether a sentence that holds a part of ``span`` names an organization."""
        return any(one in self._named for one in range(self._number(span.start), self._number(span.end - 1) + 1))


def _sentence_features(doc: Doc, span: Span, section: str, sentences: _Sentences) -> set[str]:
    before, after = sentences.before(span.start), sentences.after(span.end - 1)
    previous = doc[span.start - 1].lower_ if span.start else "^"
    following = doc[span.end].lower_ if span.end < len(doc) else "$"
    features = {f"p1={previous}", f"n1={following}", f"p1~{fine(previous)}", f"n1~{fine(following)}"}
    for side, words in (("before", before & _CONTRAST), ("after", after & _CONTRAST)):
        if words:
            features |= {f"contrast:{side}", f"contrast:{side}:{section}"} | {f"{side}={word}" for word in words}
    if sentences.names(span):
        features.add(f"named:{section}")
    else:
        features |= {f"unnamed:{section}"} | {f"large={word}" for word in (before | after) & _AT_LARGE}
    if before & _OWN:
        features.add("own")
    if (before | after) & _WORK:
        features |= {"work", f"work:{section}"}
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
            if yes - no + signs(mentions[concept], features) > self.threshold:
                own.add(concept)
        # The narrower type implies the broader: it is not told again.
        own -= {broader for concept in own for broader in THERAPY_TYPES.ancestors(concept)}
        doc._.therapies = [ConceptMention(concept, span, concept in own) for concept, span in pairs]
        return doc
