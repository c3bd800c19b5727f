"""Records without what they are not sure of."""

from __future__ import annotations

from ontology.records import Organization, Record


def checked(confidence: float) -> float:
    """Return ``confidence``; raise :class:`ValueError` if it does not lie between 0 and 1.

    >>> checked(70)
    Traceback (most recent call last):
    ValueError: confidence 70: expected a number from 0 to 1
    """
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence {confidence}: expected a number from 0 to 1")
    return confidence


def confident(record: Record, least: float) -> Record:
    """Return ``record`` without the deals and organizations whose confidence is below ``least``, a number from 0 to 1.

    An organization stays if it has no confidence or a deal that stays names it, and so do those that it is a unit of.
    People, programmes and facilities stay without an organization that does not.

    >>> from ontology.records import Organization
    >>> sure, unsure = Organization(name="Lonza", confidence=0.9), Organization(name="Basel", confidence=0.2)
    >>> [one.name for one in confident(Record(doc="a", organizations=(sure, unsure)), 0.5).organizations]
    ['Lonza']
    """
    least = checked(least)
    deals = tuple(deal for deal in record.deals if deal.confidence >= least)
    parties = {party.organization for deal in deals for party in deal.parties}
    by_name = {one.name: one for one in record.organizations}
    kept: set[str] = set()
    for organization in record.organizations:
        if organization.name in parties or _sure(organization, least):
            name: str | None = organization.name
            while name is not None and name not in kept:
                kept.add(name)
                name = by_name[name].parent
    return record.model_copy(
        update={
            "deals": deals,
            "organizations": tuple(one for one in record.organizations if one.name in kept),
            **{
                key: tuple(
                    one if one.organization in kept else one.model_copy(update={"organization": None})
                    for one in getattr(record, key)
                )
                for key in ("people", "programs", "facilities")
            },
        }
    )


def _sure(organization: Organization, least: float) -> bool:
    return organization.confidence is None or organization.confidence >= least
