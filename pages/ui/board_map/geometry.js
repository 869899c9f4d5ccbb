// Small geometry on GeoJSON, in degrees. Pure functions.

const LINES = { LineString: (c) => [c], MultiLineString: (c) => c };
const AREAS = { Polygon: (c) => [c], MultiPolygon: (c) => c };
const POINTS = { Point: (c) => [c], MultiPoint: (c) => c };

// A geometry of any type as lines, areas and points of Leaflet's own places, which nobody needs to make again.
export function partsOf(geometry, parts = { lines: [], areas: [], points: [] }) {
  if (!geometry) return parts;
  if (geometry.type === "GeometryCollection") geometry.geometries.forEach((one) => partsOf(one, parts));
  const place = ([lon, lat]) => L.latLng(lat, lon);
  const { type, coordinates } = geometry;
  if (LINES[type]) parts.lines.push(...LINES[type](coordinates).map((line) => line.map(place)));
  if (AREAS[type]) parts.areas.push(...AREAS[type](coordinates).map((area) => area.map((ring) => ring.map(place))));
  if (POINTS[type]) parts.points.push(...POINTS[type](coordinates).map(place));
  return parts;
}

// The box around a geometry's parts; one that is not valid around none.
export function extentOf({ lines, areas, points }) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of [...lines, ...areas.flat(), points]) {
    for (const { lat, lng } of part) {
      west = Math.min(west, lng);
      south = Math.min(south, lat);
      east = Math.max(east, lng);
      north = Math.max(north, lat);
    }
  }
  return west <= east ? L.latLngBounds([south, west], [north, east]) : L.latLngBounds([]);
}

const inRing = ({ lat: y, lng: x }, ring) => {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const { lat: yi, lng: xi } = ring[i], { lat: yj, lng: xj } = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
};

export const inArea = (point, rings) => inRing(point, rings[0]) && !rings.slice(1).some((hole) => inRing(point, hole));
