/* The side panel: an organization, a relationship or a cluster with its deals, or the list of all that is shown. */

const DEALS_AT_ONCE = 30;

function nodeLink(id, text) {
  return element("button", { type: "button", class: "link", "data-node": id, onclick: () => select({ node: id }) }, text ?? cards.get(id).name);
}

function kindOf(id) {
  const card = cards.get(id);
  const mark = types.get(card.type);
  return element("p", { class: "kind" }, swatch(mark.colour, mark.shape), card.label, card.location ? ` · ${card.location}` : "");
}

function chips(texts) {
  return texts.length ? element("div", { class: "chips" }, texts.map((text) => element("span", { class: "chip" }, text))) : null;
}

function term(name, values) {
  return values.length ? [element("dt", {}, name), element("dd", {}, values.join(" · "))] : [];
}

/* What one document says of a deal: its sentences, and once where they stand. */
function quoteElement(quotes) {
  const [{ url, title, date }] = quotes;
  const source = url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  return element("blockquote", { class: "quote" }, quotes.map(({ quote }) => element("p", {}, `“${quote}”`)),
    element("footer", {}, source, date ? ` · ${date}` : ""));
}

function byDocument(evidence) {
  const documents = new Map();
  evidence.forEach((one) => documents.set(one.document, [...(documents.get(one.document) ?? []), one]));
  return [...documents.values()];
}

function dealElement(id) {
  const deal = deals.get(id);
  const when = [data.labels.status[deal.status], deal.date].filter(Boolean).join(" · ");
  return element("article", { class: "deal", "data-deal": id },
    element("header", {}, element("b", {}, deal.types.map((type) => data.labels.type[type]).join(", ")), element("span", {}, when)),
    element("ul", { class: "parties" }, deal.parties.map((party) => element("li", {},
      cards.has(party.id) ? nodeLink(party.id, party.name) : element("span", {}, party.name),
      element("span", { class: "role" }, party.role)))),
    element("dl", { class: "terms" },
      term("Amounts", deal.amounts), term("Therapies", deal.therapies.map((one) => data.labels.therapy[one])),
      term("Products", deal.products), term("Indications", deal.indications),
      term("Confidence", [deal.confidence > 0.99 ? "over 99 %" : `${Math.round(deal.confidence * 100)} %`])),
    byDocument(deal.evidence).map(quoteElement));
}

/* Deals that pass the filters, latest first, some at a time. */
function dealElements(ids) {
  const passing = ids.filter((id) => dealPasses(id)).sort((one, two) => deals.get(two).year.localeCompare(deals.get(one).year) || one.localeCompare(two));
  const hiddenByFilters = ids.length - passing.length;
  const list = element("div", { class: "deals" });
  const extend = (from) => {
    list.append(...passing.slice(from, from + DEALS_AT_ONCE).map(dealElement));
    const rest = passing.length - from - DEALS_AT_ONCE;
    if (rest > 0) {
      const more = element("button", { type: "button", class: "more", onclick: () => { more.remove(); extend(from + DEALS_AT_ONCE); } }, `Show ${plural(rest, "more deal")}`);
      list.append(more);
    }
  };
  extend(0);
  return [element("h3", {}, plural(passing.length, "deal") + (hiddenByFilters ? `, ${hiddenByFilters} more behind the filters` : "")), list];
}

function nodeRows(ids) {
  return element("ul", { class: "rows" }, ids.map((id) => {
    const mark = types.get(cards.get(id).type);
    return element("li", {}, element("button", { type: "button", class: "option", "data-node": id, onclick: () => select({ node: id }) },
      swatch(mark.colour, mark.shape), element("span", { class: "name" }, cards.get(id).name),
      element("span", { class: "count" }, plural(cards.get(id).deals.length, "deal"))));
  }));
}

function byDeals(one, two) {
  return cards.get(two).deals.length - cards.get(one).deals.length || byName(one, two);
}

function nodePanel(id) {
  const card = cards.get(id);
  const cluster = clusters.get(card.cluster);
  const facts = [plural(neighbours.get(id).size, "partner"), card.documents ? plural(card.documents, "document") : ""].filter(Boolean).join(" · ");
  return [kindOf(id), element("h2", {}, card.name), element("p", { class: "facts" }, facts), chips(card.therapies),
    cluster.members.length > 1 ? [element("h3", {}, "Cluster"), element("button", { type: "button", class: "link", onclick: () => select({ cluster: cluster.id }) }, cluster.label || `Cluster ${cluster.id + 1}`)] : null,
    dealElements(card.deals)];
}

function edgePanel(id) {
  const edge = edges.get(id);
  return [kindOf(edge.from), element("h2", {}, nodeLink(edge.from)), element("p", { class: "facts" }, "and"),
    element("h2", {}, nodeLink(edge.to)), kindOf(edge.to), dealElements(edge.deals)];
}

function clusterPanel(id) {
  const cluster = clusters.get(id);
  const closed = state.closed.has(id);
  return [element("p", { class: "kind" }, swatch(cluster.colour), "Cluster"), element("h2", {}, cluster.label || `Cluster ${id + 1}`),
    chips(cluster.therapies),
    element("p", { class: "chips" }, element("button", { type: "button", class: "button", id: "toggle-cluster", onclick: () => toggle(id) }, closed ? "Open this cluster" : "Collapse this cluster")),
    element("h3", {}, plural(cluster.members.length, "member")), nodeRows([...cluster.members].sort(byDeals))];
}

function listPanel(shown) {
  return [element("h2", {}, "Shown in the network"), nodeRows([...shown.nodes].sort(byDeals))];
}

function drawPanel(shown) {
  const panel = byId("panel");
  const { selected } = state;
  panel.hidden = selected === null;
  if (selected === null) return panel.replaceChildren();
  const content = selected.node !== undefined ? nodePanel(selected.node)
    : selected.edge !== undefined ? edgePanel(selected.edge)
      : selected.cluster !== undefined ? clusterPanel(selected.cluster) : listPanel(shown);
  const close = element("button", { type: "button", class: "button close", "aria-label": "Close", onclick: () => select(null) }, "×");
  panel.replaceChildren(close, ...content.flat(2).filter((part) => part !== null));
  return panel.scrollTo(0, 0);
}
