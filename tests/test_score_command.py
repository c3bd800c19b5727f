"""``kg score`` in use: the contract's figures, extraction first where there are only texts, and one line for what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run
from measuring import DATA, contract
from test_score import gold_of, plain, worsened

from extract.corpus import FOLDER
from kg.cli import main
from ontology.records import Record

REWORDINGS = DATA / "rewordings.jsonl"


def written(path: Path, records: dict[str, Record]) -> Path:
    path.write_text("".join(one.to_json() + "\n" for one in records.values()), encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Gold records and worse ones for the same documents."""
    gold = gold_of(FOLDER / "authored.jsonl")
    found = {doc: worsened(record, 5) for doc, record in gold.items()}
    return written(tmp_path / "gold.jsonl", gold), written(tmp_path / "found.jsonl", found)


def test_the_figures_are_those_of_the_contract(run: Run, pair: tuple[Path, Path]) -> None:
    gold, found = pair
    expected, _ = contract("score").score(plain(gold_of(gold)), plain(gold_of(found)))
    status, out, err = run("score", gold, found, "--format", "json", "--errors", "2")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert told["documents"] == expected.pop("documents")
    for measure, row in told["measures"].items():
        low, high = row.pop("interval")
        assert row == expected[measure]
        figure = next(row[key] for key in ("f1", "accuracy", "per_100_documents") if key in row)
        assert low - 1e-9 <= figure <= high + 1e-9
    assert 0 < len(told["errors"]) <= 2 * len({f"{one['measure']} {one['error']}" for one in told["errors"]})
    assert told["types"]["license"]["gold"] > 0
    assert told["calibration"]["deals"]["count"] == sum(len(one.deals) for one in gold_of(found).values())
    assert run("score", gold, found, "--format", "json", "--errors", "2")[1] == out


def test_tables_are_readable(run: Run, pair: tuple[Path, Path]) -> None:
    status, out, err = run("score", *pair, "--by-type", "--errors", "1")
    assert (status, err) == (0, "")
    first = out.splitlines()
    assert first[0].split() == ["measure", "figure", "95", "%", "interval", "precision", "recall", "gold", "found"]
    assert first[2].startswith("pairs ")
    assert "100 documents. The figure is F1;" in out
    assert "expected calibration error" in out
    assert "deal type" in out
    assert "research-collaboration" in out
    assert "organizations missed" in out


def test_texts_are_extracted_where_nothing_is_predicted(run: Run, tmp_path: Path) -> None:
    status, out, err = run("score", REWORDINGS, "--format", "json", "--html", "page.html")
    assert (status, err) == (0, "page.html: 9 documents\n")
    assert json.loads(out)["documents"] == {"gold": 9, "predicted": 9}
    assert "Content-Security-Policy" in (tmp_path / "page.html").read_text("utf-8")
    texts = REWORDINGS.with_name("rewordings_texts.jsonl")
    assert run("score", REWORDINGS, "--texts", texts, "--format", "json")[1] == out
    assert main(["extract", str(texts), "-o", str(tmp_path / "found.jsonl")]) == 0
    assert run("score", REWORDINGS, tmp_path / "found.jsonl", "--format", "json")[1] == out


def test_what_is_less_sure_is_left_out(run: Run, tmp_path: Path) -> None:
    assert (
        main(["extract", str(REWORDINGS.with_name("rewordings_texts.jsonl")), "-o", str(tmp_path / "found.jsonl")]) == 0
    )
    counts = []
    for least in ("0", "0.7", "1"):
        told = json.loads(run("score", REWORDINGS, "found.jsonl", "--format", "json", "--min-confidence", least)[1])
        counts.append(told["measures"]["pairs"]["predicted"])
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_documents_that_only_one_side_has_are_said(run: Run, tmp_path: Path, pair: tuple[Path, Path]) -> None:
    gold, found = (gold_of(path) for path in pair)
    names = list(gold)
    written(tmp_path / "some.jsonl", {doc: gold[doc] for doc in names[:50]})
    written(tmp_path / "others.jsonl", {doc: found[doc] for doc in names[1:]})
    status, out, err = run("score", "some.jsonl", "others.jsonl")
    assert status == 1
    assert "50 documents" in out
    assert err.splitlines() == [
        f"kg: others.jsonl: not in some.jsonl and left out: {names[50]!r}, {names[51]!r}, {names[52]!r} and 47 more",
        f"kg: others.jsonl: lacks documents of some.jsonl, which count as read empty: {names[0]!r}",
    ]


def refused(result: tuple[int, str, str], *parts: str) -> None:
    """Hold that nothing was done and one line says why."""
    status, out, err = result
    assert (status, out) == (2, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    for part in parts:
        assert part in err


def test_what_is_wrong_is_one_line(run: Run, tmp_path: Path, pair: tuple[Path, Path]) -> None:
    gold, found = pair
    refused(run("score", "missing.jsonl", found), "missing.jsonl: no such file; expected records")
    refused(run("score", gold, "missing.jsonl"), "missing.jsonl: no such file")
    refused(run("score", gold), "no texts beside it; expected PREDICTED.jsonl or --texts (see kg score --help)")
    refused(run("score", gold, found, "--html", "page.html"), "no texts beside it, which the page shows; expected --texts")
    refused(run("score", gold, "--texts", "nothing"), "nothing: no such file or folder")
    refused(run("score", gold, found, "--min-confidence", "2"), "--min-confidence", "0<=x<=1")
    refused(run("score", gold, REWORDINGS), "no document of", "is in it; expected 'au-001-")
    lines = gold.read_text("utf-8").splitlines()
    for bad, said in (
        ("{", "this is no record (Invalid JSON"),
        ('{"doc": "a", "therapies": ["magic"]}', "this is no record (therapies: 'magic' is no therapy type"),
        ("{}", "this is no record (doc: Field required)"),
        (lines[0], "stands already in line 1"),
    ):
        (tmp_path / "bad.jsonl").write_text("\n".join([lines[0], "", bad]), encoding="utf-8")
        refused(run("score", "bad.jsonl", found), "bad.jsonl:3: ", said)
        refused(run("score", gold, "bad.jsonl"), "bad.jsonl:3: ", said)
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    refused(run("score", "empty.jsonl", found), "empty.jsonl: ")
    (tmp_path / "folder.jsonl").mkdir()
    refused(run("score", "folder.jsonl", found), "folder.jsonl: cannot be read (Is a directory)")


def test_a_text_that_cannot_be_read_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    texts = REWORDINGS.with_name("rewordings_texts.jsonl").read_text("utf-8").split("\n")
    (tmp_path / "texts.jsonl").write_text("\n".join([*texts[:3], "{"]), encoding="utf-8")
    status, out, err = run("score", REWORDINGS, "--texts", "texts.jsonl")
    assert status == 1
    assert "9 documents" in out
    assert err.splitlines()[0].startswith("kg: texts.jsonl:4: this is no JSON")
    assert "count as read empty" in err.splitlines()[1]
