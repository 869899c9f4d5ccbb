// A project's geometry: unpacked, and asked where it lies. In spherical Mercator, the world 1 × 1 from its north-west corner.

const SCALE = 100000; // whole numbers a degree, as the page packs them (pages/ui/packing.py)
const [POINT, LINE, RING] = [0, 1, 2]; // and 3: a hole in the ring before it

const across = (lng) => lng / 360 + 0.5;

function down(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

// Leaflet's place as x, y in the world.
export const inWorld = ({ lat, lng }) => [across(lng), down(lat)];

// And back, as latitude and longitude.
const onGlobe = ([x, y]) => [(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, (x - 0.5) * 360];

// Vertices as pairs.
export const pairs = (vertices) => Array.from({ length: vertices.length / 2 }, (_, index) => [vertices[2 * index], vertices[2 * index + 1]]);

const onMap = (vertices) => pairs(vertices).map(onGlobe);

// Pixels around the world at the map's zoom.
export const worldOf = (map) => 256 * map.getZoomScale(map.getZoom(), 0);

// Lines, areas (rings, the edge first) and points, vertices as x, y, x, y, … Thousands are made before the first picture: so plain loops.
export class Shape {
  constructor(parts) {
    [this.lines, this.areas, this.points] = [[], [], []];
    const extent = [Infinity, Infinity, -Infinity, -Infinity];
    for (const part of parts) {
      const vertices = unpacked(part, extent);
      if (part[0] === POINT) this.points.push(vertices);
      else if (part[0] === LINE) this.lines.push(vertices);
      else if (part[0] === RING) this.areas.push([vertices]);
      else this.areas.at(-1).push(vertices);
    }
    this.extent = extent.map((whole) => whole / SCALE); // west, south, east, north in degrees
    const [west, south, east, north] = this.extent;
    this.box = [across(west), down(north), across(east), down(south)];
  }

  get empty() {
    return !(this.lines.length || this.areas.length || this.points.length);
  }

  // Not valid where there is nothing.
  get bounds() {
    if (this.empty) return L.latLngBounds([]);
    const [west, south, east, north] = this.extent;
    return L.latLngBounds([south, west], [north, east]);
  }

  // The areas as Leaflet takes them.
  get rings() {
    return this.areas.map((rings) => rings.map(onMap));
  }

  // The lines, and the points, as Leaflet takes them.
  get paths() {
    return this.lines.map(onMap);
  }

  get places() {
    return this.points.map(onGlobe);
  }

  // The place on its longest line, or its edge, at a share of the length.
  at(share) {
    const line = this.main, ways = (this.ways ??= waysAlong(line));
    if (ways.length < 2) return [line[0], line[1]];
    const way = share * ways.at(-1);
    let low = 1, high = ways.length - 1; // the first vertex that is not before it
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ways[middle] < way) low = middle + 1;
      else high = middle;
    }
    const part = (way - ways[low - 1]) / (ways[low] - ways[low - 1] || 1);
    const x = line[2 * low - 2], y = line[2 * low - 1];
    return [x + part * (line[2 * low] - x), y + part * (line[2 * low + 1] - y)];
  }

  // Of its lines the one with most vertices; of areas the edge.
  get main() {
    return this.lines.length ? this.lines.reduce((a, b) => (b.length > a.length ? b : a)) : this.areas[0][0];
  }

  // Whether its box comes within reach of a box.
  meets([west, north, east, south], reach = 0) {
    const { box } = this;
    return box[2] + reach >= west && box[0] - reach <= east && box[3] + reach >= north && box[1] - reach <= south;
  }

  // How far a place is from the nearest line or edge, and from the nearest point.
  distance([x, y]) {
    let line = Infinity, point = Infinity;
    for (const one of [...this.lines, ...this.areas.flat()]) line = Math.min(line, toLine(x, y, one));
    for (const one of this.points) point = Math.min(point, Math.hypot(one[0] - x, one[1] - y));
    return { line, point };
  }

  // Whether a place lies in one of its areas.
  holds([x, y]) {
    return this.areas.some(([edge, ...holes]) => inRing(x, y, edge) && !holes.some((hole) => inRing(x, y, hole)));
  }
}

// Each vertex's way from the start of its line.
function waysAlong(line) {
  const ways = new Float64Array(line.length / 2);
  for (let i = 1; i < ways.length; i++) ways[i] = ways[i - 1] + Math.hypot(line[2 * i] - line[2 * i - 2], line[2 * i + 1] - line[2 * i - 1]);
  return ways;
}

function unpacked(part, extent) {
  const vertices = new Float64Array(part.length - 1);
  let [west, south, east, north] = extent;
  for (let i = 1, lng = 0, lat = 0; i < part.length; i += 2) {
    lng += part[i];
    lat += part[i + 1];
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
    vertices[i - 1] = across(lng / SCALE);
    vertices[i] = down(lat / SCALE);
  }
  [extent[0], extent[1], extent[2], extent[3]] = [west, south, east, north];
  return vertices;
}

function toLine(x, y, line) {
  let best = Infinity;
  for (let i = 2; i < line.length; i += 2) {
    const right = line[i] - line[i - 2], below = line[i + 1] - line[i - 1];
    const length = right * right + below * below;
    const share = length ? Math.max(0, Math.min(1, ((x - line[i - 2]) * right + (y - line[i - 1]) * below) / length)) : 0;
    best = Math.min(best, Math.hypot(line[i - 2] + share * right - x, line[i - 1] + share * below - y));
  }
  return best;
}

function inRing(x, y, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i + 1] > y !== ring[j + 1] > y && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
  }
  return inside;
}
