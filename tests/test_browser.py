"""The page in a real browser with the network cut: it draws, finds, filters, shows, and runs nobody else's code."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from playwright.sync_api import Page, expect
from stories import STORIES, deal, facts_of, story

from kg.projection import network, project
from kg.store import Store
from ontology.records import Reading, Span

if TYPE_CHECKING:
    from browsing import Open

pytest_plugins = ("browsing",)

IMAGE = "<img src=x onerror=window.hacked=1>"
SCRIPT = "</script><script>window.hacked=2</script>"
ODD = 'Ünïcode "&amp;" \u2028 {{7*7}} Labs'


def graph_of(*documents: Reading, kind: str = "organizations") -> nx.Graph:
    store = Store()
    report = store.ingest(documents)
    assert report.failed == ()
    return network(store, kind)


def standing(page: Page) -> int:
    """How many nodes stand on the canvas."""
    return int(page.evaluate("nodeSet.length"))


def place(page: Page, name: str) -> tuple[float, float]:
    """Where a node is on the screen."""
    point = page.evaluate(
        """name => {
            const id = data.nodes.find(node => node.label === name).id;
            const {x, y} = network.canvasToDOM(network.getPosition(id));
            const box = document.getElementById("network").getBoundingClientRect();
            return [box.left + x, box.top + y];
        }""",
        name,
    )
    return point[0], point[1]


def click(page: Page, name: str) -> None:
    page.mouse.click(*place(page, name))


def choose(page: Page, facet: str, value: str) -> None:
    page.evaluate("facet => { document.getElementById(`facet-${facet}`).open = true; }", facet)
    page.locator(f'input[data-facet="{facet}"][data-value="{value}"]').click()


def test_the_page_says_what_it_holds(show: Open) -> None:
    page = show(graph_of(*STORIES)).page
    expect(page.locator("h1")).to_have_text("Biotech partnerships")
    expect(page.locator("#counts")).to_have_text("7 organizations · 5 links · 5 deals · 2 clusters")
    expect(page.locator("#legend")).to_contain_text("Organization type")
    for name in ("Hospital", "University", "CDMO", "Pharma", "Biotech", "Investor"):
        expect(page.locator("#legend")).to_contain_text(name)
    assert standing(page) == 7


def test_a_click_on_a_node_shows_its_deals_with_their_sentences(show: Open) -> None:
    page = show(graph_of(*STORIES)).page
    click(page, "Alder Hospital")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Alder Hospital")
    expect(panel.locator(".deal")).to_have_count(2)
    expect(panel).to_contain_text("“Cedar Biologics and Alder Hospital agree on Manufacturing or CDMO services.”")
    expect(panel).to_contain_text("News of two · 1 May 2024")
    expect(panel).to_contain_text("CAR-T cell therapy")
    expect(panel).to_contain_text("over 99 %")
    link = panel.locator("a")
    assert link.get_attribute("href") == "https://example.org/one"
    assert link.get_attribute("rel") == "noopener noreferrer"
    panel.locator(".parties button", has_text="Cedar Biologics").first.click()
    expect(panel.locator("h2")).to_have_text("Cedar Biologics")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_sentences_of_one_document_stand_together_above_it(show: Open) -> None:
    supply = deal("supply", ("Cedar Biologics", "supplier"), ("Alder Hospital", "customer"))
    told = story("one", supply, sentence="{parties} agree on {kind}. Both are glad.")
    (kept,) = told.record.deals
    (whole,) = kept.evidence
    middle = whole.end - len(" Both are glad.")
    kept = kept.model_copy(update={"evidence": (Span(start=whole.start, end=middle), Span(start=middle + 1, end=whole.end))})
    told = told.model_copy(update={"record": told.record.model_copy(update={"deals": (kept,)})})
    page = show(graph_of(told, story("two", supply))).page
    click(page, "Alder Hospital")
    quotes = page.locator("#panel .quote")
    expect(quotes).to_have_count(2)
    expect(quotes.first.locator("p")).to_have_text(
        ["“Cedar Biologics and Alder Hospital agree on Supply agreement.”", "“Both are glad.”"]
    )
    expect(page.locator("#panel .quote footer")).to_have_text(["News of one · 1 May 2024", "News of two · 1 May 2024"])


def test_a_click_on_an_edge_shows_the_deals_between_two(show: Open) -> None:
    page = show(graph_of(*STORIES)).page
    one, two = place(page, "Fir Ventures"), place(page, "Elm Therapeutics")
    page.mouse.click((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_count(2)
    expect(panel.locator(".deal")).to_have_count(1)
    expect(panel).to_contain_text("Milestones up to $380 million")
    expect(panel).to_contain_text("investee")


def test_search_finds_by_any_word_and_by_keyboard(show: Open) -> None:
    page = show(graph_of(*STORIES)).page
    page.keyboard.press("/")
    page.keyboard.type("ventur")
    expect(page.locator("#suggestions li")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Fir Ventures")
    page.locator("#search").fill("b")
    expect(page.locator("#suggestions li").first).to_contain_text("Birch University")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Cedar Biologics")
    page.locator("#search").fill("nobody")
    expect(page.locator("#suggestions")).to_have_text("No such name")


def test_filters_narrow_and_reset_brings_all_back(show: Open) -> None:
    page = show(graph_of(*STORIES)).page
    choose(page, "organization", "cdmo")
    expect(page.locator("#counts")).to_contain_text("2 of 7 organizations · 1 of 5 links")
    assert standing(page) == 2
    choose(page, "type", "supply")
    expect(page.locator("#counts")).to_contain_text("1 of 5 deals")
    click(page, "Alder Hospital")
    expect(page.locator("#panel .deal")).to_have_count(1)
    expect(page.locator("#panel")).to_contain_text("1 more behind the filters")
    page.locator("#reset").click()
    assert standing(page) == 7
    expect(page.locator("#panel")).to_be_hidden()
    choose(page, "therapy", "advanced-therapy")  # a broader type finds the narrower ones
    expect(page.locator("#counts")).to_contain_text("4 of 7 organizations")
    choose(page, "type", "investment")
    expect(page.locator("#empty")).to_be_visible()
    page.locator("#search").fill("Fir Ventures")
    page.keyboard.press("Enter")
    assert standing(page) == 7  # what is searched for is never hidden


def test_colours_switch_between_type_and_cluster(show: Open) -> None:
    page = show(graph_of(*STORIES)).page

    def colours() -> set[str]:
        return set(page.evaluate("nodeSet.get().map(node => node.color.background)"))

    by_type = colours()
    assert len(by_type) == 6
    page.get_by_text("Cluster", exact=True).click()
    expect(page.locator("#facet-cluster button[data-cluster]")).to_have_count(2)
    assert colours().isdisjoint(by_type)
    page.locator('button[data-cluster="0"]').click()
    expect(page.locator("#panel")).to_contain_text("5 members")


def test_markup_in_names_stays_text(show: Open) -> None:
    bad = deal("license", (IMAGE, "licensor"), (SCRIPT, "licensee"), products=[IMAGE], indications=[SCRIPT])
    odd = deal("license", (ODD, "licensor"), ("javascript:alert(1)", "licensee"))
    page = show(graph_of(story(IMAGE, bad, odd, url="javascript:window.hacked=3"))).page
    for name in (IMAGE, SCRIPT, ODD):
        click(page, name)
        expect(page.locator("#panel h2")).to_have_text(name)
        page.mouse.move(*place(page, name))
        page.locator("#search").fill(name[:5])
        expect(page.locator("#suggestions li").first).to_be_visible()
        page.keyboard.press("Escape")
    click(page, IMAGE)
    expect(page.locator("#panel")).to_contain_text(f"“{IMAGE} and {SCRIPT} agree on License.”")
    page.locator("#list").click()
    assert page.locator("img").count() == 0
    assert page.locator("#panel a").count() == 0
    assert page.locator("script").count() == 3
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (1024, 768, "dark")])
def test_two_hundred_nodes_have_legible_labels(show: Open, width: int, height: int, scheme: str) -> None:
    page = show(project(facts_of(200, 320, seed=7, groups=9)), width, height, scheme).page
    dark = page.evaluate("getComputedStyle(document.querySelector('.stage')).backgroundColor") == "rgb(15, 19, 24)"
    assert dark == (scheme == "dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    counts = []
    for _ in range(4):
        page.wait_for_timeout(200)
        boxes = page.evaluate("drawn.placed.map(one => [one.box.left, one.box.right, one.box.top, one.box.bottom])")
        counts.append(len(boxes))
        for one, two in combinations(boxes, 2):
            assert one[0] >= two[1] or two[0] >= one[1] or one[2] >= two[3] or two[2] >= one[3]
        page.locator("#zoom-in").click()
    assert counts[0] >= 40
    assert counts[-1] > counts[0]  # zooming in brings more labels


def test_many_nodes_show_clusters_first_and_open_on_demand(show: Open) -> None:
    graph = project(facts_of(1200, 1800, seed=3, groups=30))
    page = show(graph).page
    assert standing(page) == page.evaluate("data.clusters.length") < 200
    page.locator("#search").fill("Organization 77")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Organization 77")
    members = page.evaluate("clusters.get(cards.get(state.selected.node).cluster).members.length")
    assert standing(page) == page.evaluate("data.clusters.length") - 1 + members
    page.locator("#overview").click()
    assert standing(page) == page.evaluate("data.clusters.length")
    page.locator("#overview").click()
    assert standing(page) == len(graph)


@pytest.mark.parametrize("kind", ["therapies", "roles"])
def test_networks_with_therapy_types_are_drawn_too(show: Open, kind: str) -> None:
    page = show(graph_of(*STORIES, kind=kind)).page
    expect(page.locator("#legend")).to_contain_text("Therapy type")
    click(page, "CAR-T cell therapy")
    expect(page.locator("#panel h2")).to_have_text("CAR-T cell therapy")
    expect(page.locator("#panel .deal")).to_have_count(2)


def test_an_empty_network_says_what_to_do(show: Open) -> None:
    page = show(nx.Graph()).page
    expect(page.locator("#empty")).to_contain_text("Ingest press releases")
    for button in ("zoom-in", "fit", "list", "reset", "overview"):
        page.locator(f"#{button}").click()


@pytest.mark.parametrize("width", [360, 420, 700])
def test_in_a_narrow_window_nothing_runs_out_of_it(show: Open, width: int) -> None:
    page = show(graph_of(*STORIES)).page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".tools .button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
    page.locator(".search input").fill("Alder Hospital")
    page.keyboard.press("Enter")
    panel = page.locator("#panel").bounding_box()
    stage = page.locator(".stage").bounding_box()
    assert panel is not None
    assert stage is not None
    # The panel lies over the lower part of the graph, which stays in sight above it.
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width
    assert panel["y"] > stage["y"]
    x, y = place(page, "Alder Hospital")
    assert 0 < x < width
    assert stage["y"] < y < panel["y"]
