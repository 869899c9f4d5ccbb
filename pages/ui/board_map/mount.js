// The map in the page: one for each place that a page gives it, for as long as the place is there; the first perhaps from the stage.

import { Board } from "./board.js";
import { OPTIONS, STYLE } from "./definition.js";
import { el } from "./dom.js";

const looks = new CSSStyleSheet();
looks.replaceSync(STYLE);

const boards = new WeakMap();
let early = null; // the stage, and the map upon it, until the page has a place for the map

const NONE_AFTER = 600; // ms after the page has run: it has no map

// Called by the document, which sets the stage (pages/ui/opening.py): the map is drawn there while Streamlit is on its way.
export function opening() {
  const stage = document.getElementById("opening");
  if (document.querySelector(".stBidiComponent")) return stage.remove(); // too late: the page has the map's place already
  const board = made(stage.querySelector(".map").attachShadow({ mode: "open" }));
  early = { stage, board };
  board.host.read(stage.querySelector("script").textContent);
  new MutationObserver((changes, watch) => {
    if (!early) watch.disconnect();
    else if (changes.some(({ target }) => target.dataset.testScriptState === "notRunning")) setTimeout(clear, NONE_AFTER);
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-script-state"] });
}

// Where the page turns out to have no map, for it has something else to say, the stage goes.
function clear() {
  if (!early || document.querySelector(".stBidiComponent")) return;
  early.board.end();
  early.stage.remove();
  early = null;
}

// The map from the stage, as it is.
function taken(place) {
  if (!early) return null;
  const { stage, board } = early;
  early = null;
  place.adoptedStyleSheets = [looks];
  place.append(board.frame);
  stage.remove();
  return board;
}

// Called by Streamlit at every run of the page: with the place (a shadow root), the arguments, and the way to answer. Gives what
// ends it.
export function mount(host) {
  const place = host.parentElement;
  if (!boards.has(place)) boards.set(place, taken(place) ?? made(place));
  const board = boards.get(place);
  board.hear(host);
  return () => {
    // Streamlit ends a call too that the next one overtook: the board goes when its place has gone.
    if (place.isConnected || !boards.delete(place)) return;
    board.end();
  };
}

function made(place) {
  place.adoptedStyleSheets = [looks];
  const ground = el("div", { class: "folium-map" });
  const view = el("div", { class: "board" }, ground);
  const frame = el("div", { class: "frame" }, view);
  place.append(frame);
  const map = L.map(ground, { ...OPTIONS, crs: L.CRS.EPSG3857 });
  Object.assign(view, { map }); // for who looks at it from outside
  return new Board({ frame, view, map });
}
