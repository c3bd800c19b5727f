"""Training from annotated documents: repeatable, and what comes out of it is a pipeline that works."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.corpus import FOLDER, Annotated, held_back, read_corpus
from extract.examples import Example, matched
from extract.linear import SHIPPED
from extract.pipeline import CONFIG, extract, load_pipeline
from extract.train import train_models
from extract.train_deals import gold_pairs
from kg.cli import main

SET = "authored"
DOCUMENTS = 24
STAGES = ["amounts", "names", "types", "therapies", "deals"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def corpus() -> Annotated:
    found = read_corpus(FOLDER, SET)[:DOCUMENTS]
    kept = {document.doc for document, _ in held_back()}
    return [pair for pair in found if pair[0].doc not in kept]


@pytest.fixture(scope="module")
def trained(corpus: Annotated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained") / "models"
    lines: list[str] = []
    train_models(corpus, folder, report=lines.append)
    assert [line.split(":")[0] for line in lines] == STAGES
    return folder


def test_training_makes_every_model_that_ships(trained: Path) -> None:
    assert sorted(contents(trained)) == sorted(path.name for path in SHIPPED.glob("*.npz"))


def test_trained_models_work_in_a_pipeline(trained: Path, corpus: Annotated, tmp_path: Path) -> None:
    config = tmp_path / "own.cfg"
    lines = CONFIG.read_text("utf-8").splitlines()
    with_models = ("kg_amounts", "kg_organizations", "kg_profiles", "kg_therapies", "kg_deals")
    for place, line in reversed(list(enumerate(lines))):
        if line.startswith("factory") and line.split('"')[1] in with_models:
            lines.insert(place + 1, f'model = "{trained.as_posix()}"')
    config.write_text("\n".join(lines), encoding="utf-8")
    pipeline = load_pipeline(config)
    records = [extract(document, pipeline) for document, _ in corpus]
    # What it was taught it should know, by and large.
    assert sum(bool(record.deals) for record in records) > len(records) / 2
    gold = {one.name for _, record in corpus for one in record.organizations}
    found = {one.name for record in records for one in record.organizations}
    assert len(gold & found) > len(gold) / 2


def test_the_command_trains_on_the_documents_that_ship_and_gives_the_same_bytes(
    trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # All that ship would take minutes: let a part of them be what ships.
    shipped = tmp_path / "corpus"
    shipped.mkdir()
    for name in (f"{SET}.jsonl", f"{SET}_texts.jsonl"):
        lines = (FOLDER / name).read_text("utf-8").splitlines()
        (shipped / name).write_text("\n".join(lines[:DOCUMENTS]) + "\n", encoding="utf-8")
    monkeypatch.setattr("extract.corpus.FOLDER", shipped)
    output = tmp_path / "models"
    assert main(["train", "-o", str(output)]) == 0
    captured = capsys.readouterr()
    assert captured.out == f"models written to {output}\n"
    assert [line.split(":")[0] for line in captured.err.splitlines()] == STAGES
    again = contents(output)
    assert sorted(again) == sorted(contents(trained))
    assert [name for name, content in contents(trained).items() if again[name] != content] == []


@pytest.mark.parametrize("lines", [None, "no record\n"])
def test_the_command_refuses_real_documents_that_are_not_there(
    lines: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if lines is not None:
        (tmp_path / "own.jsonl").write_text(lines, encoding="utf-8")
    assert main(["train", "-o", str(tmp_path / "models"), "--real", str(tmp_path / "own")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: ")
    assert captured.err.count("\n") == 1
    assert "own.jsonl" in captured.err
    assert not (tmp_path / "models").exists()


def test_gold_is_matched_by_any_form_and_two_on_one_side_are_no_pair(corpus: Annotated) -> None:
    for document, record in corpus:
        doc = load_pipeline()(document.text)
        example = Example(doc, record)
        drafts = matched(example)
        assert set(drafts) <= {one.name for one in record.organizations}
        found = {id(draft): draft for draft in doc._.organizations}
        for two, deals in gold_pairs(example).items():
            assert len(two) == 2
            assert two <= set(found)
            for told in deals:
                assert set(told.sides.values()) in (set(), {"left", "right"})


def test_word_classes_need_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--words", "-o", str(tmp_path / "models")]) == 2
    assert "--archive" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()
