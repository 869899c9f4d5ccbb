// The board: takes arguments from the page, keeps the map as it is, and redraws only what changed.

import { Base } from "./base.js";
import { fetched, geometryAt } from "./data.js";
import { el } from "./dom.js";
import { saidOf } from "./ground.js";
import { Host } from "./host.js";
import { Labels } from "./labels.js";
import { Panels, ROOMY } from "./panels.js";
import { Paper } from "./paper.js";
import { Pointer } from "./pointer.js";
import { Projects } from "./projects.js";
import { Sight } from "./sight.js";
import { Timeline } from "./timeline.js";

// The first picture is of what is in sight. What lies about it is drawn once the page is at rest, to be there when the map is dragged.
const MARGIN = 0.3; // of the map's size, on each side
const AT_REST = 1000; // ms
const idle = window.requestIdleCallback ?? ((act) => act());

const LOST = "地图数据没有取到。请刷新页面;仍不行时请确认看板服务在运行。";

export class Board {
  constructor({ frame, view, map }) {
    Object.assign(this, { frame, view, map, args: null, geometry: null, facts: null, active: [], kept: null, asked: null });
    Object.assign(this, { drawing: null, picking: null, wall: null });
    this.ended = new AbortController(); // of every listener beyond the board's own elements
    this.host = new Host((args) => this.#queued(args));
    this.queue = Promise.resolve();
    this.base = new Base(map);
    this.projects = new Projects(map);
    this.labels = new Labels(map);
    this.panels = new Panels(this, {
      zoom: (by) => map.setZoom(map.getZoom() + by),
      home: () => this.sight.home(),
      label: () => this.label(),
      relabel: () => { this.legend(); this.label(); },
      toggle: (key) => this.#toggle(key),
      pick: (index) => this.choose(index),
      towns: () => this.panels.showTowns(this.base.towns.map((town) => this.townFacts(town))),
      goto: (names) => this.sight.goto(names),
      only: (name) => this.tell("town", { name }),
      ground: (key) => this.tell("ground", { key }),
    });
    this.lost = el("p", { class: "panel lost", role: "alert", text: LOST });
    this.timeline = new Timeline(view, (date) => this.tell("date", { date }));
    this.sight = new Sight(this);
    this.pointer = new Pointer(this);
    this.paper = new Paper(this);
    const container = map.getContainer();
    container.setAttribute("aria-label", "项目地图。方向键移动,加减号缩放;全部项目另见页面中的项目清单");
    container.setAttribute("role", "application");
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
    map.on("moveend resize", () => this.label());
    map.on("movestart", () => { view.dataset.moving = "yes"; });
    map.on("moveend", () => { delete view.dataset.moving; });
    this.sizes = new ResizeObserver(() => this.paper.laid || map.invalidateSize({ pan: false }));
    this.sizes.observe(container);
  }

  hear(host) {
    this.host.hear(host);
  }

  tell(kind, data) {
    return this.host.tell(kind, data);
  }

  end() {
    this.ended.abort();
    this.sizes.disconnect();
    this.timeline.stop();
    this.map.remove();
  }

  // Rendering is queued: arguments may arrive while what the ones before them name is still being fetched.
  #queued(args) {
    this.queue = this.queue.then(() => !this.ended.signal.aborted && this.#render(args)).catch((error) => {
      this.view.dataset.error = error.message;
      if (args.awaited) this.tell("drawn");
    });
  }

  async #render(args) {
    const [geometry, facts] = await Promise.all([geometryAt(args.geometry), fetched(args.facts)]).catch(() => []);
    if (!facts) return this.#ask(args);
    this.lost.remove();
    const moved = geometry !== this.geometry, changed = moved || facts !== this.facts, first = !this.args;
    Object.assign(this, { args, geometry, facts, active: args.active, asked: null });
    if (moved) this.base.load(geometry);
    if (first && geometry.tiles) await (await import("./tiles.js")).addTiles(this.map, geometry.tiles);
    if (changed) this.projects.load(geometry.shapes, facts);
    const screened = await this.#screen(args.wall);
    if (first) {
      await this.sight.sized();
      this.panels.open = !args.compact && this.view.clientWidth >= ROOMY;
      if (this.wall) this.draw();
      this.sight.fit(this.sight.bounds());
      this.base.show();
    }
    this.panels.showStamp(args.stamp, args.offer);
    this.panels.print.hidden = !args.paper;
    this.view.classList.toggle("paper", args.paper);
    this.base.tint(args.ground);
    this.draw();
    this.#follow(args);
    this.timeline.show(args.paper ? [] : args.dates, args.as_of);
    this.view.classList.toggle("timed", !this.timeline.panel.hidden);
    if (screened) this.wall.start();
    await this.#sketch(args.draw);
    await this.#pickable(args.pick);
    this.label();
    this.#ready(first);
  }

  // The server has it no more (it was started anew, a message was overtaken): the page is run once for it, and then it is said.
  #ask(args) {
    if (this.asked !== args.facts) {
      this.asked = args.facts;
      return void this.tell("need");
    }
    this.view.append(this.lost);
    throw new Error(LOST);
  }

  // The wall screen is fetched where a page asks for it. Says whether it has something new to show.
  async #screen(wanted) {
    if (!wanted) return false;
    this.wall ??= new (await import("./wall.js")).Wall(this, { show: (id) => this.#present(id) });
    return this.wall.load(await fetched(wanted), this.facts.measures.light.classes);
  }

  // The project the wall speaks of: shown in its place, without a word to the server and without moving the map.
  #present(id) {
    const index = id === null ? -1 : this.facts.ids.indexOf(id);
    this.projects.pick(index < 0 ? null : index);
    this.label();
  }

  // Drawing is fetched where a page first asks for it.
  async #sketch(wanted) {
    if (!wanted && !this.drawing) return;
    this.drawing ??= new (await import("./draw.js")).Draw(this);
    this.drawing.show(wanted ?? null);
  }

  // Picking features is fetched where a page first asks for it, too.
  async #pickable(wanted) {
    if (!wanted && !this.picking) return;
    this.picking ??= new (await import("./pick.js")).Pick(this);
    this.picking.show(wanted ?? null);
  }

  get measure() {
    return this.facts.measures[this.args.measure];
  }

  get scope() {
    return this.args.scope ?? this.facts.ids.map((_, index) => index);
  }

  get chosen() {
    return this.projects.picked === null ? null : this.projects.all[this.projects.picked];
  }

  // What a town holds of the projects in sight, in words.
  townFacts({ name, code }) {
    const inside = [...this.kept].filter((index) => this.facts.towns[index].includes(code));
    const { classes, of } = this.measure;
    const counts = classes.map((kind, rank) => [kind, inside.filter((index) => of[index] === rank).length]).filter(([, count]) => count);
    return { name, said: [`${inside.length} 项`, ...counts.map(([kind, count]) => `${kind.label} ${count}`)].join(" · "), only: this.args.dates.length > 0 };
  }

  draw() {
    const { classes, of } = this.measure;
    const kept = this.scope.filter((index) => !this.active.length || this.active.includes(classes[of[index]].key));
    this.kept = new Set(kept);
    if (this.wall) this.projects.scale = this.wall.scale;
    this.projects.paint(this.measure, this.kept);
    this.legend();
    this.view.dataset.shown = kept.filter((index) => this.projects.all[index].mapped).length;
  }

  legend() {
    const { measure, projects, args, facts } = this;
    const counts = measure.classes.map(() => 0);
    for (const index of this.scope) counts[measure.of[index]] += 1;
    const kept = [...this.kept].map((index) => projects.all[index]);
    const off = kept.filter((one) => !one.mapped).map((one) => ({ ...one, reason: facts.reasons[one.index] }));
    const kinds = new Set(kept.filter((one) => one.mapped).map((one) => one.precision));
    this.panels.showLegend({
      measure, counts, active: this.active, on: kept.length - off.length, all: kept.length, off, kinds, approximate: args.stamp.approximate,
      ground: args.ground, towns: this.base.towns, compact: args.compact,
    });
  }

  label() {
    if (!this.kept) return;
    const { projects, labels, args } = this;
    if (this.wall) labels.scale = this.wall.scale;
    const worst = this.measure.named ?? [];
    const few = projects.shown.length <= 25;
    const seen = projects.inView([...this.kept].map((index) => projects.all[index])).sort((a, b) => a.rank - b.rank);
    labels.place({
      towns: this.base.towns, projects: seen, picked: projects.picked, obstacles: this.panels.rects(this.map.getContainer(), this.timeline.panel),
      says: (code) => saidOf(args.ground, code),
      urgent: (one) => worst.includes(one.paint.key),
      named: (one) => few || worst.includes(one.paint.key),
    });
  }

  // The choice made elsewhere: take it over and bring it into sight; the view stays as it is otherwise.
  #follow({ picked, towns, compact }) {
    const index = picked === null ? -1 : this.facts.ids.indexOf(picked);
    const next = index < 0 ? null : index;
    const changed = next !== this.projects.picked;
    if (this.wall) return;
    this.projects.pick(next);
    this.panels.showPicked(this.chosen);
    if (changed) this.sight.bring(this.chosen, { compact });
    this.sight.follow(towns);
  }

  choose(index) {
    const id = index === null ? null : this.facts.ids[index];
    if (this.wall) return this.wall.choose(id);
    this.projects.pick(index);
    this.panels.showPicked(this.chosen);
    this.label();
    this.tell("pick", { id });
    this.sight.near(this.chosen);
  }

  #toggle(key) {
    if (key === null) this.active = [];
    else this.active = this.active.includes(key) ? this.active.filter((one) => one !== key) : [...this.active, key];
    this.draw();
    this.label();
    this.tell("filter", { measure: this.args.measure, keys: this.active });
  }

  // Drawn, on the screen. A page that waits for it, with what would hold the map up, is told.
  #ready(first) {
    // Leaflet draws in the frame that was asked for before this one.
    requestAnimationFrame(() => {
      if (this.ended.signal.aborted) return;
      this.view.dataset.ready = String(Number(this.view.dataset.ready ?? 0) + 1);
      if (!first) return;
      // Told once the frame is on the screen: what the page then brings would hold it up.
      if (this.args.awaited) requestAnimationFrame(() => this.tell("drawn"));
      setTimeout(() => idle(() => [this.base.land, this.projects.hatching, this.projects.strokes].forEach(margin)), AT_REST);
    });
  }
}

function margin(canvas) {
  canvas.options.padding = MARGIN;
  if (canvas._map) canvas._update();
}
