// What of the world the map looks at: fitted so that no panel lies on what is meant to be seen.

import { ROOMY } from "./panels.js";

export class Sight {
  constructor(board) {
    this.board = board;
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.towns = null; // those the page last sent the view to
  }

  // The towns' extent; where there are none, the region's box.
  bounds() {
    const { base, geometry } = this.board;
    const extent = L.latLngBounds(base.towns.map((town) => town.shape.bounds));
    const [west, south, east, north] = geometry.bbox;
    return extent.isValid() ? extent : L.latLngBounds([[south, west], [north, east]]);
  }

  fit(to, moving = false, options = {}) {
    const { map } = this.board;
    if (moving && !this.calm) map.flyToBounds(to, { ...this.#margin(), duration: 0.6, ...options });
    else map.fitBounds(to, { ...this.#margin(), animate: false, ...options });
  }

  #margin() {
    const { map, panels, wall, args } = this.board;
    const { x: width, y: height } = map.getSize();
    const { offsetWidth: across, offsetHeight: high } = panels.legend;
    // On an upright wall the legend lies along the foot.
    if (wall && across > width / 2) return { paddingTopLeft: [10, 10], paddingBottomRight: [10, Math.min(high + 16, height * 0.6)] };
    const left = panels.open && (wall || width >= ROOMY) ? across + 20 : 20;
    const timed = args.dates.length > 1 && !args.paper;
    if (width >= 900) return { paddingTopLeft: [left, 30], paddingBottomRight: [56, timed ? 58 : 20] };
    const foot = (timed ? 54 : 4) + (args.compact ? 52 : 106); // on a narrow map the shut legend lies there
    return { paddingTopLeft: [left, 46], paddingBottomRight: [10, foot] };
  }

  home() {
    this.fit(this.bounds(), true);
  }

  goto(names) {
    const extent = this.#extent(names);
    if (extent.isValid()) this.fit(extent, true);
  }

  // Goes to the towns the page names, when they are others than before.
  follow(names) {
    const wanted = names.join();
    if (wanted === this.towns) return;
    const extent = this.#extent(names);
    if (extent.isValid()) this.fit(extent, this.towns !== null);
    else if (this.towns) this.home();
    this.towns = wanted;
  }

  #extent(names) {
    return L.latLngBounds(this.board.base.towns.filter(({ name }) => names.includes(name)).map((town) => town.shape.bounds));
  }

  // Brings a project into sight that is not wholly seen; a compact map always, for it is there for this one.
  bring(one, { compact }) {
    if (!one?.mapped || (!compact && this.board.map.getBounds().contains(one.shape.bounds))) return;
    this.fit(one.shape.bounds, !compact, { maxZoom: compact ? 13 : 14 });
  }

  // Brings a project into sight of which nothing is seen.
  near(one) {
    if (one?.mapped && !this.board.map.getBounds().intersects(one.shape.bounds)) this.fit(one.shape.bounds, true, { maxZoom: 14 });
  }

  // A map that is not laid out yet has no size, and a view cannot be fitted to it.
  sized() {
    const { map, ended } = this.board;
    return new Promise((go) => {
      const look = () => {
        const { x, y } = map.invalidateSize({ pan: false }).getSize();
        if ((x > 120 && y > 160) || ended.signal.aborted) go();
        else requestAnimationFrame(look);
      };
      look();
    });
  }
}
