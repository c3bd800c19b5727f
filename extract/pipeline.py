"""The spaCy pipeline that reads a press release, and the one call that turns a document into its record."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import register
from extract.records import to_record
from ontology.errors import PartnershipError
from ontology.records import Document, Record

CONFIG = Path(__file__).parent / "pipelines" / "default.cfg"


def load_pipeline(config: Path = CONFIG, *, ner: str | Path | None = None) -> Language:
    """Return the pipeline that a spaCy config file describes; the same object for the same file and ``ner``.

    ``ner`` names another spaCy pipeline, an installed package or a folder, whose entities are one more voice about
    what is an organization; the config needs the component ``entities``, which asks it.

    Raises:
        PartnershipError: the file or the other pipeline is missing or has not the components that are needed.
    """
    return _load(config, None if ner is None else str(ner))


@cache
def _load(config: Path, ner: str | None) -> Language:
    register()
    asked = {} if ner is None else {"components.entities.pipeline": ner}
    try:
        return spacy.util.load_model_from_config(spacy.util.load_config(config, overrides=asked), auto_fill=True)
    except (OSError, ValueError, ImportError) as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise PartnershipError(f"{config}: no pipeline can be made of it ({reason}); expected a spaCy config") from None


# Spaces that web pages are full of, each one character like the plain space that stands for it.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))


def start(document: Document, pipeline: Language) -> Doc:
    """Return the ``Doc`` of ``document`` before any component: its offsets are those of ``document.text``."""
    doc = pipeline.make_doc(document.text.translate(_SPACES))
    doc._.title, doc._.published = document.title, document.published
    return doc


def annotate(document: Document, pipeline: Language | None = None) -> Doc:
    """Return the spaCy ``Doc`` of ``document`` after the whole pipeline (the default one if None)."""
    nlp = load_pipeline() if pipeline is None else pipeline
    doc = start(document, nlp)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def extract(document: Document, pipeline: Language | None = None) -> Record:
    """Return what ``document`` says, by the default pipeline if ``pipeline`` is None."""
    return to_record(document, annotate(document, pipeline))
