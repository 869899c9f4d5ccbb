// Elements with text that stays text: nothing in this folder ever parses a string as markup.

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, { text, on = {}, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== null) node.setAttribute(name, value);
  for (const [event, handler] of Object.entries(on)) node.addEventListener(event, handler);
  if (text !== undefined) node.textContent = text;
  node.append(...children.filter(Boolean));
  return node;
}

// Whether a key was struck in the board or nowhere in particular, and not in a field beside it.
export const ours = (event, frame) => event.composedPath().includes(frame) || event.target === document.body;

// A style sheet of this folder for what is shown in an element; settled once it is there, or cannot be had.
export const wear = (element, name) => new Promise((done) => {
  element.getRootNode().append(el("link", { rel: "stylesheet", href: new URL(name, import.meta.url).href, on: { load: done, error: done } }));
});

export const toFull = (frame) => (document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen());

const ICONS = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  close: "M6 6l12 12M18 6L6 18",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  town: "M12 21s-6.5-6.2-6.5-11a6.5 6.5 0 0 1 13 0c0 4.8-6.5 11-6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
};

// A button that shows an icon and says what it does.
export function tool(icon, label, handler) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["width", 20], ["height", 20], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  for (const [name, value] of [["d", ICONS[icon]], ["fill", "none"], ["stroke", "currentColor"], ["stroke-width", 2]]) path.setAttribute(name, value);
  svg.append(path);
  return el("button", { type: "button", class: "tool", title: label, "aria-label": label, on: { click: handler } }, svg);
}

const OUTLINES = {
  octagon: "7,1 15,1 21,7 21,15 15,21 7,21 1,15 1,7",
  triangle: "11,0.5 21.7,20.5 0.3,20.5",
  square: "2,2 20,2 20,20 2,20",
  diamond: "11,0.5 21.5,11 11,21.5 0.5,11",
};

// A class's badge: its shape, and one letter or number upon it, so that it is read without its colour.
export function badge(paint, size = 22) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 22 22");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  const hollow = paint.shape === "ring" || paint.shape === "dash";
  const outline = OUTLINES[paint.shape];
  const shape = document.createElementNS(SVG, outline ? "polygon" : "circle");
  if (outline) shape.setAttribute("points", outline);
  else for (const [name, value] of [["cx", 11], ["cy", 11], ["r", 9.5]]) shape.setAttribute(name, value);
  shape.setAttribute("fill", hollow ? "#ffffff" : paint.fill || paint.colour);
  shape.setAttribute("stroke", paint.edge);
  shape.setAttribute("stroke-width", hollow ? 2 : 1.4);
  if (paint.shape === "dash") shape.setAttribute("stroke-dasharray", "3 2.5");
  const letter = document.createElementNS(SVG, "text");
  letter.setAttribute("x", 11);
  letter.setAttribute("y", paint.shape === "triangle" ? 17.2 : 15);
  letter.setAttribute("text-anchor", "middle");
  letter.setAttribute("font-size", paint.shape === "triangle" ? 10.5 : 11.5);
  letter.setAttribute("font-weight", 700);
  letter.setAttribute("fill", paint.on);
  letter.textContent = paint.mark;
  svg.append(shape, letter);
  return svg;
}
