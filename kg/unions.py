"""Connected components: what meets under a key, over any number of steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def components(keys: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the items in groups, each linked by shared keys.

    >>> components({"a": ["x"], "b": ["x", "y"], "c": ["z"], "d": ["y"]})
    [['a', 'b', 'd'], ['c']]
    """
    root = {item: item for item in keys}

    def find(item: str) -> str:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    first: dict[str, str] = {}
    for item, its_keys in keys.items():
        for key in its_keys:
            other = find(first.setdefault(key, item))
            root[find(item)] = other
    groups: dict[str, list[str]] = {}
    for item in keys:
        groups.setdefault(find(item), []).append(item)
    return list(groups.values())
