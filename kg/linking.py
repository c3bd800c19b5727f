"""Joining things by scored links, the surest first, and never what must stay apart.

The outcome depends on the links alone, not on their order: they are taken by falling score, then by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Link:
    """Why two things could be one: a score from 0 to 1 (more for what a person decided) and a reason in plain words."""

    score: float
    left: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A link and what came of it: joined, or refused for the reason in ``against``; "" with ``joined`` false: too weak."""

    link: Link
    joined: bool
    against: str = ""


class Rules(Protocol):
    """What a joining asks; a root stands for its group."""

    def conflict(self, left: str, right: str, link: Link) -> str:
        """Return why two groups must stay apart, "" if they need not."""

    def absorb(self, root: str, other: str) -> None:
        """Take note that the group of ``other`` is now part of that of ``root``."""


@dataclass
class Joining:
    """Things in groups, joined by rules."""

    decisions: list[Decision] = field(default_factory=list)
    _root: dict[str, str] = field(default_factory=dict)

    def root(self, item: str) -> str:
        """Return what stands for the group of an item."""
        root = self._root.setdefault(item, item)
        while root != self._root[root]:
            self._root[root] = self._root[self._root[root]]
            root = self._root[root]
        self._root[item] = root
        return root

    def join(self, links: Iterable[Link], rules: Rules) -> None:
        """Join along links, the surest first; a link within a group says nothing new and leaves no decision."""
        for link in sorted(links, key=lambda one: (-one.score, one.left, one.right, one.reason)):
            left, right = self.root(link.left), self.root(link.right)
            if left == right:
                continue
            against = rules.conflict(left, right, link)
            if not against:
                left, right = sorted((left, right))
                self._root[right] = left
                rules.absorb(left, right)
            self.decisions.append(Decision(link, not against, against))

    def doubt(self, link: Link) -> None:
        """Keep a link that is too weak to join anything, for somebody to look at."""
        if self.root(link.left) != self.root(link.right):
            self.decisions.append(Decision(link, False))
