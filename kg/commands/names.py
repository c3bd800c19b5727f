"""What a shell or a prompt may complete a parameter's value to: names in the store, and ids of the vocabularies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from kg.store import Store

_MOST = 50


def completer(parameter: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return the completion of a parameter for click; a store that cannot be opened completes nothing."""

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from kg.commands.options import open_store
        from kg.parameters import concepts_of
        from ontology.errors import PartnershipError

        vocabulary = concepts_of(parameter)
        if vocabulary is not None:
            found = [(one, vocabulary.label(one)) for one in vocabulary.ids if one.startswith(incomplete)]
            return [CompletionItem(one, help=label) for one, label in found]
        given = context.params.get("store_path") or (context.parent and context.parent.params.get("store_path"))
        try:
            with open_store(given or Path("partners.db"), quiet=True) as store:
                return [CompletionItem(word, help=name) for word, name in completions(store, parameter, incomplete)]
        except PartnershipError:
            return []

    return complete


def completions(store: Store, parameter: str, incomplete: str) -> list[tuple[str, str]]:
    """Return (word, name) pairs for what is written so far; a word has no spaces, which shells part words at.

    Every word of ``incomplete`` begins a word of the name; names that begin with it come first.
    """
    from kg import terms
    from kg.names import normal
    from kg.near_names import has_words
    from kg.parameters import kind_of, names

    kind = kind_of(parameter)
    if parameter == "document":
        return [(one.doc, one.title or one.doc) for one in store.documents() if incomplete in one.doc][:_MOST]
    if parameter == "deal":
        start = f"{terms.PREFIXES['deal']}"
        found = store.sparql("SELECT ?deal ?label { ?deal a bp:Deal ; rdfs:label ?label } ORDER BY ?label")
        pairs = [(str(deal).removeprefix(start), str(label)) for deal, label in found]
        return [pair for pair in pairs if incomplete in pair[0]][:_MOST]
    if kind is None:
        return []
    key = normal(incomplete.replace("-", " ")) if incomplete.strip() else ""
    chosen = {
        name.replace(" ", "-"): some[0][0]
        for name, some in names(store, kind).items()
        if not key or has_words(key, name)
    }
    return sorted(chosen.items(), key=lambda pair: (not pair[0].startswith(key.replace(" ", "-")), pair))[:_MOST]
