"""The links between claims, and what joins along them: by name, by short name, by what confirms it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.claims import Claim
from kg.curated import Curated
from kg.known import Table
from kg.likeness import Likeness
from kg.linking import Joining, Link
from kg.names import compact, core, initials
from kg.traits import Traits, entry_of

NAME, KNOWN, TICKER, ALIAS, ONLY, CHOSEN, CONFIRMED, DOUBT = 1.0, 1.0, 0.95, 0.95, 0.9, 0.8, 0.75, 0.5

Partners = Callable[[str], frozenset[str]]
"""The keys of the names of those with whom the bearer of a claim has deals."""


class ClaimLinks:
    """Joins claims, by their nodes, in three passes; each needs what those before it joined."""

    def __init__(self, claims: dict[str, Claim], curated: Curated, partners: Partners, known: Table) -> None:
        self.claims, self.curated, self.known = claims, curated, known
        self.traits = Traits(claims.values(), curated, known)
        self.joining = Joining()
        self.names: dict[str, list[str]] = {}
        self.aliases: dict[str, list[str]] = {}
        self.short: dict[str, list[str]] = {}
        for node, claim in claims.items():
            name = compact(claim.name_key())
            self.names.setdefault(name, []).append(node)
            for key in sorted({compact(key) for key in claim.names()} - {name}):
                self.aliases.setdefault(key, []).append(node)
            for key in sorted({compact(key) for key in claim.short_names()} - {name}):
                self.short.setdefault(key, []).append(node)
        self.likeness = Likeness(claims, partners)

    def by_name(self) -> None:
        """Join claims of one name, of a known organization, of one ticker, and by aliases of two words or more."""
        links: list[Link] = []
        for key, bearers in self.names.items():
            if not (self._claimants(key) or self.known.sharing(key)) or self.known.named(key):
                links += self._star(NAME, bearers, "the same name {0!r}")
            if key in self.aliases:
                links += self._star(ALIAS, [*bearers[:1], *self.aliases[key]], "{0!r} is an alias of {1!r}")
        for key, holders in self.aliases.items():
            if key not in self.names:
                links += self._star(ALIAS, holders, f"an alias that both have ({key!r})")
        entries: dict[str, list[str]] = {}
        symbols: dict[tuple[str, str], list[str]] = {}
        for node, claim in self.claims.items():
            entry = entry_of(claim, self.known)
            if entry is not None:
                entries.setdefault(entry.name, []).append(node)
            for ticker in claim.tickers():
                symbols.setdefault((ticker, claim.name_key().partition(" ")[0]), []).append(node)
        for name, nodes in entries.items():
            links += self._star(KNOWN, nodes, f"names of {name}, a well-known organization")
        for (ticker, _), nodes in symbols.items():
            links += self._star(TICKER, nodes, f"the same ticker symbol {ticker}")
        for a, b in self.curated.same:
            links += self._star(2.0, [*self.names.get(a, [])[:1], *self.names.get(b, [])[:1]], "a person said that they are one")
            for key in (a, b):
                links += self._star(NAME, self.names.get(key, []), "the same name {0!r}")
        self.joining.join(links, self.traits)

    def _star(self, score: float, nodes: Sequence[str], reason: str) -> list[Link]:
        """Links from the first of the nodes with most support to all others."""
        if len(nodes) < 2:
            return []
        hub = max(sorted(nodes), key=lambda node: self.claims[node].support)
        named = self.claims[hub].name
        return [
            Link(score, *_two(hub, node), reason.format(named, self.claims[node].name)) for node in nodes if node != hub
        ]

    def _claimants(self, key: str) -> list[str]:
        return [node for node in self.short.get(key, []) if not self.known.named(key)]

    def by_short_name(self) -> None:
        """Join the bearers of a short name with the organization whose alias it is, where that is clear."""
        links: list[Link] = []
        for key in sorted(set(self.names) & {*self.short, *filter(self.known.sharing, self.names)}):
            if self.known.named(key):
                continue
            groups: dict[str, int] = {}
            for node in self._claimants(key):
                root = self.joining.root(node)
                groups[root] = groups.get(root, 0) + self.claims[node].support
            bearers = [node for node in self.names[key] if self.joining.root(node) not in groups]
            if len(groups) == 1 and len(self.known.sharing(key)) < 2:
                links += self._of_one(key, next(iter(groups)), bearers)
            else:
                links += self._of_several(key, groups, bearers)
        self.joining.join(links, self.traits)

    def _of_one(self, key: str, owner: str, bearers: list[str]) -> list[Link]:
        links = []
        for root, nodes in self.by_root(bearers).items():
            like = self.likeness.of(nodes[0], owner, self.joining.root)
            reason = f"{self.claims[nodes[0]].name!r} is an alias of {self.claims[owner].name!r} and of nobody else"
            if like.against:
                self.joining.doubt(Link(DOUBT, *_two(root, owner), f"{reason}, but {like.against}"))
            else:
                links.append(Link(ONLY, *_two(root, owner), reason))
        return [*links, *self._star(NAME, bearers, "the same name {0!r}")] if links else self._star(NAME, bearers, "the same name {0!r}")

    def _of_several(self, key: str, groups: Mapping[str, int], bearers: list[str]) -> list[Link]:
        """Give each bearer to the one claimant for which ticker, place, type, partners or sheer number speak."""
        total, links, left = sum(groups.values()), list[Link](), list[str]()
        for node in bearers:
            scored = []
            for root, support in groups.items():
                like = self.likeness.of(node, root, self.joining.root)
                points = like.points + (0.3 if support >= 9 * (total - support) else 0.0)
                scored.append((points, root, "; ".join(like.reasons) or "by far the most documents"))
            best = sorted(scored, key=lambda one: (-one[0], one[1]))
            if best and best[0][0] >= 0.3 and (len(best) == 1 or best[0][0] - best[1][0] >= 0.2):
                links.append(Link(CHOSEN, *_two(node, best[0][1]), f"{key!r} may be several, but: {best[0][2]}"))
            else:
                left.append(node)
                for _, root, _ in best[:2]:
                    self.joining.doubt(Link(DOUBT, *_two(node, root), f"{key!r} may be either of several"))
        return [*links, *self._star(NAME, left, "the same name {0!r}, which may be several")]

    def by_confirmation(self) -> None:
        """Join initials and shortened names with the one organization that they fit, if place or partners confirm it."""
        fitting: dict[tuple[str, str], dict[str, str]] = {}
        for node, claim in self.claims.items():
            key = claim.name_key()
            shorter = {compact(core(key)): "without its last word"} if core(key) != key else {}
            if claim.parent is None and initials(claim.name):
                shorter[initials(claim.name)] = "its initials"
            for short, how in shorter.items():
                if claim.apart is None and short in self.names and not self.known.named(short):
                    fitting.setdefault((short, how), {})[self.joining.root(node)] = node
        links = []
        for (short, how), owners in sorted(fitting.items()):
            for root, nodes in self.by_root(self.names[short]).items():
                others = [owner for owner in owners if owner != root]
                if root in owners or not others:
                    continue
                likes = {owner: self.likeness.of(nodes[0], owner, self.joining.root) for owner in others}
                confirmed = [one for one in others if likes[one].confirms]
                for owner in others:
                    name, whole = self.claims[nodes[0]].name, self.claims[owners[owner]].name
                    reason = f"{name!r} is {whole!r} " + ("by " if how == "its initials" else "") + how
                    if confirmed == [owner] and len(others) == 1:
                        links.append(Link(CONFIRMED, *_two(root, owner), f"{reason}; {'; '.join(likes[owner].reasons)}"))
                    elif not likes[owner].against:
                        self.joining.doubt(Link(DOUBT, *_two(root, owner), reason))
        self.joining.join(links, self.traits)

    def by_root(self, nodes: Iterable[str]) -> dict[str, list[str]]:
        """Return nodes in groups by what stands for them."""
        found: dict[str, list[str]] = {}
        for node in nodes:
            found.setdefault(self.joining.root(node), []).append(node)
        return found


def _two(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)
