// All projects on one canvas.

import { Sheet, trace } from "./sheet.js";

const CASING = "#ffffff";
const HALO = "#16212e";
const FINE = 5; // px: corners of finer lines need no rounding: nobody sees it, and it is a fifth of what they cost to draw

// Each one of order has a shape and a style: colour, weight, casing and halo (px beyond the weight, on each side half), dash (px, or
// null) and radius of its points.
export const Strokes = Sheet.extend({
  order: [],

  // What is to be drawn from now on, the first at the bottom.
  show(order) {
    this.order = order;
    this.renew();
  },

  draw(frame) {
    for (const one of this.order) if (one.shape.meets(frame.sight, reach(one.style) / frame.world)) paint(frame, one);
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
