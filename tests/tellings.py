"""Short readings for tests of the store: organizations and a deal in one line, and one document with everything."""

from __future__ import annotations

from ontology.records import Amount, Deal, Document, Mark, Organization, Party, Person, Reading, Record, Span

TEXT = "🧬 Servier appoints MaSTherCell SA for UCART19, an allogeneic CAR-T, for €15 million. Denis Bedoret, CBO."


def at(quote: str) -> Span:
    """Where ``quote`` stands first."""
    return Span(start=TEXT.index(quote), end=TEXT.index(quote) + len(quote))


def told(doc: str, *names: str, deal: str | None = None, status: str = "announced", date: str | None = None) -> Reading:
    """A document that names organizations ("name/alias/alias"), the first two of them in a deal of this type."""
    organizations = tuple(
        Organization(name=name, aliases=tuple(aliases)) for name, *aliases in (one.split("/") for one in names)
    )
    parties = tuple(Party(organization=one.name, role="partner") for one in organizations[:2])
    deals = () if deal is None else (Deal.model_validate({"types": (deal,), "status": status, "parties": parties}),)
    return Reading(
        document=Document(doc=doc, text=f"The text of {doc}."),
        record=Record(doc=doc, date=date, organizations=organizations, deals=deals),
    )


def appointed() -> Reading:
    """A whole reading with evidence for everything."""
    therapies = ("car-t", "allogeneic-cell-therapy")
    deal = Deal(
        types=("manufacturing",),
        parties=(Party(organization="MaSTherCell SA", role="provider"), Party(organization="Servier", role="client")),
        therapies=therapies,
        products=("UCART19",),
        amounts=(Amount(kind="upfront", value=15_000_000, currency="EUR", evidence=(at("€15 million"),)),),
        evidence=(at("Servier appoints MaSTherCell SA"),),
        confidence=0.97,
    )
    client = Organization(name="Servier", type="pharma", location="Suresnes, France", mentions=(at("Servier"),))
    name = "MaSTherCell SA"
    provider = Organization(name=name, aliases=("MaSTherCell",), type="cdmo", mentions=(at(name),))
    record = Record(
        doc="servier-masthercell",
        title="Servier appoints MaSTherCell",
        date="2017-09-20",
        organizations=(client, provider),
        people=(Person(name="Denis Bedoret", title="CBO", organization=name, mentions=(at("Denis Bedoret"),)),),
        therapies=therapies,
        products=("UCART19",),
        deals=(deal,),
        marks=(Mark(kind="therapy", value="car-t", start=at("CAR-T").start, end=at("CAR-T").end),),
    )
    return Reading(document=Document(doc=record.doc, text=TEXT, url="https://example.org/1"), record=record)
