"""What the components promise to spaCy: factories, what they need and what they write."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from stories import STORIES

from extract.pipeline import CONFIG, annotate, load_pipeline
from ontology.errors import PartnershipError
from ontology.records import Document

NLP = load_pipeline()
FACTORIES = {name: NLP.get_pipe_meta(name).factory for name in NLP.pipe_names}
EXTENSIONS = (
    "title", "published", "sections", "people", "entities", "organizations", "programs", "facilities", "therapies", "products",
    "indications", "amounts", "dates", "deals",
)  # fmt: skip
# They add to what stands there rather than write a list of their own.
SILENT = {"glue", "affiliations"}


def test_every_factory_is_plugged_in_and_is_the_one_that_runs() -> None:
    plugged = {
        point.name: point.load() for point in entry_points(group="spacy_factories") if point.name.startswith("kg_")
    }
    assert set(FACTORIES.values()) == set(plugged)
    for name, factory in FACTORIES.items():
        assert isinstance(NLP.get_pipe(name), plugged[factory])


def test_every_component_file_holds_a_component_of_its_name() -> None:
    folder = Path(CONFIG).parent.parent / "components"
    assert sorted(path.stem for path in folder.glob("[!_]*.py")) == sorted(NLP.pipe_names)
    assert all(factory == f"kg_{name}" for name, factory in FACTORIES.items())


@pytest.mark.parametrize("name", NLP.pipe_names)
def test_a_component_declares_what_it_writes_and_needs(name: str) -> None:
    meta = NLP.get_pipe_meta(name)
    assert meta.assigns or name in SILENT
    for attribute in (*meta.assigns, *meta.requires):
        if attribute.startswith("doc._."):
            assert Doc.has_extension(attribute.removeprefix("doc._."))


def test_the_default_order_gives_every_component_what_it_needs() -> None:
    problems = NLP.analyze_pipes()["problems"]
    assert {name: missing for name, missing in problems.items() if missing} == {}


def test_everything_on_the_doc_is_written_by_a_component() -> None:
    written = {attribute for name in NLP.pipe_names for attribute in NLP.get_pipe_meta(name).assigns}
    assert written >= {f"doc._.{name}" for name in EXTENSIONS[2:]}


def test_running_the_pipeline_in_the_usual_way_of_spacy_gives_the_same() -> None:
    document = STORIES[0].document.model_copy(update={"title": None})
    one, other = annotate(document), NLP(document.text)
    for name in EXTENSIONS[2:]:
        assert repr(getattr(one._, name)) == repr(getattr(other._, name))


def test_a_doc_keeps_its_text_through_every_component() -> None:
    text = "Acme  Bio’s\r\n\r\nIAnna Berger, CBO\t— “Yes.” 🧬\n"
    doc = NLP.make_doc(text)
    for name, component in NLP.pipeline:
        doc = component(doc)
        assert doc.text == text, name


@pytest.mark.parametrize("name", NLP.pipe_names)
def test_a_component_makes_nothing_of_an_empty_text(name: str) -> None:
    doc = annotate(Document(doc="empty", text=""))
    assert NLP.get_pipe(name)(doc) is doc
    assert not doc._.organizations
    assert not doc._.deals


def test_the_same_config_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline(CONFIG)
    assert isinstance(load_pipeline(), Language)


@pytest.mark.parametrize(
    "config",
    [
        None,
        "",
        "no config",
        '[nlp]\nlang = "en"\npipeline = ["magic"]\n[components]\n[components.magic]\nfactory = "kg_magic"\n',
        '[nlp]\nlang = "en"\npipeline = ["deals"]\n[components]\n[components.deals]\nfactory = "kg_deals"\nmagic = 1\n',
        '[nlp]\nlang = "zz"\npipeline = []\n[components]\n',
    ],
)
def test_a_config_that_makes_no_pipeline_is_one_clear_error(config: str | None, tmp_path: Path) -> None:
    path = tmp_path / "own.cfg"
    if config is not None:
        path.write_text(config, encoding="utf-8")
    with pytest.raises(PartnershipError, match=r"own\.cfg: no pipeline can be made of it") as caught:
        load_pipeline(path)
    assert "\n" not in str(caught.value)


def test_a_pipeline_of_some_components(tmp_path: Path) -> None:
    path = tmp_path / "own.cfg"
    names = ["sentences", "sections", "dates"]
    parts = "".join(f'[components.{name}]\nfactory = "kg_{name}"\n' for name in names)
    path.write_text(
        f'[nlp]\nlang = "en"\npipeline = {names}\n[components]\n{parts}'.replace("'", '"'), encoding="utf-8"
    )
    doc = annotate(Document(doc="one", text="Acme signs\n\nBASEL, June 5, 2023 — Acme signed."), load_pipeline(path))
    assert [section.label for section in doc._.sections] == ["headline", "dateline", "lead"]
    assert doc._.organizations == []


def test_a_missing_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PartnershipError, match="deal-exists"):
        NLP.create_pipe("kg_deals", config={"model": str(tmp_path)})
