/* The page as a whole: what the reader does changes the state, and everything is drawn from the state. */

const NOUNS = { organizations: "organization", therapies: "node", roles: "node" };

function changed() {
  const shown = visible();
  drawFilters(shown);
  drawPanel(shown);
  redraw(shown);
  drawCounts(shown);
}

function drawCounts(shown) {
  const noun = NOUNS[data.kind] ?? "node";
  const of = (some, all, one) => (some === all ? plural(all, one) : `${some.toLocaleString("en")} of ${plural(all, one)}`);
  byId("counts").textContent = [of(shown.nodes.size, nodes.size, noun), of(shown.edges.size, edges.size, "link"),
    of(filtered() ? shown.deals.size : deals.size, deals.size, "deal"), plural(data.clusters.length, "cluster")].join(" · ");
  const nothing = byId("empty");
  nothing.hidden = shown.nodes.size > 0;
  nothing.textContent = nodes.size === 0
    ? "No deals yet.\nIngest press releases that name at least two parties to a deal, then write this page again."
    : "Nothing passes these filters.\nLoosen one of them or press Reset.";
  byId("overview").setAttribute("aria-pressed", String(allClosed()));
}

/* Select a node, an edge, a cluster ({node}, {edge} or {cluster}), the list ({list: true}) or nothing (null). */
function select(what, moving = true) {
  state.selected = what;
  if (what?.node !== undefined) {
    state.closed.delete(clusterOf(what.node));
    if (!visible().nodes.has(what.node)) clearFilters();
  }
  changed();
  if (what === null || !moving) return;
  if (what.node !== undefined) show([what.node, ...neighbours.get(what.node)].map(standIn));
  else if (what.edge !== undefined) show([edges.get(what.edge).from, edges.get(what.edge).to].map(standIn));
  else if (what.cluster !== undefined) show(clusters.get(what.cluster).members.map(standIn));
}

function allClosed() {
  return clusters.size > 0 && state.closed.size === clusters.size;
}

function clearFilters() {
  Object.values(state.chosen).forEach((chosen) => chosen.clear());
}

function toggle(cluster) {
  if (!state.closed.delete(cluster)) state.closed.add(cluster);
  select({ cluster });
}

function reset() {
  clearFilters();
  state.selected = null;
  state.closed = new Set(data.overview ? clusters.keys() : []);
  search.value = "";
  changed();
  showAll();
}

network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) select(node.startsWith(BUBBLE) ? { cluster: Number(node.slice(BUBBLE.length)) } : { node }, false);
  else if (edge !== undefined && edges.has(edge)) select({ edge }, false);
  else if (state.selected !== null && state.selected.list === undefined) select(null);
});
network.on("doubleClick", ({ nodes: [node] }) => {
  if (node?.startsWith(BUBBLE)) toggle(Number(node.slice(BUBBLE.length)));
});
for (const [event, over] of [["hoverNode", true], ["blurNode", false]]) {
  network.on(event, ({ node }) => {
    state.hovered = over ? node : null;
    byId("network").style.cursor = over ? "pointer" : "";
    const focus = emphasised();
    drawn.points = nodeSet.get().map((item) => pointOf(item, focus));
    drawn.placed = null;
    network.redraw();
  });
}
network.on("zoom", ({ scale }) => {
  if (scale < 0.03 || scale > 5) zoom(1);
});

byId("zoom-in").addEventListener("click", () => zoom(1.35));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
byId("fit").addEventListener("click", () => showAll());
byId("reset").addEventListener("click", reset);
byId("list").addEventListener("click", () => { select({ list: true }); byId("panel").focus(); });
byId("overview").addEventListener("click", () => {
  state.closed = new Set(allClosed() ? [] : clusters.keys());
  select(null);
  showAll();
});
document.querySelectorAll("input[name=colour]").forEach((input) => input.addEventListener("change", () => {
  state.colour = input.value;
  byId("facet-cluster")?.toggleAttribute("open", state.colour === "cluster");
  changed();
}));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target !== search && state.selected !== null) select(null);
  if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    search.focus();
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);

changed();
if (nodes.size > 0) {
  view.swell = swellAt(viewOf(drawn.points, 1.4).scale);
  changed();
  showAll(false);
}
