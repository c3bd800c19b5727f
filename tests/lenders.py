"""spaCy pipelines that lend their entities, made on the spot."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.training import Example
from spacy.util import fix_random_seed

UPDATES = 30
SENTENCES = (
    ("Orvane Bio licensed a vaccine from Telmark AG.", ("Orvane Bio", "Telmark AG"), ()),
    ("Anna Berger leads Telmark AG in Basel.", ("Telmark AG",), ("Anna Berger",)),
    ("Paul Moss of Orvane Bio met Anna Berger.", ("Orvane Bio",), ("Paul Moss", "Anna Berger")),
    ("Today Telmark AG and Zeldon Cells signed.", ("Telmark AG", "Zeldon Cells"), ()),
)


def ruler(folder: Path, organizations: tuple[str, ...], people: tuple[str, ...] = (), label: str = "ORG") -> str:
    """Write a pipeline that names these organizations and people by rule; returns its folder."""
    nlp = spacy.blank("en")
    patterns = [{"label": label, "pattern": name} for name in organizations]
    nlp.add_pipe("entity_ruler").add_patterns([*patterns, *({"label": "PERSON", "pattern": name} for name in people)])
    return written(nlp, folder)


def trained(folder: Path) -> str:
    """Write a pipeline that learnt names from four sentences, beside a sentence splitter that it does not need."""
    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("ner")
    examples = [_example(nlp, *sentence) for sentence in SENTENCES]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(UPDATES):
        nlp.update(examples, sgd=optimizer)
    return written(nlp, folder)


def written(nlp: spacy.Language, folder: Path) -> str:
    """Write ``nlp`` and return its folder."""
    nlp.to_disk(folder)
    return str(folder)


def _example(nlp: spacy.Language, text: str, organizations: tuple[str, ...], people: tuple[str, ...]) -> Example:
    places = [(text.index(name), text.index(name) + len(name), "ORG") for name in organizations]
    places += [(text.index(name), text.index(name) + len(name), "PERSON") for name in people]
    return Example.from_dict(nlp.make_doc(text), {"entities": places})
