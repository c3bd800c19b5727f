"""What people decided, as the derivation needs it; :mod:`kg.curation` keeps the decisions themselves."""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Curated:
    """What holds after all decisions, the later ones before the earlier; name keys are written without spaces.

    ``same`` and ``apart`` are pairs of name keys, ``elsewhere`` pairs of a document's IRI and the name key that means
    somebody else there. ``rejected`` and ``accepted`` name tellings (:func:`kg.tellings.telling_key`), ``edits`` say
    field and value for a telling's deal, ``identifiers`` scheme and value for a name key.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    elsewhere: frozenset[Pair] = frozenset()
    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    edits: frozenset[tuple[str, str, str]] = frozenset()
    identifiers: frozenset[tuple[str, str, str]] = frozenset()

    def touching(self, key: str) -> list[str]:
        """Return a meeting key for each pair of one organization that this name is in."""
        return [f"same:{one}:{two}" for one, two in self.same if key in (one, two)]

    def names_unlike(self, other: Curated) -> set[str]:
        """Return the name keys about which the two say different things."""
        pairs = (self.same ^ other.same) | (self.apart ^ other.apart)
        return {key for pair in pairs for key in pair} | {key for key, _, _ in self.identifiers ^ other.identifiers}

    def documents_unlike(self, other: Curated) -> set[str]:
        """Return the IRIs of the documents about which the two say different things."""
        tellings = (self.rejected ^ other.rejected) | (self.accepted ^ other.accepted)
        edited = {telling for telling, _, _ in self.edits ^ other.edits}
        return {document for document, _ in self.elsewhere ^ other.elsewhere} | {
            telling.partition(" ")[0] for telling in tellings | edited
        }


NOTHING = Curated()
"""No decisions."""
