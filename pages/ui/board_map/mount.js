// The map in the page: one for each place that a page gives it, for as long as the place is there.

import { Board } from "./board.js";
import { OPTIONS, STYLE } from "./definition.js";
import { el } from "./dom.js";

const looks = new CSSStyleSheet();
looks.replaceSync(STYLE);

const boards = new WeakMap();

// Called by Streamlit at every run of the page: with the place (a shadow root), the arguments, and the way to answer. Gives what
// ends it.
export function mount(host) {
  const place = host.parentElement;
  if (!boards.has(place)) boards.set(place, made(place));
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
