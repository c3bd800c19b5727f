"""The command line: thin commands over the library, one file each in ``kg/commands``.

Exit status 0: done; 1: done in part (some documents failed) or violations found; 2: nothing done, one line says why.
Set ``KG_TRACEBACK=1`` to see where an error comes from.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Sequence

import click

from kg.commands import (
    clusters,
    completion,
    curate,
    demo,
    export,
    extract,
    ingest,
    link,
    query,
    score,
    serve,
    stats,
    train,
    upkeep,
    view,
)
from ontology.errors import PartnershipError


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(package_name="biotech-partnership-graph", prog_name="kg", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn biotech press releases into a graph of partnerships.

    \b
    kg demo                                       a graph of 79 real stories, in a minute
    kg ingest releases/                           read files and folders into partners.db
    kg query deals-of --organization Servier      ask
    kg view -o partners.html                      see
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (demo.demo, ingest.ingest, extract.extract, query.query, clusters.clusters, view.view, stats.stats):
    cli.add_command(command)
for command in (serve.serve, export.export, export.import_, completion.completion):
    cli.add_command(command)
for command in (upkeep.check, upkeep.remove, upkeep.rebuild, score.score, train.train):
    cli.add_command(command)

for command in (*curate.COMMANDS, link.link):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; every error is one line on standard error."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # Warnings of libraries are for those who develop.
    _write_utf8()
    try:
        status = cli.main(args=None if arguments is None else list(arguments), prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit:
        return 0  # So click ends when the reader has seen enough (``kg query ... | head``).
    except BrokenPipeError:
        # The same, noticed later; Python must not flush into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", 130)
    except click.ClickException as error:
        return _fail(_usage(error), 2)
    except Exception as error:
        if os.environ.get("KG_TRACEBACK"):
            raise
        status = _fail(_sentence(error), 2)
        if excerpt := getattr(error, "excerpt", ""):
            click.echo(excerpt, err=True)
        return status
    return status if isinstance(status, int) else 0


def _fail(message: str, status: int) -> int:
    click.echo(f"kg: {' '.join(message.split())}", err=True)
    return status


def _sentence(error: Exception) -> str:
    if isinstance(error, PartnershipError):
        return str(error)
    if isinstance(error, OSError) and error.strerror is not None:
        return f"{error.filename or 'output'}: {error.strerror.lower()}"
    return f"unexpected {type(error).__name__}: {error} (KG_TRACEBACK=1 shows where)"


def _usage(error: click.ClickException) -> str:
    """Return the message with the command whose help shows what is right."""
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if context is not None else ""
    return f"{error.format_message().rstrip('.')}{hint}"


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: names have accents, and JSON is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
