"""Requests a second of ``kg serve`` against those of the bare Oxigraph server over the same data, with wrk.

    python tests/benchmarks/endpoint.py demo.db
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from serving import JSON, RUNAWAY, endpoint, get  # noqa: E402
from test_remote import server  # noqa: E402

from kg.exports import export  # noqa: E402
from kg.store import Store  # noqa: E402

BP = "https://w3id.org/biotech-partnerships/ns#"
SIMPLE = f"SELECT ?l {{ ?d a <{BP}Deal> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }} LIMIT 5"
LIMIT = 3
FRESH = 'n = 0\nrequest = function() n = n + 1\n return wrk.format("GET", wrk.path .. "%23" .. n .. math.random(1e9)) end'


def main() -> None:
    """Print a Markdown table: the same question again and again, and one that nobody asked before."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("store", type=Path)
    wanted.add_argument("--seconds", type=int, default=5)
    given = wanted.parse_args()
    with tempfile.TemporaryDirectory() as folder, server(Path(folder) / "oxigraph") as bare:
        fresh = Path(folder) / "fresh.lua"
        fresh.write_text(FRESH)
        data = Path(folder) / "all.nq"
        with Store(given.store, read_only=True) as store:
            export(store, data, "nquads")
        subprocess.run(
            ["curl", "-sS", "--fail", "-H", "Content-Type: application/n-quads", "-T", str(data), f"{bare}/store"], check=True
        )
        with endpoint(given.store, "--seconds", str(LIMIT)) as ours:
            alone = _rate(f"{bare}/query", given.seconds)
            new = _rate(f"{bare}/query", given.seconds, fresh)
            rows = [
                ("the same query again and again", alone, _rate(ours, given.seconds)),
                ("a new query every time", new, _rate(ours, given.seconds, fresh)),
            ]
            stopped: list[tuple[int, float]] = []
            thread = threading.Thread(target=_run_away, args=(ours, stopped))
            thread.start()
            rows.append(("the same, beside a runaway query", alone, _rate(ours, LIMIT)))
            thread.join()
    print("| queries | oxigraph server, requests/s | kg serve, requests/s | share |\n|---|---|---|---|")
    for name, theirs, own in rows:
        print(f"| {name} | {theirs:.0f} | {own:.0f} | {own / theirs:.0%} |")
    status, seconds = stopped[0]
    print(f"\nThe runaway query got {status} after {seconds:.2f} s; its limit was {LIMIT} s.")


def _rate(address: str, seconds: int, script: Path | None = None) -> float:
    command = ["wrk", "-t2", "-c8", f"-d{seconds}s", "-H", f"Accept: {JSON}", *(["-s", str(script)] if script else [])]
    told = subprocess.run([*command, f"{address}?query={quote(SIMPLE)}"], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told, told
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    assert found, told
    return float(found[1])


def _run_away(address: str, stopped: list[tuple[int, float]]) -> None:
    started = time.perf_counter()
    status, _, _ = get(address, f"{RUNAWAY} # {random.random()}")
    stopped.append((status, time.perf_counter() - started))


if __name__ == "__main__":
    main()
