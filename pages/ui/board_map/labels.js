// Names and badges, placed anew for every view, each only where it covers none placed before it: the chosen project; the badges
// of the worst; towns, each once; the names of the worst; then the other badges, worst first, and their names.

import { badge, el } from "./dom.js";
import { inWorld, pairs, worldOf } from "./shape.js";

const BADGE = 22; // px, on a screen at hand
const MOST_BADGES = 180;
const MOST_NAMES = 40;
const WORST_FIRST = 12; // badges that go before the towns' names: more would leave no room for these
const PATIENCE = 250, LITTLE_PATIENCE = 60; // projects in a row without room, and in a crowd: the view is full
const AREA_BADGES = 6; // in a town's hatched area; the rest are counted
const ALONG = [0.5, 0.36, 0.64, 0.22, 0.78, 0.1, 0.9];
const FEW_ALONG = [0.5, 0.22, 0.78]; // in a crowd, where another project has room if this one has none

const ABOUT = [[0, 0], [0, -1], [0, 1], [0, -2], [0, 2], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]]; // a town's seat
const SMALLER = 0.84; // a town's name that finds no room is tried once more at this size
const LEAST = 10; // px: no name is smaller
const CROWD = 400; // projects in sight; from here on fewer are marked, farther apart, so that the land and its towns stay in sight
const FAR = [2, 3.5, 5, 7];
const AROUND = [[1, -1], [1, 1], [-1, -1], [-1, 1], [0, -1], [0, 1], [1, -0.4], [1, 0.4], [-1, -0.4], [-1, 0.4]];
const BESIDE = [[0, 0], [0, -1], [0, 1], [1, 0], [-1, 0]];

// Where what lies at x, y in the world is seen, in px of the map's frame.
function sightOf(map) {
  const world = worldOf(map);
  const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin());
  return ([x, y]) => [x * world - left, y * world - top];
}

const pen = document.createElement("canvas").getContext("2d");

const CELL = 96; // px: boxes are looked up by the cells they touch
const COLUMN = 1 << 16; // more rows than any screen has, so that a cell is one number

class Room {
  constructor(size) {
    this.size = size;
    this.cells = new Map();
  }

  // Takes the box (centre x, y, width, height) if it is in sight, and free as far as clear about it. Asked thousands of times for
  // a view: so plain numbers.
  take(x, y, width, height, clear = 1) {
    const across = width / 2 + clear, down = height / 2 + clear;
    if (x - across < 0 || y - down < 0 || x + across > this.size.x || y + down > this.size.y) return false;
    if (!this.#free(x - across, y - down, x + across, y + down)) return false;
    this.block([x - width / 2 - 1, y - height / 2 - 1, x + width / 2 + 1, y + height / 2 + 1]);
    return true;
  }

  #free(left, top, right, bottom) {
    for (let column = Math.floor(left / CELL); column <= right / CELL; column++) {
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row++) {
        const cell = this.cells.get(column * COLUMN + row);
        if (cell?.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1])) return false;
      }
    }
    return true;
  }

  // What is there already and stays, in sight or not.
  block(box) {
    const [left, top, right, bottom] = box;
    for (let column = Math.floor(left / CELL); column <= right / CELL; column++) {
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row++) {
        const cell = column * COLUMN + row;
        if (this.cells.has(cell)) this.cells.get(cell).push(box);
        else this.cells.set(cell, [box]);
      }
    }
  }
}

export class Labels {
  constructor(map) {
    this.map = map;
    this.pane = map.createPane("labels");
    this.pane.style.zIndex = 620;
    this.pane.style.pointerEvents = "none";
    // A view that is zoomed has other places for names: they come back when it stands.
    map.on("zoomstart", () => { this.pane.style.visibility = "hidden"; });
    this.badges = [];
    this.scale = 1; // of everything written; more on a wall
  }

