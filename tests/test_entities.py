"""Another spaCy pipeline as a second voice: what it adds, what it moves, and one line for what it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from lenders import ruler, trained, written
from spacy.tokens import Doc, Span
from strategies import messy_texts

import extract
from extract import ner
from extract.components.entities import Entities, bounds
from extract.pipeline import annotate, load_pipeline
from kg.cli import main
from ontology.errors import PartnershipError
from ontology.records import Document, ReadFailure, Reading, Record

STORY = (
    "Orvane Bio licensed a CAR-T therapy from Telmark AG. The Vlaams Instituut voor Biotechnologie, a research "
    "institute, will work with the Vlaams Instituut voor Biotechnologie's partner Orvane Bio."
)
INSTITUTE = "Vlaams Instituut voor Biotechnologie"


@spacy.Language.component("test_names_telmark")
def names_telmark(doc: Doc) -> Doc:
    """A component of somebody's own, which sets entities and tells no labels."""
    doc.ents = [Span(doc, token.i, token.i + 1, label="Company") for token in doc if token.text == "Telmark"]
    return doc


def read_by(pipeline: str | None, text: str = STORY) -> Record:
    return extract.extract(Document(doc="a", text=text), load_pipeline(ner=pipeline))


def confidences(record: Record) -> dict[str, float]:
    return {one.name: one.confidence or 0.0 for one in record.organizations}


def test_a_name_that_no_rule_finds_is_found_wherever_it_stands(tmp_path: Path) -> None:
    assert INSTITUTE not in confidences(read_by(None))
    found = read_by(ruler(tmp_path / "lender", (INSTITUTE,)))
    organization = next(one for one in found.organizations if one.name == INSTITUTE)
    assert [span.of(STORY) for span in organization.mentions] == [INSTITUTE, INSTITUTE]


def test_it_speaks_for_what_it_names_and_a_little_against_the_rest(tmp_path: Path) -> None:
    alone = confidences(read_by(None))
    named = confidences(read_by(ruler(tmp_path / "lender", ("Telmark AG",))))
    assert named["Telmark AG"] > alone["Telmark AG"]
    assert named["Orvane Bio"] < alone["Orvane Bio"]
    person = confidences(read_by(ruler(tmp_path / "other", ("Telmark AG",), ("Orvane Bio",))))
    assert person.get("Orvane Bio", 0.0) < named["Orvane Bio"]


def test_labels_of_other_schemes_are_understood(tmp_path: Path) -> None:
    organizations = read_by(ruler(tmp_path / "org", ("Telmark AG",)))
    assert read_by(ruler(tmp_path / "company", ("Telmark AG",), label="company")) == organizations
    assert ner.kind_of("PER") == ner.PERSON
    assert ner.kind_of("NORP") is None


def test_a_trained_pipeline_lends_what_it_learnt(tmp_path: Path) -> None:
    lender = trained(tmp_path / "lender")
    assert load_pipeline(ner=lender) is load_pipeline(ner=lender)
    assert ner.load(lender).pipe_names == ["ner"]
    doc = annotate(Document(doc="a", text="Orvane Bio licensed a vaccine from Telmark AG."), load_pipeline(ner=lender))
    assert [(one.kind, one.span.text) for one in doc._.entities] == [
        ("organization", "Orvane Bio"),
        ("organization", "Telmark AG"),
    ]


