/* Indexes of the page's data. */

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const cards = new Map(Object.entries(data.cards));
const deals = new Map(Object.entries(data.deals));
const types = new Map(data.types.map((type) => [type.id, type]));
const neighbours = new Map(data.nodes.map((node) => [node.id, new Set()]));
for (const edge of data.edges) {
  neighbours.get(edge.from).add(edge.to);
  neighbours.get(edge.to).add(edge.from);
}

function byName(one, two) {
  return cards.get(one).name.localeCompare(cards.get(two).name, "en");
}

/* The shape of a node in its colour, as it stands in legends. */
function swatch(colour, shape = "dot") {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 14 14");
  drawing.setAttribute("class", "swatch");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("fill", colour);
  path.setAttribute("d", {
    dot: "M7 1a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
    square: "M1.5 1.5h11v11h-11z",
    triangle: "M7 1L13.5 12.5H.5z",
    diamond: "M7 0L14 7L7 14L0 7z",
  }[shape]);
  drawing.append(path);
  return drawing;
}

/* A colour of the present theme. */
function themed(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/* What the page shows at the moment. Everything on it follows from this. */
const state = {
  colour: "type",
  chosen: { organization: new Set(), therapy: new Set(), type: new Set(), status: new Set(), year: new Set() },
  selected: null,
  hovered: null,
  closed: new Set(data.overview ? data.clusters.map((cluster) => cluster.id) : []),
};
