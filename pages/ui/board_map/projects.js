// The projects: lines, areas and points, drawn as precisely as they are known, coloured by the measure in force.

import { inArea, partsOf } from "./geometry.js";

const SURE = new Set(["surveyed", "alignment"]);
const REACH = 9; // px around the pointer that count as a hit; fingers get more
const CASING = "#ffffff";
const CHOSEN = "#16212e";

// A stroke on a pale casing, so that lines stay apart where they cross and over any ground; the chosen one within a dark halo.
const CasedCanvas = L.Canvas.extend({
  _fillStroke(context, layer) {
    const { halo, casing, weight } = layer.options;
    context.save();
    context.setLineDash([]);
    context.lineCap = context.lineJoin = "round";
    for (const [extra, colour] of [[halo, CHOSEN], [casing, CASING]]) {
      if (!extra) continue;
      context.lineWidth = weight + extra;
      context.strokeStyle = colour;
      context.stroke();
    }
    context.restore();
    L.Canvas.prototype._fillStroke.call(this, context, layer);
  },
});

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
    this.hatching = new CasedCanvas({ pane: "hatches", padding: 0.3 });
    this.renderer = new CasedCanvas({ pane: "works", padding: 0.3 });
    this.all = [];
    this.areas = new Map();
    this.picked = null;
    this.scale = 1; // of every stroke; more on a wall
  }

  // shapes: id -> GeoJSON geometry; facts: the table of projects, by column.
  load(shapes, facts) {
    for (const one of this.all) one.layers.forEach((layer) => layer.remove());
    for (const area of this.areas.values()) area.layer.remove();
    this.areas = new Map();
    this.all = facts.ids.map((id, index) => this.#make(id, index, shapes[id], facts));
  }

  #make(id, index, shape, facts) {
    const precision = facts.precision[index];
    const one = { id, index, name: facts.names[index], tip: facts.tips[index], precision, parts: partsOf(shape), layers: [], area: null, mapped: false };
    const { lines, areas, points } = one.parts;
    if (precision === "city" || !(lines.length || areas.length || points.length)) return one;
    one.mapped = true;
    if (precision === "town" && areas.length) {
      one.area = this.#area(areas, one);
      one.bounds = one.area.layer.getBounds();
      return one;
    }
    const dashArray = SURE.has(precision) ? null : "9 6";
    const common = { interactive: false, renderer: this.renderer, dashArray, lineCap: dashArray ? "butt" : "round" };
    if (areas.length) one.layers.push(L.polygon(areas, { ...common, fillOpacity: 0.22 }));
    if (lines.length) one.layers.push(L.polyline(lines, common));
    for (const point of points) one.layers.push(L.circleMarker(point, { ...common, dashArray: dashArray && "3 3", radius: 5, fillOpacity: 1 }));
    one.bounds = L.latLngBounds([]);
    for (const layer of one.layers) one.bounds.extend(layer.getBounds?.() ?? layer.getLatLng());
    return one;
  }

  // Projects of which only the town is known share one hatched area, however many they are.
  #area(areas, one) {
    const key = JSON.stringify(areas);
    if (!this.areas.has(key)) {
      const layer = L.polygon(areas, { interactive: false, renderer: this.hatching, weight: 1.6, dashArray: "2 4", fillOpacity: 1 });
      this.areas.set(key, { layer, rings: areas, members: [] });
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
      if (!one.layers.length) continue;
      if (one.shown) worstFirst.push(one);
      else one.layers.forEach((layer) => layer.remove());
    }
    // Many lines are drawn thinner, or they would hide each other and the land.
    this.thin = worstFirst.length > 1500 ? 0.4 : worstFirst.length > 400 ? 0.7 : 1;
    worstFirst.sort((a, b) => a.rank - b.rank);
    // From the last to the worst, which then lies on top. Styled before it is added, or it would be drawn twice.
    for (const one of [...worstFirst].reverse()) {
      const style = this.#style(one);
      for (const layer of one.layers) {
        layer.setStyle(style);
        if (this.map.hasLayer(layer)) layer.bringToFront();
        else layer.addTo(this.map);
      }
    }
    for (const area of this.areas.values()) this.#hatch(area);
    this.shown = worstFirst;
    this.#raise();
  }

  #style(one) {
    const chosen = one.index === this.picked;
    return {
      color: one.paint.colour, fillColor: one.paint.colour, opacity: 1,
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

  #raise() {
    const chosen = this.all[this.picked];
    if (chosen?.shown) chosen.layers.forEach((layer) => layer.bringToFront());
  }

  pick(index) {
    const before = this.picked;
    this.picked = index;
    for (const one of [this.all[before], this.all[index]]) {
      if (one?.shown) for (const layer of one.layers) layer.setStyle(this.#style(one));
      if (one?.area) this.#hatch(one.area);
    }
    this.#raise();
  }

  // Everything within reach of a point, nearest kind first: points and lines, then areas, then towns' hatched areas.
  hit(latlng, reach = REACH) {
    const here = this.map.latLngToLayerPoint(latlng);
    const corner = this.map.layerPointToLatLng(here.add([reach, reach]));
    const pad = [Math.abs(latlng.lat - corner.lat), Math.abs(corner.lng - latlng.lng)];
    const near = [], within = [], towns = [];
    for (const one of this.all) {
      if (!one.shown || !one.mapped || !this.#inBounds(one.bounds, latlng, pad)) continue;
      if (one.area) {
        if (one.area.rings.some((rings) => inArea(latlng, rings))) towns.push(one);
      } else if (this.#touches(one, here, reach)) near.push(one);
      else if (one.parts.areas.some((rings) => inArea(latlng, rings))) within.push(one);
    }
    const worst = (a, b) => a.rank - b.rank;
    const close = [...near.sort(worst), ...within.sort(worst)];
    return close.length ? close : towns.sort(worst);
  }

  #inBounds(bounds, { lat, lng }, [up, across]) {
    return lat >= bounds.getSouth() - up && lat <= bounds.getNorth() + up && lng >= bounds.getWest() - across && lng <= bounds.getEast() + across;
  }

  #touches(one, here, reach) {
    return one.layers.some((layer) => {
      if (layer.getRadius) return this.map.latLngToLayerPoint(layer.getLatLng()).distanceTo(here) <= layer.getRadius() + reach / 2;
      const nearest = layer.closestLayerPoint(here);
      return nearest && nearest.distance <= reach;
    });
  }
}
