// Everything that stands on the map and is not drawn: title, legend, tools, lists. Plain HTML, reached by keyboard.

import { badge, el, tool, toFull } from "./dom.js";
import { groundLegend } from "./ground.js";

export const ROOMY = 760; // px: a map less wide has its legend shut, as badges and counts, or it would cover the towns

export class Panels {
  constructor({ frame, view }, acts) {
    Object.assign(this, { frame, view, acts });
    this.stamp = el("div", { class: "panel stamp" });
    this.tools = el("div", { class: "panel tools", role: "toolbar", "aria-label": "地图工具" });
    this.legend = el("section", { class: "panel legend", "aria-label": "图例" });
    this.strip = el("div", { class: "panel strip", role: "status", hidden: "" });
    this.list = el("div", { class: "panel list", role: "dialog", hidden: "" });
    this.hover = el("div", { class: "hover", "aria-hidden": "true", hidden: "" });
    view.append(this.stamp, this.tools, this.legend, this.strip, this.list, this.hover);
    this.open = false;
    this.#tools();
  }

  #tools() {
    this.tools.append(
      tool("plus", "放大", () => this.acts.zoom(1)),
      tool("minus", "缩小", () => this.acts.zoom(-1)),
      tool("home", "全图", () => this.acts.home()),
      tool("town", "到镇街", () => this.acts.towns()),
    );
    this.print = tool("print", "打印", () => window.print());
    this.print.hidden = true;
    this.tools.append(this.print);
    if (document.fullscreenEnabled) this.tools.append(tool("full", "全屏", () => toFull(this.frame)));
  }

  showStamp({ title, as_of, demo, note }, offer = []) {
    const goto = offer.length > 0 && el("button", { type: "button", class: "goto", text: `放大到${offer.length > 2 ? `所选${offer.length}个镇街` : offer.join("、")}`, on: { click: () => this.acts.goto(offer) } });
    this.stamp.replaceChildren(...[
      el("strong", { class: "title", text: title }),
      el("span", { class: "as-of", text: as_of }),
      demo && el("span", { class: "demo", text: "演示数据" }),
      note && el("span", { class: "note", text: note }),
      goto,
    ].filter(Boolean));
  }

  showLegend({ measure, counts, active, on, all, off, approximate, kinds, ground, towns, compact }) {
    const held = measure.classes.map((kind, rank) => ({ kind, count: counts[rank], pressed: active.includes(kind.key) })).filter(({ count, pressed }) => count || pressed);
    const head = el("button", {
      type: "button", class: "head", "aria-expanded": String(this.open),
      on: { click: () => { this.open = !this.open; this.acts.relabel(); } },
    }, el("strong", { text: measure.title }), el("span", { class: "chevron", text: this.open ? "▾" : "▸" }));
    const missing = el("button", { type: "button", class: "mapped", on: { click: () => this.showOff(off) } },
      el("span", { text: `上图 ${on} / 共 ${all}` }), off.length > 0 && el("span", { class: "more", text: `未上图 ${off.length} 项 ›` }));
    const paper = this.view.classList.contains("paper");
    const rules = measure.words.length > 0 && el("details", { on: { toggle: ({ target }) => { this.explained = target.open; this.acts.label(); } } },
      el("summary", { text: "规则说明" }), ...measure.words.map((text) => el("p", { class: "rule", text })));
    if (rules) rules.open = paper || (this.explained ?? false);
    const rows = el("div", { class: "rows" }, ...held.map((one) => this.#class(one, active, compact)));
    const body = el("div", { class: "body" }, rows, rules,
      active.length > 0 && el("button", { type: "button", class: "clear", text: "显示全部", on: { click: () => this.acts.toggle(null) } }), precisionKey(kinds), groundLegend(paper && !ground?.key ? null : ground, towns, this.acts.ground),
      approximate && el("p", { class: "note", text: "镇街界线为近似边界,示意,不作划界依据" }));
    this.legend.classList.toggle("shut", !this.open);
    this.legend.replaceChildren(...[head, this.open ? body : !compact && rows, missing].filter(Boolean));
    // Paper cannot be scrolled: what does not fit is told below the map.
    if (paper && rules && body.scrollHeight > body.clientHeight) rules.remove();
  }

  // A class with its count; a click filters by it. A compact map belongs to a page that has no filters.
  #class({ kind, count, pressed }, active, compact) {
    const row = el("button", { type: "button", class: "row", title: kind.label, "aria-pressed": String(pressed), on: { click: () => this.acts.toggle(kind.key) } });
    row.append(badge(kind, 20), el("span", { class: "label" }, el("span", { text: kind.label }), kind.words && el("small", { text: kind.words })), el("b", { text: count }));
    row.classList.toggle("dim", active.length > 0 && !pressed);
    row.disabled = compact;
    return row;
  }

  showPicked(one) {
    this.strip.hidden = !one;
    if (!one) return;
    const mark = badge(one.paint, 24);
    const words = el("span", { class: "what" }, el("strong", { text: one.name }), el("span", { text: one.tip }));
    this.strip.replaceChildren(mark, words, tool("close", "取消选择", () => this.acts.pick(null)));
  }

  // Several projects under one click: the reader chooses.
  showChoice(some, at) {
    this.#show(`此处有 ${some.length} 个项目`, some.map((one) => this.#item(one, one.tip)));
    this.#beside(at);
  }

  // The towns, each with what lies in it: one touch goes there.
  showTowns(towns) {
    this.#show("到镇街", towns.map((one) => this.#way(one.name, one.said, () => this.acts.goto([one.name]))));
    Object.assign(this.list.style, { left: "auto", right: "56px", top: "10px" });
  }

  // One town, touched where no project lies.
  showTown(town, at) {
    this.#show(town.name, [
      el("p", { class: "said", text: town.said }),
      this.#way("放大到本镇街", "", () => this.acts.goto([town.name])),
      town.only && this.#way("只看本镇街的项目", "按镇街筛选", () => this.acts.only(town.name)),
    ]);
    this.#beside(at);
  }

  #way(title, words, act) {
    return el("button", { type: "button", class: "item", on: { click: () => { this.close(); act(); } } },
      el("span", { class: "what" }, el("span", { text: title }), words && el("small", { text: words })));
  }

  #beside(at) {
    const { offsetWidth: width, offsetHeight: height } = this.list;
    this.list.style.left = `${Math.max(8, Math.min(at.x + 8, this.view.clientWidth - width - 8))}px`;
    this.list.style.top = `${Math.max(8, Math.min(at.y + 8, this.view.clientHeight - height - 8))}px`;
  }

  showOff(off) {
    if (!off.length) return;
    this.#show(`未上图 ${off.length} 项`, off.map((one) => this.#item(one, one.reason)));
  }

  #show(title, items) {
    Object.assign(this.list.style, { left: "", right: "", top: "" });
    this.list.setAttribute("aria-label", title);
    const top = el("div", { class: "top" }, el("strong", { text: title }), tool("close", "关闭", () => this.close()));
    this.list.replaceChildren(top, el("div", { class: "items" }, ...items.filter(Boolean)));
    this.list.hidden = false;
    this.list.querySelector(".item")?.focus();
  }

  #item(one, words) {
    const row = el("button", { type: "button", class: "item", on: { click: () => { this.close(); this.acts.pick(one.index); } } });
    row.append(badge(one.paint, 20), el("span", { class: "what" }, el("span", { text: one.name }), el("small", { text: words })));
    return row;
  }

  close() {
    const was = !this.list.hidden;
    this.list.hidden = true;
    return was;
  }

  showHover(some, at) {
    this.hover.hidden = !some.length;
    if (!some.length) return;
    const first = some.slice(0, 3).map((one) => el("div", {}, el("strong", { text: one.name }), el("span", { text: one.tip })));
    if (some.length > 3) first.push(el("em", { text: `另有 ${some.length - 3} 项` }));
    this.hover.replaceChildren(...first);
    const right = at.x + 16 + this.hover.offsetWidth > this.view.clientWidth;
    this.hover.style.left = `${right ? Math.max(4, at.x - this.hover.offsetWidth - 12) : at.x + 16}px`;
    this.hover.style.top = `${Math.max(4, Math.min(at.y + 14, this.view.clientHeight - this.hover.offsetHeight - 4))}px`;
  }

  // What names must keep clear of, in px of the map.
  rects(map, ...more) {
    const { left: x, top: y } = map.getBoundingClientRect();
    return [this.stamp, this.tools, this.legend, this.strip, ...more]
      .filter((panel) => panel.offsetParent)
      .map((panel) => panel.getBoundingClientRect())
      .map(({ left, top, right, bottom }) => [left - x - 2, top - y - 2, right - x + 2, bottom - y + 2]);
  }
}

const KINDS = [
  ["sure", "实测、线位", ["surveyed", "alignment"]],
  ["schematic", "示意", ["schematic"]],
  ["town", "仅知镇街", ["town"]],
];

function precisionKey(kinds) {
  const known = KINDS.filter(([, , precisions]) => precisions.some((precision) => kinds.has(precision)));
  return known.length > 0 && el("div", { class: "precision", "aria-label": "位置精度" },
    ...known.map(([name, text]) => el("span", {}, el("i", { class: name, "aria-hidden": "true" }), el("span", { text }))));
}
