"""Runs chosen pipeline components over a text, for the tests of single components."""

from __future__ import annotations

import importlib
import re
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import OrganizationDraft, register
from extract.spans import cover


@cache
def _pipeline(components: tuple[str, ...]) -> Language:
    register()
    nlp = spacy.blank("en")
    for name in components:
        importlib.import_module(f"extract.components.{name}")
        nlp.add_pipe(f"kg_{name}")
    return nlp


def read(text: str, *components: str, title: str | None = None, published: str | None = None) -> Doc:
    """Return the Doc of ``text`` after the components "kg_<name>"."""
    nlp = _pipeline(components)
    doc = nlp.make_doc(text)
    doc._.title, doc._.published = title, published
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def name_organizations(doc: Doc, *names: str) -> None:
    """Put organizations with all places of their names on ``doc``, as the component "organizations" would."""
    drafts = []
    for name in names:
        spans = [cover(doc, match.start(), match.end()) for match in re.finditer(re.escape(name), doc.text)]
        drafts.append(OrganizationDraft(name, mentions=spans))
    doc._.organizations = drafts


def then(doc: Doc, *components: str) -> Doc:
    """Return ``doc`` after further components."""
    nlp = spacy.blank("en")
    for name in components:
        importlib.import_module(f"extract.components.{name}")
        doc = nlp.create_pipe(f"kg_{name}")(doc)
    return doc
