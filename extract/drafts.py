"""What the pipeline's components hand to each other on the spaCy ``Doc``, before it becomes a frozen record.

The components write to these extension attributes of ``Doc``; spans are spaCy ``Span`` objects over its tokens:

=====================  ==========================================================
``doc._.title``        headline or None (set by the reader, or by ``sections``)
``doc._.published``    publication date that the source states, or None
``doc._.sections``     list of :class:`Section`, in order, covering the whole text
``doc._.people``       list of :class:`PersonDraft`
``doc._.entities``     list of :class:`EntityDraft`, or None when no other pipeline lends its entities
``doc._.organizations``  list of :class:`OrganizationDraft`
``doc._.programs``     list of :class:`NamedDraft`
``doc._.facilities``   list of :class:`NamedDraft`
``doc._.therapies``    list of :class:`ConceptMention` (``concept`` is a therapy id)
``doc._.products``     list of :class:`ConceptMention` (``concept`` is the name)
``doc._.indications``  list of :class:`ConceptMention` (``concept`` is the name)
``doc._.amounts``      list of :class:`AmountDraft`
``doc._.dates``        list of :class:`DateDraft`
``doc._.deals``        list of :class:`DealDraft`
=====================  ==========================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

SECTION_LABELS = (
    "headline", "dateline", "lead", "body", "quote", "list", "about", "boilerplate", "contact", "debris",
)  # fmt: skip


@dataclass
class Section:
    """A stretch of the document of one kind; ``subject`` is the name in an "About X" heading."""

    label: str
    span: Span
    subject: str | None = None


@dataclass
class EntityDraft:
    """What another pipeline names: ``kind`` is "organization" or "person"."""

    kind: str
    span: Span


@dataclass
class OrganizationDraft:
    """One real organization: every mention, its forms, and what the document says about it.

    ``score`` is the log odds of its surest form to be the name of an organization.
    """

    name: str
    mentions: list[Span] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    type: str | None = None
    parent: OrganizationDraft | None = None
    location: str | None = None
    score: float = 1.0

    def forms(self) -> set[str]:
        """Return the name and all aliases."""
        return {self.name, *self.aliases}


@dataclass
class PersonDraft:
    """A person; ``title`` and ``organization`` are filled by the component ``affiliations``."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    title: str | None = None
    organization: OrganizationDraft | None = None


@dataclass
class NamedDraft:
    """A programme or a facility."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    organization: OrganizationDraft | None = None
    location: str | None = None


@dataclass
class ConceptMention:
    """One place where the text names a therapy type, a product or an indication.

    ``active`` is false where the mention does not count as the parties' own work: negated, contrasted
    ("unlike autologous ..."), background about medicine at large, or in boilerplate.
    """

    concept: str
    span: Span
    active: bool = True


@dataclass
class AmountDraft:
    """A sum of money in units of its currency, or a rate in percent (currency None).

    ``kind`` is what it most likely pays for, ``kinds`` the chances of each kind in a deal of each type, and ``chance``
    how likely it belongs to a deal at all.
    """

    value: float
    currency: str | None
    span: Span
    kind: str = "other"
    up_to: bool = False
    chance: float = 1.0
    kinds: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass
class DateDraft:
    """A date in the forms of the contract (YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD)."""

    value: str
    span: Span


@dataclass
class DealDraft:
    """One deal: parties as (organization, role) pairs, the most characteristic type first."""

    types: list[str]
    status: str
    parties: list[tuple[OrganizationDraft, str]]
    evidence: list[Span]
    therapies: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    indications: list[str] = field(default_factory=list)
    amounts: list[AmountDraft] = field(default_factory=list)
    date: str | None = None
    confidence: float = 1.0


def register() -> None:
    """Declare the extension attributes on ``Doc``; calling it again changes nothing."""
    for name in ("title", "published", "entities"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in (
        "sections", "people", "organizations", "programs", "facilities", "therapies", "products", "indications",
        "amounts", "dates", "deals",
    ):  # fmt: skip
        if not Doc.has_extension(name):
            # A mutable default is copied by spaCy for each Doc.
            Doc.set_extension(name, default=[])


def section_at(doc: Doc, token: int) -> Section:
    """Return the section that holds the token with index ``token``.

    Raises:
        LookupError: no section holds it (the component ``sections`` did not run).
    """
    for section in doc._.sections:
        if section.span.start <= token < section.span.end:
            return section  # type: ignore[no-any-return]
    raise LookupError(f"token {token} is in no section: run the component 'sections' first")


register()
