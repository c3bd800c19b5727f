"""Random histories of a store: documents come, change and go, people decide and take back."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

from kg.store import Store
from ontology.errors import PartnershipError
from ontology.records import Amount, Deal, Document, Facility, Organization, Party, Person, Reading, Record

MOMENT = datetime(2024, 5, 17, 12, tzinfo=UTC)
NAMES = (
    "Servier", "Les Laboratoires Servier", "MaSTherCell SA", "MaSTherCell", "Merck & Co., Inc.", "Merck KGaA", "Merck",
    "Orvane Bio", "Orvane", "Orvane Bio GmbH", "Orvane Pharmaceuticals, Inc.", "Zeldon Cell Therapy Manufacturing Center",
    "ZCTMC", "Center for Regenerative Medicine", "Zeldon", "Zeldon Clinic", "Nordvik", "Ministry of Health", "FDA",
)  # fmt: skip
ALIASES = ("Orvane", "Zeldon", "Merck", "MRK", "ORVN", "Nordvik", "Orvane Bio", "Zeldon Clinic", "CRM")
TYPES = ("license", "option", "manufacturing", "acquisition", "co-development")


def reading(chance: random.Random, doc: str) -> Reading:
    """A document that speaks of a few organizations, with deals, people and places."""
    names = chance.sample(NAMES, chance.randint(1, 5))
    organizations = tuple(
        Organization(
            name=name,
            aliases=tuple(chance.sample(ALIASES, chance.choice((0, 0, 1, 2)))),
            type=chance.choice((None, "pharma", "biotech", "hospital")),
            parent=chance.choice((None, None, None, *names)),
            location=chance.choice((None, None, "Basel", "Boston", "Germany")),
        )
        for name in names
    )
    deals = tuple(_deal(chance, names) for _ in range(chance.choice((0, 1, 1, 2)))) if len(names) > 1 else ()
    record = Record(
        doc=doc,
        title=chance.choice((None, f"The news of {doc}")),
        date=chance.choice((None, "2020-05-01", "2020-05-03", "2021-02", "2022")),
        organizations=organizations,
        people=tuple(Person(name=one, organization=chance.choice(names)) for one in chance.sample(("Ann Lee", "Bo Ek"), 1)),
        facilities=(Facility(name="Plant 7", organization=chance.choice((None, *names))),),
        products=tuple(chance.sample(("X-1", "x-1", "Y 2"), chance.randint(0, 2))),
        indications=tuple(chance.sample(("glioma", "Glioma"), chance.randint(0, 2))),
        deals=deals,
    )
    return Reading(document=Document(doc=doc, text=f"The text of {doc}, version {chance.random()}."), record=record)


def _deal(chance: random.Random, names: list[str]) -> Deal:
    parties = chance.sample(names, min(len(names), chance.choice((2, 2, 3))))
    roles = chance.choice((("partner",) * 3, ("licensor", "licensee", "partner"), ("licensee", "licensor", "partner")))
    return Deal(
        types=tuple(chance.sample(TYPES, chance.choice((1, 1, 2)))),
        status=chance.choice(("announced", "announced", "prior", "completed", "expanded", "terminated")),
        parties=tuple(Party(organization=one, role=role) for one, role in zip(parties, roles, strict=False)),
        products=tuple(chance.sample(("X-1", "Y 2"), chance.choice((0, 0, 1)))),
        amounts=(Amount(kind="upfront", value=chance.choice((5, 7)), currency="USD"),) if chance.random() < 0.3 else (),
        date=chance.choice((None, None, "2020", "2020-05", "2019-01-01")),
        confidence=chance.choice((0.5, 0.75, 1.0)),
    )


def step(chance: random.Random, store: Store) -> str:
    """Do one random thing to a store and return its name; what is refused changes nothing."""
    actions: dict[str, Callable[[], object]] = {
        "add": lambda: store.ingest([reading(chance, chance.choice("abcdefghijkl"))]),
        "copy": lambda: store.ingest([_copy(chance, store)]),
        "remove": lambda: store.remove(chance.choice([one.doc for one in store.documents()] or ["x"])),
        "merge": lambda: _curator(store).merge(_organization(chance, store), _organization(chance, store)),
        "split": lambda: _split(chance, store),
        "split document": lambda: _split_document(chance, store),
        "accept": lambda: _curator(store).accept(_deal_of(chance, store)),
        "reject": lambda: _curator(store).reject(_deal_of(chance, store)),
        "edit": lambda: _curator(store).edit(
            _deal_of(chance, store), [chance.choice(("status=terminated", "type=supply", "announced=2019-03"))]
        ),
        "accept telling": lambda: _curator(store).accept(_telling_of(chance, store)),
        "reject telling": lambda: _curator(store).reject(_telling_of(chance, store)),
        "undo": lambda: _curator(store).undo(chance.choice((None, *(one.number for one in store.decisions())))),
    }
    name = chance.choice([*actions, *["add"] * 6, *["split"] * 2, "merge", "reject", "copy"])
    try:
        actions[name]()
    except PartnershipError:
        return f"{name}, refused"
    return name


def _curator(store: Store):  # type: ignore[no-untyped-def]
    return store.curator("ann", MOMENT)


def _organization(chance: random.Random, store: Store) -> str:
    return str(chance.choice(store.query("SELECT ?o { ?o a bp:Organization } ORDER BY ?o").column("o") or ["nobody"]))


def _deal_of(chance: random.Random, store: Store) -> str:
    return str(chance.choice(store.query("SELECT ?d { ?d a bp:Deal } ORDER BY ?d").column("d") or ["nothing"]))


def _telling_of(chance: random.Random, store: Store) -> str:
    told = store.query("SELECT ?d { GRAPH ?g { ?d a bp:Deal } } ORDER BY ?d").column("d")
    return str(chance.choice(told or ["document:x#deal-1"]))


def _copy(chance: random.Random, store: Store) -> Reading:
    """What one of the documents says, said by another one, a little later perhaps."""
    one = store.reading(chance.choice([one.doc for one in store.documents()] or ["x"]))
    doc = chance.choice("abcdefghijkl")
    later = {"doc": doc, "date": chance.choice((one.record.date, "2020-05-04"))}
    document = one.document.model_copy(update={"doc": doc})
    return Reading(document=document, record=one.record.model_copy(update=later))


def _split(chance: random.Random, store: Store) -> None:
    organization = _organization(chance, store)
    names = store.query(f"SELECT ?n {{ <{organization}> rdfs:label|skos:altLabel ?n }} ORDER BY ?n").column("n")
    _curator(store).split(organization, [str(chance.choice(names or ["nobody"]))])


def _split_document(chance: random.Random, store: Store) -> None:
    organization = _organization(chance, store)
    documents = store.query(f"SELECT ?i {{ <{organization}> bp:source/dcterms:identifier ?i }} ORDER BY ?i").column("i")
    _curator(store).split(organization, documents=[str(chance.choice(documents or ["x"]))])
