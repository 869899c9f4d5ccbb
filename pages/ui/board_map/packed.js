// Geometry as the page sends it (pages/ui/packing.py): parts, each a kind, then the first vertex and the steps to the others, longitude
// and latitude in whole numbers.

const SCALE = 100000;
const [POINT, LINE, RING] = [0, 1, 2]; // and 3: a hole in the ring before it

// The parts sorted as lines, areas (rings, the edge first) and points, each made of its vertices: make gets a part's numbers.
function sorted(parts, make) {
  const found = { lines: [], areas: [], points: [] };
  for (const part of parts) {
    const made = make(part);
    if (part[0] === POINT) found.points.push(made);
    else if (part[0] === LINE) found.lines.push(made);
    else if (part[0] === RING) found.areas.push([made]);
    else found.areas.at(-1).push(made);
  }
  return found;
}

// As Leaflet's own places: for the few that are looked at closely.
export function placesOf(parts) {
  const { lines, areas, points } = sorted(parts, (part) => {
    const places = [];
    for (let i = 1, lng = 0, lat = 0; i < part.length; i += 2) places.push(L.latLng((lat += part[i + 1]) / SCALE, (lng += part[i]) / SCALE));
    return places;
  });
  return { lines, areas, points: points.flat() };
}

// In spherical Mercator, the world 1 × 1: vertices as x, y, x, y, … And the box around all, in the same and as Leaflet's.
export class Shape {
  constructor(parts) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    Object.assign(this, sorted(parts, (part) => {
      const found = new Float64Array(part.length - 1);
      for (let i = 1, lng = 0, lat = 0; i < part.length; i += 2) {
        lng += part[i];
        lat += part[i + 1];
        if (lng < west) west = lng;
        if (lng > east) east = lng;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
        found[i - 1] = across(lng);
        found[i] = down(lat);
      }
      return found;
    }));
    this.box = [across(west), down(north), across(east), down(south)];
    this.bounds = L.latLngBounds([south / SCALE, west / SCALE], [north / SCALE, east / SCALE]);
  }
}

const across = (lng) => lng / SCALE / 360 + 0.5;

function down(lat) {
  const sine = Math.sin((lat / SCALE) * (Math.PI / 180));
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
