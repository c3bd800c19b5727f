"""The whole way, from files to a page."""

from __future__ import annotations

from pathlib import Path

from kg.flow import flow
from kg.store import Store

RELEASE = """Cedar Biologics to manufacture CAR-T therapy for Dogwood Pharma

GHENT, Belgium, May 1, 2024 -- Cedar Biologics, a contract development and manufacturing organization, today announced \
a manufacturing agreement with Dogwood Pharma. Under the agreement, Cedar Biologics will manufacture Dogwood Pharma's \
CAR-T cell therapy.

About Dogwood Pharma
Dogwood Pharma is a pharmaceutical company based in Lyon, France.
"""


def test_files_become_a_store_and_a_page(tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    releases.mkdir()
    (releases / "cedar.txt").write_text(RELEASE, encoding="utf-8")
    (releases / "empty.txt").write_text("", encoding="utf-8")
    seen: list[str] = []
    report, found = flow(releases, tmp_path / "partners.db", tmp_path / "partners.html", progress=seen.append)
    assert report.added == 1
    assert [Path(source).name for source, _ in report.failed] == ["empty.txt"]
    assert len(seen) == 2
    assert [one.organizations for one in found] == [("Cedar Biologics", "Dogwood Pharma")]
    written = (tmp_path / "partners.html").read_text(encoding="utf-8")
    assert "Cedar Biologics will manufacture" in written
    with Store(tmp_path / "partners.db", read_only=True) as store:
        assert [one.doc for one in store.documents()] == ["cedar"]