  place({ towns, says, projects, picked, urgent, named, obstacles }) {
    this.badges = [];
    this.made = [];
    this.seen = sightOf(this.map);
    this.size = this.map.getSize();
    const { x: width } = this.size;
    const room = new Room(this.size);
    for (const rect of obstacles) room.block(rect);
    const { fontFamily } = getComputedStyle(this.map.getContainer());
    const small = width < 600;
    this.font = (size, weight) => `${weight} ${size}px ${fontFamily}`;
    const scaled = width / this.scale;
    this.badge = BADGE * this.scale;
    this.crowded = projects.length > CROWD;
    this.pane.classList.toggle("crowded", this.crowded);
    const townSize = (small ? 11 : Math.min(19, 11 + scaled / 320)) * this.scale;
    const chosen = projects.filter((one) => one.index === picked);
    const size = (small ? 11 : Math.min(16, 10.5 + scaled / 640)) * this.scale;
    // The chosen one has its badge and its name before any other takes the room.
    for (const { one, at } of this.#badges(chosen, room)) this.#name(one, at, room, size + 1);
    const others = projects.filter((one) => one.index !== picked);
    const worst = others.filter(urgent).slice(0, WORST_FIRST);
    const first = this.#badges(worst, room);
    for (const town of towns) this.#town(town, room, townSize, says?.(town.code));
    let left = small ? 8 : this.crowded ? MOST_NAMES / 2 : MOST_NAMES;
    const name = (placed, far) => { for (const { one, at } of placed) if (left > 0 && named(one) && this.#name(one, at, room, size, far)) left -= 1; };
    name(first, true);
    name(this.#badges(others.filter((one) => !worst.includes(one)), room));
    this.pane.replaceChildren(...this.made);
    this.pane.style.visibility = "";
  }

  #put(element, point) {
    const { x, y } = this.map.containerPointToLayerPoint(point);
    element.style.left = `${x}px`;
    element.style.top = `${y}px`;
    this.made.push(element);
  }

  #width(text, size, weight) {
    pen.font = this.font(size, weight);
    return pen.measureText(text).width;
  }

  #town(town, room, size, said, smaller = false) {
    const [x, y] = this.seen(inWorld(L.latLng(town.anchor)));
    const width = this.#width(town.name, size, 500) + size * 0.12 * town.name.length;
    const height = size * (said ? 2.4 : 1.35);
    const spots = ABOUT.map(([right, down]) => [x + right * (width / 2 + this.badge / 2), y + down * height]);
    // A name that left its town would name another.
    const inside = (point) => town.shape.holds(inWorld(this.map.containerPointToLatLng(point)));
    const at = spots.find((spot, number) => (number === 0 || inside(spot)) && room.take(...spot, width, height));
    if (!at && !smaller && size * SMALLER >= LEAST * this.scale) return this.#town(town, room, size * SMALLER, said, true);
    if (!at) return;
    const name = el("span", { class: "town", text: town.name }, said && el("small", { text: said }));
    name.style.fontSize = `${size}px`;
    this.#put(name, at);
  }

  #badges(order, room) {
    const placed = [], perArea = new Map(), stamps = new Map();
    const most = this.crowded ? MOST_BADGES / 3 : MOST_BADGES, patience = this.crowded ? LITTLE_PATIENCE : PATIENCE;
    let refused = 0;
    for (const one of order) {
      if (placed.length >= most || refused > patience) break;
      if (one.area) {
        const before = perArea.get(one.area) ?? 0;
        perArea.set(one.area, before + 1);
        if (before >= AREA_BADGES) continue;
      }
      const at = this.#firstFree(one, room);
      refused = at ? 0 : refused + 1;
      if (!at) continue;
      if (!stamps.has(one.paint)) stamps.set(one.paint, el("span", { class: "badge" }, badge(one.paint, this.badge)));
      this.#put(stamps.get(one.paint).cloneNode(true), at);
      placed.push({ one, at });
      this.badges.push({ one, at: this.map.containerPointToLatLng(at) });
    }
    return placed;
  }

  #firstFree(one, room) {
    for (const at of this.#spots(one)) if (room.take(...at, this.badge, this.badge, this.crowded ? this.badge : 1)) return at;
    return null;
  }

