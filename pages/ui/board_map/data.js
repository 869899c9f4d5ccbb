// What is big: fetched by its address, once for every map of every page, and unpacked as soon as it is here. An address is made of
// what it names, so that nothing ever changes under one.

import { Shape } from "./shape.js";

const MOST = 12; // boards of a dozen dates

const kept = new Map();

// What is at an address; refused where the server has it no more.
export function fetched(address, unpack = (said) => said) {
  const url = new URL(address, document.baseURI).href;
  const answer = kept.get(url) ?? ask(url).then(unpack);
  kept.delete(url);
  kept.set(url, answer); // the last asked for goes last
  answer.catch(() => kept.delete(url));
  if (kept.size > MOST) kept.delete(kept.keys().next().value);
  return answer;
}

// The geometry at an address, with the shape of every town, feature of the base and project ready.
export const geometryAt = (address) => fetched(address, ({ towns, base, shapes, ...rest }) => ({
  ...rest, towns: towns.map(shaped), base: base.map(shaped), shapes: new Map(Object.entries(shapes).map(([id, parts]) => [id, new Shape(parts)])),
}));

const shaped = ({ parts, ...about }) => ({ ...about, shape: new Shape(parts) });

async function ask(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

// The document names what its map will ask for: it is fetched and unpacked before the map is there.
export function ahead() {
  for (const { href, dataset } of document.querySelectorAll("link[data-board]")) {
    (dataset.board === "geometry" ? geometryAt : fetched)(href).catch(() => {}); // who really needs it asks again
  }
}
