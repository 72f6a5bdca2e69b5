import assert from "node:assert/strict";
import { test } from "node:test";
import { PlaceTable } from "../../app/static/core/place-table.js";
import { worldX, worldY } from "../../app/static/core/projection.js";
import { ShownPlaces } from "../../app/static/core/shown-places.js";

const record = (id, type, coordinates, accuracy = 100) => ({
  properties: { id, kind: "factory", sector: "industry", status: "planned", place: { accuracy_m: accuracy } },
  geometry: type && { type, coordinates },
});
const FEATURES = [
  record("west", "Point", [10, 10]),
  record("nowhere", null),
  record("line", "LineString", [[20, 10], [40, 10]]),
  record("area", "Polygon", [[[50, 0], [60, 0], [60, 10], [50, 10], [50, 0]]]),
];
const lay = () => new ShownPlaces(new PlaceTable(FEATURES));
const within = (west, south, east, north) => [worldX(west), worldY(north), worldX(east), worldY(south)];
const idsOf = (places, rows) => Array.from(rows, (row) => places.table.idOf(row)).toSorted();
const at = (lon, lat) => ({ x: worldX(lon), y: worldY(lat) });

test("all that have a place are shown, or those that are marked in the catalogue", () => {
  const places = lay();
  assert.equal(places.count, 3);
  places.show(Uint8Array.of(1, 1, 0, 0));
  assert.equal(places.count, 1);
  assert.deepEqual(places.box(), [worldX(10), worldY(10), worldX(10), worldY(10)]);
  places.show(new Uint8Array(4));
  assert.equal(places.box(), null);
});

test("in sight is who has a symbol or a part of its line within the box", () => {
  const places = lay();
  const told = (...box) => {
    const marks = new Uint8Array(FEATURES.length);
    const count = places.markWithin(within(...box), marks);
    assert.equal(count, marks.reduce((sum, mark) => sum + mark, 0));
    return FEATURES.filter((_, number) => marks[number]).map(({ properties }) => properties.id);
  };
  assert.deepEqual(told(0, 0, 70, 20), ["west", "line", "area"]);
  assert.deepEqual(told(21, 9, 22, 11), ["line"]);
  assert.deepEqual(told(0, 20, 70, 30), []);
  places.show(Uint8Array.of(1, 0, 0, 0));
  assert.deepEqual(told(0, 0, 70, 20), ["west"]);
});

test("seen in a frame is also whose place may lie in it", () => {
  const places = new ShownPlaces(new PlaceTable([record("sure", "Point", [10, 10]), record("rough", "Point", [10, 10], 100_000)]));
  const scale = 1000;
  const left = worldX(10) * scale + 60;
  const frame = { scale, left, top: worldY(10) * scale - 50, width: 100, height: 100, pixelsPerMetre: 0.001 };
  assert.deepEqual(idsOf(places, places.visible(frame)), ["rough"]);
  assert.deepEqual(idsOf(places, places.visible({ ...frame, left: left - 50 })), ["rough", "sure"]);
});

test("beneath a symbol no area is asked for, a line is", () => {
  const places = lay();
  const rowsAt = (lon, lat, known = []) => idsOf(places, places.rowsAt(at(lon, lat), { slack: 0.01, known }));
  assert.deepEqual(rowsAt(30, 10), ["line"]);
  assert.deepEqual(rowsAt(55, 5), ["area"]);
  const [west] = ["west"].map((id) => places.table.rowOf(id));
  assert.deepEqual(rowsAt(55, 5, [west]), ["west"]);
  assert.deepEqual(rowsAt(30, 10, [west]), ["line", "west"]);
  places.show(new Uint8Array(4));
  assert.deepEqual(rowsAt(30, 10), []);
});
