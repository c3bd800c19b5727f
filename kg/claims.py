"""An organization as one document names it, and the keys under which it meets others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from kg.names import GENERIC_UNITS, compact, core, initials, is_generic, is_ticker, needs_place, normal


@dataclass(frozen=True, slots=True)
class Claim:
    """An organization as documents name it.

    ``node`` stands for one mention or, with its ``support``, for all that say the same. ``apart`` marks a mention that
    is not who its name says: a person said so, or the name means nothing without a place that the document leaves out.
    """

    node: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    type: str | None = None
    location: str | None = None
    apart: str | None = None
    support: int = 1

    def name_key(self) -> str:
        """Return the key of the name, with the parent's where the name alone means nothing.

        >>> Claim("a", "Center for Regenerative Medicine", parent="Mayo Clinic").name_key()
        'mayo clinic center for regenerative medicine'
        >>> Claim("a", "Gilead Sciences K.K.", parent="Gilead Sciences, Inc.").name_key()
        'gilead sciences k k'
        """
        key = self._qualified(normal(self.name))
        if self.parent is not None and key == normal(self.parent):
            key = " ".join(normal(f"{self.name} x").split()[:-1]) or key
        if self.location is not None and self.parent is None and needs_place(key):
            key = f"{key} {normal(self.location)}"
        return key if self.apart is None else f"{key} in {normal(self.apart)}"

    def names(self) -> frozenset[str]:
        """Return the keys that by themselves say who it is: the name, and aliases of two words or more."""
        return frozenset({self.name_key(), *(key for key in self._aliases() if " " in key)})

    def short_names(self) -> frozenset[str]:
        """Return the keys of aliases of one word, which may be anybody's."""
        return frozenset(key for key in self._aliases() if " " not in key and not key.startswith("x-"))

    def all_keys(self) -> frozenset[str]:
        """Return the keys of all names."""
        return self.names() | self.short_names()

    def tickers(self) -> frozenset[str]:
        """Return the aliases that are ticker symbols."""
        return frozenset(alias for alias in self.aliases if self.apart is None and is_ticker(self.name, alias))

    def meeting_keys(self) -> frozenset[str]:
        """Return the keys under which claims meet that could be about one organization."""
        keys = {compact(key) for key in self.all_keys()}
        if self.apart is None:
            keys |= {compact(core(key)) for key in self.names()}
            keys |= {short for short in (initials(self.name),) if short and self.parent is None}
            keys |= {compact(normal(ticker)) for ticker in self.tickers()}
        return frozenset(keys)

    def parent_key(self) -> str | None:
        """Return the key of the parent's name; None without a parent of another name."""
        if self.parent is None or normal(self.parent) == self.name_key():
            return None
        return normal(self.parent)

    def _aliases(self) -> Iterable[str]:
        if self.apart is not None:
            return
        parent, name = self.parent_key(), self.name_key()
        for alias in self.aliases:
            key = normal(alias)
            qualified = self._qualified(key)
            if qualified not in (parent, name) and not (qualified == key and (is_generic(key) or needs_place(key))):
                yield qualified

    def _qualified(self, key: str) -> str:
        if self.parent is None or normal(self.parent) == key:
            return key
        first, _, rest = key.partition(" ")
        generic = (bool(rest) and first in GENERIC_UNITS) or is_generic(key)
        return f"{normal(self.parent)} {key}" if generic else key

    def profile(self) -> Claim:
        """Return what is said, without who says it: equal profiles are about one organization."""
        blank = replace(self, node="", support=1)
        return replace(blank, node=sha256(blank.to_json().encode()).hexdigest()[:24])

    def to_json(self) -> str:
        """Return all but node and support as JSON."""
        parts = (self.name, self.aliases, self.parent, self.type, self.location, self.apart)
        return json.dumps(parts, ensure_ascii=False)

    @classmethod
    def from_json(cls, node: str, text: str, support: int = 1) -> Claim:
        """Return the claim that :meth:`to_json` wrote."""
        name, aliases, parent, kind, location, apart = json.loads(text)
        return cls(node, name, tuple(aliases), parent, kind, location, apart, support)
