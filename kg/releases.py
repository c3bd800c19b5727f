"""The releases behind the documents: derived from their texts, as a whole or for one changed document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg import terms
from kg.duplicates import bands, one_release
from kg.said import Said
from kg.triples import string
from kg.unions import components


def band_quads(said: Said, document: NamedNode) -> set[Quad]:
    """Return what the index holds of a document's text."""
    text = said.text(document, terms.TEXT)
    found = () if text is None else bands(text)
    return {Quad(document, terms.BAND, string(band), terms.INDEX_GRAPH) for band in found}


def all_releases(said: Said, documents: Iterable[NamedNode]) -> Iterator[Quad]:
    """Yield the releases of all documents, and what the index holds of their texts."""
    meeting: dict[str, list[NamedNode]] = {}
    listed = list(documents)
    for document in listed:
        for quad in band_quads(said, document):
            meeting.setdefault(quad.object.value, []).append(document)  # type: ignore[union-attr]
            yield quad
    links: dict[str, set[str]] = {document.value: set() for document in listed}
    checked: set[tuple[str, str]] = set()
    for together in meeting.values():
        ordered = sorted(together, key=lambda one: one.value)
        for place, one in enumerate(ordered):
            for two in ordered[place + 1 :]:
                pair = one.value, two.value
                if pair not in checked:
                    checked.add(pair)
                    if _same(said, one, two):
                        links[one.value].add(" ".join(pair))
                        links[two.value].add(" ".join(pair))
    for copies in components(links):
        yield from release_quads(said, map(NamedNode, copies))


def changed_releases(
    store: Store, old: Said, new: Said, document: NamedNode
) -> tuple[set[Quad], set[Quad]]:
    """Return what holds of releases before and after the change of one document, as far as it reaches."""
    then, now = band_quads(old, document), band_quads(new, document)

    def with_band(band: Quad) -> Iterator[NamedNode]:
        for quad in store.quads_for_pattern(None, terms.BAND, band.object, terms.INDEX_GRAPH):
            if isinstance(quad.subject, NamedNode) and quad.subject != document:
                yield quad.subject

    before = _reached(old, [document] if then else [], _meets(old, then, document, with_band))
    after = _reached(new, [document, *before] if now else before, _meets(new, now, document, with_band))
    links: dict[str, set[str]] = {one.value: set() for one in after if _exists(new, one)}
    for one in links:
        for two in links:
            if one < two and _same(new, NamedNode(one), NamedNode(two)):
                links[one].add(f"{one} {two}")
                links[two].add(f"{one} {two}")
    if _exists(new, document):
        links.setdefault(document.value, set())
    for copy in {*before, *after, document}:
        for release in store.quads_for_pattern(copy, terms.RELEASE, None, DefaultGraph()):
            then.add(release)
            if isinstance(release.object, NamedNode):
                then.update(store.quads_for_pattern(release.object, terms.TYPE, None, DefaultGraph()))
    for copies in components(links):
        now |= set(release_quads(new, map(NamedNode, copies)))
    return then, now


def _meets(
    said: Said, mine: set[Quad], document: NamedNode, with_band: Callable[[Quad], Iterator[NamedNode]]
) -> Callable[[NamedNode], set[NamedNode]]:
    """From a document to those that share a band with it, where ``document`` has the bands ``mine``."""

    def meets(one: NamedNode) -> set[NamedNode]:
        own = mine if one == document else band_quads(said, one)
        found = {other for band in own for other in with_band(band)}
        return found | ({document} if {band.object for band in own} & {band.object for band in mine} else set())

    return meets


def _reached(
    said: Said, start: list[NamedNode], meets: Callable[[NamedNode], set[NamedNode]]
) -> list[NamedNode]:
    """Every document that is a copy of one of ``start``, or of a copy of it, and so on."""
    waiting, found = list(start), dict[NamedNode, None]()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = None
            waiting += [other for other in meets(one) if other not in found and _same(said, one, other)]
    return list(found)


def _same(said: Said, one: NamedNode, two: NamedNode) -> bool:
    texts = (said.text(one, terms.TEXT), said.text(two, terms.TEXT))
    if texts[0] is None or texts[1] is None:
        return False
    return one_release(texts[0], said.text(one, terms.ISSUED), texts[1], said.text(two, terms.ISSUED))


def _exists(said: Said, document: NamedNode) -> bool:
    return said.text(document, terms.IDENTIFIER) is not None


def release_quads(said: Said, copies: Iterable[NamedNode]) -> Iterator[Quad]:
    """Yield the release of some documents, named after the first of them."""
    listed = list(copies)
    first = min(listed, key=lambda one: (said.text(one, terms.ISSUED) or "9999", one.value))
    release = NamedNode(terms.PREFIXES["release"] + first.value.removeprefix(terms.PREFIXES["document"]))
    yield Quad(release, terms.TYPE, terms.RELEASE_CLASS, DefaultGraph())
    for one in listed:
        yield Quad(one, terms.RELEASE, release, DefaultGraph())
