"""From press releases to records: who does what with whom, and which characters say so.

Names are loaded when they are first used: spaCy is needed for extraction only.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.pipeline import extract, load_pipeline
    from extract.reading import read
    from extract.sources import documents

__all__ = ["documents", "extract", "load_pipeline", "read"]

_HOMES = {
    "documents": "extract.sources",
    "extract": "extract.pipeline",
    "load_pipeline": "extract.pipeline",
    "read": "extract.reading",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'extract' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(_HOMES[name]), name)
