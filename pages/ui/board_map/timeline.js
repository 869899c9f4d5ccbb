// The time line: the board as of any loaded data date, by hand or played. The map under it is never rebuilt.

import { el, tool } from "./dom.js";

const HOLD = 1600; // ms that a date stands before the next, counted from when it is drawn
const said = (iso) => { const [year, month, day] = iso.split("-").map(Number); return `${year}年${month}月${day}日`; };

export class Timeline {
  constructor(view, ask) {
    this.ask = ask;
    this.panel = el("div", { class: "panel timeline", role: "group", "aria-label": "数据日期", hidden: "" });
    this.play = tool("play", "逐期播放", () => (this.timer === null ? this.start() : this.stop()));
    this.range = el("input", { type: "range", min: 0, step: 1, "aria-label": "数据日期", on: {
      input: () => this.#name(Number(this.range.value)),
      change: () => { this.stop(); this.#go(Number(this.range.value)); },
    } });
    this.ticks = el("div", { class: "ticks", "aria-hidden": "true" });
    this.label = el("output", { class: "when" });
    this.panel.append(this.play, el("div", { class: "track" }, this.range, this.ticks), this.label);
    view.append(this.panel);
    this.dates = [];
    this.timer = null;
  }

  show(dates, now) {
    this.panel.hidden = dates.length < 2;
    if (this.panel.hidden) return;
    if (this.dates.join() !== dates.join()) {
      this.dates = dates;
      this.range.max = dates.length - 1;
      this.ticks.replaceChildren(...(dates.length <= 40 ? dates : []).map(() => el("i")));
    }
    this.at = Math.max(0, dates.indexOf(now));
    this.range.value = this.at;
    this.#name(this.at);
    if (this.timer !== null) this.#next();
  }

  start() {
    this.timer = 0;
    this.#sign();
    if (this.at === this.dates.length - 1) this.#go(0);
    else this.#go(this.at + 1);
  }

  stop() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.#sign();
  }

  // Called when a date is drawn: the next one follows, the last one ends it.
  #next() {
    clearTimeout(this.timer);
    if (this.at === this.dates.length - 1) return this.stop();
    this.timer = setTimeout(() => this.#go(this.at + 1), HOLD);
  }

  #go(index) {
    this.range.value = index;
    this.#name(index);
    if (index !== this.at) this.ask(this.dates[index]);
  }

  #name(index) {
    this.label.textContent = said(this.dates[index]);
    this.range.setAttribute("aria-valuetext", said(this.dates[index]));
  }

  #sign() {
    const playing = this.timer !== null;
    const next = tool(playing ? "pause" : "play", playing ? "停止播放" : "逐期播放", () => (this.timer === null ? this.start() : this.stop()));
    const held = this.play.matches(":focus");
    this.play.replaceWith(next);
    this.play = next;
    if (held) next.focus();
  }
}
