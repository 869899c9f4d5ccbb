// Paper has another width than the screen: the map is fitted to it at once, and gets its view back afterwards.

const SHEET = { width: "277mm", height: "136mm" }; // as print.css has it

export class Paper {
  constructor(board) {
    this.board = board;
    this.kept = null;
    const { signal } = board.ended;
    window.addEventListener("beforeprint", () => this.#lay(), { signal });
    window.addEventListener("afterprint", () => this.#lift(), { signal });
  }

  // Whether the map lies on paper just now: laying out the sheet may not draw it anew.
  get laid() {
    return this.kept !== null;
  }

  // What has the map's size on the page; what stands below it goes by that too.
  get #place() {
    return this.board.frame.getRootNode().host.closest(".stBidiComponent");
  }

  #lay() {
    const { map, view, args } = this.board;
    if (!args) return;
    this.kept = [map.getCenter(), map.getZoom(), map.getBounds()];
    for (const [side, size] of Object.entries(SHEET)) this.#place.style.setProperty(side, size, "important");
    view.classList.add("paper");
    this.board.legend();
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(this.kept[2], { animate: false });
  }

  #lift() {
    if (!this.kept) return;
    const { map, view, args } = this.board;
    for (const side of Object.keys(SHEET)) this.#place.style.removeProperty(side);
    view.classList.toggle("paper", args.paper);
    this.board.legend();
    map.invalidateSize({ animate: false, pan: false });
    map.setView(this.kept[0], this.kept[1], { animate: false });
    this.kept = null;
  }
}
