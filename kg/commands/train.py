"""``kg train``: the shipped models anew, from annotated documents."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the models.")
@click.option(
    "--real",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER/NAME",
    help="Real annotated documents, NAME.jsonl and NAME_texts.jsonl; they count three times as much.",
)
@click.option("--seed", default=0, show_default=True, type=int, help="Seed of the folds.")
def train(output: Path, real: tuple[Path, ...], seed: int) -> int:
    """Train the models from the documents that ship.

    The same documents and seed give the same files. Needs scikit-learn: pip install 'biotech-partnership-graph[train]'.
    """
    from extract.corpus import read_corpus, written
    from ontology.errors import PartnershipError

    try:
        from extract.train import train_models

        documents = [pair for path in real for pair in read_corpus(path.parent, path.name)]
        train_models(written(), output, real=documents, seed=seed, report=lambda line: click.echo(line, err=True))
    except ModuleNotFoundError as error:
        raise PartnershipError(f"{error.name} is not installed; pip install 'biotech-partnership-graph[train]'") from None
    click.echo(f"models written to {output}")
    return 0
