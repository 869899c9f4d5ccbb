// All projects on one canvas, drawn in one go. A Leaflet path for each costs more to make, to add and to keep than to draw: profiled,
// with 500 lines of 40 points, more than half of what the map works until it is there.

import { worldOf } from "./shape.js";

const CASING = "#ffffff";
const HALO = "#16212e";
const FINE = 5; // px: corners of finer lines need no rounding: nobody sees it, and it is a fifth of what they cost to draw
const TOLERANCE = 0.8; // px: less would not be seen

// Leaflet's canvas as to place, size and zooming; what is on it is ours. Each one of order has a shape and a style: colour, weight,
// casing and halo (px beyond the weight, on each side half), dash (px, or null) and radius of its points.
export const Strokes = L.Canvas.extend({
  order: [],

  // What is to be drawn from now on, the first at the bottom.
  show(order) {
    this.order = order;
    this._redrawBounds = null;
    if (this._map) this._redrawRequest ??= L.Util.requestAnimFrame(this._redraw, this);
  },

  _draw() {
    const pen = this._ctx;
    const { min, max } = this._bounds;
    const { x: left, y: top } = this._map.getPixelOrigin();
    const world = worldOf(this._map);
    const frame = { pen, world, left, top, box: [min.x, min.y, max.x, max.y] };
    const sight = [(min.x + left) / world, (min.y + top) / world, (max.x + left) / world, (max.y + top) / world];
    pen.save();
    for (const one of this.order) if (one.shape.meets(sight, reach(one.style) / world)) paint(frame, one);
    pen.restore();
  },
});

const reach = ({ weight, casing, halo, radius }) => weight + casing + halo + radius;

function paint(frame, { shape, style }) {
  const { pen } = frame;
  for (const [parts, closed] of [[shape.areas.flat(), true], [shape.lines, false]]) {
    if (!parts.length) continue;
    pen.beginPath();
    for (const part of parts) trace(frame, part, closed);
    stroke(pen, style, closed ? 0.22 : 0, style.dash);
  }
  for (const [x, y] of shape.points) {
    pen.beginPath();
    pen.arc(x * frame.world - frame.left, y * frame.world - frame.top, style.radius, 0, 2 * Math.PI);
    stroke(pen, style, 1, style.dash && [3, 3]);
  }
}

// A line's way into the pen's path: a point is passed over while the line stays straight (within TOLERANCE of the way it took from
// the last point kept), and so are steps beyond one side of the canvas.
function trace({ pen, world, left, top, box }, part, closed) {
  const beyond = (x, y) => (x < box[0] ? 1 : x > box[2] ? 2 : 0) | (y < box[1] ? 4 : y > box[3] ? 8 : 0);
  let keptX = part[0] * world - left, keptY = part[1] * world - top, side = beyond(keptX, keptY);
  let lastX = keptX, lastY = keptY, goesX = 0, goesY = 0, far = 0;
  const keep = () => {
    const next = beyond(lastX, lastY);
    if (!closed && side & next) pen.moveTo(lastX, lastY);
    else pen.lineTo(lastX, lastY);
    [keptX, keptY, side] = [lastX, lastY, next];
  };
  pen.moveTo(keptX, keptY);
  for (let i = 2; i < part.length; i += 2) {
    const x = part[i] * world - left, y = part[i + 1] * world - top;
    if (far && (Math.abs((x - keptX) * goesY - (y - keptY) * goesX) > TOLERANCE || (x - keptX) * goesX + (y - keptY) * goesY < far)) {
      keep();
      far = 0;
    }
    const length = Math.hypot(x - keptX, y - keptY);
    if (!far && length > TOLERANCE) [goesX, goesY] = [(x - keptX) / length, (y - keptY) / length];
    if (length > TOLERANCE) far = length;
    [lastX, lastY] = [x, y];
  }
  keep();
  if (closed) pen.closePath();
}

// A stroke on a pale casing, so that lines stay apart where they cross and over any ground; the chosen one within a dark halo.
function stroke(pen, { colour, weight, casing, halo }, fill, dash) {
  pen.setLineDash([]);
  const fine = weight + casing < FINE;
  pen.lineJoin = fine ? "bevel" : "round";
  pen.lineCap = fine ? "butt" : "round";
  for (const [extra, around] of [[halo, HALO], [casing, CASING]]) {
    if (!extra) continue;
    pen.lineWidth = weight + extra;
    pen.strokeStyle = around;
    pen.stroke();
  }
  if (fill) {
    pen.globalAlpha = fill;
    pen.fillStyle = colour;
    pen.fill("evenodd");
    pen.globalAlpha = 1;
  }
  if (dash) {
    pen.setLineDash(dash);
    pen.lineCap = "butt";
  }
  pen.lineWidth = weight;
  pen.strokeStyle = colour;
  pen.stroke();
}
