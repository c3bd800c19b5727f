"""Writing through the server beside others: who holds the store, who decides, and what is refused on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pyoxigraph import Quad
from serving import endpoint, get, send
from tellings import told
from test_graph_writes import held
from test_serve_writes import BASE, UPDATE, at, count, path

from kg.cli import main
from kg.derive import document_graphs
from kg.server.pool import Limits
from kg.server.protocol import Write
from kg.server.writing import Writing
from kg.store import Store
from ontology.errors import StoreError

T = TypeVar("T")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, in a thread of its own: the browser's tests leave a running loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@asynccontextmanager
async def writing_to(path: Path, released: list[bool]) -> AsyncIterator[Writing]:
    """A server's writing to the store at ``path``, closed at the end; it notes in ``released`` that it let go."""
    writing = Writing(path, Limits(), lambda: released.append(True), other=False, service=False)
    try:
        yield writing
    finally:
        await writing.close()


__all__ = ["path"]  # the fixture


@pytest.mark.parametrize("token", ["abc\n", "a b", "секрет"])
def test_a_token_that_no_header_holds_is_refused_and_not_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    monkeypatch.setenv("KG_TOKEN", token)
    for command in (("stats", "--store", "http://127.0.0.1:1"), ("serve", "--writable", "--store", str(path))):
        assert main(list(command)) == 2
        said = capsys.readouterr().err
        assert ("KG_TOKEN" in said, token in said, said.count("\n")) == (True, False, 1)


def test_a_write_that_finds_another_process_leaves_the_store_to_it(path: Path) -> None:
    """Else the server would take what the other wrote for its own, and look for no snapshot of it."""

    async def held_after(released: list[bool]) -> tuple[int, bool]:
        async with writing_to(path, released) as writing:
            with Store(path):
                answer = await writing.write(Write("delete", f"{BASE}/document/d0", (), ""))
            await writing.release()
            return answer.status, writing.holds

    released: list[bool] = []
    assert run(held_after(released)) == (503, False)
    assert not released


def test_a_snapshot_is_looked_for_after_a_process_that_died(path: Path) -> None:
    """It may have written without leaving one, so the files must count as changed by somebody else."""

    async def after_death(released: list[bool]) -> tuple[int, bool]:
        async with writing_to(path, released) as writing:
            await writing.write(Write("delete", f"{BASE}/document/d0", (), ""))
            assert writing._process is not None
            writing._process.kill()
            answer = await writing.write(Write("delete", f"{BASE}/document/d0", (), ""))
            await asyncio.gather(*writing._tasks)
            await writing.release()
            return answer.status, writing.holds

    released: list[bool] = []
    assert run(after_death(released)) == (500, False)
    assert not released


def test_letting_go_of_the_store_keeps_nobody_from_seeing_what_was_written(path: Path) -> None:
    """Who asks waits for it; while something is written he does not."""

    async def seen() -> list[bool]:
        async with writing_to(path, []) as writing:
            write = asyncio.create_task(writing.write(Write("delete", f"{BASE}/document/d0", (), "")))
            await asyncio.sleep(0)
            found = [writing.busy]
            await write
            release = asyncio.create_task(writing.release())
            await asyncio.sleep(0)
            found.append(writing.busy)
            await release
            return found

    assert run(seen()) == [True, False]


def test_of_two_who_decide_at_once_none_is_lost_unheard(path: Path) -> None:
    with endpoint(path, "--writable") as address:
        store = Store(address)
        first = store.curator("ada").merge("Servier", "MaSTherCell")
        with pytest.raises(StoreError, match="decided at the same time"):
            store.decide_besides(replace(first, who="bob"))  # who had seen no decision yet
        assert [one.who for one in store.decisions()] == ["ada"]
        store.curator("bob").undo()
        assert not store.decisions()


def test_the_first_documents_of_an_empty_store_are_asked_with_their_facts(tmp_path: Path) -> None:
    """Many documents at once go in before their facts; a snapshot of that moment must not stay the last one."""
    stories = [told(f"s{number}", f"Maker {number}", f"Company {number}", deal="license") for number in range(40)]
    held_ = held(*stories).quads
    update = "".join(f"GRAPH {graph} {{ {_data(held_.quads_for_pattern(None, None, None, graph))} }}\n" for graph in document_graphs(held_))
    with endpoint(tmp_path / "new.db", "--writable") as address:
        assert send(address, f"INSERT DATA {{ {update} }}".encode(), UPDATE)[0] == 200
        assert count(address) == len(stories)
        assert get(address, "ASK { ?deal a bp:Deal }", "text/csv")[2].strip() == b"true"


def _data(quads: Iterable[Quad]) -> str:
    return "".join(f"{quad.triple} .\n" for quad in quads)


def test_an_answer_that_is_too_long_is_an_error_of_one_line(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with endpoint(path, "--rows", "3") as address:
        for command in (("query", "SELECT * { ?s ?p ?o }"), ("clusters",), ("export", str(tmp_path / "x.trig"))):
            assert main([*command, "--store", address]) == 2
            said = capsys.readouterr().err
            assert ("more than 3 rows" in said, "unexpected" in said, said.count("\n")) == (True, False, 1), command


def test_parts_nested_too_deep_are_refused(path: Path) -> None:
    with endpoint(path, "--writable") as address:
        nested = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(3_000))
        status, _, told_ = send(at(address, "d0"), nested, {"Content-Type": "multipart/form-data; boundary=b0"}, "PUT")
        assert (status, b"too deep" in told_) == (400, True)
