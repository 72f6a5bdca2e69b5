/* The page of bench_layer.py: the layer alone, fed with copies of the real records. */
import { ProjectLayer } from "/app/static/map/project-layer.js";

const [REACH_LON, REACH_LAT] = [0.25, 0.2];
const [GOLDEN, PLASTIC] = [(Math.sqrt(5) - 1) / 2, 0.7548776662466927];

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const painted = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });

const moved = (coordinates, [dx, dy]) => (typeof coordinates[0] === "number"
  ? [coordinates[0] + dx, coordinates[1] + dy]
  : coordinates.map((one) => moved(one, [dx, dy])));

/* Copies of the records that have a place, each moved by an offset that its number decides. */
const grow = (originals, count) => Array.from({ length: count }, (_, number) => {
  const rounds = Math.floor(number / originals.length);
  const { properties, geometry } = originals[number % originals.length];
  if (!rounds) return { properties, geometry };
  const offset = [(2 * ((number * GOLDEN) % 1) - 1) * REACH_LON, (2 * ((number * PLASTIC) % 1) - 1) * REACH_LAT];
  const { name_zh: zh, name_en: en } = properties;
  return {
    properties: { ...properties, id: `${properties.id}-copy-${rounds}`, name_zh: `${zh}${rounds}`, name_en: `${en} ${rounds}` },
    geometry: { type: geometry.type, coordinates: moved(geometry.coordinates, offset) },
  };
});

/* The map and the layer with so many records, and how long the layer took to take them. */
export const openLayer = async (count) => {
  const { features } = await (await fetch("/projects/data/taiyuan-2024.geojson")).json();
  const copies = grow(features.filter(({ geometry }) => geometry?.coordinates), count);
  const map = L.map("map", { zoomSnap: 0.25, zoomDelta: 0.5, fadeAnimation: false });
  map.setView([37.83, 112.5], 10, { animate: false });
  const layer = new ProjectLayer({}).addTo(map);
  const start = performance.now();
  layer.setData({ features: copies });
  const taken = performance.now() - start;
  await painted();
  return { map, layer, copies, taken };
};

/* The milliseconds from an act until a frame shows it: the median of several. */
const timed = async (acts) => {
  const took = [];
  for (const act of acts) {
    const start = performance.now();
    act();
    await painted();
    took.push(performance.now() - start);
  }
  return median(took);
};

/* Frames a second while the map moves and comes to rest, several times. */
const framesWhile = async (moves) => {
  const start = performance.now();
  let frames = 0;
  for (const move of moves) {
    const until = performance.now() + 1000;
    move();
    while (performance.now() < until) {
      await new Promise((done) => { requestAnimationFrame(done); });
      frames += 1;
    }
  }
  return (1000 * frames) / (performance.now() - start);
};

export const measure = async ({ map, layer, copies, taken }, rounds) => {
  const sectors = ["roads", "industry", "commerce", "culture-tourism", "innovation"];
  const bySector = sectors.map((sector) =>
    Uint8Array.from(copies, ({ properties }) => Number(properties.sector === sector)));
  const times = Array.from({ length: rounds }, (_, at) => () => layer.show(bySector[at % sectors.length]));
  const out = { taken };
  out.filter = await timed(times);
  out.all = await timed([() => layer.show(null), () => layer.show(bySector[0]), () => layer.show(null)]);
  const size = map.getSize();
  const point = (at) => L.point(size.x * ((at * GOLDEN) % 1), size.y * ((at * PLASTIC) % 1));
  out.hover = await timed(Array.from({ length: rounds * 4 }, (_, at) => () => layer.hover(layer.firstAt(point(at + 1)).id)));
  const go = (x, y) => () => map.panBy([x, y], { animate: true, duration: 0.7 });
  out.pan = await framesWhile([go(180, 90), go(-180, -90), go(-150, 120), go(150, -120)]);
  const zoom = (to) => () => map.setZoom(to, { animate: true });
  out.zoom = await framesWhile([zoom(10.5), zoom(11.5), zoom(12.5), zoom(10)]);
  return out;
};
