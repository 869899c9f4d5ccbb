// 镇街底色: towns tinted by a count or a rate, and the legend of it. What the classes are comes with the arguments.

import { el } from "./dom.js";

// Lines that lean to the left, unlike those of projects' hatched areas: unknown is not a step of the scale.
export function unknownFill() {
  const tile = Object.assign(document.createElement("canvas"), { width: 10, height: 10 });
  const pen = tile.getContext("2d");
  Object.assign(pen, { fillStyle: "#f1f1ef", strokeStyle: "#a9afb5", lineWidth: 1.1 });
  pen.fillRect(0, 0, 10, 10);
  pen.beginPath();
  for (const shift of [-10, 0, 10]) {
    pen.moveTo(shift - 1, -1);
    pen.lineTo(shift + 11, 11);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}

export const classOf = (ground, code) => ground.classes[ground.of[code] ?? ground.absent];
export const saidOf = (ground, code) => (ground?.classes ? ground.said[code] ?? "" : "");

// The choice of ground and its legend; nothing where a page offers none.
export function groundLegend(ground, towns, choose) {
  if (!ground) return null;
  const select = el("select", { "aria-label": "镇街底色", on: { change: ({ target }) => choose(target.value) } },
    ...Object.entries(ground.titles).map(([key, title]) => el("option", { value: key, text: title, ...(key === ground.key && { selected: "" }) })));
  const head = el("label", { class: "ground-choice" }, el("span", { text: "镇街底色" }), select);
  if (!ground.classes) return el("div", { class: "ground" }, head);
  const counts = ground.classes.map(() => 0);
  for (const { code } of towns) counts[ground.of[code] ?? ground.absent] += 1;
  const steps = ground.classes.map((kind, index) => counts[index] > 0 && el("span", { class: "step" },
    el("i", { class: kind.fill === "hatch" ? "hatch" : "", style: kind.fill === "hatch" ? null : `background:${kind.fill}`, "aria-hidden": "true" }),
    el("span", { text: kind.label }), el("b", { text: `${counts[index]}镇街` })));
  return el("div", { class: "ground" }, head, el("div", { class: "steps" }, ...steps), el("p", { class: "note", text: `${ground.words};${ground.note}` }));
}
