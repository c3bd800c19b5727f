/* The list of documents: what each lacks and has too much, searched and narrowed to those with errors. */

const ERRORS = { missed: "missed", spurious: "spurious", wrong: "wrong" };
const documents = data.documents;
const searched = documents.map((one) => folded([one.title, one.id, ...one.paragraphs.map((part) => part.text),
  ...one.deals.flatMap((deal) => [...deal.gold, ...deal.found].flatMap((side) => side.parties.map(([name]) => name)))].join("\n")));

/* What the page shows at the moment; place is that of the document, or null for the figures. */
const state = { place: null, search: "", onlyErrors: false, kind: "", hidden: new Set() };

function errorsOf(one) {
  return Object.values(one.errors).reduce((sum, count) => sum + count, 0);
}

function passing() {
  const words = folded(state.search).split(/\s+/).filter(Boolean);
  return documents.map((_, place) => place).filter((place) => {
    const one = documents[place];
    return (!state.onlyErrors || errorsOf(one) > 0)
      && (state.kind === "" || one.differences.some((difference) => difference.kind === state.kind))
      && words.every((word) => searched[place].includes(word));
  });
}

function badges(one) {
  const found = Object.keys(ERRORS).filter((error) => one.errors[error]);
  if (found.length === 0) return element("span", { class: "badge right" }, "no errors");
  return found.map((error) => element("span", { class: `badge ${error}` }, `${one.errors[error].toLocaleString("en")} ${ERRORS[error]}`));
}

function drawDocuments() {
  const places = passing();
  byId("documents").replaceChildren(...places.map((place) => {
    const one = documents[place];
    return element("li", {}, element("button", {
      type: "button", class: "entry", "data-place": place, "aria-current": place === state.place ? "true" : false, onclick: () => open(place),
    }, element("span", { class: "entry-title" }, one.title), element("span", { class: "badges" }, badges(one))));
  }));
  byId("none").hidden = places.length > 0;
  const all = plural(documents.length, "document");
  const errors = places.reduce((sum, place) => sum + errorsOf(documents[place]), 0);
  byId("counts").textContent = [places.length === documents.length ? all : `${places.length.toLocaleString("en")} of ${all}`,
    plural(errors, "error"), plural(places.filter((place) => errorsOf(documents[place]) === 0).length, "document") + " without error"].join(" · ");
  const at = places.indexOf(state.place);
  byId("previous").disabled = at === 0 || places.length === 0 || state.place === null;
  byId("next").disabled = places.length === 0 || at === places.length - 1;
}

function drawKinds() {
  byId("kind").replaceChildren(element("option", { value: "" }, "Any kind of error"),
    ...data.errors.map(([kind, count]) => element("option", { value: kind }, `${kind} (${count.toLocaleString("en")})`)));
}
