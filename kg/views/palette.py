"""The colours and shapes of the page.

Organization types differ by shape as well as by colour, so that nobody needs to tell sixteen hues apart: companies are
discs, institutions squares, investors triangles, therapy types diamonds. Hues lean on Okabe and Ito's palette for
colour-blind readers (https://jfly.uni-koeln.de/color/); neighbours in meaning differ in lightness.
"""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """How a kind of node is drawn: a colour ("#rrggbb"), the name of a vis-network shape, a name for the legend."""

    colour: str
    shape: str
    name: str


UNSTATED = Mark("#aab3bd", "dot", "Type not stated")
"""An organization whose type no document states."""

THERAPY = Mark("#0b7a75", "diamond", "Therapy type")

ORGANIZATIONS: dict[str, Mark] = {
    "pharma": Mark("#1f5fa8", "dot", "Pharma"),
    "biotech": Mark("#56a9dd", "dot", "Biotech"),
    "cdmo": Mark("#d55e00", "dot", "CDMO"),
    "cro": Mark("#eda82d", "dot", "CRO"),
    "supplier": Mark("#9c6b3c", "dot", "Tools and technology"),
    "medtech": Mark("#86a13a", "dot", "Devices and diagnostics"),
    "hospital": Mark("#c2417c", "square", "Hospital"),
    "university": Mark("#74539c", "square", "University"),
    "research-institute": Mark("#a893cf", "square", "Research institute"),
    "government": Mark("#5b6675", "square", "Government"),
    "nonprofit": Mark("#e495bd", "square", "Non-profit"),
    "consortium": Mark("#8c7a86", "square", "Consortium"),
    "investor": Mark("#16a077", "triangle", "Investor"),
    "other-company": Mark("#8a949f", "dot", "Other company"),
    "other": Mark("#8a949f", "dot", "Other"),
}

CLUSTERS = (
    "#1f77b4",
    "#e07b1a",
    "#2a9d6f",
    "#b8447f",
    "#7a5cc0",
    "#c9a227",
    "#2fa6b5",
    "#c4533a",
    "#6c8a2c",
    "#4a5fb0",
    "#d488b4",
    "#8d6748",
)
"""Colours of the largest clusters."""

SMALL_CLUSTER = "#aab3bd"
"""The colour that all further clusters share: more hues could not be told apart."""


def organization(kind: str | None, organization_type: str | None) -> Mark:
    """Return the mark of a node by its kind and organization type.

    >>> organization("organization", "hospital").shape
    'square'
    """
    if kind == "therapy":
        return THERAPY
    return ORGANIZATIONS.get(organization_type or "", UNSTATED)


def cluster(number: int, members: int) -> str:
    """Return the colour of the cluster with that number (0 is the largest) and so many members."""
    return CLUSTERS[number] if number < len(CLUSTERS) and members > 2 else SMALL_CLUSTER