  // Where a project's badge may stand, best first: along what is seen of its line, or about its town's middle. One after the
  // other, for the first is mostly free.
  *#spots(one) {
    const { points, box } = one.shape;
    const beside = ([x, y]) => BESIDE.map(([right, down]) => [x + right * this.badge, y + down * this.badge]);
    if (one.area) {
      const [x, y] = this.seen([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
      const step = this.badge + 4;
      for (const row of [1, -1, 2, -2, 3]) for (const column of [0, -1, 1, -2, 2]) yield [x + column * step, y + row * step];
    } else if (points.length) {
      for (const point of points) yield* beside(this.seen(point));
    } else {
      const at = this.#whole(box) ? (share) => this.seen(one.shape.at(share)) : this.#alongSeen(one.shape.main);
      if (!at) return;
      for (const share of this.crowded ? FEW_ALONG : ALONG) yield at(share);
      if (!this.crowded) yield* beside(at(ALONG[0]));
    }
  }

  // Whether all of a box in the world is in sight.
  #whole([west, north, east, south]) {
    const [left, top] = this.seen([west, north]), [right, bottom] = this.seen([east, south]);
    return left > 0 && top > 0 && right < this.size.x && bottom < this.size.y;
  }

  // Where shares of a line are seen, of what is in sight of one that goes beyond it; null where nothing is.
  #alongSeen(line) {
    const { x: width, y: height } = this.size;
    const dots = dense(pairs(line).map(this.seen)).filter(([x, y]) => x > 0 && y > 0 && x < width && y < height);
    return dots.length ? (share) => dots[Math.floor(share * (dots.length - 1))] : null;
  }

  // A name beside its badge; for the worst, where there is no room beside it, farther away at the end of a leader.
  #name(one, [x, y], room, size, far = false) {
    const text = one.name.length > 22 ? `${one.name.slice(0, 21)}…` : one.name;
    const width = this.#width(text, size, 600) + 8;
    const height = size + 6;
    const away = this.badge / 2 + 3;
    const [right, down] = [away + width / 2, away + height / 2];
    const beside = [[x + right, y], [x - right, y], [x, y - down], [x, y + down], [x + right, y - height], [x + right, y + height], [x - right, y - height], [x - right, y + height]];
    const distant = far ? FAR.flatMap((step) => AROUND.map(([across, along]) => [x + across * (step * away + width / 2), y + along * step * away])) : [];
    const free = ([cx, cy]) => room.take(cx, cy, width, height);
    let at = beside.find(free);
    if (!at && (at = distant.find(free))) this.#leader([x, y], at, width, height);
    if (!at) return false;
    const name = el("span", { class: "name", text });
    name.style.fontSize = `${size}px`;
    this.#put(name, at);
    return true;
  }

  // A thin line from a badge's edge to the near edge of its name.
  #leader([x, y], [cx, cy], width, height) {
    const to = [Math.max(cx - width / 2, Math.min(x, cx + width / 2)), Math.max(cy - height / 2, Math.min(y, cy + height / 2))];
    const angle = Math.atan2(to[1] - y, to[0] - x);
    const start = [x + (Math.cos(angle) * this.badge) / 2, y + (Math.sin(angle) * this.badge) / 2];
    const line = el("span", { class: "leader" });
    line.style.width = `${Math.hypot(to[0] - start[0], to[1] - start[1])}px`;
    line.style.rotate = `${angle}rad`;
    this.#put(line, start);
  }
}

// Points along a pixel line, some 12 px apart.
function dense(line) {
  const dots = [line[0]];
  for (let i = 1; i < line.length; i++) {
    const [x, y] = line[i - 1], right = line[i][0] - x, down = line[i][1] - y;
    const steps = Math.min(200, Math.max(1, Math.round(Math.hypot(right, down) / 12)));
    for (let step = 1; step <= steps; step++) dots.push([x + (right * step) / steps, y + (down * step) / steps]);
  }
  return dots;
}
