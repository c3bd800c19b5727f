"""Writing and reading the triples of one graph, and the literals in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import count

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg import terms
from ontology.errors import RecordError

_SHAPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def string(value: str) -> Literal:
    """Return a plain string literal; raise :class:`RecordError` for half a surrogate pair, which is no character."""
    try:
        return Literal(value)
    except ValueError:
        raise RecordError(f"{value[:60]!r} holds half a surrogate pair: expected Unicode text") from None


def integer(value: int) -> Literal:
    """Return an xsd:integer literal."""
    return Literal(str(value), datatype=terms.term("xsd:integer"))


def number(value: float) -> Literal:
    """Return an xsd:integer or xsd:decimal literal, exact to the last bit of ``value``.

    >>> number(0.1).value, number(15000000).value, number(1e-7).value
    ('0.1', '15000000', '0.0000001')
    """
    if float(value).is_integer():
        return integer(int(value))
    return Literal(format(Decimal(repr(value)), "f"), datatype=terms.term("xsd:decimal"))


def decimal(value: float) -> Literal:
    """Return an xsd:decimal literal.

    >>> decimal(1.0).value, decimal(0.97).value
    ('1', '0.97')
    """
    return Literal(number(value).value, datatype=terms.term("xsd:decimal"))


def date(value: str) -> Literal:
    """Return a date of the contract as xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay, after its shape.

    >>> str(date("--08-15"))
    '"--08-15"^^<http://www.w3.org/2001/XMLSchema#gMonthDay>'
    """
    shape = "xsd:gMonthDay" if value.startswith("-") else _SHAPES[len(value)]
    return Literal(value, datatype=terms.term(shape))


def lexical(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return the IRI of a node or the text of a literal."""
    return str(term) if isinstance(term, Triple) else term.value


class Writer:
    """Collects the quads of one graph; writing the same triple twice is writing it once."""

    def __init__(self, graph: NamedNode | DefaultGraph) -> None:
        self.graph = graph
        self.quads: dict[Quad, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: NamedNode | Literal) -> None:
        """Write one triple for each object."""
        for value in objects:
            self.quads[Quad(subject, predicate, value, self.graph)] = None

    def text(self, subject: NamedNode, predicate: NamedNode, value: str | None) -> None:
        """Write a string; None writes nothing."""
        if value is not None:
            self.add(subject, predicate, string(value))

    def ordered(
        self, subject: NamedNode, predicate: NamedNode, order: NamedNode, values: Iterable[NamedNode | Literal]
    ) -> None:
        """Write one triple a value; an order that sorting would not give back is kept in an rdf:Seq under ``order``.

        Most lists hold nothing, one value or sorted values, and cost nothing extra.
        """
        listed = list(values)
        self.add(subject, predicate, *listed)
        if [one.value for one in listed] != sorted({one.value for one in listed}):
            name = order.value.rpartition("#")[2]
            sequence = NamedNode(f"{subject.value}{'-' if '#' in subject.value else '#'}{name}")
            self.add(subject, order, sequence)
            self.add(sequence, terms.TYPE, terms.SEQUENCE)
            for place, value in enumerate(listed, 1):
                self.add(sequence, terms.term(f"rdf:_{place}"), value)


class Subjects:
    """The triples of one graph by subject and predicate; nodes are their IRIs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            values = self._values.setdefault(lexical(quad.subject), {})
            values.setdefault(quad.predicate.value, []).append(lexical(quad.object))

    def __contains__(self, subject: str) -> bool:
        return subject in self._values

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the values as strings, in no special order."""
        return list(self._values.get(subject, {}).get(predicate.value, ()))

    def one(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the value as a string, or None when there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: str, predicate: NamedNode) -> str:
        """Return the value, which must be there; raise :class:`RecordError` naming what is missing."""
        value = self.one(subject, predicate)
        if value is None:
            raise RecordError(f"<{subject}> has no <{predicate.value}>: the graph of its document is damaged")
        return value

    def ordered(self, subject: str, predicate: NamedNode, order: NamedNode) -> list[str]:
        """Return the values in the order they were written with :meth:`Writer.ordered`."""
        sequence = self.one(subject, order)
        if sequence is None:
            return sorted(self.all(subject, predicate))
        return [self.text(sequence, terms.term(f"rdf:_{place}")) for place in range(1, len(self._values[sequence]))]

    def numbered(self, stem: str) -> Iterator[str]:
        """Return the subjects ``stem-1``, ``stem-2`` and so on, as far as they go."""
        for place in count(1):
            if (subject := f"{stem}-{place}") not in self:
                return
            yield subject
