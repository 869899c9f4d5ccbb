// What lies under the projects: towns, water, roads, railways. Quiet, and drawn once.

import { extentOf, inArea, partsOf } from "./geometry.js";
import { classOf, unknownFill } from "./ground.js";

const LINES = {
  road: { color: "--road", weight: 2.2 },
  bridge: { color: "--road", weight: 2.2 },
  rail: { color: "--rail", weight: 1.6, dashArray: "6 4" },
  river: { color: "--water", weight: 2 },
  seawall: { color: "--outline", weight: 1.2, dashArray: "1 3" },
  border: { color: "--outline", weight: 1, dashArray: "2 4" },
};

const styles = getComputedStyle(document.documentElement);
const token = (name) => styles.getPropertyValue(name).trim();

export class Base {
  constructor(map) {
    this.map = map;
    map.createPane("land").style.zIndex = 300;
    this.land = L.canvas({ pane: "land", padding: 0 }); // the one for all of it: each canvas of a map's size costs the browser a picture more
    this.group = L.layerGroup();
    this.towns = [];
  }

  // What is loaded is drawn once it is shown: a map that has not found its view yet would place everything twice.
  show() {
    this.group.addTo(this.map);
  }

  load({ towns, base, tiles }) {
    this.group.clearLayers();
    this.opaque = tiles ? 0 : 1; // over tiles the towns are borders only
    this.towns = towns.features.map((feature, index) => this.#town(feature, index));
    L.geoJSON(base, {
      interactive: false,
      renderer: this.land,
      pointToLayer: () => null,
      filter: (feature) => feature.geometry && !feature.geometry.type.endsWith("Point"),
      style: (feature) => {
        const { color, ...line } = LINES[feature.properties.kind] ?? LINES.road;
        const water = feature.properties.kind === "reservoir";
        return { ...line, color: token(water ? "--water" : color), fill: feature.geometry.type.endsWith("Polygon"), fillOpacity: water ? 0.6 : 0.08 };
      },
    }).addTo(this.group);
  }

  #town(feature, index) {
    const { name, code, approximate, label } = feature.properties;
    const layer = L.geoJSON(feature, {
      interactive: false,
      renderer: this.land,
      style: {
        color: token("--border"), weight: 1.1, dashArray: approximate === false ? null : "5 4",
        fillColor: token(index % 2 ? "--land-2" : "--land"), fillOpacity: this.opaque,
      },
    }).addTo(this.group);
    const parts = partsOf(feature.geometry), bounds = extentOf(parts);
    const plain = token(index % 2 ? "--land-2" : "--land");
    return { name, code, areas: parts.areas, layer, plain, bounds, anchor: label ? [label[1], label[0]] : bounds.getCenter() };
  }

  // Tints the towns by a ground's classes, or gives them their paper back.
  tint(ground) {
    for (const { code, layer, plain } of this.towns) {
      const fill = ground?.classes ? classOf(ground, code).fill : plain;
      layer.setStyle({ fillOpacity: ground?.classes ? Math.max(this.opaque, 0.55) : this.opaque, fillColor: fill === "hatch" ? (this.unknown ??= unknownFill()) : fill });
    }
  }

  townAt(latlng) {
    return this.towns.find(({ areas }) => areas.some((rings) => inArea(latlng, rings))) ?? null;
  }
}
