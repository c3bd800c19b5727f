"""Pages that open offline: one HTML file each, which asks nothing of the network.

Whatever a press release says reaches a page as JSON inside a data block and is set as text by the page's scripts. The
page's Content-Security-Policy names the hashes of its own scripts, so that nothing else can run.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from ontology.errors import SourceError

FOLDER = Path(__file__).parent


class Layout(NamedTuple):
    """What a kind of page is made of: a file in ``templates``, and files in ``static``.

    Each tuple in ``scripts`` becomes one script of the page.
    """

    template: str
    styles: tuple[str, ...]
    scripts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, the data that its scripts show, what kind of page it is, and charts in SVG.

    Unlike the data, charts are set as they are: only numbers and the project's own words may stand in them.
    """

    title: str
    data: dict[str, Any]
    layout: Layout
    charts: tuple[str, ...] = ()

    def html(self) -> str:
        """Return the whole page; the same data give the same characters."""
        from jinja2 import Environment, FileSystemLoader

        scripts = tuple("\n".join(map(_asset, names)) for names in self.layout.scripts)
        environment = Environment(loader=FileSystemLoader(FOLDER / "templates"), autoescape=True)
        return environment.get_template(self.layout.template).render(
            title=self.title,
            style="\n".join(map(_asset, self.layout.styles)),
            scripts=scripts,
            hashes=[b64encode(sha256(script.encode()).digest()).decode() for script in scripts],
            data=embedded(self.data),
            charts=self.charts,
        )

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the page to ``path`` and return it; raise :class:`SourceError` where that is not possible."""
        target = Path(path)
        try:
            target.write_text(self.html(), encoding="utf-8", newline="\n")
        except OSError as error:
            raise SourceError(target, f"the page cannot be written ({error.strerror})") from error
        return target


def embedded(data: object) -> str:
    """Return JSON that is safe inside a ``<script>`` element of HTML: plain ASCII without ``<``, ``>`` and ``&``.

    >>> embedded("</script>\\u2028é")
    '"\\\\u003c/script\\\\u003e\\\\u2028\\\\u00e9"'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def units(text: str) -> int:
    """Return how long JavaScript takes ``text`` to be: characters beyond the first plane count twice.

    >>> units("gene \N{DNA DOUBLE HELIX}")
    7
    """
    return len(text) + sum(character > "\uffff" for character in text)


@cache
def _asset(name: str) -> str:
    return (FOLDER / "static" / name).read_text(encoding="utf-8")
