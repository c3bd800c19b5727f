"""The interactive prompt: asked through a real prompt session over a pipe."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from tellings import appointed, told

from kg.commands.answers import Wanted
from kg.commands.prompt import ask
from kg.commands.prompt_words import Proposals
from kg.store import Store


@pytest.fixture(scope="module")
def store() -> Store:
    filled = Store()
    filled.ingest([appointed(), told("b", "Massachusetts General Hospital", "Servier", deal="license")])
    return filled


def test_questions_are_answered_one_after_the_other(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    saved = tmp_path / "saved.csv"
    lines = (
        '.format jsonl\rdeals-of --organization "masther"\rSELECT ?name {\r?o a bp:Organization ; rdfs:label ?name\r}\r'
        f"SELECT * {{ ?s nope:x ?o }}\rdeals-of --organisation x\r.save {saved}\rtimeline\r.nonsense\r.help\r.quit\r"
    )
    with create_pipe_input() as source:
        source.send_text(lines)
        # In a thread of its own: the browser of other tests keeps an event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(ask, store, Wanted(), source, DummyOutput()).result(timeout=60)
    captured = capsys.readouterr()
    assert '"type": "manufacturing"' in captured.out
    assert '{"name": "Massachusetts General Hospital"}' in captured.out
    assert "nope: is not declared" in captured.err
    assert "no parameter 'organisation'" in captured.err
    assert ".nonsense: expected .help" in captured.err
    assert "2017-09-20" in saved.read_text(encoding="utf-8")
    assert "timeline" in (tmp_path / "biotech-partnership-graph" / "history").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("dea", "deals-of"),
        ("deals-of --org", "--organization"),
        ('deals-of --organization "gen hos', "Massachusetts General Hospital"),
        ("deals-of --organization mass", "massachusetts-general-hospital"),
        ("deals-of --therapy car", "car-t"),
        ("SELECT * { ?deal a bp:De", "Deal"),
        ("SELECT * { ?deal bp:dealT", "dealType"),
        ("SELECT * { ?deal sk", "skos:"),
        ("SELECT * { ?deal skos:pre", "prefLabel"),
        ("SELECT * { ?deal bp:therapy therapy:car", "car-t"),
        ("SELECT * { ?deal bp:organization organization:general", "massachusetts-general-hospital"),
        ('SELECT * { ?o rdfs:label "mass', "Massachusetts General Hospital"),
        ("SELECT * { ?deal ?p ?d", "?deal"),
        ("SELECT * { ?deal a bp:Deal opt", "OPTIONAL"),
        (".he", ".help"),
    ],
)
def test_the_prompt_completes_queries_terms_and_names(store: Store, written: str, proposed: str) -> None:
    found = Proposals(store).get_completions(Document(written), CompleteEvent())
    assert proposed in [one.text for one in found]
