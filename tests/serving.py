"""A real endpoint in a process of its own, for tests."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
JSON = "application/sparql-results+json"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@contextlib.contextmanager
def endpoint(store: Path, *options: str) -> Iterator[str]:
    """The address of ``kg serve`` over a store, until the end of the block."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            found = re.match(r"(http://\S+)", line)
            assert found, line + process.stderr.read()
            _until_it_answers(found[1])
            yield found[1]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            finally:
                process.kill()


def _until_it_answers(address: str) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            if get(address, "ASK {}")[0] == 200:
                return
        time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def get(address: str, query: str, accept: str = JSON, **parameters: str) -> tuple[int, str, bytes]:
    """Status, media type and body of a query by GET."""
    return send(f"{address}?{urlencode({'query': query, **parameters})}", headers={"Accept": accept})


def send(
    address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None, method: str | None = None
) -> tuple[int, str, bytes]:
    """Status, media type and body of any request."""
    request = urllib.request.Request(address, data=body, headers=dict(headers or {}), method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.headers.get_content_type(), response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read()
