"""Deals: decides for every pair of organizations whether they have one, of which types and with which roles."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extract.deal_groups import Judgement, group, with_news
from extract.deal_lists import evened
from extract.deal_scope import complete
from extract.kind_features import kind_features
from extract.linear import LinearModel, read_model
from extract.pair_features import Release, deal_features
from extract.pairs import Pair, pairs
from extract.party_features import Parties
from extract.role_features import role_features
from extract.sellers import sells
from extract.time_features import News, time_features
from ontology.vocabularies import DEAL_TYPES

NONE, PRIOR = "none", "prior"
SECOND_TYPE = 0.3
_LEAST = 1e-6
# A pair has a deal when it is as likely as this, be it news or older.
THRESHOLD = 0.45
# How many times likelier manufacturing is when just one party is a contract manufacturer.
CDMO = 4.0


@dataclass(frozen=True)
class Models:
    """The four decisions: is there a deal, is it news, of which type is it, which way round."""

    exists: LinearModel
    times: LinearModel
    types: LinearModel
    roles: LinearModel

    @classmethod
    def read(cls, folder: str | None = None) -> Models:
        """Return the models of ``folder``, those that ship with the package if None."""
        return cls(*(read_model(f"deal-{name}", folder) for name in ("exists", "times", "types", "roles")))


class Judge:
    """Says of the pairs of one document that have a deal which one: types, roles and whether it is history."""

    def __init__(self, release: Release, models: Models) -> None:
        self._doc, self._models, self._named = release.doc, models, release.named
        self._news, self._parties = News(release.doc), Parties(release.doc, release.speakers)

    def judge(self, pair: Pair, features: set[str], chances: dict[str, float], confidence: float) -> Judgement:
        """Return what the models say of a pair; ``chances`` are those of no deal, an older and a current one."""
        certainty = max(1 - chances[NONE], _LEAST)
        seen = self._models.types.probabilities(kind_features(pair, self._news, features, self._parties))
        kinds = sorted(type_chances(pair, seen).items(), key=lambda item: -item[1])
        types = [kinds[0][0], *(kind for kind, chance in kinds[1:3] if chance >= SECOND_TYPE)]
        directed = next((kind for kind in types if DEAL_TYPES.is_directed(kind)), None)
        left, right = DEAL_TYPES.roles(directed or types[0])
        if directed is not None and self._first_is_right(pair, directed):
            left, right = right, left
        if directed == "acquisition":
            left, right = (
                "seller" if role == "target" and sells(pair, draft) else role
                for role, draft in ((left, pair.first), (right, pair.second))
            )
        # Two views of whether it is news: the whole context, and the signs of time alone.
        signs = self._models.times.probabilities(time_features(pair, self._news))[PRIOR]
        history = (chances[PRIOR] / certainty + signs) / 2
        return Judgement(pair, tuple(types), (left, right), history, confidence, self._news.is_spoken_of(pair))

    def _first_is_right(self, pair: Pair, kind: str) -> bool:
        """Whether the pair's second organization has the left role, both ways of looking at it taken together."""
        straight, swapped = (
            self._models.roles.probabilities(
                role_features(self._doc, pair, self._named, kind, self._parties, swapped=swapped)
            )["left"]
            for swapped in (False, True)
        )
        return swapped > straight


def type_chances(pair: Pair, chances: dict[str, float]) -> dict[str, float]:
    """Return the chances of the deal types with what the parties' types alone say added.

    Process development and a master service agreement with a contract manufacturer count as manufacturing by
    definition, whatever words tell of them.
    """
    if (pair.first.type == "cdmo") == (pair.second.type == "cdmo"):
        return chances
    odds = {kind: chance * (CDMO if kind == "manufacturing" else 1.0) for kind, chance in chances.items()}
    total = sum(odds.values())
    return {kind: value / total for kind, value in odds.items()}


@Language.factory(
    "kg_deals",
    assigns=["doc._.deals"],
    requires=["doc._.organizations", "doc._.therapies", "doc._.amounts"],
    default_config={"threshold": THRESHOLD, "model": None},
)
class Deals:
    """Finds the deals of the document."""

    def __init__(self, nlp: Language, name: str, threshold: float, model: str | None) -> None:
        self.name = name
        self.threshold = threshold
        self.models = Models.read(model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.deals``, announced ones first."""
        release = Release(doc)
        judge = Judge(release, self.models)
        found = pairs(doc, release.speakers)
        features = [deal_features(release, pair) for pair in found]
        chances = [self.models.exists.probabilities(one) for one in features]
        confidences = evened(found, [1 - one[NONE] for one in chances])
        judged = [
            judge.judge(pair, seen, chance, confidence)
            for pair, seen, chance, confidence in zip(found, features, chances, confidences, strict=True)
            if confidence >= self.threshold
        ]
        doc._.deals = complete(doc, group(with_news(judged)))
        return doc
