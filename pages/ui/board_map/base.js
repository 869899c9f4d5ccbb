// What lies under the projects: towns, water, roads, railways. Quiet, and on one canvas: each canvas of a map's size costs the browser
// a picture more.

import { classOf, unknownFill } from "./ground.js";
import { inWorld } from "./shape.js";
import { Sheet, trace } from "./sheet.js";

const STYLES = {
  road: { color: "--road", weight: 2.2 },
  bridge: { color: "--road", weight: 2.2 },
  rail: { color: "--rail", weight: 1.6, dash: [6, 4] },
  river: { color: "--water", weight: 2 },
  reservoir: { color: "--water", weight: 2.2, filled: 0.6 },
  seawall: { color: "--outline", weight: 1.2, dash: [1, 3] },
  border: { color: "--outline", weight: 1, dash: [2, 4] },
};
const FILLED = 0.08; // of an area's colour, where its kind says nothing else
const TINTED = 0.55; // of a town's tint over tiles, which else would be hidden

const styles = getComputedStyle(document.documentElement);
const token = (name) => styles.getPropertyValue(name).trim();

const Land = Sheet.extend({
  order: [],

  draw(frame) {
    for (const { shape, style } of this.order) if (shape.meets(frame.sight, style.weight / frame.world)) paint(frame, shape, style);
  },
});

function paint(frame, { areas, lines }, { color, weight, dash = [], fill = color, filled = FILLED }) {
  const { pen } = frame;
  Object.assign(pen, { lineCap: "round", lineJoin: "round", strokeStyle: color, lineWidth: weight, fillStyle: fill });
  pen.setLineDash(dash);
  pen.beginPath();
  for (const ring of areas.flat()) trace(frame, ring, true);
  if (areas.length && filled) {
    pen.globalAlpha = filled;
    pen.fill("evenodd");
    pen.globalAlpha = 1;
  }
  for (const line of lines) trace(frame, line, false);
  pen.stroke();
}

export class Base {
  constructor(map) {
    this.map = map;
    map.createPane("land").style.zIndex = 300;
    this.land = new Land({ pane: "land", padding: 0 });
    this.towns = [];
  }

  // What is loaded is drawn once it is shown: a map that has not found its view yet has no place for it.
  show() {
    this.land.addTo(this.map);
  }

  load({ towns, base, tiles }) {
    this.opaque = tiles ? 0 : 1; // over tiles the towns are borders only
    this.towns = towns.map((town, index) => this.#town(town, index));
    const features = base.filter(({ shape }) => shape.lines.length || shape.areas.length).map(({ kind, shape }) => {
      const { color, ...style } = STYLES[kind] ?? STYLES.road;
      return { shape, style: { ...style, color: token(color) } };
    });
    this.land.order = [...this.towns, ...features];
    this.land.renew();
  }

  #town({ name, code, approximate, label, shape }, index) {
    const plain = token(index % 2 ? "--land-2" : "--land");
    const style = { color: token("--border"), weight: 1.1, dash: approximate === false ? [] : [5, 4], fill: plain, filled: this.opaque };
    return { name, code, shape, plain, style, anchor: label ? L.latLng(label[1], label[0]) : shape.bounds.getCenter() };
  }

  // Tints the towns by a ground's classes, or gives them their paper back.
  tint(ground) {
    const filled = ground?.classes ? Math.max(this.opaque, TINTED) : this.opaque;
    for (const { code, style, plain } of this.towns) {
      const said = ground?.classes ? classOf(ground, code).fill : plain;
      const fill = said === "hatch" ? (this.unknown ??= unknownFill()) : said;
      if (style.fill !== fill || style.filled !== filled) this.land.renew();
      Object.assign(style, { fill, filled });
    }
  }

  townAt(latlng) {
    return this.towns.find(({ shape }) => shape.holds(inWorld(latlng))) ?? null;
  }
}
