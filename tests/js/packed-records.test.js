import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ProjectFilter } from "../../app/static/core/filter.js";
import { unpackCatalogue } from "../../app/static/core/packed.js";
import { FACETS, Records, recordsOf } from "../../app/static/core/records.js";
import { standing } from "../../app/static/core/stands.js";

const vectors = JSON.parse(readFileSync(new URL("../data/packed-cases.json", import.meta.url)));
const read = () => unpackCatalogue(new Uint8Array(Buffer.from(vectors.packed, "base64")));
const collection = read();
const packed = recordsOf(collection);
// The same records looked at one by one, as those of a small catalogue are.
const plain = new Records(collection.features.map(({ properties, derived, geometry }, row) => ({
  properties, geometry,
  derived: { keys: vectors.records[row].keys, signs: derived.signs, accuracy_class: derived.accuracy_class, clock: derived.clock },
})));
const choices = [
  {}, { q: "a" }, { q: "ditie" }, { q: "晋" }, { q: "地鐵" }, { q: "---" }, { sector: ["roads", "rail-transit"] }, { status: ["planned"] },
  { district: ["city"] }, { due: ["none"] }, { promise: ["none"] }, { promise: ["overdue"], asof: "2030-01-01" },
  { accuracy: ["exact"] }, { area: "box_112_37_113_38.5" }, { area: "box_112.5_37.8_112.6_37.9" }, { area: "shape_112.5_37.8_112.6_37.8_112.55_37.9" }, { area: "near_2000_112.55_37.87" }, { area: `near_50000_${vectors.records[0].properties.id}` },
];

for (const chosen of choices) {
  test(`${JSON.stringify(chosen)} leaves the same of columns as of records`, () => {
    const [one, other] = [packed, plain].map((records) => new ProjectFilter(records).answer(chosen));
    assert.deepEqual(one.rows, other.rows);
    assert.equal(one.placed, other.placed);
    for (const facet of FACETS) assert.deepEqual(new Map([...one.count(facet)].toSorted()), new Map([...other.count(facet)].toSorted()), facet);
  });
}

test("a record is found by its id", () => {
  vectors.records.forEach(({ properties: { id } }, row) => {
    assert.equal(packed.rowOf(id), row);
    assert.equal(packed.get(id), collection.features[row]);
  });
  assert.equal(packed.rowOf("no-such-record"), -1);
  assert.equal(packed.get(""), undefined);
  assert.deepEqual([...packed.rowsOf([vectors.records[2].properties.id, "gone", vectors.records[0].properties.id])], [2, 0]);
});

test("what is fetched of a record takes the place of what was packed of it alone", () => {
  const { features } = read();
  const { clock } = features[0].derived;
  features[0].properties = { id: "whole", summary_zh: "话" };
  features[0].derived = { ...features[0].derived, clock };
  assert.equal(features[0].properties.summary_zh, "话");
  assert.deepEqual(features[0].derived.clock, clock);
  assert.equal(features[1].properties.id, vectors.records[1].properties.id);
});

test("a record that stands otherwise at another time keeps all else", () => {
  const { id, name_zh } = vectors.records[1].properties;
  const [first, second] = standing(collection.features, { [id]: "completed" });
  assert.equal(first, collection.features[0]);
  assert.equal(second.properties.status, "completed");
  assert.equal(second.properties.name_zh, name_zh);
  assert.deepEqual(second.geometry?.coordinates, collection.features[1].geometry?.coordinates);
});

test("an empty catalogue has columns too", () => {
  const none = new Records([]);
  assert.deepEqual([...new ProjectFilter(none).answer({ q: "a" }).rows], []);
});

test("the keys are kept once: their bytes go when the records are searched", () => {
  const records = recordsOf(read());
  assert.ok(records.columns.keys);
  records.prepare();
  assert.equal(records.columns.keys, null);
  assert.equal(new ProjectFilter(records).answer({ q: vectors.records[3].keys[0] }).shown.length > 0, true);
});
