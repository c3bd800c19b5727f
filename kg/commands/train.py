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
    help="Real annotated documents, NAME.jsonl and NAME_texts.jsonl; they count five times as much.",
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.jsonl.xz",
    help="Archive of real releases, for those of which the package holds annotations; they count three times as much.",
)
@click.option("--words", is_flag=True, help="Learn the word classes of the package anew first, from the whole archive.")
@click.option("--seed", default=0, show_default=True, type=int, help="Seed of the folds.")
def train(output: Path, real: tuple[Path, ...], archive: Path | None, words: bool, seed: int) -> int:
    """Train the models from the documents that ship.

    The same documents and seed give the same files. Needs scikit-learn: pip install 'biotech-partnership-graph[train]'.
    """
    from extract.corpus import read_archive, read_corpus, texts, written
    from extract.word_classes import FILE
    from ontology.errors import PartnershipError

    if words and archive is None:
        raise click.UsageError("--words learns from --archive FILE.jsonl.xz, which was not given")
    try:
        from extract.train import train_models
        from extract.train_words import train_words

        if words and archive is not None:
            click.echo(f"words: {train_words(texts(archive), FILE, seed=seed)}", err=True)
        documents = [pair for path in real for pair in read_corpus(path.parent, path.name)]
        archived = read_archive(archive) if archive is not None else []
        train_models(
            written(),
            output,
            real=documents,
            archive=archived,
            seed=seed,
            report=lambda line: click.echo(line, err=True),
        )
    except ModuleNotFoundError as error:
        raise PartnershipError(f"{error.name} is not installed; pip install 'biotech-partnership-graph[train]'") from None
    click.echo(f"models written to {output}")
    return 0
