// The board: takes arguments from the page, keeps the map as it is, and redraws only what changed.

import { Base } from "./base.js";
import { saidOf } from "./ground.js";
import { Labels } from "./labels.js";
import { Panels, ROOMY } from "./panels.js";
import { Projects } from "./projects.js";
import { listen, tell, unpack } from "./streamlit.js";
import { Timeline } from "./timeline.js";

const map = window.boardMap;
const base = new Base(map);
const projects = new Projects(map);
const labels = new Labels(map);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const state = { geometryKey: null, factsKey: null, geometry: null, facts: null, args: null, active: [], towns: null, asked: null, kept: null };

const panels = new Panels(document.body, {
  zoom: (by) => map.setZoom(map.getZoom() + by),
  home: () => fit(bounds(), true),
  moved: () => map.invalidateSize(),
  label: () => label(),
  relabel: () => { legend(); label(); },
  toggle: (key) => toggle(key),
  pick: (index) => choose(index),
  towns: () => panels.showTowns(base.towns.map(townFacts)),
  goto: (names) => goto(names),
  only: (name) => tell("town", { name }),
  ground: (key) => tell("ground", { key }),
});
const timeline = new Timeline(document.body, (date) => tell("date", { date }));

map.getContainer().setAttribute("aria-label", "项目地图。方向键移动,加减号缩放;全部项目另见页面中的项目清单");
map.getContainer().setAttribute("role", "application");
L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);

// The towns' extent; where there are none, the region's box.
const bounds = () => {
  const extent = L.latLngBounds(base.towns.map((town) => town.bounds));
  const [west, south, east, north] = state.geometry.bbox;
  return extent.isValid() ? extent : L.latLngBounds([[south, west], [north, east]]);
};

function fit(to, moving = false, options = {}) {
  const { x: width, y: height } = map.getSize();
  const wide = width >= 900;
  const { offsetWidth: across, offsetHeight: high } = panels.legend;
  const below = wall && across > width / 2; // on an upright wall the legend lies along the foot
  const left = below ? 10 : panels.open && (wall || width >= ROOMY) ? across + 20 : 20;
  const timed = state.args.dates.length > 1 && !state.args.paper;
  const foot = (timed ? 54 : 4) + (state.args.compact ? 52 : 106); // on a narrow map the shut legend lies there
  const margin = below ? { paddingTopLeft: [10, 10], paddingBottomRight: [10, Math.min(high + 16, height * 0.6)] } : { paddingTopLeft: [left, wide ? 30 : 46], paddingBottomRight: wide ? [56, timed ? 58 : 20] : [10, foot] };
  if (moving && !calm) map.flyToBounds(to, { ...margin, duration: 0.6, ...options });
  else map.fitBounds(to, { ...margin, animate: false, ...options });
}

let drawing = null;
let picking = null;
let wall = null;

// Rendering is queued: arguments may arrive while the ones before them are still being unpacked.
let queue = Promise.resolve();
listen((args) => { queue = queue.then(() => render(args)).catch((error) => { document.body.dataset.error = error.message; if (args.awaited) tell("drawn"); }); });

// A frame that is not laid out yet has no size, and a view cannot be fitted to it.
const sized = () => new Promise((go) => {
  const look = () => {
    const { x, y } = map.invalidateSize({ pan: false }).getSize();
    if (x > 120 && y > 160) go();
    else requestAnimationFrame(look);
  };
  look();
});

async function render(args) {
  if (args.geometry) Object.assign(state, { geometry: await unpack(args.geometry), geometryKey: args.geometry_key });
  if (args.facts) Object.assign(state, { facts: await unpack(args.facts), factsKey: args.facts_key });
  if (state.geometryKey !== args.geometry_key || state.factsKey !== args.facts_key) return ask(args);
  const first = !state.args;
  state.args = args;
  state.active = args.active;
  if (args.geometry) base.load(state.geometry);
  if (first && state.geometry.tiles) await (await import("./tiles.js")).addTiles(map, state.geometry.tiles);
  if (args.geometry || args.facts) projects.load(state.geometry.shapes, state.facts);
  const screened = await screen(args.wall);
  if (first) {
    await sized();
    panels.open = !args.compact && window.innerWidth >= ROOMY;
    if (wall) draw();
    fit(bounds());
    base.show();
  }
  panels.showStamp(args.stamp, args.offer);
  panels.print.hidden = !args.paper;
  document.body.classList.toggle("paper", args.paper);
  base.tint(args.ground);
  draw();
  follow(args);
  timeline.show(args.paper ? [] : args.dates, args.as_of);
  document.body.classList.toggle("timed", !timeline.panel.hidden);
  if (screened) wall.start();
  await sketch(args.draw);
  await pickable(args.pick);
  label();
  ready(first);
}

