"""The page of a comparison: what stands where, and in a real browser with the network cut."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from strategies import NAMES, messy_texts, records
from test_page import Elements

from extract.calibration import Judged, calibrate
from extract.score_names import Alignment
from extract.score_report import ScoreReport
from extract.sources import documents
from kg.views import Page as Written
from kg.views.charts import precision_recall, reliability
from kg.views.compared_deals import deal_cards
from kg.views.comparison import comparison, paragraphs
from kg.views.standing import marked, things
from ontology.errors import SourceError
from ontology.records import Amount, Deal, Document, Organization, Party, Person, Record, Span

if TYPE_CHECKING:
    from browsing import Open

pytest_plugins = ("browsing",)

IMAGE = "<img src=x onerror=window.hacked=1>"
SCRIPT = "</script><script>window.hacked=2</script>"
TEXT = (
    "Servier hires Lonza\n\nSURESNES — Servier will have its CAR-T therapy made by Lonza AG for $15 million. 🧬 Lonza is in Basel.\n\n"
    "Dr. Ada Smith of Servier is glad. Cellectis licensed UCART-19 to Servier."
)

MADE = "Servier will have its CAR-T therapy made by Lonza AG for $15 million."


def deal(kind: str, one: str, role: str, two: str, other: str, **more: object) -> Deal:
    parties = (Party(organization=one, role=role), Party(organization=two, role=other))
    return Deal.model_validate({"types": (kind,), "parties": parties, **more})


def of(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote))


GOLD = Record(
    doc="news/1",
    organizations=(
        Organization(name="Servier", type="pharma"),
        Organization(name="Lonza AG", aliases=("Lonza",), type="cdmo"),
        Organization(name="Cellectis", type="biotech"),
    ),
    people=(Person(name="Ada Smith", organization="Servier"),),
    therapies=("car-t",),
    products=("UCART-19",),
    deals=(
        deal(
            "manufacturing",
            "Lonza AG",
            "provider",
            "Servier",
            "client",
            amounts=(Amount(kind="total", value=15e6, currency="USD"),),
        ),
        deal("license", "Cellectis", "licensor", "Servier", "licensee"),
    ),
)
FOUND = Record(
    doc="news/1",
    organizations=(
        Organization(name="Servier", type="biotech", confidence=0.97, mentions=(of(TEXT, "Servier"),)),
        Organization(name="Lonza", type="cdmo", confidence=0.9, mentions=(of(TEXT, "Lonza"),)),
        Organization(name="Basel", confidence=0.4, mentions=(of(TEXT, "Basel"),)),
    ),
    people=(Person(name="Ada Smith", organization="Lonza", mentions=(of(TEXT, "Ada Smith"),)),),
    deals=(
        deal("supply", "Lonza", "supplier", "Servier", "customer", confidence=0.8, evidence=(of(TEXT, MADE),)),
        deal("funding", "Basel", "funder", "Servier", "recipient", confidence=0.3, evidence=(of(TEXT, "Lonza is in Basel."),)),
    ),
)  # fmt: skip


def page_of(*told: tuple[str, Record, Record]) -> Written:
    gold, found = {one.doc: one for _, one, _ in told}, {one.doc: one for _, _, one in told}
    texts = {one.doc: Document(doc=one.doc, text=text, title=text.split("\n")[0]) for text, one, _ in told}
    return comparison(ScoreReport(gold, found), gold, found, texts, title="Found against gold")


def faultless(doc: str) -> tuple[str, Record, Record]:
    record = Record(doc=doc, organizations=(Organization(name="Servier", confidence=0.9),))
    return f"All is right with Servier in {doc}", record, record


def states(some: list[dict], side: str) -> list[tuple[str, str]]:
    return [(part["text"][start:end], state) for part in some for start, end, _, state, _ in part[side]]


def test_every_mark_says_how_it_stands() -> None:
    (one,) = page_of((TEXT.replace("🧬", "-"), GOLD, FOUND)).data["documents"]
    assert states(one["paragraphs"], "gold")[:2] == [("Servier", "wrong"), ("Lonza", "right")]
    assert set(states(one["paragraphs"], "gold")) == {
        ("Servier", "wrong"), ("Lonza", "right"), ("Lonza AG", "right"), ("Cellectis", "missed"), ("Ada Smith", "wrong"),
        ("CAR-T therapy", "missed"), ("$15 million", "missed"), ("UCART-19", "missed"),
    }  # fmt: skip
    assert {("Servier", "wrong"), ("Lonza", "right"), ("Basel", "spurious"), ("Ada Smith", "wrong")} == set(
        states(one["paragraphs"], "found")
    )


def test_deals_are_put_side_by_side_and_say_in_what_they_differ() -> None:
    alignment = Alignment(GOLD, FOUND)
    cards = deal_cards(TEXT, GOLD, FOUND, alignment, marked(TEXT, things(GOLD, FOUND, alignment)[0]))
    assert [card["state"] for card in cards] == ["wrong", "missed", "spurious"]
    assert cards[0]["notes"] == ["type: supply agreement; gold: manufacturing or cdmo services"]
    (first,) = cards[0]["gold"]
    ((name, (amount,)),) = first["terms"]
    assert (name, amount.endswith("$15 million")) == ("Amounts", True)
    # Gold has no characters: what names two of the parties is shown.
    assert [one["quote"] for one in cards[1]["gold"][0]["evidence"]] == ["Cellectis licensed UCART-19 to Servier."]
    assert cards[2]["found"][0]["confidence"] == 0.3


@given(st.data())
def test_marks_lie_within_their_line_and_do_not_overlap(data: st.DataObject) -> None:
    text = data.draw(messy_texts)
    gold, found = (data.draw(records("a", st.sampled_from(NAMES))) for _ in range(2))
    alignment = Alignment(gold, found)
    sides = [marked(text, some) for some in things(gold, found, alignment)]
    assert deal_cards(text, gold, found, alignment, sides[0]) is not None
    for side in sides:
        assert all(one.end <= two.start for one, two in zip(side, side[1:], strict=False))
    for part in paragraphs(text, *sides):
        size = len(part["text"].encode("utf-16-le")) // 2
        for key in ("gold", "found"):
            end = 0
            for start, stop, *_ in part[key]:
                assert end <= start < stop <= size
                end = stop


@given(st.data())
def test_gold_against_itself_has_no_mark_but_right_ones(data: st.DataObject) -> None:
    record = data.draw(records("a", st.sampled_from(NAMES)))
    for side in things(record, record, Alignment(record, record)):
        for thing in side:
            # Names that are empty after normalisation, or the same, have no match.
            if thing.kind in ("therapy", "amount"):
                assert thing.state == "right"


def test_charts_are_whole_and_hold_numbers_only() -> None:
    drawn = reliability({"<deals>": calibrate([Judged(0.9, True), Judged(0.2, False)])})
    assert len(ElementTree.fromstring(drawn).findall("{http://www.w3.org/2000/svg}circle")) == 3
    assert "<deals>" not in drawn
    curves = ScoreReport({GOLD.doc: GOLD}, {FOUND.doc: FOUND}).curves
    assert ElementTree.fromstring(precision_recall(curves)).get("role") == "img"


def test_only_the_page_s_own_script_may_run() -> None:
    html = page_of((TEXT, GOLD, FOUND)).html()
    elements = Elements(html)
    policy = next(attributes["content"] or "" for tag, attributes in elements.tags if "http-equiv" in attributes)
    assert "default-src 'none'" in policy
    _, script = elements.scripts
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert re.search(r"script-src ([^;]*)", policy)[1] == f"'sha256-{digest}'"  # type: ignore[index]
    assert not any(name.startswith("on") for _, attributes in elements.tags for name in attributes)
    assert html == page_of((TEXT, GOLD, FOUND)).html()


def test_the_page_is_no_document(tmp_path: Path) -> None:
    page_of((TEXT, GOLD, FOUND)).write(tmp_path / "differences.html")
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    assert [one.doc for one in documents(tmp_path) if isinstance(one, Document)] == ["news"]
    with pytest.raises(SourceError, match="the page cannot be written"):
        page_of((TEXT, GOLD, FOUND)).write(tmp_path / "missing" / "page.html")


def entries(page: Page) -> list[str]:
    return page.locator(".entry-title").all_text_contents()


def test_figures_come_first_and_a_kind_of_error_leads_to_its_documents(show: Open) -> None:
    page = show(page_of(faultless("a"), (TEXT, GOLD, FOUND))).page
    expect(page.locator("h1")).to_have_text("Found against gold")
    expect(page.locator("#counts")).to_contain_text("2 documents · ")
    expect(page.locator("#counts")).to_contain_text("1 document without error")
    expect(page.locator("#tables tbody tr").first).to_contain_text("pairs")
    expect(page.locator(".chart svg")).to_have_count(2)
    page.locator('.error-kinds button[data-kind="organizations missed"]').click()
    expect(page.locator("#document h2")).to_have_text("Servier hires Lonza")
    expect(page.locator("#figures")).to_be_hidden()
    assert entries(page) == ["Servier hires Lonza"]
    page.keyboard.press("Escape")
    expect(page.locator("#figures")).to_be_visible()


def test_a_document_shows_its_deals_differences_and_text_twice(show: Open) -> None:
    page = show(page_of((TEXT, GOLD, FOUND))).page
    page.locator(".entry").click()
    assert page.locator(".compared").evaluate_all("all => all.map(one => one.dataset.state)") == [
        "wrong",
        "missed",
        "spurious",
    ]
    expect(page.locator(".compared").first).to_contain_text(
        "type: supply agreement; gold: manufacturing or cdmo services"
    )
    expect(page.locator(".differences")).to_contain_text("biotech; gold: pharma")
    gold = page.locator('[data-side="gold"]').all_text_contents()
    assert gold == page.locator('[data-side="found"]').all_text_contents() == [one for one in TEXT.split("\n") if one]
    expect(page.locator('[data-side="found"] mark.spurious')).to_have_text("Basel")
    page.locator('input[data-kind="organization"]').click()
    expect(page.locator("mark.spurious.organization")).to_have_count(0)
    expect(page.locator('[data-side="gold"] mark.person')).to_have_text("Ada Smith")


def test_a_quote_leads_to_its_words(show: Open) -> None:
    page = show(page_of((TEXT, GOLD, FOUND))).page
    page.locator(".entry").click()
    page.locator(".compared.spurious .place").click()
    # Behind a character that JavaScript counts twice.
    assert page.evaluate("[...CSS.highlights.get('revealed')][0].toString()") == "Lonza is in Basel."
    box = page.locator('[data-side="found"]', has_text="Basel").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900


def test_documents_are_narrowed_searched_and_walked(show: Open) -> None:
    page = show(page_of(faultless("a"), (TEXT, GOLD, FOUND), faultless("b"))).page
    page.keyboard.press("j")
    expect(page.locator("#document h2")).to_have_text("All is right with Servier in a")
    page.locator("#next").click()
    page.locator("#next").click()
    expect(page.locator("#document h2")).to_have_text("All is right with Servier in b")
    expect(page.locator("#next")).to_be_disabled()
    page.locator("#only-errors").click()
    assert entries(page) == ["Servier hires Lonza"]
    expect(page.locator("#counts")).to_contain_text("1 of 3 documents")
    page.locator("#search").fill("suresnes UCART")
    assert entries(page) == ["Servier hires Lonza"]
    page.locator("#search").fill("nothing of this")
    expect(page.locator("#none")).to_be_visible()


def test_markup_stays_text(show: Open) -> None:
    text = f"{IMAGE} and {SCRIPT}\n\n{IMAGE} licensed {{{{7*7}}}} \u2028 to {SCRIPT}."
    parties = (Organization(name=IMAGE, mentions=(of(text, IMAGE),)), Organization(name=SCRIPT))
    bad = deal("license", IMAGE, "licensor", SCRIPT, "licensee", products=(IMAGE,), evidence=(of(text, SCRIPT),))
    record = Record(doc=SCRIPT, organizations=parties, deals=(bad,), products=(SCRIPT,))
    other = Record(doc=SCRIPT, organizations=(Organization(name=f"{IMAGE} Elsewhere"),), people=(Person(name=SCRIPT),))
    for gold, found in ((record, other), (other, record)):
        page = show(page_of((text, gold, found))).page
        page.locator(".entry").click()
        expect(page.locator("#document h2")).to_have_text(f"{IMAGE} and {SCRIPT}")
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (1024, 768, "dark")])
def test_nothing_sticks_out(show: Open, width: int, height: int, scheme: str) -> None:
    long = "Servier" + "x" * 300
    record = Record(doc="long", organizations=(Organization(name=long),), products=(long,))
    page = show(
        page_of((TEXT, GOLD, FOUND), (f"{long}\n\n{long}", record, Record(doc="long"))), width, height, scheme
    ).page
    for place in (None, 0, 1):
        page.evaluate("place => open(place)", place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("byId('stage').scrollWidth <= byId('stage').clientWidth")


def test_no_documents_give_a_page(show: Open) -> None:
    page = show(comparison(ScoreReport({}, {}), {}, {}, {})).page
    expect(page.locator("#counts")).to_contain_text("0 documents")
    expect(page.locator("#next")).to_be_disabled()
