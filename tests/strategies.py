"""Hypothesis strategies: arbitrary valid documents, records and readings, odd Unicode included."""

from __future__ import annotations

from hypothesis import strategies as st

from ontology.records import (
    Amount,
    Deal,
    Document,
    Facility,
    Mark,
    Organization,
    Party,
    Person,
    Program,
    Reading,
    Record,
    Span,
)
from ontology.vocabularies import (
    AMOUNT_KINDS,
    DEAL_TYPES,
    ORGANIZATION_TYPES,
    ROLES,
    STATUSES,
    THERAPY_TYPES,
    Vocabulary,
)

ODD = [
    "",
    " ",
    '"\\\r\n\t',
    "\\u0041",
    "\x00\x01",
    "İß ﬁ ℡",
    "株式会社",
    "e\u0301",
    "\U0001f9ec",
    "<a> . # {} ?x",
    "%2F/../#",
]
anything = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
"""Any Unicode string, half surrogate pairs apart."""

NAMES = [
    "Servier", "Les Laboratoires Servier", "MaSTherCell SA", "MaSTherCell", "Mayo Clinic", "Mayo", "Merck & Co., Inc.",
    "Merck KGaA", "Merck", "Resilience",
    "National Resilience Inc.", "Center for Regenerative Medicine", "İß ﬁ", "Inc.", "—",
]  # fmt: skip
"""Names that meet again in other documents, hard cases among them."""

dates = st.one_of(
    st.none(),
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(["2017", "2017-09", "--09-20", "--02-29", "0001"]),
)


def some(vocabulary: Vocabulary, smallest: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to three ids, in any order, repeats included."""
    return st.lists(st.sampled_from(vocabulary.ids), min_size=smallest, max_size=3).map(tuple)


def optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), strategy)


def tuples(strategy: st.SearchStrategy, largest: int = 2) -> st.SearchStrategy[tuple]:
    return st.lists(strategy, max_size=largest).map(tuple)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 40))
    return Span(start=start, end=start + draw(st.integers(1, 20)))


values = st.one_of(st.integers(0, 10**25), st.floats(0, 1e12, allow_nan=False), st.floats(0, 1, allow_subnormal=True))
amounts = st.builds(
    Amount,
    kind=st.sampled_from(AMOUNT_KINDS.ids),
    value=values,
    currency=optional(st.sampled_from(["USD", "EUR"])),
    evidence=tuples(spans()),
)
marks = st.builds(
    Mark,
    kind=st.sampled_from(["therapy", "product", "indication"]),
    value=st.one_of(anything, st.sampled_from(THERAPY_TYPES.ids)),
    start=st.integers(-3, 40),
    end=st.integers(-3, 60),
)


@st.composite
def deals(draw: st.DrawFn, names: list[str], text: st.SearchStrategy[str]) -> Deal:
    parties = st.builds(Party, organization=st.sampled_from(names), role=st.sampled_from(ROLES.ids))
    return Deal(
        types=draw(some(DEAL_TYPES, 1)),
        status=draw(st.sampled_from(STATUSES.ids)),
        parties=tuple(draw(st.lists(parties, min_size=2, max_size=3, unique=True))),
        therapies=draw(some(THERAPY_TYPES)),
        products=draw(tuples(text)),
        indications=draw(tuples(text)),
        amounts=draw(tuples(amounts)),
        date=draw(dates),
        evidence=draw(tuples(spans())),
        confidence=draw(st.floats(0, 1)),
    )


@st.composite
def records(draw: st.DrawFn, doc: str, name: st.SearchStrategy[str] = anything) -> Record:
    names = draw(st.lists(name, max_size=4, unique=True))
    one_of_them = st.sampled_from([None, *names])
    organizations = [
        Organization(
            name=one,
            aliases=draw(tuples(name, 3)),
            type=draw(optional(st.sampled_from(ORGANIZATION_TYPES.ids))),
            parent=draw(one_of_them),
            location=draw(optional(name)),
            mentions=draw(tuples(spans())),
            confidence=draw(st.one_of(st.none(), st.floats(0, 1))),
        )
        for one in names
    ]
    people = st.builds(Person, name=name, title=optional(name), organization=one_of_them, mentions=tuples(spans()))
    return Record(
        doc=doc,
        title=draw(optional(name)),
        date=draw(dates),
        organizations=tuple(organizations),
        people=draw(tuples(people)),
        programs=draw(tuples(st.builds(Program, name=name, organization=one_of_them))),
        facilities=draw(tuples(st.builds(Facility, name=name, organization=one_of_them, location=optional(name)))),
        therapies=draw(some(THERAPY_TYPES)),
        products=draw(tuples(name)),
        indications=draw(tuples(name)),
        deals=draw(tuples(deals(names, name))) if names else (),
        marks=draw(tuples(marks)),
    )


@st.composite
def readings(
    draw: st.DrawFn,
    doc: st.SearchStrategy[str] = anything.filter(bool),  # noqa: B008
    name: st.SearchStrategy[str] = anything,
) -> Reading:
    """Arbitrary readings; name them from :data:`NAMES` to let documents speak of the same organizations."""
    document = Document(
        doc=draw(doc),
        text=draw(st.one_of(anything, st.just("Servier appoints MaSTherCell. " * 3))),
        title=draw(optional(anything)),
        published=draw(optional(anything)),
        url=draw(optional(anything)),
        media_type=draw(st.sampled_from(["text/plain", "text/html", ""])),
    )
    return Reading(document=document, record=draw(records(document.doc, name)))

FRAGMENTS = [
    "ROCHESTER, Minn., Aug. 15, 2022 /PRNewswire/ -- Acme Bio, Inc. (Nasdaq: ACME) and Beta Pharma AG today announced",
    " a manufacturing agreement for CAR-T cells.", "Acme Bio Announces Collaboration With Beta Pharma", "\n\nAbout Acme\n",
    "“We are glad,” said Jane Dorr, Ph.D., CEO of Acme Bio’s Center for Cells. ", "upfront payment of $15 million", "€1.5bn",
    "Forward-Looking Statements\nThis press release contains forward-looking statements.", "Media Contact: jane@acme.com",
    "University of Utah", " (“UU” or the “University”) ", "Acme Bio's", "&amp;", "&lt;b&gt;", "<script>alert(1)</script>", "'; DROP",
    "<http://x> ?s ?p ?o . }", "\r\n", "\n", "   ", "\t", "\u2028", "\u2029", "\u0085", "\u00a0", "\u200b", "\ufeff", "\x00", "\x1c",
    "🧬👩🏽‍🔬", "e\u0301", "İß ﬁ ℡", "株式会社", "مرحبا", "• ", "—", "-- ", "...", "IAnna Berger, CBO", "'", "’s", "(", ")", "\"", "$", "%", "/",
    "Inc.", "A", "a", "1", "B cell acute lymphoblastic leukemia", "UCART-19", "in 2017", " and ", ", ", ". ",
]  # fmt: skip
"""What press releases and damaged pages are made of."""

messy_texts = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=6)),
    max_size=14,
).map("".join)
"""Texts of any characters in which the parts of press releases turn up in any order."""
