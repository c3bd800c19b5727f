"""What the parts of the deal stage and its training documents are worth: each left out in turn, cross-validated.

usage: python tests/benchmarks/ablation.py [--folds N]

Names, types and therapies are found by the shipped models; the decisions about pairs are trained anew on the documents
written for the project and on the real ones of two thirds of the issuers, and measured on the documents of gold/train by
the other issuers. Prints a table in Markdown. The names of gold/train were trained on, so the figures compare the rows
with each other and promise less about new documents.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import spacy
from spacy.language import Language

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from measuring import FALSE_DEALS, shared  # noqa: E402

from extract.components.deals import THRESHOLD, Deals  # noqa: E402
from extract.corpus import Annotated, read_archive, read_corpus, written  # noqa: E402
from extract.drafts import register  # noqa: E402
from extract.examples import Example, Rows  # noqa: E402
from extract.name_forms import normal  # noqa: E402
from extract.pipeline import start  # noqa: E402
from extract.records import to_record  # noqa: E402
from extract.score_report import ScoreReport  # noqa: E402
from extract.speakers import Speakers  # noqa: E402
from extract.train import STRUCTURE  # noqa: E402
from extract.train_deals import deal_rows, fitted, lessons  # noqa: E402
from ontology.records import Record  # noqa: E402
from ontology.vocabularies import DEAL_TYPES  # noqa: E402

BEFORE_DEALS = ("amounts", "organizations", "profiles", "therapies", "affiliations", "indications", "products", "sites")
# What is left out: the beginnings of the names of features.
PARTS: dict[str, tuple[str, ...]] = {
    "everything": (),
    "without frames": ("F",),
    "without trigger words": ("T:", "path", "H:path", "B:path", "Q:path", "A:path"),
    "without words": ("btw=", "btw2=", "btw*=", "p1=", "n1=", "p2=", "n2=", "H:w=", "B:w=", "Q:w=", "A:w="),
    "without sections": (
        "sec=",
        "headline+lead",
        "loud=",
        "T:loud",
        "T:H",
        "T:B",
        "T:Q",
        "T:A",
        "F:H",
        "F:B",
        "F:Q",
        "F:A",
    ),
    "without what the headline is about": ("D:",),
    "without how organizations stand in the whole": ("by:", "stands:"),
    "without types of organizations": ("types=", "has=", "kin:"),
    "without what is said of each party": (
        "P:", "one:", "other:", *(f"{kind}:{side}:" for kind in DEAL_TYPES for side in ("one", "other")),
    ),
}
MEASURES = ("pairs", "typed_pairs", "prior_pairs", "roles", FALSE_DEALS)


def read(nlp: Language, documents: Annotated) -> list[Example]:
    """The documents as they stand before deals are looked for."""
    read = []
    for document, gold in documents:
        doc = start(document, nlp)
        for _, component in nlp.pipeline:
            doc = component(doc)
        read.append(Example(doc, gold))
    return read


def joined(parts: Iterable[dict[str, Rows]], left_out: tuple[str, ...]) -> dict[str, Rows]:
    """All rows of some documents, without the features that begin so."""
    whole: dict[str, Rows] = {}
    for rows in parts:
        for name, some in rows.items():
            one = whole.setdefault(name, Rows())
            for features, label, weight in zip(some.features, some.labels, some.weights, strict=True):
                one.add(
                    {feature for feature in features if not (left_out and feature.startswith(left_out))}, label, weight
                )
    return whole


def part(example: Example, folds: int) -> int:
    """In which part a document belongs: all documents of an issuer in the same, whose words it would else know."""
    main = Speakers(example.doc).issuer
    name = normal(example.doc._.organizations[main].name).split()[:1] if main is not None else []
    return int(sha256((name or [example.gold.doc])[0].encode()).hexdigest(), 16) % folds


@dataclass
class Taught:
    """The rows that a document teaches, and the part in which it belongs; None for one that is always taught."""

    rows: dict[str, Rows]
    part: int | None = None


class Trial:
    """Cross-validation over real documents, of models that are trained on some rows."""

    def __init__(self, nlp: Language, documents: Annotated, real: list[Example], folds: int) -> None:
        self._nlp, self._real, self._folds = nlp, real, folds
        self._sources = {document.doc: document for document, _ in documents}
        self._gold = {one.gold.doc: one.gold for one in real}
        self._parts = [part(one, folds) for one in real]

    def row(self, name: str, taught: list[Taught], left_out: tuple[str, ...] = ()) -> None:
        """Print the figures of what is trained without the features that begin so."""
        records: dict[str, Record] = {}
        for held in range(self._folds):
            others = [one.rows for one in taught if one.part != held]
            with tempfile.TemporaryDirectory() as folder:
                for decision, model in fitted(joined(others, left_out)).items():
                    model.write(Path(folder) / f"deal-{decision}.npz")
                deals = Deals(self._nlp, "deals", THRESHOLD, folder)
            for one, place in zip(self._real, self._parts, strict=True):
                if place == held:
                    records[one.gold.doc] = to_record(self._sources[one.gold.doc], deals(one.doc))
        figures = {row.name: row.figure for row in ScoreReport(self._gold, records).rows}
        print(f"| {name} | {' | '.join(f'{figures[measure]:.3f}' for measure in MEASURES)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=3)
    folds = parser.parse_args().folds
    register()
    nlp = spacy.blank("en")
    for factory in (*STRUCTURE, *(f"kg_{name}" for name in BEFORE_DEALS)):
        nlp.add_pipe(factory)
    documents = read_corpus(shared() / "gold", "train")
    archive = read_archive(shared() / "raw" / "press_releases.jsonl.xz")
    own, real, archived = (read(nlp, some) for some in (written(), documents, archive))
    own_rows = [Taught(deal_rows([one])) for one in lessons(own, [], [])]
    real_rows = [Taught(deal_rows([one]), part(one.example, folds)) for one in lessons([], real, [])]
    told_rows = [Taught(deal_rows([one]), part(one.example, folds)) for one in lessons([], [], archived)]
    print(f"| deal stage | {' | '.join(MEASURES)} |\n|{'---|' * (len(MEASURES) + 1)}")
    trial = Trial(nlp, documents, real, folds)
    for name, left_out in PARTS.items():
        trial.row(name, own_rows + told_rows + real_rows, left_out)
    trial.row("without the archive", own_rows + real_rows)
    trial.row("without the other real documents", own_rows + told_rows)
    trial.row("without written documents", told_rows + real_rows)


if __name__ == "__main__":
    main()
