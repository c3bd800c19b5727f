"""``kg serve``: the endpoint on this machine."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import click

from kg.commands import options


@click.command()
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is all of them.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 is any free one.")
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(0.1), help="A query is stopped then.")
@click.option("--rows", default=100_000, show_default=True, type=click.IntRange(1), help="An answer has at most so many.")
@click.option("--workers", default=3, show_default=True, type=click.IntRange(1, 256), help="So many queries at once.")
@click.option("--memory", default=2_048, show_default=True, type=click.IntRange(64), help="MiB that a query may take.")
@click.option("--allow-service", is_flag=True, help="Let queries ask other endpoints (SERVICE).")
@click.option("--writable", is_flag=True, help="Take in documents and decisions; with credentials, if some are set.")
@click.option("--other-graphs", is_flag=True, help="Take in graphs besides, from which no facts follow.")
def serve(
    store_path: Path,
    host: str,
    port: int,
    seconds: float,
    rows: int,
    workers: int,
    memory: int,
    allow_service: bool,
    writable: bool,
    other_graphs: bool,
) -> None:
    """Serve the store over HTTP at /sparql and /store, read-only, while others may write to it.

    With --writable it takes whole graphs of documents (PUT, POST, DELETE at /store) and SPARQL updates; the facts
    follow. Whoever writes must have KG_TOKEN, or KG_USER and KG_PASSWORD, if the server was started with them.

    \b
    kg serve --port 8000
    curl localhost:8000/sparql --data-urlencode 'query=SELECT * { ?deal a bp:Deal } LIMIT 5'
    KG_TOKEN=secret kg serve --writable
    KG_TOKEN=secret kg ingest releases/ --store http://localhost:8000
    """
    import uvicorn

    from kg.connection import credentials
    from kg.server.app import Settings, application
    from kg.server.pool import Limits

    if isinstance(store_path, options.Address):
        raise click.UsageError(f"{store_path}: served already; expected a store on this machine")
    if other_graphs and not writable:
        raise click.UsageError("--other-graphs without --writable: expected both")
    if writable and not credentials() and not _is_near(host):
        raise click.UsageError(f"--writable at {host}, for all who reach it: expected KG_TOKEN, or KG_USER and KG_PASSWORD")
    options.open_store(store_path, write=writable, create=writable).close()
    limits = Limits(seconds=seconds, rows=rows, memory=memory)
    settings = Settings(store_path, limits, workers, allow_service, writable, other_graphs)
    configuration = uvicorn.Config(
        application(settings), host=host, port=port, log_level="warning", access_log=False, lifespan="on",
        timeout_graceful_shutdown=2, server_header=False,
    )  # fmt: skip
    listening = _listening(host, port)
    address, bound = listening.getsockname()[:2]
    how = "" if not writable else ", writable with credentials" if credentials() else ", writable for everybody here"
    shown = f"[{address}]" if ":" in address else address
    click.echo(f"http://{shown}:{bound}/sparql serves {store_path}{how}; Ctrl-C ends it", err=True)
    uvicorn.Server(configuration).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2_048)
    except OSError as error:
        reason = (error.strerror or str(error)).lower().partition(" (")[0]
        raise click.ClickException(f"cannot listen at {host}, port {port} ({reason}); expected another --port") from None


def _is_near(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