def test_a_component_of_ones_own_may_lend_entities(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("test_names_telmark")
    found = annotate(Document(doc="a", text=STORY), load_pipeline(ner=written(nlp, tmp_path / "own")))._.entities
    assert [one.span.text for one in found] == ["Telmark"]


def test_the_lender_has_tokens_of_its_own(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")  # Every character is a token.
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Telmark"}])
    text = "(BUSINESS WIRE)--Telmark 🧬 and IAnna Berger’s Orvane."
    doc = annotate(Document(doc="a", text=text), load_pipeline(ner=written(nlp, tmp_path / "characters")))
    assert [one.span.text for one in doc._.entities] == ["Telmark"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Acme Bio’s", "Acme Bio"),
        ("(Acme Inc.", "Acme Inc."),
        ("Acme (US)", "Acme (US)"),
        ("The ", ""),
        ("\n—", ""),
    ],
)
def test_what_is_no_part_of_a_name_is_cut_off(text: str, name: str) -> None:
    assert text[slice(*bounds(text))] == name


def test_without_another_pipeline_nothing_is_asked() -> None:
    component = load_pipeline().get_pipe("entities")
    assert isinstance(component, Entities)
    assert component.lender is None
    assert annotate(Document(doc="a", text=STORY))._.entities is None


@pytest.fixture(scope="module")
def chatterbox(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that takes any word for an organization."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "ORG", "pattern": [{"IS_SPACE": False}] * length} for length in (1, 2, 7)]
    )
    return written(nlp, tmp_path_factory.mktemp("chatterbox") / "lender")


@given(text=messy_texts)
@settings(max_examples=25)
def test_whatever_it_names_the_record_is_sound(chatterbox: str, text: str) -> None:
    record = read_by(chatterbox, text)
    assert Record.model_validate_json(record.to_json()) == record
    assert all(span.of(text).strip() for span in record.spans())


def lost(folder: Path) -> str:
    return str(folder / "nowhere")


def empty(folder: Path) -> str:
    return written(spacy.blank("en"), folder / "empty")


def silent(folder: Path) -> str:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return written(nlp, folder / "silent")


def of_other_things(folder: Path) -> str:
    return ruler(folder / "places", ("Basel",), label="GPE")


def no_pipeline(folder: Path) -> str:
    (folder / "plain").mkdir()
    return str(folder / "plain")


def damaged(folder: Path) -> str:
    path = ruler(folder / "damaged", ("Telmark",))
    (Path(path) / "config.cfg").write_text("[nlp", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lost, "is no folder; expected a folder or a package"),
        (empty, "it is empty; expected ner or entity_ruler"),
        (silent, "it has only sentencizer; expected ner or entity_ruler"),
        (of_other_things, "its labels are GPE; expected one of ORG, ORGANIZATION"),
        (no_pipeline, "no spaCy pipeline is there; expected its meta.json"),
        (damaged, "spaCy cannot load this pipeline"),
        (lambda folder: "en_no_such_pipeline", "install it with `python -m spacy download en_no_such_pipeline`"),
        (lambda folder: "pydantic", "no spaCy pipeline is there; expected its meta.json"),
        (lambda folder: " ", "no spaCy pipeline is named"),
    ],
)
def test_what_lends_nothing_is_one_clear_line(
    make: Callable[[Path], str],
    reason: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pipeline = make(tmp_path)
    with pytest.raises(PartnershipError) as caught:
        load_pipeline(ner=pipeline)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    for command in ("extract", "ingest"):
        assert main([command, "a.txt", "--ner", pipeline]) == 2
        assert reason in capsys.readouterr().err
    assert make is damaged or not (tmp_path / "partners.db").exists()


def test_a_config_without_the_component_cannot_ask(tmp_path: Path) -> None:
    path = tmp_path / "own.cfg"
    path.write_text('[nlp]\nlang = "en"\npipeline = []\n[components]\n', encoding="utf-8")
    with pytest.raises(PartnershipError, match="no pipeline can be made of it"):
        load_pipeline(path, ner=ruler(tmp_path / "lender", ("Telmark",)))


def test_reading_asks_it_in_every_process(tmp_path: Path) -> None:
    lender = ruler(tmp_path / "lender", (INSTITUTE,))
    documents = [Document(doc=f"d{number}", text=STORY) for number in range(6)]
    one = list(extract.read(documents, ner=lender))
    assert all(isinstance(reading, Reading) and INSTITUTE in confidences(reading.record) for reading in one)
    assert list(extract.read(documents, ner=Path(lender), processes=2)) == one
    with pytest.raises(PartnershipError, match="is no folder"):
        list(extract.read(documents, ner=lost(tmp_path), processes=2))
    with pytest.raises(ValueError, match="expected pipeline=None or ner=None"):
        extract.read(documents, pipeline=load_pipeline(), ner=lender)


def test_a_document_that_the_lender_cannot_read_is_a_failure(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.max_length = 100
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Telmark"}])
    pipeline = load_pipeline().from_config(load_pipeline().config)
    component = pipeline.get_pipe("entities")
    assert isinstance(component, Entities)
    component.lender = nlp
    short, long = extract.read([Document(doc="a", text="Telmark."), Document(doc="b", text=STORY)], pipeline=pipeline)
    assert isinstance(short, Reading)
    assert isinstance(long, ReadFailure)


def test_the_store_knows_who_lent_entities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    lender = ruler(tmp_path / "lender", (INSTITUTE,))
    for options, outcome in ((["--ner", lender], "1 added"), (["--ner", lender], "1 unchanged"), ([], "1 replaced")):
        assert main(["ingest", "a.txt", *options]) == 0
        assert outcome in capsys.readouterr().out
    assert main(["ingest", "a.txt", "--ner", lender]) == 0
    capsys.readouterr()
    assert (
        main(
            [
                "query",
                "SELECT ?version { GRAPH ?document { ?extraction schema:softwareVersion ?version } }",
                "--format",
                "json",
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)[0]["version"].endswith("with en_pipeline 0.0.0")
    assert main(["check"]) == 0
