"""Deals: decides for every pair of organizations whether they have one, of which types and with which roles."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extract.deal_groups import Judgement, group
from extract.deal_scope import complete
from extract.linear import LinearModel, read_model
from extract.pair_features import deal_features, mask, role_features
from extract.pairs import Pair, pairs
from ontology.vocabularies import DEAL_TYPES

NONE, CURRENT, PRIOR = "none", "current", "prior"
SECOND_TYPE = 0.3


@dataclass(frozen=True)
class Models:
    """The three decisions: is there a deal, of which type, which way round."""

    exists: LinearModel
    types: LinearModel
    roles: LinearModel

    @classmethod
    def read(cls, folder: str | None = None) -> Models:
        """Return the models of ``folder``, those that ship with the package if None."""
        return cls(*(read_model(f"deal-{name}", folder) for name in ("exists", "types", "roles")))


def judge(doc: Doc, pair: Pair, named: dict[int, str], models: Models, threshold: float) -> Judgement | None:
    """Return what the models say of the pair, or None when it has no deal."""
    features = deal_features(doc, pair, named)
    odds = models.exists.probabilities(features)
    if 1 - odds[NONE] < threshold:
        return None
    kinds = sorted(models.types.probabilities(features).items(), key=lambda item: -item[1])
    types = [kinds[0][0], *(kind for kind, chance in kinds[1:3] if chance >= SECOND_TYPE)]
    directed = next((kind for kind in types if DEAL_TYPES.is_directed(kind)), None)
    left, right = DEAL_TYPES.roles(directed or types[0])
    if directed is not None and _first_is_right(doc, pair, named, models.roles, directed):
        left, right = right, left
    prior = odds[PRIOR] > odds[CURRENT]
    return Judgement(pair, tuple(types), (left, right), prior, 1 - odds[NONE])


def _first_is_right(doc: Doc, pair: Pair, named: dict[int, str], model: LinearModel, kind: str) -> bool:
    """Whether the pair's second organization has the left role, both ways of looking at it taken together."""
    straight = model.probabilities(role_features(doc, pair, named, kind, swapped=False))["left"]
    swapped = model.probabilities(role_features(doc, pair, named, kind, swapped=True))["left"]
    return swapped > straight


@Language.factory(
    "kg_deals",
    assigns=["doc._.deals"],
    requires=["doc._.organizations", "doc._.therapies", "doc._.amounts"],
    default_config={"threshold": 0.5, "model": None},
)
class Deals:
    """Finds the deals of the document."""

    def __init__(self, nlp: Language, name: str, threshold: float, model: str | None) -> None:
        self.name = name
        self.threshold = threshold
        self.models = Models.read(model)

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.deals``, announced ones first."""
        named = mask(doc)
        judged = (judge(doc, pair, named, self.models, self.threshold) for pair in pairs(doc))
        doc._.deals = complete(doc, group([one for one in judged if one is not None]))
        return doc
