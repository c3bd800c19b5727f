"""Other spaCy pipelines that lend their entities: where they are, what they name, and how they are loaded.

A pipeline is named as spaCy does, by an installed package ("en_core_web_trf") or by the folder that holds it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from ontology.errors import PartnershipError

ORGANIZATION, PERSON = "organization", "person"

KINDS = {
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "COMPANY", "CORPORATION", "INSTITUTION"), ORGANIZATION),
    **dict.fromkeys(("PERSON", "PER"), PERSON),
}
"""What labels of entities, in capitals, say; all others are passed over (NORP are peoples and parties, no companies)."""

# Components, by their usual names, that set no entities.
_SOURCES = frozenset({"tok2vec", "transformer", "curated_transformer"})
_SILENT = frozenset(
    {
        "attribute_ruler", "entity_linker", "lemmatizer", "morphologizer", "parser", "senter", "sentencizer", "spancat",
        "spancat_singlelabel", "tagger", "textcat", "textcat_multilabel", "trainable_lemmatizer",
    }
)  # fmt: skip
_SHOWN = 6


def kind_of(label: str) -> str | None:
    """Return what an entity with this label is, :data:`ORGANIZATION` or :data:`PERSON`; None for anything else.

    >>> kind_of("Org"), kind_of("NORP")
    ('organization', None)
    """
    return KINDS.get(label.upper())


def described(pipeline: str | Path) -> str:
    """Return the name and version of an installed spaCy pipeline or of one in a folder, without loading it.

    Raises:
        PartnershipError: it is not there, or it names no organizations.
    """
    meta = _meta(str(pipeline))
    return f"{meta.get('lang', '')}_{meta.get('name', 'pipeline')} {meta.get('version', '')}".strip()


def load(pipeline: str) -> Language:
    """Return an installed spaCy pipeline, or the one in a folder, without what its entities do not need.

    Raises:
        PartnershipError: it is not there, it names no organizations, or spaCy cannot load it.
    """
    names = set(_meta(pipeline)["components"])
    # A ruler or a component of somebody's own may look at tags and lemmas; the statistical component does not.
    spare = names & _SILENT if names - _SILENT - _SOURCES == {"ner"} else ()
    try:
        return spacy.load(pipeline, exclude=spare)
    except Exception as error:  # Whatever somebody's package runs into is said in one line.
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise PartnershipError(f"{pipeline}: spaCy cannot load this pipeline ({reason})") from None


def _meta(pipeline: str) -> Mapping[str, Any]:
    """Return what a pipeline says of itself, once it is clear that it names organizations."""
    path = _folder(pipeline) / "meta.json"
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
        components, labels = list(meta["components"]), dict(meta.get("labels", {}))
    except (OSError, ValueError, KeyError, TypeError):
        raise PartnershipError(f"{path}: no spaCy pipeline is there; expected its meta.json and config.cfg") from None
    speaking = [name for name in components if name not in _SILENT | _SOURCES]
    if not speaking:
        has = f"has only {', '.join(components)}" if components else "is empty"
        raise PartnershipError(f"{pipeline}: it sets no entities: it {has}; expected ner or entity_ruler")
    told = [label for name in speaking for label in labels.get(name, ())]
    # A component of somebody's own may set entities without telling its labels.
    if all(labels.get(name) for name in speaking) and ORGANIZATION not in map(kind_of, told):
        shown = ", ".join(told[:_SHOWN]) + (", ..." if len(told) > _SHOWN else "")
        expected = ", ".join(label for label, kind in KINDS.items() if kind == ORGANIZATION)
        raise PartnershipError(f"{pipeline}: its labels are {shown}; expected one of {expected}")
    return dict(meta)


def _folder(pipeline: str) -> Path:
    if not pipeline.strip():
        raise PartnershipError("no spaCy pipeline is named; expected an installed package or a folder")
    folder = Path(pipeline)
    if folder.name == pipeline and spacy.util.is_package(pipeline):
        return spacy.util.get_package_path(pipeline)
    if folder.is_dir():
        return folder
    if pipeline.isidentifier():
        raise PartnershipError(
            f"no spaCy pipeline {pipeline!r} is installed, and {folder.absolute()} is no folder; "
            f"install it with `python -m spacy download {pipeline}`"
        )
    raise PartnershipError(
        f"no spaCy pipeline {pipeline!r}: {folder.absolute()} is no folder; expected a folder or a package"
    )
