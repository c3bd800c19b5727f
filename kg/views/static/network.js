/* The network on its canvas: which nodes and edges stand there, how they look, and where the view is. */

const BUBBLE = "cluster ";
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const drawn = { points: [], grounds: [], placed: null, scale: 0 };
const clusterOf = (node) => cards.get(node).cluster;
const clusters = new Map(data.clusters.map((cluster) => [cluster.id, cluster]));
const network = new vis.Network(byId("network"), { nodes: nodeSet, edges: edgeSet }, data.options);
let stage = {};

/* The centre of a cluster's nodes, and a radius that covers about as much as they do. */
const bubbles = new Map(data.clusters.map((cluster) => {
  const members = cluster.members.map((id) => nodes.get(id));
  const middle = (key) => members.reduce((sum, node) => sum + node[key], 0) / members.length;
  return [cluster.id, { x: middle("x"), y: middle("y"), size: 16 + 22 * Math.sqrt(members.length) }];
}));

function standIn(node) {
  return state.closed.has(clusterOf(node)) ? BUBBLE + clusterOf(node) : node;
}

/* The nodes to emphasise, or null where all are alike. */
function emphasised() {
  const { selected } = state;
  if (selected === null) return null;
  if (selected.node !== undefined) return new Set([selected.node, ...neighbours.get(selected.node)].map(standIn));
  if (selected.edge !== undefined) return new Set([edges.get(selected.edge).from, edges.get(selected.edge).to].map(standIn));
  if (selected.cluster !== undefined) return new Set(clusters.get(selected.cluster).members.map(standIn));
  return null;
}

function colourOf(id) {
  return state.colour === "cluster" ? clusters.get(clusterOf(id)).colour : nodes.get(id).color;
}

function nodeItem(id, bright) {
  const chosen = state.selected?.node === id;
  const { x, y, size, shape } = nodes.get(id);
  const colour = { background: colourOf(id), border: chosen ? stage.ink : stage.stage };
  const scale = shape === "square" ? 0.86 : shape === "dot" ? 1 : 1.12;
  return { id, x, y, shape, size: size * scale, color: colour, borderWidth: chosen ? 3 : 1.5, opacity: bright ? 1 : 0.16 };
}

function bubbleItem(number, bright) {
  const cluster = clusters.get(number);
  const colour = state.colour === "cluster" ? cluster.colour : stage.accent;
  return { id: BUBBLE + number, ...bubbles.get(number), shape: "dot", color: { background: colour, border: stage.stage }, opacity: bright ? 0.75 : 0.16 };
}

function edgeItems(shown, focus) {
  const joined = new Map();
  for (const [id, passing] of shown.edges) {
    const edge = edges.get(id);
    const [from, to] = [standIn(edge.from), standIn(edge.to)];
    if (from === to) continue;
    const single = from === edge.from && to === edge.to;
    const key = single ? id : [from, to].sort().join(" — ");
    const known = joined.get(key) ?? { id: key, from, to, deals: new Set() };
    passing.forEach((deal) => known.deals.add(deal));
    joined.set(key, known);
  }
  const { selected } = state;
  return [...joined.values()].map(({ id, from, to, deals: passing }) => {
    const ends = selected?.node !== undefined ? from === standIn(selected.node) || to === standIn(selected.node) : focus?.has(from) && focus.has(to);
    const bright = focus === null || ends;
    const colour = focus !== null && bright ? stage.accent : stage.edge;
    const width = 1 + 1.3 * Math.log2(Math.max(passing.size, 1));
    return { id, from, to, width, color: { color: colour, opacity: bright ? (focus === null ? 0.55 : 0.9) : 0.1 } };
  });
}

