"""The annotated documents that ship with the package keep the contract."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from measuring import DATA, contract, shared

from extract.corpus import FOLDER, hard, held_back, read_archive, read_corpus, texts, unsure, written
from ontology.errors import SourceError

SETS = sorted(path.name.removesuffix("_texts.jsonl") for path in FOLDER.glob("*_texts.jsonl"))
REWORDINGS = sorted(DATA.glob("rewordings*_texts.jsonl"))


def check(records: Path, texts: Path) -> None:
    """Hold that the contract's own check finds nothing."""
    script = contract("check").__file__
    assert script is not None
    done = subprocess.run(
        [sys.executable, script, str(records), str(texts)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip().endswith(" 0 problems, 0 texts without a record")


@pytest.mark.parametrize("name", SETS)
def test_every_set_keeps_the_contract(name: str) -> None:
    check(FOLDER / f"{name}.jsonl", FOLDER / f"{name}_texts.jsonl")


@pytest.mark.parametrize("texts", REWORDINGS, ids=lambda path: path.stem)
def test_the_rewordings_keep_the_contract(texts: Path) -> None:
    check(texts.with_name(texts.name.replace("_texts", "")), texts)


@pytest.mark.parametrize("name", SETS)
def test_every_record_has_its_text(name: str) -> None:
    records = [line for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines() if line.strip()]
    assert [record.doc for _, record in read_corpus(FOLDER, name)] == [json.loads(line)["doc"] for line in records]


def test_no_id_stands_in_two_sets() -> None:
    twice = [doc for doc, count in Counter(document.doc for document, _ in written()).items() if count > 1]
    assert twice == []


def test_no_text_stands_in_two_sets() -> None:
    counted = Counter(squeezed(document.text) for document, _ in written())
    assert [text[:60] for text, count in counted.items() if count > 1] == []


def test_the_rewordings_are_not_trained_on() -> None:
    corpus = [squeezed(document.text) for document, _ in written()]
    sentences = {sentence for text in corpus for sentence in text.split(". ") if len(sentence) > 40}
    ids = {document.doc for document, _ in written()}
    assert REWORDINGS
    for path in REWORDINGS:
        for document, _ in read_corpus(DATA, path.name.removesuffix("_texts.jsonl")):
            assert document.doc not in ids
            assert not sentences & set(squeezed(document.text).split(". "))


def test_every_deal_of_the_corpus_stands_with_two_parties() -> None:
    for _, record in written():
        for deal in record.deals:
            assert len({party.organization for party in deal.parties}) >= 2, record.doc


def test_a_broken_corpus_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"own\.jsonl: cannot be read"):
        read_corpus(tmp_path, "own")
    (tmp_path / "own.jsonl").write_text('{"doc": "a", "therapies": ["magic"]}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"line 1: .*magic"):
        read_corpus(tmp_path, "own")
    (tmp_path / "own.jsonl").write_text('{"doc": "a"}\n', encoding="utf-8")
    (tmp_path / "own_texts.jsonl").write_text('{"doc": "b", "text": "Acme"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="no record for document 'b'"):
        read_corpus(tmp_path, "own")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def test_what_is_held_back_is_not_trained_on() -> None:
    kept = {document.doc for document, _ in held_back()}
    assert len(kept) >= 20
    assert not kept & {document.doc for document, _ in written()}
    everything = [document.doc for name in SETS for document, _ in read_corpus(FOLDER, name)]
    assert kept | {document.doc for document, _ in written()} == set(everything)


def test_annotations_of_the_archive_fit_its_texts(tmp_path: Path) -> None:
    pairs = read_archive(shared() / "raw" / "press_releases.jsonl.xz")
    rows = [{"doc": document.doc, "text": document.text} for document, _ in pairs]
    own = tmp_path / "texts.jsonl"
    own.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    check(FOLDER / "archive.jsonl", own)
    dev = {squeezed(document.text) for document, _ in read_corpus(shared() / "gold", "dev")}
    assert not dev & {squeezed(row["text"]) for row in rows}


def test_the_unsure_documents_are_a_small_part_of_the_archive() -> None:
    annotated = [json.loads(line)["doc"] for line in (FOLDER / "archive.jsonl").read_text("utf-8").splitlines()]
    assert unsure() <= set(annotated)
    assert 0 < len(unsure()) < len(annotated) / 5


def archive(path: Path, rows: list[dict[str, str]]) -> Path:
    """An archive of these documents."""
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_an_archive_that_lacks_an_annotated_document_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "own.jsonl.xz", [{"doc": "one", "title": "Acme", "text": "Acme wins."}])
    assert list(texts(path)) == ["Acme\n\nAcme wins."]
    with pytest.raises(SourceError, match=r"own\.jsonl\.xz.* lacks \d+ annotated documents, the first is '"):
        read_archive(path)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl.xz"
    path.write_text("no archive", encoding="utf-8")
    with pytest.raises(SourceError, match="packed by xz"):
        read_archive(path)
    with pytest.raises(SourceError, match="missing"):
        read_archive(tmp_path / "missing.jsonl.xz")


def test_hard_documents_are_written_ones_and_none_of_those_held_back() -> None:
    unusual = hard()
    assert len(unusual) > 300
    assert unusual < {document.doc for document, _ in written()}
    # About half of them tell of no deal: what they measure first of all is whether one is made up.
    none = [record for _, record in written() if record.doc in unusual and not record.deals]
    assert 0.3 < len(none) / len(unusual) < 0.6
