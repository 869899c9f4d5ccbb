// Drawing a place on the board: a point, lines or areas, with vertices to move, add and take away; by mouse, finger or keys.
// Loaded only where a page asks for it. It knows nothing of projects: a shape comes in, a shape goes out.

import { el, ours, wear } from "./dom.js";
import { partsOf } from "./geojson.js";

const SAME = { mouse: 4, touch: 16 }; // px: a second click within this adds nothing, and ends the line
const STEP = 4; // px: an arrow key moves a vertex by this; with Shift by five times as much
const MOST_HANDLES = 400;
const DECIMALS = 1e6;

const KINDS = { point: "点", line: "线", area: "面" };
const LEAST = { point: 1, line: 2, area: 3 };
const HINTS = {
  point: "点击地图放一个点。",
  line: "逐点点击画线;双击或按“完成”结束。",
  area: "逐点点击画面;双击或按“完成”结束。",
  none: "选点、线或面,在图上画出位置。",
  edit: "拖动节点调整,拖动两节点之间的小点加点,拖动方块整体移动。",
  keys: "键盘:方向键移动地图,回车在十字处加点。",
};

export class Draw {
  constructor(board) {
    const { map } = board;
    Object.assign(this, { board, map, view: board.view });
    map.createPane("draw").style.zIndex = 630;
    map.createPane("handles").style.zIndex = 660;
    this.renderer = L.canvas({ pane: "draw", padding: 0.3 });
    this.shape = L.layerGroup().addTo(map);
    this.handles = L.layerGroup().addTo(map);
    this.cross = el("div", { class: "crosshair", "aria-hidden": "true", hidden: "" });
    map.getContainer().append(this.cross);
    this.#panel();
    this.#listen();
    this.#reset(null, []);
    wear(this.view, "draw.css");
  }

  // Whether a click on the map belongs to the drawing.
  get busy() {
    return this.tool !== null || this.dragging || performance.now() < this.quietUntil;
  }

  // wanted: { key, shape, editable, still }; a key seen before leaves what is being drawn alone; still: the view stays as it is.
  show(wanted) {
    this.panel.hidden = !wanted?.editable;
    if (!wanted) {
      this.key = null;
      this.#reset(null, []);
      return;
    }
    if (wanted.key === this.key) return;
    this.key = wanted.key;
    this.editable = wanted.editable;
    this.#take(wanted.shape);
    const extent = L.latLngBounds(this.parts.flat());
    if (!wanted.still && extent.isValid() && !(this.map.getBounds().contains(extent) && this.map.getZoom() > 11)) this.map.fitBounds(extent.pad(0.4), { maxZoom: 15, animate: false });
  }

  // Esc: what was begun with the tool in hand is given up. Says whether there was anything to give up.
  escape() {
    if (this.tool === null) return false;
    this.#restore(this.before);
    this.past.length = this.beforePast;
    this.#stop();
    return true;
  }

  // -- state -----------------------------------------------------------------------------------------------------------

