"""``kg completion``: what a shell needs to complete commands, parameters and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_HINTS = {
    "bash": "# Put this into ~/.bashrc:  eval \"$(kg completion bash)\"",
    "zsh": "# Put this into ~/.zshrc:  eval \"$(kg completion zsh)\"",
    "fish": "# Write this into ~/.config/fish/completions/kg.fish:  kg completion fish",
}


@click.command()
@click.argument("shell", type=click.Choice(list(_HINTS)))
def completion(shell: str) -> None:
    """Print what a shell needs to complete commands, parameters and names in the store.

    \b
    eval "$(kg completion bash)"
    """
    from kg.cli import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(f"{_HINTS[shell]}\n{kind(cli, {}, 'kg', '_KG_COMPLETE').source()}")