function pointOf(item, focus) {
  const bubble = item.id.startsWith(BUBBLE) ? clusters.get(Number(item.id.slice(BUBBLE.length))) : null;
  const weight = bubble ? bubble.members.length : cards.get(item.id).deals.length;
  const name = bubble ? `${bubble.label} (${bubble.members.length})` : cards.get(item.id).name;
  const special = state.selected?.node === item.id || state.hovered === item.id;
  const bright = focus === null || focus.has(item.id);
  return {
    id: item.id, x: item.x, y: item.y, r: item.size, text: special ? name : shortened(name, bubble ? 44 : LABEL_LENGTH),
    rank: (special ? 1e6 : 0) + (focus !== null && bright ? 1e4 : 0) + weight, strong: special || weight >= 6,
    forced: special, faded: !bright,
  };
}

/* A ground and a title for every cluster of some size whose nodes stand open. */
function groundsOf(items, focus) {
  const members = new Map();
  for (const item of items) {
    if (item.id.startsWith(BUBBLE)) continue;
    const number = clusterOf(item.id);
    if (!members.has(number)) members.set(number, []);
    members.get(number).push(item);
  }
  return [...members].filter(([, points]) => points.length > 2).map(([number, points]) => {
    const cluster = clusters.get(number);
    const top = Math.min(...points.map((point) => point.y - point.size));
    const [left, right] = [Math.min(...points.map((point) => point.x)), Math.max(...points.map((point) => point.x))];
    const text = shortened(cluster.therapies.slice(0, 2).join(" · "), 44);
    const faded = focus !== null && !points.some((point) => focus.has(point.id));
    const title = points.length > 5 && text
      ? { id: `title ${number}`, x: (left + right) / 2, y: top - 30, r: 0, text, rank: 5.5 + points.length / 1e4, size: 11, strong: true, quiet: true, faded }
      : null;
    return { hull: hullOf(points), colour: state.colour === "cluster" ? cluster.colour : stage.edge, title };
  });
}

function redraw(shown) {
  stage = { ink: themed("--ink"), quiet: themed("--quiet"), stage: themed("--stage"), accent: themed("--accent"), edge: themed("--edge"), hull: Number(themed("--hull")) };
  const focus = emphasised();
  const standing = new Set([...shown.nodes].map(standIn));
  const items = [...standing].map((id) => {
    const bright = focus === null || focus.has(id);
    return id.startsWith(BUBBLE) ? bubbleItem(Number(id.slice(BUBBLE.length)), bright) : nodeItem(id, bright);
  });
  drawn.points = items.map((item) => pointOf(item, focus));
  drawn.grounds = groundsOf(items, focus);
  drawn.placed = null;
  const edgeList = edgeItems(shown, focus);
  replace(nodeSet, items);
  replace(edgeSet, edgeList);
}

/* Bring a data set to these items, in bulk. */
function replace(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  set.update(items);
}

network.on("beforeDrawing", (context) => drawGrounds(context, drawn.grounds, stage.hull));
network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  if (drawn.placed === null || Math.abs(drawn.scale / scale - 1) > 1e-6) {
    const titles = drawn.grounds.map((ground) => ground.title).filter((title) => title !== null);
    drawn.placed = placedLabels(context, [...drawn.points, ...titles], scale);
    drawn.scale = scale;
  }
  drawLabels(context, drawn.placed, scale, stage);
});

/* Bring these nodes into view, beside the panel if it is open. */
function show(ids, animated = true) {
  const places = [...ids].map((id) => (nodeSet.get(id) ?? nodes.get(id)));
  if (places.length === 0) return;
  const edge = (key, choose) => choose(...places.map((place) => place[key]));
  const [left, right, top, bottom] = [edge("x", Math.min), edge("x", Math.max), edge("y", Math.min), edge("y", Math.max)];
  const box = byId("network").getBoundingClientRect();
  const covered = byId("panel").hidden ? 0 : byId("panel").getBoundingClientRect().width + 12;
  const room = { width: Math.max(box.width - covered, 200) - 110, height: box.height - 90 };
  const scale = Math.min(room.width / (right - left + 60), room.height / (bottom - top + 60), places.length > 12 ? 1.4 : 1.1);
  const animation = animated && !matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: -covered / 2, y: 0 }, animation });
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 5) });
}
