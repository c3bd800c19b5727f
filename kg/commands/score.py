"""``kg score``: how good records are, held against gold records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import options
from kg.commands.output import printable, show

if TYPE_CHECKING:
    from extract.score_report import Row, ScoreReport
    from ontology.records import Document, Record

NAMES_SHOWN = 3


@click.command()
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.argument("predicted", type=click.Path(path_type=Path), required=False, metavar="[PREDICTED.jsonl]")
@click.option(
    "--texts", type=click.Path(path_type=Path), metavar="FILE|FOLDER", help="The documents: to extract, or to show."
)
@click.option("--by-type", is_flag=True, help="Also a line for each deal type.")
@click.option("--errors", default=0, metavar="N", type=click.IntRange(0), help="Also N errors of each kind.")
@options.min_confidence
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PAGE",
    help="Also write a page of all documents.",
)
@options.processes
@options.ner
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", "json"]),
    help="How figures are written.",
)
def score(
    gold: Path,
    predicted: Path | None,
    texts: Path | None,
    by_type: bool,
    errors: int,
    min_confidence: float,
    html: Path | None,
    processes: int,
    ner: str | None,
    form: str,
) -> int:
    """Hold records against gold records.

    Without PREDICTED the documents of --texts are extracted first; --texts is NAME_texts.jsonl beside GOLD unless
    given. Figures have 95 % intervals over documents. The page shows each text with gold and found side by side.

    \b
    kg score gold.jsonl found.jsonl --by-type
    kg score gold.jsonl --texts releases/ --errors 5 --html differences.html

    The exit status is 1 if documents were left out or count as read empty.
    """
    from extract.confidence import confident
    from extract.score_files import read_records
    from extract.score_report import ScoreReport
    from kg.commands.progress import report_failures

    options.check_ner(ner)
    expected = read_records(gold)
    texts = texts or _beside(gold)
    if predicted is None and texts is None:
        raise click.UsageError(f"{gold} has no texts beside it; expected PREDICTED.jsonl or --texts")
    if html is not None and texts is None:
        raise click.UsageError(f"{gold} has no texts beside it, which the page shows; expected --texts")
    documents, failed = _documents(texts, expected) if texts is not None and (html or not predicted) else ({}, [])
    if predicted is not None:
        found, source = read_records(predicted), predicted
    else:
        assert texts is not None
        found, source = _extracted(documents.values(), failed, processes, ner), texts
    failed += _unmatched(gold, expected, source, found)
    if min_confidence:
        found = {doc: confident(record, min_confidence) for doc, record in found.items()}
    report = ScoreReport(expected, found)
    if form == "json":
        click.echo(json.dumps(report.data(errors=errors), ensure_ascii=False, indent=2))
    else:
        _show(report, by_type, errors)
    if html is not None:
        from kg.views.comparison import comparison

        comparison(report, expected, found, documents, title=f"{source.name} against {gold.name}").write(html)
        click.echo(f"{html}: {len(documents)} documents", err=form == "json")
    return report_failures(failed, succeeded=1)


def _beside(gold: Path) -> Path | None:
    texts = gold.with_name(f"{gold.stem}_texts{gold.suffix}")
    return texts if texts.is_file() else None


def _documents(texts: Path, expected: dict[str, Record]) -> tuple[dict[str, Document], list[tuple[str, str]]]:
    """Return the documents of which there are gold records, and what could not be read."""
    from extract.sources import documents
    from ontology.records import Document

    found, failed = {}, []
    for one in documents(texts):
        if not isinstance(one, Document):
            failed.append((one.source, one.reason))
        elif one.doc in expected:
            found[one.doc] = one
    return found, failed


def _extracted(
    documents: Iterable[Document], failed: list[tuple[str, str]], processes: int, ner: str | None
) -> dict[str, Record]:
    from extract.reading import read_documents
    from kg.commands.progress import track
    from ontology.records import Reading

    every = list(documents)
    found = {}
    for reading in track(read_documents(every, processes=processes, ner=ner), "extracting", len(every)):
        if isinstance(reading, Reading):
            found[reading.record.doc] = reading.record
        else:
            failed.append((reading.source, reading.reason))
    return found


def _unmatched(
    gold: Path, expected: dict[str, Record], source: Path, found: dict[str, Record]
) -> list[tuple[str, str]]:
    """Return what one side has and the other has not; raise if they have nothing in common."""
    from ontology.errors import SourceError

    unknown, missing = [doc for doc in found if doc not in expected], [doc for doc in expected if doc not in found]
    if len(missing) == len(expected):
        raise SourceError(source, f"no document of {gold} is in it; expected {_some(missing)}")
    said = []
    if unknown:
        said.append((str(source), f"not in {gold} and left out: {_some(unknown)}"))
    if missing:
        said.append((str(source), f"lacks documents of {gold}, which count as read empty: {_some(missing)}"))
    return said


def _some(names: list[str]) -> str:
    named = ", ".join(repr(printable(name)) for name in names[:NAMES_SHOWN])
    return named if len(names) <= NAMES_SHOWN else f"{named} and {len(names) - NAMES_SHOWN} more"


def _show(report: ScoreReport, by_type: bool, errors: int) -> None:
    _table("measure", report.rows)
    documents = report.score.table()["documents"]
    click.echo(
        f"\n{documents['gold']} documents. The figure is F1; of organization types and roles the share that is right;\n"
        "of false deals how many are found in 100 documents that tell of none."
    )
    for name, calibration in report.calibration.items():
        click.echo(f"Confidence of {calibration.count} {name}: expected calibration error {calibration.error:.3f}")
    if by_type:
        click.echo()
        _table("deal type", report.types)
    if errors:
        click.echo()
        rows = [(one.kind, one.doc, one.what, one.gold, one.found) for one in report.errors(errors)]
        show(("error", "document", "what", "gold", "found"), rows, empty="nothing differs")


def _table(what: str, rows: Iterable[Row]) -> None:
    columns = (what, "figure", "95 % interval", "precision", "recall", "gold", "found")
    show(columns, [_cells(row) for row in rows])


def _cells(row: Row) -> tuple[object, ...]:
    interval = "" if row.interval is None else f"{row.interval.low:.3f}–{row.interval.high:.3f}"
    precision, recall = ("" if one is None else f"{one:.3f}" for one in (row.precision, row.recall))
    return row.name.replace("_", " "), f"{row.figure:.3f}", interval, precision, recall, row.gold, row.found
