"""``kg serve``: the endpoint on this machine."""

from __future__ import annotations

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
def serve(
    store_path: Path, host: str, port: int, seconds: float, rows: int, workers: int, memory: int, allow_service: bool
) -> None:
    """Serve the store over HTTP at /sparql, read-only, while others may write to it.

    \b
    kg serve --port 8000
    curl localhost:8000/sparql --data-urlencode 'query=SELECT * { ?deal a bp:Deal } LIMIT 5'
    """
    import uvicorn

    from kg.server.app import Settings, application
    from kg.server.pool import Limits

    options.open_store(store_path).close()
    settings = Settings(store_path, Limits(seconds=seconds, rows=rows, memory=memory), workers, allow_service)
    configuration = uvicorn.Config(
        application(settings), host=host, port=port, log_level="warning", access_log=False, lifespan="on",
        timeout_graceful_shutdown=2, server_header=False,
    )  # fmt: skip
    listening = configuration.bind_socket()
    address, bound = listening.getsockname()[:2]
    click.echo(f"http://{address}:{bound}/sparql serves {store_path}; Ctrl-C ends it", err=True)
    uvicorn.Server(configuration).run(sockets=[listening])
