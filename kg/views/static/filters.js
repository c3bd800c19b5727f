/* Facets: nothing chosen in a facet lets everything pass; choices in one facet add up, facets narrow each other. */

const FACETS = [
  { key: "organization", title: "Organization type", open: true },
  { key: "therapy", title: "Therapy type", open: true },
  { key: "type", title: "Deal type", open: false },
  { key: "status", title: "Deal status", open: false },
  { key: "year", title: "Year", open: false },
];
const FEW = 10;
const unfolded = new Set();

/* The values of a deal in a facet; a narrow therapy type counts for its broader ones, too. */
function valuesOf(deal, key) {
  if (key === "therapy") {
    return [...new Set(deal.therapies.flatMap((therapy) => [therapy, ...data.broader[therapy]]))];
  }
  if (key === "type") return deal.types;
  if (key === "status") return [deal.status];
  return deal.year ? [deal.year] : [];
}

const facetValues = new Map();
for (const [id, deal] of deals) {
  facetValues.set(id, { therapy: valuesOf(deal, "therapy"), type: valuesOf(deal, "type"), status: valuesOf(deal, "status"), year: valuesOf(deal, "year") });
}

function dealPasses(id, except = null) {
  const values = facetValues.get(id);
  return ["therapy", "type", "status", "year"].every((key) => {
    const chosen = state.chosen[key];
    return key === except || chosen.size === 0 || values[key].some((value) => chosen.has(value));
  });
}

function endsPass(edge) {
  const chosen = state.chosen.organization;
  return chosen.size === 0 || chosen.has(cards.get(edge.from).type) || chosen.has(cards.get(edge.to).type);
}

function filtered() {
  return Object.values(state.chosen).some((chosen) => chosen.size > 0);
}

/* Visible edges with the deals that pass, and visible nodes: an organization of a chosen type comes with its partners. */
function visible() {
  const shown = { nodes: new Set(), edges: new Map(), deals: new Set() };
  for (const edge of data.edges) {
    if (!endsPass(edge)) continue;
    const passing = edge.deals.filter((id) => dealPasses(id));
    if (passing.length === 0 && (edge.deals.length > 0 || filtered())) continue;
    shown.edges.set(edge.id, passing);
    shown.nodes.add(edge.from).add(edge.to);
    passing.forEach((id) => shown.deals.add(id));
  }
  if (!filtered()) data.nodes.forEach((node) => shown.nodes.add(node.id));
  return shown;
}

/* How many deals (organizations, in the legend) every value of every facet would leave, the other facets as they are. */
function facetCounts() {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet.key, new Map()]));
  const add = (key, value) => counts[key].set(value, (counts[key].get(value) ?? 0) + 1);
  const reachable = new Set(filtered() ? [] : nodes.keys());
  const linked = new Set();
  for (const edge of data.edges) {
    if (edge.deals.some((id) => dealPasses(id))) reachable.add(edge.from).add(edge.to);
    if (endsPass(edge)) edge.deals.forEach((id) => linked.add(id));
  }
  reachable.forEach((node) => add("organization", cards.get(node).type));
  for (const id of linked) {
    for (const key of ["therapy", "type", "status", "year"]) {
      if (dealPasses(id, key)) facetValues.get(id)[key].forEach((value) => add(key, value));
    }
  }
  return counts;
}

function optionsOf(key) {
  if (key === "organization") return data.types.map((type) => ({ value: type.id, label: type.label, mark: type }));
  const labels = key === "year" ? Object.fromEntries([...facetValues.values()].flatMap((values) => values.year.map((year) => [year, year]))) : data.labels[key];
  const options = Object.entries(labels).map(([value, label]) => ({ value, label }));
  if (key === "year") return options.sort((one, two) => two.value.localeCompare(one.value));
  const total = new Map();
  for (const values of facetValues.values()) values[key].forEach((value) => total.set(value, (total.get(value) ?? 0) + 1));
  return options.sort((one, two) => (total.get(two.value) ?? 0) - (total.get(one.value) ?? 0) || one.label.localeCompare(two.label, "en"));
}

function optionElement(facet, option, counts) {
  const chosen = state.chosen[facet.key];
  const count = counts[facet.key].get(option.value) ?? 0;
  const box = element("input", {
    type: "checkbox", "data-facet": facet.key, "data-value": option.value,
    onchange: () => {
      if (box.checked) chosen.add(option.value);
      else chosen.delete(option.value);
      changed();
      document.querySelector(`[data-facet="${facet.key}"][data-value="${CSS.escape(option.value)}"]`)?.focus();
    },
  });
  box.checked = chosen.has(option.value);
  const mark = option.mark ? swatch(state.colour === "type" ? option.mark.colour : themed("--edge"), option.mark.shape) : null;
  return element("label", { class: count ? "option" : "option none" }, box, mark,
    element("span", { class: "name" }, option.label), element("span", { class: "count" }, count.toLocaleString("en")));
}

function facetElement(facet, counts) {
  const options = optionsOf(facet.key);
  const chosen = state.chosen[facet.key];
  const open = byId(`facet-${facet.key}`)?.open ?? facet.open;
  const all = unfolded.has(facet.key) || facet.key === "organization";
  const shown = options.filter((option, place) => all || place < FEW || chosen.has(option.value));
  const more = shown.length < options.length && element("button", {
    type: "button", class: "more", onclick: () => { unfolded.add(facet.key); changed(); },
  }, `Show all ${options.length}`);
  return element("details", { class: "facet", id: `facet-${facet.key}`, open },
    element("summary", {}, facet.title, chosen.size ? element("span", { class: "chosen" }, `${chosen.size} chosen`) : null),
    shown.map((option) => optionElement(facet, option, counts)), more || null);
}

/* The clusters with their colours; a click goes to one. */
function clustersElement(shown) {
  const open = byId("facet-cluster")?.open ?? state.colour === "cluster";
  const all = unfolded.has("cluster");
  const listed = data.clusters.filter((cluster) => cluster.members.some((node) => shown.nodes.has(node)));
  const rows = listed.slice(0, all ? undefined : FEW).map((cluster) => element("button", {
    type: "button", class: "option", "data-cluster": cluster.id, onclick: () => select({ cluster: cluster.id }),
  }, swatch(state.colour === "cluster" ? cluster.colour : themed("--edge")), element("span", { class: "name" }, cluster.therapies.slice(0, 2).join(" · ") || "No therapy type", element("small", {}, cluster.organizations.slice(0, 2).join(", "))),
  element("span", { class: "count" }, cluster.members.length.toLocaleString("en"))));
  const more = rows.length < listed.length ? element("button", {
    type: "button", class: "more", onclick: () => { unfolded.add("cluster"); changed(); },
  }, `Show all ${listed.length}`) : null;
  return element("details", { class: "facet", id: "facet-cluster", open }, element("summary", {}, "Clusters"), rows, more);
}

function drawFilters(shown) {
  const counts = facetCounts();
  const facets = FACETS.filter((facet) => optionsOf(facet.key).length > 0).map((facet) => facetElement(facet, counts));
  const clusters = data.clusters.length ? [clustersElement(shown)] : [];
  const legend = state.colour === "cluster" ? [...clusters, facets.shift() ?? ""] : [facets.shift() ?? "", ...clusters];
  byId("legend").replaceChildren(...legend);
  byId("filters").replaceChildren(...facets);
}
