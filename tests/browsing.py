"""Fixtures for the tests of the page: a real browser, and a page in it with all that goes wrong there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.views import Page as Written
from kg.views import page as page_of

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Opened:
    """A page with what went wrong on it and what it asked of the network."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


Open = Callable[..., Opened]
"""What the fixture ``show`` gives: call it with a network or a page, and a width, height and colour scheme if wanted."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium is not None, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a network, or a page; at the end nothing may have gone wrong or been asked of the network."""
    contexts, seen = [], []

    def shown(what: nx.Graph | Written, width: int = 1440, height: int = 900, scheme: str = "light") -> Opened:
        page = what if isinstance(what, Written) else page_of(what)
        written = page.write(tmp_path / f"page-{len(seen)}.html")
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", offline=True
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        seen.append(opened)
        opened.page.on("console", lambda message: opened.problems.append(message.text))
        opened.page.on("pageerror", lambda error: opened.problems.append(str(error)))
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.goto(written.as_uri())
        opened.page.wait_for_function("document.getElementById('counts').textContent !== ''")
        return opened

    yield shown
    for opened in seen:
        assert opened.problems == []
        assert [url for url in opened.requests if not url.startswith("data:")] == [opened.page.url]
    for context in contexts:
        context.close()
