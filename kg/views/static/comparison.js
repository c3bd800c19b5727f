/* The page as a whole: what the reader does changes the state, and everything is drawn from the state. */

function draw() {
  drawDocuments();
  byId("figures").hidden = state.place !== null;
  byId("document").hidden = state.place === null;
  byId("overview").setAttribute("aria-pressed", String(state.place === null));
}

/* Open the document with this place, or the figures (null). */
function open(place) {
  state.place = place;
  if (place !== null) drawDocument(documents[place]);
  draw();
  byId("stage").scrollTo(0, 0);
  document.querySelector(`.entry[data-place="${place}"]`)?.scrollIntoView({ block: "nearest" });
}

/* Show only documents with this kind of error, and open the first. */
function narrow(kind) {
  state.kind = kind;
  byId("kind").value = kind;
  open(passing()[0] ?? null);
}

function step(by) {
  const places = passing();
  const at = places.indexOf(state.place);
  const next = at < 0 ? places[0] : places[at + by];
  if (next !== undefined) open(next);
}

byId("overview").addEventListener("click", () => open(null));
byId("previous").addEventListener("click", () => step(-1));
byId("next").addEventListener("click", () => step(1));
byId("search").addEventListener("input", (event) => { state.search = event.target.value; draw(); });
byId("only-errors").addEventListener("change", (event) => { state.onlyErrors = event.target.checked; draw(); });
byId("kind").addEventListener("change", (event) => {
  state.kind = event.target.value;
  if (state.place !== null) drawDocument(documents[state.place]);
  draw();
});
document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Escape") open(null);
  else if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
  }
});

drawKinds();
drawFigures();
open(null);
