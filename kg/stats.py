"""How much a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store

_COUNTS = {
    "documents": "?one a bp:Document",
    "organizations": "?one a bp:Organization",
    "deals": "?one a bp:Deal",
    "people": "?one a bp:Person",
    "products": "?one a bp:Product",
    "indications": "?one a bp:Indication",
    "therapy types of deals": "?deal a bp:Deal ; bp:therapy ?one",
    "mentions": "GRAPH ?document { ?one a bp:Mention }",
}
_KINDS = {
    "organizations": ("bp:organizationType",),
    "deals": ("bp:primaryType", "bp:status"),
}


def stats(store: Store) -> dict[str, int]:
    """Return counts by name; those of kinds (``organizations: cdmo``) come after their whole, most first."""
    counts: dict[str, int] = {}
    for name, pattern in _COUNTS.items():
        counts[name] = _count(store, pattern)
        for property_ in _KINDS.get(name, ()):
            counts.update((f"{name}: {kind}", number) for kind, number in _by(store, pattern, property_))
    counts["quads"] = len(store.quads)
    return counts


def _count(store: Store, pattern: str) -> int:
    [[number]] = store.sparql(f"SELECT (COUNT(DISTINCT ?one) AS ?n) WHERE {{ {pattern} }}").rows
    return int(str(number))


def _by(store: Store, pattern: str, property_: str) -> list[tuple[str, int]]:
    table = store.sparql(
        f"SELECT ?kind (COUNT(DISTINCT ?one) AS ?n) WHERE {{ {pattern} ; {property_}/skos:notation ?kind }}"
        " GROUP BY ?kind ORDER BY DESC(?n) ?kind"
    )
    return [(str(kind), int(str(number))) for kind, number in table]
