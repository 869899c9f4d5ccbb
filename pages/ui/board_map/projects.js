// The projects: lines, areas and points, drawn as precisely as they are known, coloured by the measure in force.

import { inWorld, worldOf } from "./shape.js";
import { Strokes } from "./strokes.js";

const SURE = new Set(["surveyed", "alignment"]);
const REACH = 9; // px around the pointer that count as a hit; fingers get more
const DASH = [9, 6];
const RADIUS = 5; // px of a point

function hatch(colour) {
  const tile = Object.assign(document.createElement("canvas"), { width: 12, height: 12 });
  const pen = tile.getContext("2d");
  Object.assign(pen, { strokeStyle: colour, lineWidth: 1.2, globalAlpha: 0.5 });
  for (const shift of [-12, 0, 12]) {
    pen.beginPath();
    pen.moveTo(shift - 1, 13);
    pen.lineTo(shift + 13, -1);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat");
}

export class Projects {
  constructor(map) {
    this.map = map;
    map.createPane("hatches").style.zIndex = 340;
    map.createPane("works").style.zIndex = 400;
    this.hatching = L.canvas({ pane: "hatches", padding: 0 });
    this.strokes = new Strokes({ pane: "works", padding: 0 });
    this.all = [];
    this.shown = []; // worst first
    this.areas = new Map();
    this.picked = null;
    this.scale = 1; // of every stroke; more on a wall
  }

  // shapes: each project's by its id; facts: the table of projects, by column.
  load(shapes, facts) {
    for (const area of this.areas.values()) area.layer.remove();
    this.areas = new Map();
    this.all = facts.ids.map((id, index) => this.#make(id, index, shapes.get(id) ?? null, facts));
  }

  #make(id, index, shape, facts) {
    const precision = facts.precision[index];
    const mapped = precision !== "city" && shape !== null && !shape.empty;
    const one = { id, index, name: facts.names[index], tip: facts.tips[index], precision, mapped, shape: mapped ? shape : null, area: null };
    if (mapped && precision === "town" && shape.areas.length) one.area = this.#area(shape.areas.join("/"), one);
    return one;
  }

  // Projects of which only the town is known share one hatched area, however many they are.
  #area(key, one) {
    if (!this.areas.has(key)) {
      const layer = L.polygon(one.shape.rings, { interactive: false, renderer: this.hatching, weight: 1.6, dashArray: "2 4", fillOpacity: 1 });
      this.areas.set(key, { layer, members: [] });
    }
    this.areas.get(key).members.push(one);
    return this.areas.get(key);
  }

  // measure: classes and each project's class; shown: the set of indices in sight.
  paint(measure, shown) {
    const worstFirst = [];
    for (const one of this.all) {
      one.rank = measure.of[one.index];
      one.paint = measure.classes[one.rank];
      one.shown = shown.has(one.index);
      if (stroked(one)) worstFirst.push(one);
    }
    // Many lines are drawn thinner, or they would hide each other and the land.
    this.thin = worstFirst.length > 1500 ? 0.4 : worstFirst.length > 400 ? 0.7 : 1;
    worstFirst.sort((a, b) => a.rank - b.rank);
    for (const one of worstFirst) one.style = this.#style(one);
    for (const area of this.areas.values()) this.#hatch(area);
    this.shown = worstFirst;
    this.#draw();
  }

  #style(one) {
    const chosen = one.index === this.picked;
    return {
      colour: one.paint.colour, dash: SURE.has(one.precision) ? null : DASH, radius: RADIUS,
      weight: (one.paint.width * this.thin + (chosen ? 1.5 : 0)) * this.scale,
      casing: (chosen ? 5 : 2.5 * this.thin) * this.scale, halo: chosen ? 10 * this.scale : 0,
    };
  }

  #hatch(area) {
    const members = area.members.filter((one) => one.shown);
    if (!members.length) return void area.layer.remove();
    const worst = members.reduce((a, b) => (b.rank < a.rank ? b : a));
    const chosen = members.some((one) => one.index === this.picked);
    area.layer.addTo(this.map).setStyle({ color: worst.paint.colour, fillColor: hatch(worst.paint.colour), weight: chosen ? 4 : 1.6 });
  }

  // From the last to the worst, which then lies on top, and upon all the chosen one.
  #draw() {
    const chosen = this.all[this.picked];
    const order = [...this.shown].reverse();
    this.strokes.addTo(this.map).show(chosen && stroked(chosen) ? [...order.filter((one) => one !== chosen), chosen] : order);
  }

  pick(index) {
    const before = this.picked;
    this.picked = index;
    for (const one of [this.all[before], this.all[index]]) {
      if (one && stroked(one)) one.style = this.#style(one);
      if (one?.area) this.#hatch(one.area);
    }
    this.#draw();
  }

  // Everything within reach of a point, nearest kind first: points and lines, then areas, then towns' hatched areas.
  hit(latlng, reach = REACH) {
    const here = inWorld(latlng), world = worldOf(this.map);
    const near = [], within = [], towns = [];
    for (const one of this.all) {
      if (!one.shown || !one.mapped || !one.shape.meets([...here, ...here], reach / world)) continue;
      if (one.area) {
        if (one.shape.holds(here)) towns.push(one);
        continue;
      }
      const { line, point } = one.shape.distance(here);
      if (line * world <= reach || point * world <= RADIUS + reach / 2) near.push(one);
      else if (one.shape.holds(here)) within.push(one);
    }
    const worst = (a, b) => a.rank - b.rank;
    const close = [...near.sort(worst), ...within.sort(worst)];
    return close.length ? close : towns.sort(worst);
  }

  // What of some lies within the view, whole or in part.
  inView(some) {
    const sight = this.map.getBounds();
    const box = [...inWorld(sight.getNorthWest()), ...inWorld(sight.getSouthEast())];
    return some.filter((one) => one.mapped && one.shape.meets(box));
  }
}

const stroked = (one) => one.shown && one.mapped && !one.area;
