// 大屏: key figures, the map, and one lagging project after the other, slowly. Drawn here alone: the server is not asked while
// it turns, so that nothing flickers and a wall may hang for weeks.

import { badge, el, tool, toFull, wear } from "./dom.js";

const FADE = 350; // ms
const BASE = [1920, 1080]; // the screen on which 1u is 1px
const LAMP_DIGITS = 12; // as many stand beside the lamps at full size

export class Wall {
  constructor(board, { show }) {
    const { frame, view, ended } = board;
    Object.assign(this, { view, show });
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.at = 0;
    this.timer = null;
    this.cards = [];
    this.head = el("header", { class: "wall-head" });
    this.figures = el("section", { class: "wall-figures", "aria-label": "关键指标" });
    this.card = el("article", { class: "wall-card", "aria-live": "off" });
    this.queue = el("ol", { class: "wall-queue", "aria-hidden": "true" });
    this.how = el("span", { class: "how" });
    this.pauseButton = el("span");
    this.acts = el("footer", { class: "wall-acts" },
      tool("left", "上一项", () => this.step(-1)), this.pauseButton, tool("right", "下一项", () => this.step(1)), this.how,
      document.fullscreenEnabled && tool("full", "全屏", () => toFull(frame)),
      tool("close", "退出大屏", () => board.tell("leave")));
    this.side = el("aside", { class: "wall-side", "aria-label": "滞后项目轮播" }, this.card, this.queue, this.acts);
    view.append(this.head, this.figures, this.side);
    view.classList.add("wall");
    this.card.addEventListener("click", () => this.toggle());
    // Keys count wherever they are struck: on a wall nobody has clicked into the map.
    document.addEventListener("keydown", this.key, { capture: true, signal: ended.signal });
    window.addEventListener("resize", () => this.#rows(), { signal: ended.signal });
    ended.signal.addEventListener("abort", () => clearTimeout(this.timer));
    this.style = wear(view, "wall.css");
    this.paused = this.calm; // who asked for less motion starts it by hand
  }

  key = (event) => {
    const [target] = event.composedPath();
    if (event.defaultPrevented || target.closest?.("input, select, textarea")) return;
    if (event.key === " " && !target.closest?.("button")) this.toggle();
    else if (event.key === "ArrowRight" || event.key === "PageDown") this.step(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") this.step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // How much larger than at a desk map and names are drawn.
  get scale() {
    return Math.max(1, 1.3 * Math.min(this.view.clientWidth / BASE[0], this.view.clientHeight / BASE[1]));
  }

  // Says whether there is something new to show.
  async load(data, kinds) {
    if (data === this.data) return false;
    await this.style;
    const before = this.cards[this.at]?.id;
    Object.assign(this, { data, cards: data.cards, kinds });
    this.at = Math.max(0, this.cards.findIndex(({ id }) => id === before));
    this.head.replaceChildren(...[
      el("h1", { text: data.title }), data.scope && el("span", { class: "scope", text: data.scope, title: data.scope }), data.demo && el("span", { class: "demo", text: "演示数据" }), el("span", { class: "as-of", text: data.as_of }),
    ].filter(Boolean));
    this.figures.replaceChildren(...data.figures.map((one) => this.#figure(one)), this.#lights(data.lights));
    return true;
  }

  #figure({ label, value, unit, note, share, mark }) {
    return el("div", { class: "figure" }, el("span", { class: "label", text: label }),
      el("strong", { text: value }, unit && el("em", { text: unit })), share !== undefined && bar(share, mark), note && el("small", { text: note }));
  }

  #lights(lights) {
    const lamps = lights.map(({ kind, count }) => el("span", { class: "lamp" }, badge(this.kinds[kind], 34), el("b", { text: count }), el("small", { text: this.kinds[kind].label })));
    const digits = lights.reduce((sum, { count }) => sum + String(count).length, 0);
    const fit = Math.max(0.6, Math.min(1, LAMP_DIGITS / digits));
    return el("div", { class: "figure lights", style: `--fit:${fit}` }, el("span", { class: "label", text: "亮灯" }), el("div", { class: "lamps" }, ...lamps));
  }

  // Begin, or go on after new data.
  start() {
    this.#present(false);
    this.#turn();
  }

  step(by) {
    if (!this.cards.length) return;
    this.at = (this.at + by + this.cards.length) % this.cards.length;
    this.#present(true);
    this.#turn();
  }

  // A project touched on the map: it stays until the turning goes on.
  choose(id) {
    const index = this.cards.findIndex((card) => card.id === id);
    if (index < 0) return;
    this.at = index;
    this.paused = true;
    this.#present(true);
    this.#turn();
  }

  toggle() {
    this.paused = !this.paused;
    this.#turn();
  }

  #turn() {
    clearTimeout(this.timer);
    const running = !this.paused && this.cards.length > 1;
    if (running) this.timer = setTimeout(() => this.step(1), this.data.seconds * 1000);
    this.view.dataset.wall = running ? "turning" : "paused";
    const next = tool(running ? "pause" : "play", running ? "暂停" : "继续", () => this.toggle());
    const held = this.pauseButton.matches(":focus");
    this.pauseButton.replaceWith(next);
    this.pauseButton = next;
    if (held) next.focus();
    this.how.textContent = running ? "空格暂停 · ← → 逐项" : "已暂停 · 空格继续 · ← → 逐项";
  }

  #present(fade) {
    const one = this.cards[this.at] ?? null;
    this.show(one?.id ?? null);
    const put = () => {
      this.card.replaceChildren(...(one ? this.#card(one) : [el("p", { class: "none", text: "当前没有滞后项目" })]));
      this.card.style.borderLeftColor = one ? this.kinds[one.kind].colour : "";
      this.#rows();
      this.card.style.opacity = 1;
    };
    if (!fade || this.calm) return put();
    this.card.style.opacity = 0;
    setTimeout(put, FADE);
  }

  #card(one) {
    const kind = this.kinds[one.kind];
    return [
      el("div", { class: "count", text: `滞后项目 ${this.at + 1} / ${this.cards.length}${this.data.behind > this.cards.length ? ` · 共 ${this.data.behind} 项` : ""}` }),
      el("div", { class: "name" }, badge(kind, 56), el("h2", { text: one.name })),
      el("p", { class: "tags", text: one.tags.join(" · ") }),
      el("div", { class: "rate" }, el("span", { text: "年度投资完成率" }), el("strong", { text: one.rate }), el("b", { text: one.gap })),
      bar(one.share, one.mark, kind.colour),
      el("dl", {}, ...one.facts.map(([label, value]) => el("div", {}, el("dt", { text: label }), el("dd", { text: value })))),
      ...one.words.map(([label, text]) => el("p", { class: "words" }, el("span", { text: label }), text)),
    ];
  }

  // As many of those that follow as there is room for, none of them cut.
  #rows() {
    this.side.classList.remove("tight");
    this.queue.replaceChildren();
    if (this.card.scrollHeight > this.card.clientHeight + 1) this.side.classList.add("tight");
    const row = (one, current) => el("li", { class: current ? "current" : "" }, badge(this.kinds[one.kind], 26), el("span", { text: one.name }), el("b", { text: one.short }));
    const probe = this.cards[0] && row(this.cards[0], false);
    if (!probe) return;
    this.queue.append(probe);
    const most = Math.floor(this.queue.clientHeight / probe.offsetHeight);
    const from = Math.max(0, Math.min(this.at - 1, this.cards.length - most));
    this.queue.replaceChildren(...this.cards.slice(from, from + most).map((one, index) => row(one, from + index === this.at)));
  }
}

function bar(share, mark, colour) {
  const known = share !== null && share !== undefined;
  const width = known ? `width:${Math.min(Math.max(share, 0), 1) * 100}%;${colour ? `background:${colour}` : ""}` : "width:0";
  return el("div", { class: `bar${known ? "" : " none"}${share > 1 ? " over" : ""}`, "aria-hidden": "true" }, el("b", { style: width }),
    mark !== null && mark !== undefined && el("i", { style: `left:${Math.min(mark, 1) * 100}%` }));
}
