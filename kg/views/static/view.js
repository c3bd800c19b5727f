/* Where the view is: what fits into the free part of the canvas, and how large nodes are drawn at its zoom. */

const MARGIN = { x: 64, top: 34, bottom: 62 };
const MAIN = 14;
const view = { swell: 1, main: Infinity };

/* Nodes are drawn larger where the network is seen from far away, and do not grow without end when it is near. */
function swellAt(scale) {
  return scale < 1 ? Math.min(Math.max(0.6 / scale, 1), 1.45) : 1 / scale;
}

/* The part of the canvas that the panel leaves free: beside it, or above it where it is as wide as the canvas. */
function freeRoom() {
  const box = byId("network").getBoundingClientRect();
  const panel = byId("panel").getBoundingClientRect();
  const wide = panel.left <= box.left + 12;
  const covered = { x: byId("panel").hidden || wide ? 0 : panel.width + 12, y: byId("panel").hidden || !wide ? 0 : panel.height + 8 };
  return { covered, width: Math.max(box.width - covered.x, 360), height: Math.max(box.height - covered.y, 140) };
}

/* The edges of boxes given by left, right, top and bottom. */
function outline(boxes) {
  const edge = (key, choose, start) => boxes.reduce((best, box) => choose(best, box[key]), start);
  return { left: edge("left", Math.min, Infinity), right: edge("right", Math.max, -Infinity), top: edge("top", Math.min, Infinity), bottom: edge("bottom", Math.max, -Infinity) };
}

function worldOf(points) {
  return outline(points.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r })));
}

/* Labels stay within this frame, in screen pixels from the world's origin. */
function frameOf(scale) {
  const world = worldOf(drawn.points);
  return { left: world.left * scale - MARGIN.x, right: world.right * scale + MARGIN.x, top: world.top * scale - MARGIN.top, bottom: world.bottom * scale + MARGIN.bottom / 2 };
}

/* The zoom and centre at which these points fit into the free room. */
function viewOf(points, most) {
  const room = freeRoom();
  const world = worldOf(points);
  const scale = Math.min((room.width - 2 * MARGIN.x) / (world.right - world.left), (room.height - MARGIN.top - MARGIN.bottom) / (world.bottom - world.top), most);
  return { scale, position: { x: (world.left + world.right) / 2, y: (world.top + world.bottom) / 2 }, offset: { x: -room.covered.x / 2, y: (MARGIN.top - MARGIN.bottom - room.covered.y) / 2 } };
}

/* Bring these nodes into view, beside or above the panel if it is open. */
function show(ids, animated = true) {
  const wanted = new Set(ids);
  const points = drawn.points.filter((point) => wanted.has(point.id));
  if (points.length === 0) return;
  const calm = !animated || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ ...viewOf(points, points.length > 12 ? 1.4 : 1.1), animation });
  if (calm) zoomed();
}

/* Bring everything that stands on the canvas into view. */
function showAll(animated = true) {
  show(drawn.points.map((point) => point.id), animated);
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 5) });
  zoomed();
}

/* After the zoom has come to rest: fit the size of the nodes to it. */
let resting = 0;
function zoomed() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const swell = swellAt(network.getScale());
    if (Math.abs(swell / view.swell - 1) < 0.05) return;
    view.swell = swell;
    redraw(visible());
  }, 120);
}
