import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unpackCatalogue } from "../../app/static/core/packed.js";

// The same vectors are held to the Python reader by tests/projects/test_packed.py.
const vectors = JSON.parse(readFileSync(new URL("../data/packed-cases.json", import.meta.url)));
const bytes = new Uint8Array(Buffer.from(vectors.packed, "base64"));

test("what was packed comes back, record by record", () => {
  const { features, records } = unpackCatalogue(bytes);
  const { text, starts } = records.keys;
  const keysOf = (row) => Buffer.from(text.slice(starts[row], starts[row + 1] - 1), "latin1").toString("utf8").split("\t");
  const read = features.map(({ properties, derived, geometry }, row) => ({
    properties: Object.fromEntries(Object.keys(vectors.records[row].properties).map((name) => [name, properties[name]])),
    accuracy_class: derived.accuracy_class,
    keys: keysOf(row),
    promise: derived.clock ? derived.clock.steps.map(({ from, slug }) => [from, slug]) : null,
    geometry: geometry && { type: geometry.type, coordinates: geometry.coordinates },
  }));
  assert.deepEqual(read, vectors.records);
  assert.ok(features.every(({ properties }) => properties.isPacked));
});

test("the bytes may lie anywhere in their buffer", () => {
  const moved = new Uint8Array(bytes.length + 3);
  moved.set(bytes, 3);
  assert.equal(unpackCatalogue(moved.subarray(3)).features.length, vectors.records.length);
});

test("other bytes are refused", () => {
  assert.throws(() => unpackCatalogue(bytes.subarray(0, -1)), /expected \d+ bytes/);
  const other = bytes.slice();
  other[3] += 1;
  assert.throws(() => unpackCatalogue(other), /version/);
});
