// A canvas of a map's size, drawn in one go: Leaflet's as to place, size and zooming; what is on it is ours. A Leaflet path for each
// town, road and project costs more to make, to add and to keep than to draw: profiled, with 500 lines of 40 points, more than half of
// what the map works until it is there.

import { worldOf } from "./shape.js";

const TOLERANCE = 0.8; // px: less would not be seen

// Whoever extends it draws: draw(frame), frame as trace takes it, and sight: the canvas as a box in the world.
export const Sheet = L.Canvas.extend({
  // To be drawn anew, in the browser's next frame.
  renew() {
    this._redrawBounds = null;
    if (this._map) this._redrawRequest ??= L.Util.requestAnimFrame(this._redraw, this);
  },

  _draw() {
    const pen = this._ctx;
    const { min, max } = this._bounds;
    const { x: left, y: top } = this._map.getPixelOrigin();
    const world = worldOf(this._map);
    const sight = [(min.x + left) / world, (min.y + top) / world, (max.x + left) / world, (max.y + top) / world];
    pen.save();
    this.draw({ pen, world, left, top, box: [min.x, min.y, max.x, max.y], sight });
    pen.restore();
  },
});

// A line's way into the pen's path: a point is passed over while the line stays straight (within TOLERANCE of the way it took from
// the last point kept), and so are steps beyond one side of the canvas.
export function trace({ pen, world, left, top, box }, part, closed) {
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
