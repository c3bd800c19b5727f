/* Labels and cluster grounds, drawn on vis-network's canvas.

Labels keep their size on the screen. At every zoom the most important ones are placed first, each where it touches no
label and no node: below, right, above or left of its node; what finds no room waits until the reader zooms in. */

const LABEL_SIZE = 12;
const LABEL_LINE = 15;
const LABEL_LENGTH = 28;
const CELL = 48;
const FONT = getComputedStyle(document.body).fontFamily;
const widths = new Map();

function fontOf(label) {
  return `${label.strong ? 600 : 400} ${label.size ?? LABEL_SIZE}px ${FONT}`;
}

function widthOf(context, label) {
  const key = `${label.strong ? 1 : 0} ${label.size ?? LABEL_SIZE} ${label.text}`;
  if (!widths.has(key)) {
    context.font = fontOf(label);
    widths.set(key, context.measureText(label.text).width);
  }
  return widths.get(key);
}

function shortened(text, length = LABEL_LENGTH) {
  const characters = Array.from(text);
  return characters.length > length ? characters.slice(0, length - 1).join("").trimEnd() + "…" : text;
}

/* Boxes on the screen in a grid of cells, to ask what a box would touch. */
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  * keys(box) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) yield x * 100003 + y;
    }
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  touches(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner !== box.owner && other.left < box.right && other.right > box.left
          && other.top < box.bottom && other.bottom > box.top) return true;
      }
    }
    return false;
  }
}

function boxAround(x, y, width, height, owner) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, owner };
}

/* Places for the labels of `points` ({id, x, y, r in world units, text, rank, strong, forced}) at a zoom, in screen
pixels from the world's origin. */
function placedLabels(context, points, scale) {
  const taken = new Boxes();
  for (const point of points) {
    if (point.r > 0) taken.add(boxAround(point.x * scale, point.y * scale, 2 * point.r * scale, 2 * point.r * scale, point.id));
  }
  const placed = [];
  const order = [...points].sort((one, two) => two.rank - one.rank || (one.id < two.id ? -1 : 1));
  for (const point of order) {
    const width = widthOf(context, point) + 4;
    const height = point.size ? point.size + 4 : LABEL_LINE;
    const [x, y, r] = [point.x * scale, point.y * scale, point.r * scale + 2];
    const spots = point.r > 0
      ? [[x, y + r + height / 2], [x + r + width / 2 + 1, y], [x, y - r - height / 2], [x - r - width / 2 - 1, y]]
      : [[x, y - height / 2]];
    const boxes = spots.map(([left, top]) => boxAround(left, top, width, height, point.id));
    const box = boxes.find((one) => !taken.touches(one)) ?? (point.forced ? boxes[0] : null);
    if (box === null) continue;
    taken.add(box);
    placed.push({ point, box, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  }
  return placed;
}

function drawLabels(context, placed, scale, colours) {
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { point, x, y } of [...placed].reverse()) {
    context.font = fontOf(point);
    context.globalAlpha = point.faded ? 0.25 : 1;
    context.lineWidth = 3.5;
    context.strokeStyle = colours.stage;
    context.strokeText(point.text, x, y);
    context.fillStyle = point.quiet ? colours.quiet : colours.ink;
    context.fillText(point.text, x, y);
  }
  context.restore();
}

/* The convex hull of points (Andrew's monotone chain). */
function hullOf(points) {
  const sorted = [...points].sort((one, two) => one.x - two.x || one.y - two.y);
  const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const half = (list) => {
    const chain = [];
    for (const point of list) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/* A soft ground under the members of each cluster. */
function drawGrounds(context, grounds, strength) {
  context.save();
  context.lineJoin = "round";
  context.lineCap = "round";
  context.globalAlpha = strength;
  for (const ground of grounds) {
    // filled and stroked on a layer of its own would be slow: one path with a wide line, clipped by nothing, will do
    const path = new Path2D();
    ground.hull.forEach((point, place) => (place ? path.lineTo(point.x, point.y) : path.moveTo(point.x, point.y)));
    path.closePath();
    context.fillStyle = ground.colour;
    context.strokeStyle = ground.colour;
    context.lineWidth = 56;
    context.stroke(path);
    context.globalCompositeOperation = "source-over";
    context.fill(path);
  }
  context.restore();
}
