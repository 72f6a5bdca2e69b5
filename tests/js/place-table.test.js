import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PlaceTable } from "../../app/static/core/place-table.js";
import { worldX, worldY } from "../../app/static/core/projection.js";
import { anchorsOf, boundsOf, splitGeometry } from "../../app/static/core/shapes.js";

const { features } = JSON.parse(readFileSync(new URL("../../projects/data/taiyuan-2024.geojson", import.meta.url), "utf-8"));

test("every record with a place has a row that holds its shape", () => {
  const table = new PlaceTable(features);
  assert.equal(table.count, features.filter(({ geometry }) => geometry).length);
  for (const { properties, geometry } of features) {
    const row = table.rowOf(properties.id);
    assert.equal(row >= 0, geometry !== null);
    if (!geometry) continue;
    const shape = splitGeometry(geometry);
    const box = boundsOf(shape);
    const drawn = table.drawnOf(row);
    assert.equal(table.idOf(row), properties.id);
    assert.deepEqual([drawn.shape.lines, drawn.shape.rings], [shape.lines, shape.rings]);
    assert.deepEqual(drawn.anchors, anchorsOf(shape, box));
    assert.deepEqual([...table.boxOf(row)], box);
    assert.equal(drawn.accuracy, properties.place.accuracy_m);
    const { sector, status, isSoft } = table.looks[table.lookOf[row]];
    assert.deepEqual([sector, status, isSoft], [properties.sector, properties.status, drawn.accuracy >= 1000]);
  }
});

test("the most important stands in the first row", () => {
  const { order } = JSON.parse(readFileSync(new URL("../data/label-cases.json", import.meta.url), "utf-8"));
  const geometry = { type: "Point", coordinates: [0, 0] };
  const table = new PlaceTable(order.records.map((properties) => ({ properties, geometry })));
  assert.deepEqual(Array.from({ length: table.count }, (_, row) => table.idOf(row)), order.ids);
});

test("nobody and nothing has no row", () => {
  const table = new PlaceTable([]);
  assert.deepEqual([table.count, table.rowOf("a"), table.rowOf(null), table.farthest], [0, -1, -1, 0]);
});

test("a point is on a line of a row where it is near enough, and never on a ring", () => {
  const record = (id, geometry) => ({ properties: { id, kind: "road", sector: "roads", status: "planned" }, geometry });
  const table = new PlaceTable([
    record("a", { type: "MultiLineString", coordinates: [[[0, 0], [9, 0]], [[0, 5], [9, 5]]] }),
    record("b", { type: "Polygon", coordinates: [[[0, 0], [9, 0], [9, 9], [0, 0]]] }),
  ]);
  const [row, ring] = [table.rowOf("a"), table.rowOf("b")];
  const at = { x: worldX(4), y: worldY(5), slack: 0.1 };
  assert.equal(table.isOnLine(row, at), true);
  assert.equal(table.isOnLine(row, { ...at, y: worldY(3) }), false);
  assert.equal(table.isOnLine(ring, { ...at, y: worldY(0) }), false);
});
