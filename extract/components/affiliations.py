"""Title and organization of each person, from the words that stand with the name.

"said Jane Doe, Ph.D., Chief Executive Officer of Acme", "Acme CEO Jane Doe", "Acme's chief executive, Jane Doe",
"Jane Doe (Acme)", "Jane Doe becomes Chief Scientific Officer". A title without an organization belongs to the one that
the sentence or the document is about.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extract.employers import EmployerReader


@Language.factory("kg_affiliations", requires=["doc._.people", "doc._.organizations"])
class Affiliations:
    """Says which title each person bears and where."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with title and organization of its people filled in where the text says them."""
        reader = EmployerReader(doc)
        told = [reader.read(person) for person in doc._.people]
        reader.share(doc._.people, told)
        return doc
