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

  /* How many boxes of other owners this one touches. */
  touching(box) {
    const touched = new Set();
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner !== box.owner && other.left < box.right && other.right > box.left
          && other.top < box.bottom && other.bottom > box.top) touched.add(other);
      }
    }
    return touched.size;
  }
}

/* The box that covers fewest nodes, if it covers no more than so many. */
function leastCovering(boxes, discs, most) {
  const covered = boxes.map((box) => discs.touching(box));
  const fewest = Math.min(...covered);
  return fewest <= most ? boxes[covered.indexOf(fewest)] : undefined;
}

function boxAround(x, y, width, height, owner) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, owner };
}

/* Where a label may stand: below, right, above, left, then at the corners, from near to a little farther. */
function spotsOf(point, scale, width, height) {
  const [x, y] = [point.x * scale, point.y * scale];
  if (point.r === 0) return [boxAround(x, y - height / 2, width, height, point.id)];
  const r = point.r * scale + 2;
  const [aside, beneath, corner] = [r + width / 2 + 1, r + height / 2, r * 0.7];
  const spots = [[0, beneath], [aside, 0], [0, -beneath], [-aside, 0],
    [corner + width / 2, corner + height / 2], [-corner - width / 2, corner + height / 2],
    [corner + width / 2, -corner - height / 2], [-corner - width / 2, -corner - height / 2],
    [width / 3, beneath], [-width / 3, beneath], [width / 3, -beneath], [-width / 3, -beneath]];
  // a cluster's disc has room for a name inside
  if (point.inside && width < 2 * r - 10) spots.unshift([0, 0]);
  return spots.map(([right, down]) => boxAround(x + right, y + down, width, height, point.id));
}

/* Places for the labels of `points` ({id, x, y, r in world units, text, rank, strong, cover, forced}) at a zoom, in screen
pixels from the world's origin. No label leaves `frame`; one may `cover` so many nodes where there is no other way. */
function placedLabels(context, points, scale, frame) {
  const discs = new Boxes();
  const labels = new Boxes();
  for (const point of points) {
    const width = 2 * point.r * scale;
    if (width > 0) discs.add(boxAround(point.x * scale, point.y * scale, width, width, point.id));
  }
  const placed = [];
  const order = [...points].sort((one, two) => two.rank - one.rank || (one.id < two.id ? -1 : 1));
  for (const point of order) {
    const spots = spotsOf(point, scale, widthOf(context, point) + 4, point.size ? point.size + 4 : LABEL_LINE)
      .filter((box) => point.forced || (box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom));
    const open = spots.filter((box) => labels.touching(box) === 0);
    const box = open.find((one) => discs.touching(one) === 0)
      ?? leastCovering(open, discs, point.cover)
      ?? (point.forced ? spots[0] : undefined);
    if (box === undefined) continue;
    labels.add(box);
    placed.push({ point, box, inside: point.inside && box === spots[0] && Math.abs((box.top + box.bottom) / 2 - point.y * scale) < 1, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
  }
  return placed;
}

function drawLabels(context, placed, scale, colours) {
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { point, inside, x, y } of [...placed].reverse()) {
    context.font = fontOf(point);
    context.globalAlpha = point.faded ? 0.25 : 1;
    if (!inside) {
      context.lineWidth = 3.5;
      context.strokeStyle = colours.stage;
      context.strokeText(point.text, x, y);
    }
    context.fillStyle = inside ? colours.stage : point.quiet ? colours.quiet : colours.ink;
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

/* The hull of discs of `reach` around points. */
function roundedHull(points, reach) {
  const corners = 20;
  return hullOf(points.flatMap((point) => Array.from({ length: corners }, (_, place) => {
    const turn = (2 * Math.PI * place) / corners;
    return { x: point.x + (point.size + reach) * Math.cos(turn), y: point.y + (point.size + reach) * Math.sin(turn) };
  })));
}

/* A soft ground under the members of each cluster. */
function drawGrounds(context, grounds, strength) {
  context.save();
  context.globalAlpha = strength;
  for (const ground of grounds) {
    context.beginPath();
    ground.hull.forEach((point, place) => (place ? context.lineTo(point.x, point.y) : context.moveTo(point.x, point.y)));
    context.fillStyle = ground.colour;
    context.fill();
  }
  context.restore();
}
