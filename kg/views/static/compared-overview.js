/* The figures of all documents: measures with their intervals, deal types, calibration, and the kinds of errors. */

const RATE = "false deals";

function share(value) {
  return value === null ? "" : value.toFixed(3);
}

/* Boxes on the way from 0 to 1: class, start, width, and whether it is as high as the drawing. */
function boxes(some) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 100 12");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  for (const [name, start, width, high] of some) {
    const box = document.createElementNS(space, "rect");
    const attributes = { class: name, x: 100 * start, width: 100 * width, y: high ? 0 : 3, height: high ? 12 : 6 };
    for (const [attribute, value] of Object.entries(attributes)) box.setAttribute(attribute, value);
    drawing.append(box);
  }
  return drawing;
}

/* The interval as a bar, with the figure as a line in it. */
function bar(row) {
  if (row.interval === null || row.name === RATE) return element("td", { class: "bar" });
  const [low, high] = row.interval;
  return element("td", { class: "bar" }, boxes([["ground", 0, 1], ["range", low, Math.max(0.005, high - low)], ["figure", Math.min(0.99, row.figure), 0.01, true]]));
}

function figureTable(name, first, rows) {
  const head = [first, "figure", "95 % interval", "", "precision", "recall", "gold", "found"];
  return element("section", { class: "figure-table" }, element("h3", {}, name), element("table", {},
    element("thead", {}, element("tr", {}, head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, rows.map((row) => element("tr", {}, element("th", { scope: "row" }, row.name),
      element("td", { class: "main" }, row.name === RATE ? row.figure.toFixed(1) : share(row.figure)),
      element("td", {}, row.interval === null ? "" : row.interval.map((bound) => (row.name === RATE ? bound.toFixed(1) : share(bound))).join(" – ")),
      bar(row), element("td", {}, share(row.precision)), element("td", {}, share(row.recall)),
      element("td", {}, row.gold.toLocaleString("en")), element("td", {}, row.found.toLocaleString("en")))))));
}

function errorTable() {
  const most = Math.max(1, ...data.errors.map(([, count]) => count));
  return element("section", { class: "figure-table" }, element("h3", {}, "Kinds of errors"),
    data.errors.length === 0 ? element("p", { class: "nothing" }, "Nothing differs from gold.") : element("ul", { class: "error-kinds" },
      data.errors.map(([kind, count]) => element("li", {}, element("button", { type: "button", class: "option", "data-kind": kind, onclick: () => narrow(kind) },
        element("span", { class: "name" }, kind), boxes([["ground", 0, 1, true], ["range", 0, count / most, true]]), element("span", { class: "count" }, count.toLocaleString("en")))))));
}

function drawFigures() {
  byId("tables").replaceChildren(figureTable("All documents", "measure", data.measures),
    element("p", { class: "remark" }, "The figure is F1; of organization types and roles the share that is right; of false deals how many are found in 100 documents that tell of none. ",
      data.calibration.length ? `Confidence of ${data.calibration.join("; of ")}.` : ""),
    element("div", { class: "pair" }, data.types.length ? figureTable("Pairs by deal type", "deal type", data.types) : null, errorTable()));
}