  #reset(kind, parts) {
    Object.assign(this, { kind, parts, tool: null, open: false, past: [], pointer: null, dragging: false, quietUntil: 0, focused: null });
    this.#redraw();
  }

  #take(shape) {
    const { lines, areas, points } = partsOf(shape);
    if (areas.length) this.#reset("area", areas.map(([ring]) => ring.slice(0, -1).map((one) => L.latLng(one))));
    else if (lines.length) this.#reset("line", lines.map((line) => line.map((one) => L.latLng(one))));
    else if (points.length) this.#reset("point", points.map((one) => [L.latLng(one)]));
    else this.#reset(null, []);
    this.given = shape;
  }

  #snapshot() {
    return JSON.stringify([this.kind, this.parts.map((part) => part.map(({ lat, lng }) => [lat, lng])), this.open]);
  }

  #restore(text) {
    const [kind, parts, open] = JSON.parse(text);
    this.kind = kind;
    this.parts = parts.map((part) => part.map((one) => L.latLng(one)));
    this.open = open && this.tool !== null;
  }

  #remember() {
    this.past.push(this.#snapshot());
  }

  #undo() {
    if (!this.past.length) return;
    this.#restore(this.past.pop());
    this.#redraw();
    if (!this.open) this.#say();
  }

  // -- drawing ---------------------------------------------------------------------------------------------------------

  #start(kind) {
    this.before = this.#snapshot();
    this.beforePast = this.past.length;
    this.tool = kind;
    this.open = false;
    this.map.doubleClickZoom.disable();
    this.map.getContainer().classList.add("drawing");
    this.map.getContainer().focus({ preventScroll: true });
    this.#redraw();
  }

  #stop() {
    Object.assign(this, { tool: null, open: false, pointer: null, quietUntil: performance.now() + 350 });
    this.cross.hidden = true;
    this.map.getContainer().classList.remove("drawing");
    setTimeout(() => this.map.doubleClickZoom.enable(), 350);
    this.#redraw();
  }

  #add(latlng, reach = SAME.mouse) {
    const part = this.open ? this.parts.at(-1) : null;
    const last = part?.at(-1);
    this.again = Boolean(last) && this.#apart(last, latlng) < reach;
    if (this.again) return;
    this.#remember();
    if (part) part.push(latlng);
    else {
      // Another stretch of the same kind joins what is there; another kind takes its place. A project's point is one.
      if (this.kind !== this.tool || this.tool === "point") this.parts = [];
      this.kind = this.tool;
      this.parts.push([latlng]);
      this.open = true;
    }
    if (this.tool === "point") this.#finish();
    else this.#redraw();
  }

  #finish() {
    if (this.tool === null) return;
    const whole = !this.open || this.parts.at(-1).length >= LEAST[this.kind];
    if (!whole) this.parts.pop();
    if (!this.parts.length) this.kind = null;
    const changed = this.#snapshot() !== this.before;
    this.#stop();
    if (changed) this.#say();
  }

  #clear() {
    if (!this.parts.length) return;
    this.#remember();
    Object.assign(this, { parts: [], kind: null, open: false });
    this.#redraw();
    this.#say();
  }

  #remove(part, index) {
    this.#remember();
    this.parts[part].splice(index, 1);
    if (this.parts[part].length < LEAST[this.kind]) this.parts.splice(part, 1);
    if (!this.parts.length) this.kind = null;
    this.focused = null;
    this.#redraw();
    this.#say();
  }

  #apart(a, b) {
    return this.map.latLngToContainerPoint(a).distanceTo(this.map.latLngToContainerPoint(b));
  }

  #say() {
    this.board.tell("shape", { key: this.key, geometry: this.geometry() });
  }

  geometry() {
    const pair = ({ lat, lng }) => [Math.round(lng * DECIMALS) / DECIMALS, Math.round(lat * DECIMALS) / DECIMALS];
    const parts = this.parts.filter((part) => part.length >= LEAST[this.kind]).map((part) => part.map(pair));
    if (!parts.length) return null;
    const single = parts.length === 1;
    if (this.kind === "point") return single ? { type: "Point", coordinates: parts[0][0] } : { type: "MultiPoint", coordinates: parts.map(([one]) => one) };
    if (this.kind === "line") return single ? { type: "LineString", coordinates: parts[0] } : { type: "MultiLineString", coordinates: parts };
    const rings = parts.map((part) => [[...part, part[0]]]);
    return single ? { type: "Polygon", coordinates: rings[0] } : { type: "MultiPolygon", coordinates: rings };
  }

  // -- what is seen ----------------------------------------------------------------------------------------------------

  #redraw() {
    this.#outline();
    this.#grips();
    this.#tools();
    this.view.dataset.drawn = this.parts.flat().length;
  }

  #outline() {
    this.shape.clearLayers();
    const colour = getComputedStyle(this.view).getPropertyValue("--draw").trim() || "#7a1fa2";
    const common = { renderer: this.renderer, interactive: false, color: colour, weight: 4, fillColor: colour, fillOpacity: 0.15, dashArray: "10 5" };
    const under = { ...common, color: "#ffffff", weight: 8, dashArray: null, fill: false };
    this.parts.forEach((part, index) => {
      const growing = this.open && index === this.parts.length - 1;
      if (this.kind === "point") return void L.circleMarker(part[0], { ...common, radius: 9, weight: 3, dashArray: null }).addTo(this.shape);
      const ahead = growing && this.pointer ? [...part, this.pointer] : part;
      const closed = this.kind === "area" && ahead.length > 2;
      for (const style of [under, common]) (closed ? L.polygon(ahead, style) : L.polyline(ahead, style)).addTo(this.shape);
      if (growing) for (const one of part) L.circleMarker(one, { ...common, radius: 4, weight: 2, dashArray: null, fillColor: "#ffffff", fillOpacity: 1 }).addTo(this.shape);
    });
  }

  #grips() {
    this.handles.clearLayers();
    this.marks = [];
    if (!this.editable || this.tool !== null || this.parts.flat().length > MOST_HANDLES) return;
    this.parts.forEach((part, index) => {
      part.forEach((latlng, vertex) => this.#vertex(part, index, vertex, latlng));
      if (this.kind === "point") return;
      const pairs = part.map((one, vertex) => [one, part[vertex + 1] ?? (this.kind === "area" ? part[0] : null), vertex]);
      for (const [a, b, vertex] of pairs) if (b && this.#apart(a, b) > 30) this.#middle(part, vertex, a, b);
    });
    if (this.kind && this.kind !== "point") this.#whole();
  }

  #grip(latlng, kind, title) {
    const icon = L.divIcon({ html: el("span"), className: `grip ${kind}`, iconSize: [44, 44] });
    return L.marker(latlng, { icon, pane: "handles", draggable: true, autoPan: true, keyboard: kind !== "middle", title, alt: title }).addTo(this.handles);
  }

  #dragged(marker, { start = () => {}, move }) {
    marker.on("dragstart", () => { this.dragging = true; this.#remember(); start(); });
    marker.on("drag", () => { move(marker.getLatLng()); this.#outline(); });
    marker.on("dragend", () => { this.dragging = false; this.quietUntil = performance.now() + 350; this.#redraw(); this.#say(); });
  }

  #vertex(part, index, vertex, latlng) {
    const marker = this.#grip(latlng, "vertex", `节点 ${vertex + 1}:拖动或按方向键移动,删除键去掉`);
    this.#dragged(marker, { move: (to) => { part[vertex] = to; } });
    marker.on("contextmenu", () => this.#remove(index, vertex));
    const node = marker.getElement();
    this.marks.push({ node, index, vertex });
    node.addEventListener("focus", () => { this.focused = [index, vertex]; this.#tools(); });
    node.addEventListener("keydown", (event) => {
      if (event.key === "Delete" || event.key === "Backspace") this.#remove(index, vertex);
      else if (!this.#nudge(event, (by) => { part[vertex] = this.#shifted(part[vertex], by); })) return;
      event.preventDefault();
      event.stopPropagation();
      this.marks.find((one) => one.index === index && one.vertex === vertex)?.node.focus();
    });
  }

  #middle(part, vertex, a, b) {
    const marker = this.#grip(L.latLng((a.lat + b.lat) / 2, (a.lng + b.lng) / 2), "middle", "拖动以加一个节点");
    this.#dragged(marker, { start: () => part.splice(vertex + 1, 0, marker.getLatLng()), move: (to) => { part[vertex + 1] = to; } });
  }

  #whole() {
    const at = L.latLngBounds(this.parts.flat()).getCenter();
    const marker = this.#grip(at, "whole", "拖动或按方向键整体移动");
    let from = at;
    this.#dragged(marker, {
      start: () => { from = at; },
      move: (to) => { this.#shiftAll(to.lat - from.lat, to.lng - from.lng); from = to; },
    });
    marker.getElement().addEventListener("keydown", (event) => {
      const moved = this.#nudge(event, (by) => {
        const to = this.#shifted(at, by);
        this.#shiftAll(to.lat - at.lat, to.lng - at.lng);
      });
      if (!moved) return;
      event.preventDefault();
      event.stopPropagation();
      this.map.getPane("handles").querySelector(".whole")?.focus();
    });
  }

  #shiftAll(lat, lng) {
    for (const part of this.parts) part.forEach((one, index) => { part[index] = L.latLng(one.lat + lat, one.lng + lng); });
  }

  #shifted(latlng, by) {
    return this.map.containerPointToLatLng(this.map.latLngToContainerPoint(latlng).add(by));
  }

  #nudge({ key, shiftKey }, act) {
    const by = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
    if (!by) return false;
    this.#remember();
    act(by.map((one) => one * STEP * (shiftKey ? 5 : 1)));
    this.#redraw();
    this.#say();
    return true;
  }

  // -- the toolbar and the keys ----------------------------------------------------------------------------------------

  #panel() {
    const button = (name, text, act, title) => el("button", { type: "button", class: `draw-${name}`, title, on: { click: act }, text });
    this.buttons = {
      ...Object.fromEntries(Object.entries(KINDS).map(([kind, text]) => [kind, button(kind, text, () => (this.tool === kind ? this.#finish() : this.#start(kind)), `画${text}`)])),
      finish: button("finish", "完成", () => this.#finish(), "结束这一笔"),
      undo: button("undo", "撤销", () => this.#undo(), "撤销上一步(Ctrl+Z)"),
      vertex: button("vertex", "删节点", () => this.focused && this.#remove(...this.focused), "去掉选中的节点"),
      clear: button("clear", "清除", () => this.#clear(), "清除所画"),
    };
    this.hint = el("p", { class: "hint", role: "status" });
    this.panel = el("div", { class: "panel draw", hidden: "" },
      el("div", { class: "row", role: "toolbar", "aria-label": "画图工具" }, ...Object.values(this.buttons)), this.hint);
    this.view.append(this.panel);
  }

  #tools() {
    for (const kind of Object.keys(KINDS)) this.buttons[kind].setAttribute("aria-pressed", String(this.tool === kind));
    this.buttons.finish.disabled = this.tool === null;
    this.buttons.undo.disabled = !this.past.length;
    this.buttons.clear.disabled = !this.parts.length || this.tool !== null;
    this.buttons.vertex.disabled = !this.focused || this.tool !== null;
    this.hint.textContent = this.tool ? `${HINTS[this.tool]}Esc 放弃。${this.cross.hidden ? "" : HINTS.keys}` : this.parts.length ? HINTS.edit : HINTS.none;
  }

  #listen() {
    const map = this.map;
    map.on("click", ({ latlng, originalEvent }) => {
      if (this.tool !== null) this.#add(latlng, SAME[originalEvent.pointerType] ?? SAME.mouse);
    });
    // Two quick taps at two places are two points, though they come as a double click.
    map.on("dblclick", () => { if (this.again) this.#finish(); });
    map.on("mousemove", ({ latlng, originalEvent }) => {
      if (!this.open || originalEvent.pointerType === "touch") return;
      this.pointer = latlng;
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => { this.waiting = null; this.#outline(); });
    });
    map.on("zoomend", () => this.#grips());
    map.getContainer().addEventListener("keydown", (event) => {
      if (this.tool === null || event.target !== map.getContainer()) return;
      if (event.key.startsWith("Arrow")) {
        this.cross.hidden = false;
        this.#tools();
      }
      if (event.key === "Enter" || event.key === " ") {
        this.#add(map.getCenter());
        event.preventDefault();
      } else if (event.key === "Backspace") this.#undo();
    });
    document.addEventListener("keydown", (event) => {
      if (this.panel.hidden || !ours(event, this.board.frame) || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      this.#undo();
      event.preventDefault();
    }, { signal: this.board.ended.signal });
  }
}