// The wall screen is fetched where a page asks for it. Says whether it has something new to show.
async function screen(wanted) {
  if (!wanted) return false;
  wall ??= new (await import("./wall.js")).Wall(document.body, map, { tell, show: present });
  await wall.load(await unpack(wanted), state.facts.measures.light.classes);
  return true;
}

// The project the wall speaks of: shown in its place, without a word to the server and without moving the map.
function present(id) {
  const index = id === null ? -1 : state.facts.ids.indexOf(id);
  projects.pick(index < 0 ? null : index);
  label();
}

// What a town holds of the projects in sight, in words.
function townFacts({ name, code }) {
  const inside = [...state.kept].filter((index) => state.facts.towns[index].includes(code));
  const { classes, of } = measure();
  const counts = classes.map((kind, rank) => [kind, inside.filter((index) => of[index] === rank).length]).filter(([, count]) => count);
  return { name, said: [`${inside.length} 项`, ...counts.map(([kind, count]) => `${kind.label} ${count}`)].join(" · "), only: state.args.dates.length > 0 };
}

function goto(names) {
  const extent = L.latLngBounds(base.towns.filter(({ name }) => names.includes(name)).map((town) => town.bounds));
  if (extent.isValid()) fit(extent, true);
}

// Drawing is fetched where a page first asks for it.
async function sketch(wanted) {
  if (!wanted && !drawing) return;
  drawing ??= new (await import("./draw.js")).Draw(map, { tell });
  drawing.show(wanted ?? null);
}

// Picking features is fetched where a page first asks for it, too.
async function pickable(wanted) {
  if (!wanted && !picking) return;
  picking ??= new (await import("./pick.js")).Pick(map, { tell, base: () => state.geometry.base });
  picking.show(wanted ?? null);
}

// What should have been kept is not here (a page reopened, a message overtaken): ask for it once.
function ask(args) {
  const wanted = `${args.geometry_key} ${args.facts_key}`;
  if (state.asked === wanted) return;
  state.asked = wanted;
  tell("need");
}

const measure = () => state.facts.measures[state.args.measure];
const scope = () => state.args.scope ?? state.facts.ids.map((_, index) => index);

function draw() {
  const { classes, of } = measure();
  const kept = scope().filter((index) => !state.active.length || state.active.includes(classes[of[index]].key));
  state.kept = new Set(kept);
  if (wall) projects.scale = wall.scale;
  projects.paint(measure(), state.kept);
  legend();
  document.body.dataset.shown = kept.filter((index) => projects.all[index].mapped).length;
}

function legend() {
  const { classes, of } = measure();
  const counts = classes.map(() => 0);
  for (const index of scope()) counts[of[index]] += 1;
  const kept = [...state.kept].map((index) => projects.all[index]);
  const off = kept.filter((one) => !one.mapped).map((one) => ({ ...one, reason: state.facts.reasons[one.index] }));
  const kinds = new Set(kept.filter((one) => one.mapped).map((one) => one.precision));
  panels.showLegend({ measure: measure(), counts, active: state.active, on: kept.length - off.length, all: kept.length, off, kinds, approximate: state.args.stamp.approximate, ground: state.args.ground, towns: base.towns, compact: state.args.compact });
}

const chosen = () => (projects.picked === null ? null : projects.all[projects.picked]);

// The choice made elsewhere: take it over and bring it into sight; the view stays as it is otherwise.
function follow({ picked, towns, compact }) {
  const index = picked === null ? -1 : state.facts.ids.indexOf(picked);
  const next = index < 0 ? null : index;
  const changed = next !== projects.picked;
  if (wall) return;
  projects.pick(next);
  panels.showPicked(chosen());
  if (changed && chosen()?.mapped && (compact || !map.getBounds().contains(chosen().shape.bounds))) fit(chosen().shape.bounds, !compact, { maxZoom: compact ? 13 : 14 });
  const wanted = towns.join();
  if (wanted === state.towns) return;
  const extent = L.latLngBounds(base.towns.filter(({ name }) => towns.includes(name)).map((town) => town.bounds));
  if (extent.isValid()) fit(extent, state.towns !== null);
  else if (state.towns) fit(bounds(), true);
  state.towns = wanted;
}

function choose(index) {
  if (wall) return wall.choose(index === null ? null : state.facts.ids[index]);
  projects.pick(index);
  panels.showPicked(chosen());
  label();
  tell("pick", { id: index === null ? null : state.facts.ids[index] });
  if (chosen()?.mapped && !map.getBounds().intersects(chosen().shape.bounds)) fit(chosen().shape.bounds, true, { maxZoom: 14 });
}

function toggle(key) {
  if (key === null) state.active = [];
  else state.active = state.active.includes(key) ? state.active.filter((one) => one !== key) : [...state.active, key];
  draw();
  label();
  tell("filter", { measure: state.args.measure, keys: state.active });
}

