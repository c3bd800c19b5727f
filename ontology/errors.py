"""The errors that users of the three packages meet.

::

    PartnershipError            anything this project refuses, with one plain sentence
    ├── SourceError             a file, folder or document that cannot be read
    ├── RecordError             a record that breaks the extraction contract
    ├── QueryError              an unknown named query, a wrong parameter, malformed SPARQL
    ├── StoreError              a store that cannot be opened, read or written
    │   ├── StoreLockedError    another process writes to it
    │   └── GraphError          a graph that only the store itself writes
    └── VocabularyError         a term or concept id that the ontology does not hold

Every message is one line that names the offender and says what was expected.
"""

from __future__ import annotations


class PartnershipError(Exception):
    """Base of every error that this project raises on purpose."""


class SourceError(PartnershipError):
    """A file, folder or document cannot be read as a press release."""

    def __init__(self, source: object, reason: str) -> None:
        self.source = str(source)
        self.reason = reason
        super().__init__(f"{self.source}: {reason}")


class RecordError(PartnershipError):
    """A record breaks the extraction contract."""


class QueryError(PartnershipError):
    """A query is unknown, is malformed or got a wrong parameter.

    ``excerpt`` is the line of a malformed query with a mark under the place, for those who can show two lines.
    """

    def __init__(self, message: str, excerpt: str = "") -> None:
        self.excerpt = excerpt
        super().__init__(message)


class StoreError(PartnershipError):
    """A store cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process has the store open for writing."""


class GraphError(StoreError):
    """A graph is not for others to write: its quads follow from other graphs, or nobody allowed it."""


class VocabularyError(PartnershipError, ValueError):
    """A term or concept id does not stand in the ontology."""
