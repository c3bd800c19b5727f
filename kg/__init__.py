"""The graph of partnerships: a store, its questions, its networks and its page.

Names are loaded when they are first used, so that ``import kg`` and ``kg --help`` cost nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.analysis import clusters
    from kg.projection import network
    from kg.store import Store
    from kg.views.page import page

__all__ = ["Store", "clusters", "network", "page"]

_HOMES = {"Store": "kg.store", "clusters": "kg.analysis", "network": "kg.projection", "page": "kg.views.page"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(importlib.import_module(_HOMES[name]), name)
