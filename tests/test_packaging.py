"""What the package promises to pip and spaCy is there."""

from __future__ import annotations

import importlib
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FACTORIES: dict[str, str] = PROJECT["entry-points"]["spacy_factories"]


def test_every_component_of_a_pipeline_is_plugged_in() -> None:
    configs = sorted((ROOT / "extract" / "pipelines").glob("*.cfg"))
    assert configs
    for path in configs:
        config = ConfigParser(interpolation=None)
        config.read(path, encoding="utf-8")
        named = {section["factory"].strip('"') for section in config.values() if "factory" in section}
        assert {one for one in named if one.startswith("kg_")} <= set(FACTORIES), path


@pytest.mark.parametrize("target", [*FACTORIES.values(), *PROJECT["scripts"].values()])
def test_every_entry_point_leads_somewhere(target: str) -> None:
    module, _, name = target.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
