// A GeoJSON geometry of any type as lines, areas and points of Leaflet's own places.

const LINES = { LineString: (c) => [c], MultiLineString: (c) => c };
const AREAS = { Polygon: (c) => [c], MultiPolygon: (c) => c };
const POINTS = { Point: (c) => [c], MultiPoint: (c) => c };

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