function label() {
  if (!state.kept) return;
  if (wall) labels.scale = wall.scale;
  const worst = measure().named ?? [];
  const few = projects.shown.length <= 25;
  const seen = projects.inView([...state.kept].map((index) => projects.all[index])).sort((a, b) => a.rank - b.rank);
  labels.place({
    towns: base.towns, projects: seen, picked: projects.picked, obstacles: panels.rects(map.getContainer(), timeline.panel),
    says: (code) => saidOf(state.args.ground, code),
    urgent: (one) => worst.includes(one.paint.key),
    named: (one) => few || worst.includes(one.paint.key),
  });
}

// Drawn, on the screen. A page that waits for it, with what would hold the map up, is told.
function ready(first) {
  // Leaflet draws in the frame that was asked for before this one.
  requestAnimationFrame(() => {
    document.body.dataset.ready = String(Number(document.body.dataset.ready ?? 0) + 1);
    if (!first) return;
    // Told once the frame is on the screen: what the page then brings would hold it up.
    if (state.args.awaited) requestAnimationFrame(() => tell("drawn"));
    setTimeout(() => idle(() => [base.land, projects.hatching, projects.strokes].forEach(margin)), AT_REST);
  });
}

// The first picture is of what is in sight. What lies about it is drawn once the page is at rest, to be there when the map is dragged.
const MARGIN = 0.3; // of the map's size, on each side
const AT_REST = 1000; // ms
const idle = window.requestIdleCallback ?? ((act) => act());
function margin(canvas) {
  canvas.options.padding = MARGIN;
  if (canvas._map) canvas._update();
}

map.on("moveend resize", label);
map.on("movestart", () => { document.body.dataset.moving = "yes"; });
map.on("moveend", () => { delete document.body.dataset.moving; });
new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(map.getContainer());

const nearBadge = (latlng) => {
  const here = map.latLngToContainerPoint(latlng);
  return labels.badges.filter(({ at }) => map.latLngToContainerPoint(at).distanceTo(here) <= 12).map(({ one }) => one);
};
const under = (latlng, reach) => [...new Set([...nearBadge(latlng), ...projects.hit(latlng, reach)])];

map.on("click", ({ latlng, containerPoint, originalEvent }) => {
  if (!state.args || drawing?.busy) return;
  panels.close();
  const reach = originalEvent.pointerType === "touch" ? 16 : 9;
  if (picking?.active) return picking.click(latlng, reach);
  const some = under(latlng, reach);
  if (some.length === 1) choose(some[0].index);
  else if (some.length) panels.showChoice(some, containerPoint);
  else if (!wall && !state.args.compact) touchTown(latlng, containerPoint);
});

function touchTown(latlng, at) {
  const town = base.townAt(latlng);
  if (town) panels.showTown(townFacts(town), at);
}

let waiting = null;
map.on("mousemove", (event) => {
  if (!state.args || event.originalEvent.pointerType === "touch") return;
  if (!waiting) requestAnimationFrame(() => { hover(waiting); waiting = null; });
  waiting = event;
});
map.on("mouseout movestart zoomstart", () => {
  panels.showHover([]);
  if (picking?.active) picking.hover(null);
});

function hover({ latlng, containerPoint }) {
  if (drawing?.busy) return panels.showHover([]);
  if (picking?.active) return picking.hover(latlng);
  const some = under(latlng);
  panels.showHover(some, containerPoint);
  map.getContainer().classList.toggle("pointing", some.length > 0);
}

// Paper has another width than the screen: the map is fitted to it at once, and gets its view back afterwards.
const SHEET = { width: "277mm", height: "136mm" }; // as print.css has it
let kept = null;
window.addEventListener("beforeprint", () => {
  if (!state.args) return;
  kept = [map.getCenter(), map.getZoom(), map.getBounds()];
  const { frameElement } = window;
  if (!state.args.paper && frameElement) for (const [side, size] of Object.entries(SHEET)) frameElement.style.setProperty(side, size, "important");
  document.body.classList.add("paper");
  legend();
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(kept[2], { animate: false });
  // A canvas drawn in this very moment would be printed stroke by stroke, each wiping out what lies below: reading it settles it.
  for (const canvas of document.querySelectorAll("canvas")) canvas.getContext("2d").getImageData(0, 0, 1, 1);
});
window.addEventListener("afterprint", () => {
  if (!kept) return;
  if (window.frameElement) for (const side of Object.keys(SHEET)) window.frameElement.style.removeProperty(side);
  document.body.classList.toggle("paper", state.args.paper);
  legend();
  map.invalidateSize({ animate: false, pan: false });
  map.setView(kept[0], kept[1], { animate: false });
  kept = null;
});

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && !drawing?.escape() && !panels.close() && projects.picked !== null) choose(null);
});
