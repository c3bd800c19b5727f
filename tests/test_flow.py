"""The whole way, from files to a page."""

from __future__ import annotations

from pathlib import Path

from extract import documents
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
    with Store(tmp_path / "partners.db") as store:
        report, found = flow(documents(tmp_path), store, tmp_path / "partners.html")
        assert report.added == 1
        assert [Path(source).name for source, _ in report.failed] == ["empty.txt"]
        assert [one.organizations for one in found] == [("Cedar Biologics", "Dogwood Pharma")]
        assert [one.doc for one in store.documents()] == ["cedar"]
        before = store.hash()
        assert "Cedar Biologics will manufacture" in (tmp_path / "partners.html").read_text(encoding="utf-8")
        # Neither the store nor the page in the same folder is taken for a document.
        again, _ = flow(documents(tmp_path), store, tmp_path / "partners.html")
        assert (again.added, again.unchanged, len(again.failed)) == (0, 1, 1)
        assert store.hash() == before
        assert store.query("organizations-of-cluster", organization="Dogwood Pharma").column("cluster") == [0, 0]
