import assert from "node:assert/strict";
import { test } from "node:test";
import { MapCamera } from "../../app/static/map/camera.js";

/* As much of a map as says that it moves: Leaflet ends a zoom a quarter of a second after it has begun. */
class MovingMap {
  listeners = new Map();
  isRemoved = false;
  on(types, listener) { for (const type of types.split(" ")) this.listeners.set(type, [...this.heardBy(type), listener]); }
  once(type, listener) { this.on(type, listener); }
  off() { this.listeners.clear(); }
  heardBy(type) { return this.listeners.get(type) ?? []; }
  fire(type) { for (const listener of this.heardBy(type)) listener({ type }); }
  remove() { this.isRemoved = true; }
}

/** @param {MovingMap} map */
const lookThrough = (map) => new MapCamera(map, {}, { address: {}, onMoved: () => assert.fail("a map that was left has told of a move") });

test("a map that stands still is taken away at once, and tells of no move afterwards", () => {
  const map = new MovingMap();
  const camera = lookThrough(map);
  map.fire("zoomanim");
  map.fire("zoomend");
  camera.leave();
  assert.ok(map.isRemoved);
  map.fire("moveend");
});

test("a map that is left in the midst of a zoom is taken away once the zoom has ended", () => {
  const map = new MovingMap();
  const camera = lookThrough(map);
  map.fire("zoomanim");
  camera.leave();
  assert.ok(!map.isRemoved);
  map.fire("zoomend");
  map.fire("moveend");
  assert.ok(map.isRemoved);
});
