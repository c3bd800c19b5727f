"use strict";
/* Data of the page, its indexes, and helpers. Text from documents is only ever set as text. */

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

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

/* An element with attributes, listeners (on...) and children; strings become text nodes. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function plural(count, one, many = one + "s") {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/* Lower case without accents, for searching. */
function folded(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
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
