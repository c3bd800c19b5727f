/* One document: its deals, its other differences, and its text twice, with the marks of gold and of what was found. */

const STATES = { right: "right", wrong: "wrong in part", missed: "missed", spurious: "spurious" };
const DEAL_STATES = { right: "Found", wrong: "Found, differs", missed: "Missed", spurious: "Spurious" };

function quoteButton(evidence, side) {
  return element("button", { type: "button", class: "place", title: "Show in the text", onclick: () => reveal(evidence, side) }, `“${evidence.quote}”`);
}

function cardSide(side, deals) {
  const name = side === "gold" ? "Gold" : "Found";
  return element("div", { class: `side-of-deal ${side}` }, element("h4", {}, name),
    deals.map((deal) => element("div", { class: "told" },
      element("p", { class: "told-type" }, element("b", {}, deal.types.join(", "))),
      element("p", { class: "told-status" }, [deal.status, deal.date,
        deal.confidence === undefined ? "" : `confidence ${deal.confidence.toFixed(2)}`].filter(Boolean).join(" · ")),
      element("ul", { class: "parties" }, deal.parties.map(([party, role]) => element("li", {}, element("span", {}, party), element("span", { class: "role" }, role)))),
      deal.terms.length ? element("dl", { class: "terms" }, deal.terms.flatMap(([term, values]) => [element("dt", {}, term), element("dd", {}, values.join(" · "))])) : null,
      deal.evidence.length ? element("div", { class: "quote" }, deal.evidence.map((one) => quoteButton(one, side)),
        side === "gold" ? element("footer", {}, "where the text names the parties") : null) : null)));
}

function dealCard(deal) {
  return element("article", { class: `compared ${deal.state}`, "data-state": deal.state },
    element("header", {}, element("span", { class: `badge ${deal.state}` }, DEAL_STATES[deal.state]),
      deal.notes.map((note) => element("span", { class: "note" }, note))),
    element("div", { class: "sides" }, deal.gold.length ? cardSide("gold", deal.gold) : null, deal.found.length ? cardSide("found", deal.found) : null));
}

/* Deals of both sides first; then what only gold has on its side, what only was found on the other, as in the text. */
function dealCards(deals) {
  const cards = (...states) => deals.filter((deal) => states.includes(deal.state)).map(dealCard);
  const missed = cards("missed"), spurious = cards("spurious");
  return element("div", { class: "compared-deals" }, cards("wrong"), cards("right"),
    missed.length || spurious.length ? element("div", { class: "alone" }, element("div", {}, missed), element("div", {}, spurious)) : null);
}

function differenceRow(one) {
  const wrong = one.error === "wrong";
  return element("li", { class: state.kind === one.kind ? "chosen" : false },
    element("span", { class: `badge ${one.error}` }, ERRORS[one.error]),
    element("span", { class: "what" }, one.what, wrong ? element("small", {}, `${one.found || "nothing"}; gold: ${one.gold || "nothing"}`) : null));
}

/* Pairs are told by the deals above; everything else is listed by what it is about. */
function differenceLists(one) {
  const groups = new Map();
  for (const difference of one.differences) {
    if (difference.measure === "pairs") continue;
    const name = difference.measure.replaceAll("_", " ");
    groups.set(name, [...(groups.get(name) ?? []), difference]);
  }
  return [...groups].map(([name, some]) => element("section", { class: "difference" }, element("h4", {}, name), element("ul", {}, some.map(differenceRow))));
}

function marksElement(text, marks) {
  const parts = [];
  let end = 0;
  for (const [start, stop, kind, how, label] of marks) {
    if (state.hidden.has(kind)) continue;
    parts.push(text.slice(end, start), element("mark", { class: `${how} ${kind}`, title: `${label}\n${STATES[how]}` }, text.slice(start, stop)));
    end = stop;
  }
  return [...parts, text.slice(end)];
}

function textElement(one) {
  return element("div", { class: "columns" },
    element("h4", { class: "column" }, "Gold"), element("h4", { class: "column" }, "Found"),
    one.paragraphs.flatMap(({ line, text, gold, found }) => [
      element("p", { class: "column", "data-line": line, "data-side": "gold" }, marksElement(text, gold)),
      element("p", { class: "column", "data-line": line, "data-side": "found" }, marksElement(text, found))]));
}

function legend(redraw) {
  return element("div", { class: "key" },
    element("div", { class: "key-states" }, Object.entries(STATES).map(([how, name]) => element("mark", { class: how }, name))),
    element("div", { class: "key-kinds" }, Object.entries(data.kinds).map(([kind, name]) => element("label", { class: "option" },
      element("input", { type: "checkbox", checked: !state.hidden.has(kind), "data-kind": kind, onchange: (event) => {
        if (event.target.checked) state.hidden.delete(kind);
        else state.hidden.add(kind);
        redraw();
      } }), element("span", { class: "name" }, name)))));
}

function drawDocument(one) {
  const holder = element("div", {}, textElement(one));
  const lists = differenceLists(one);
  byId("document").replaceChildren(...[
    element("header", { class: "document-head" }, element("h2", {}, one.title),
      element("p", { class: "facts" }, [one.id, one.date].filter(Boolean).join(" · ")), element("p", { class: "badges" }, badges(one))),
    element("h3", {}, "Deals"),
    one.deals.length ? dealCards(one.deals) : element("p", { class: "nothing" }, "Neither gold nor what was found holds a deal."),
    lists.length ? element("h3", {}, "Other differences") : null,
    lists.length ? element("div", { class: "differences" }, lists) : null,
    element("h3", {}, "Text"), legend(() => holder.replaceChildren(textElement(one))), holder,
  ].filter((part) => part !== null));
}

/* The characters start to end of an element, across its marks. */
function rangeIn(holder, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  range.selectNodeContents(holder);
  let at = 0;
  while (walker.nextNode()) {
    const size = walker.currentNode.length;
    if (at <= start && start < at + size) range.setStart(walker.currentNode, start - at);
    if (at < end && end <= at + size) range.setEnd(walker.currentNode, end - at);
    at += size;
  }
  return range;
}

/* Bring the quoted words into view and let them stand out; a browser without highlights shows their whole line so. */
function reveal({ line, start, end }, side) {
  const target = document.querySelector(`[data-side="${side}"][data-line="${line}"]`);
  const range = rangeIn(target, start, end);
  document.querySelectorAll(".revealed").forEach((one) => one.classList.remove("revealed"));
  if (CSS.highlights) CSS.highlights.set("revealed", new Highlight(range));
  else target.classList.add("revealed");
  const stage = byId("stage"), box = range.getBoundingClientRect(), frame = stage.getBoundingClientRect();
  const top = stage.scrollTop + box.top - frame.top - Math.max(48, (frame.height - box.height) / 2);
  stage.scrollTo({ top, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}
