// Picking features of the base by clicks: roads, water, railways, stations. Loaded only where a page asks for it.

import { el, wear } from "./dom.js";
import { inWorld, worldOf } from "./shape.js";

const HINT = "点击地图上的道路、河流、铁路、水库等选取,再点一次取消。也可在清单中选。";

const keyOf = ({ name, kind }) => JSON.stringify([name, kind]);

export class Pick {
  constructor(board) {
    const { map } = board;
    Object.assign(this, { board, map, view: board.view });
    map.createPane("pick").style.zIndex = 610;
    this.renderer = L.canvas({ pane: "pick", padding: 0.3 });
    this.marks = L.layerGroup().addTo(map);
    this.tip = L.tooltip({ className: "pick-name", direction: "top", offset: [0, -8], opacity: 1 });
    this.key = null;
    this.chosen = new Map();
    this.sent = 0;
    this.hint = el("p", { class: "hint", text: HINT });
    this.said = el("p", { class: "said", role: "status" });
    this.panel = el("div", { class: "panel pick", hidden: "" }, this.hint, this.said);
    this.view.append(this.panel);
    wear(this.view, "pick.css");
  }

  get active() {
    return this.key !== null;
  }

  // wanted: { key, chosen: [[name, kind], …], kinds: { kind: word }, seen }; seen: the last of our answers that the page has
  // taken in.
  show(wanted) {
    this.panel.hidden = !wanted;
    if (!wanted) {
      this.key = null;
      this.chosen.clear();
      this.#mark();
      return;
    }
    if (this.features !== this.board.geometry.base) this.#load();
    // What was clicked while the page was running is not in its words yet: they come again.
    if (wanted.key === this.key && wanted.seen < this.sent) return;
    this.key = wanted.key;
    this.kinds = wanted.kinds;
    this.chosen = new Map(wanted.chosen.map(([name, kind]) => [keyOf({ name, kind }), { name, kind }]));
    this.#mark();
  }

  click(latlng, reach) {
    const found = this.#at(latlng, reach);
    if (!found) return;
    if (!this.chosen.delete(found.key)) this.chosen.set(found.key, { name: found.name, kind: found.kind });
    this.#mark();
    this.sent = this.board.tell("features", { key: this.key, features: [...this.chosen.values()].map(({ name, kind }) => [name, kind]) });
  }

  hover(latlng) {
    const found = latlng ? this.#at(latlng, 9) : null;
    this.map.getContainer().classList.toggle("pointing", Boolean(found));
    if (!found) this.tip.remove();
    else this.tip.setContent(el("span", { text: this.#name(found) })).setLatLng(latlng).addTo(this.map);
    if (this.over?.key === found?.key) return;
    this.over = found;
    this.#mark();
  }

  #name({ name, kind }) {
    return `${name}(${this.kinds[kind] ?? kind})`;
  }

  #load() {
    this.features = this.board.geometry.base;
    this.all = this.features.filter(({ shape }) => !shape.empty).map(({ name, kind, shape }) => ({ key: keyOf({ name, kind }), name, kind, shape }));
  }

  // The feature meant by a place: the nearest line or point within reach in pixels, else the smallest area around it.
  #at(latlng, reach) {
    const here = inWorld(latlng), world = worldOf(this.map);
    let best = null, least = reach / world, around = null, size = Infinity;
    for (const one of this.all) {
      if (!one.shape.meets([...here, ...here], reach / world)) continue;
      const { line, point } = one.shape.distance(here);
      if (Math.min(line, point) <= least) [best, least] = [one, Math.min(line, point)];
      const [west, north, east, south] = one.shape.box;
      const extent = (east - west) * (south - north);
      if (extent < size && one.shape.holds(here)) [around, size] = [one, extent];
    }
    return best ?? around;
  }

  // What is chosen glows; what lies under the pointer does so faintly.
  #mark() {
    this.marks.clearLayers();
    const names = [...this.chosen.values()].map((one) => this.#name(one));
    this.said.textContent = names.length ? `已选 ${names.length} 个:${names.join("、")}` : "";
    this.view.dataset.chosen = JSON.stringify([...this.chosen.values()].map(({ name }) => name));
    if (!this.active) return void this.tip.remove();
    const colour = getComputedStyle(this.view).getPropertyValue("--pick").trim() || "#7a1fa2";
    for (const one of this.all) {
      const chosen = this.chosen.has(one.key);
      if (!chosen && one !== this.over) continue;
      const style = { renderer: this.renderer, interactive: false, color: colour, weight: 10, opacity: chosen ? 0.45 : 0.22, fillColor: colour, fillOpacity: chosen ? 0.25 : 0.1 };
      for (const line of one.shape.paths) L.polyline(line, style).addTo(this.marks);
      for (const rings of one.shape.rings) L.polygon(rings, { ...style, weight: 4 }).addTo(this.marks);
      for (const point of one.shape.places) L.circleMarker(point, { ...style, radius: 9, weight: 4 }).addTo(this.marks);
    }
  }
}
