/* Search by name: suggestions as one types, arrow keys and Enter, or a click. */

const SUGGESTIONS = 8;
const searchable = data.nodes.map((node) => ({ id: node.id, folded: folded(cards.get(node.id).name) }));
const search = byId("search");
const suggestions = byId("suggestions");
let active = -1;

/* The better the match the smaller: start of the name, start of a word, anywhere. */
function rankOf(name, wanted) {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`)) return 1;
  return name.includes(wanted) ? 2 : 3;
}

function matches(text) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  return searchable.map(({ id, folded: name }) => ({ id, rank: rankOf(name, wanted) })).filter(({ rank }) => rank < 3)
    .sort((one, two) => one.rank - two.rank || byDeals(one.id, two.id)).slice(0, SUGGESTIONS).map(({ id }) => id);
}

function suggest() {
  const found = matches(search.value);
  active = found.length ? 0 : -1;
  const rows = found.map((id, place) => element("li", {
    role: "option", id: `suggestion-${place}`, "data-node": id, "aria-selected": String(place === active),
    onpointerdown: (event) => { event.preventDefault(); pick(id); },
  }, cards.get(id).name, element("small", {}, `${cards.get(id).label} · ${plural(cards.get(id).deals.length, "deal")}`)));
  if (!rows.length && search.value.trim()) rows.push(element("li", { role: "option", "aria-disabled": "true" }, "No such name"));
  suggestions.replaceChildren(...rows);
  opened(rows.length > 0);
}

function opened(open) {
  suggestions.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
  if (open && active >= 0) search.setAttribute("aria-activedescendant", `suggestion-${active}`);
  else search.removeAttribute("aria-activedescendant");
}

function pick(id) {
  search.value = cards.get(id).name;
  opened(false);
  select({ node: id });
}

function step(by) {
  const rows = [...suggestions.querySelectorAll("[data-node]")];
  if (!rows.length) return;
  active = (active + by + rows.length) % rows.length;
  rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === active)));
  opened(true);
}

search.addEventListener("input", suggest);
search.addEventListener("focus", () => { if (search.value) suggest(); });
search.addEventListener("blur", () => opened(false));
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (suggestions.hidden) suggest();
    else step(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    const row = suggestions.querySelectorAll("[data-node]")[active];
    if (row && !suggestions.hidden) pick(row.dataset.node);
  } else if (event.key === "Escape") {
    opened(false);
  }
});
