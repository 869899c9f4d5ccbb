// Tiles under the towns, only where the installation names a source. Fetched only then.

import { el } from "./dom.js";

// The source's coordinates for ours: a plane over the region, fitted on the server.
const moved = ([a, b, c, d, e, f], { lat, lng }) => L.latLng(d + e * lng + f * lat, a + b * lng + c * lat);

// A layer whose grid lies elsewhere (GCJ-02): it is laid out as if the map's centre were where the source has it.
const Moved = L.TileLayer.extend({
  _setZoomTransform(level, center, zoom) {
    L.TileLayer.prototype._setZoomTransform.call(this, level, moved(this.options.shift, center), zoom);
  },
  _getTiledPixelBounds(center) {
    return L.TileLayer.prototype._getTiledPixelBounds.call(this, moved(this.options.shift, center));
  },
});

const script = (src) => new Promise((done, failed) => document.head.append(el("script", { src, on: { load: done, error: failed } })));

export async function addTiles(map, { urls, reader, shift, credit, max_zoom, subdomains }) {
  map.createPane("tiles").style.zIndex = 200;
  const options = { pane: "tiles", maxNativeZoom: max_zoom, maxZoom: 18, ...(subdomains && { subdomains }), ...(shift && { shift }) };
  if (reader === "pmtiles") {
    await script(new URL("pmtiles/pmtiles.js", import.meta.url).href);
    for (const url of urls) window.pmtiles.leafletRasterLayer(new window.pmtiles.PMTiles(new URL(url, window.location.origin).href), options).addTo(map);
  } else for (const url of urls) (shift ? new Moved(url, options) : L.tileLayer(url, options)).addTo(map);
  if (credit) map.getContainer().append(el("div", { class: "credit", text: `底图:${credit}` }));
}
