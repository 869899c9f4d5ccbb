// Mouse, finger and keys on the map: what lies under them, and what a click on it means.

import { ours } from "./dom.js";

const MOUSE = 9, FINGER = 16, BADGE = 12; // px about the pointer that count as a hit

export class Pointer {
  constructor(board) {
    this.board = board;
    this.waiting = null;
    const { map, ended } = board;
    map.on("click", (event) => this.#click(event));
    map.on("mousemove", (event) => this.#move(event));
    map.on("mouseout movestart zoomstart", () => this.#leave());
    document.addEventListener("keydown", (event) => this.#key(event), { signal: ended.signal });
  }

  #under(latlng, reach) {
    const { map, labels, projects } = this.board;
    const here = map.latLngToContainerPoint(latlng);
    const near = labels.badges.filter(({ at }) => map.latLngToContainerPoint(at).distanceTo(here) <= BADGE);
    return [...new Set([...near.map(({ one }) => one), ...projects.hit(latlng, reach)])];
  }

  #click({ latlng, containerPoint, originalEvent }) {
    const { board } = this;
    if (!board.args || board.drawing?.busy) return;
    board.panels.close();
    const reach = originalEvent.pointerType === "touch" ? FINGER : MOUSE;
    if (board.picking?.active) return board.picking.click(latlng, reach);
    const some = this.#under(latlng, reach);
    if (some.length === 1) board.choose(some[0].index);
    else if (some.length) board.panels.showChoice(some, containerPoint);
    else if (!board.wall && !board.args.compact) this.#touch(latlng, containerPoint);
  }

  #touch(latlng, at) {
    const town = this.board.base.townAt(latlng);
    if (town) this.board.panels.showTown(this.board.townFacts(town), at);
  }

  #move(event) {
    if (!this.board.args || event.originalEvent.pointerType === "touch") return;
    if (!this.waiting) requestAnimationFrame(() => { this.#hover(this.waiting); this.waiting = null; });
    this.waiting = event;
  }

  #hover({ latlng, containerPoint }) {
    const { map, panels, drawing, picking, ended } = this.board;
    if (ended.signal.aborted) return;
    if (drawing?.busy) return panels.showHover([]);
    if (picking?.active) return picking.hover(latlng);
    const some = this.#under(latlng);
    panels.showHover(some, containerPoint);
    map.getContainer().classList.toggle("pointing", some.length > 0);
  }

  #leave() {
    this.board.panels.showHover([]);
    if (this.board.picking?.active) this.board.picking.hover(null);
  }

  #key(event) {
    const { frame, drawing, panels, projects } = this.board;
    if (event.key !== "Escape" || !ours(event, frame)) return;
    if (!drawing?.escape() && !panels.close() && projects.picked !== null) this.board.choose(null);
  }
}
