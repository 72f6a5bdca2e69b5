import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { areaTest, readArea, writeArea } from "../../app/static/core/areas.js";
import { ProjectFilter } from "../../app/static/core/filter.js";
import { Records } from "../../app/static/core/records.js";

// The same table is read by tests/projects/test_area_cases.py.
const { places, areas, none } = JSON.parse(readFileSync(new URL("../data/area-cases.json", import.meta.url)));
const features = Object.entries(places).map(([id, geometry]) => ({
  geometry,
  properties: { id, sector: "roads", status: "planned", districts: [], due: null },
  derived: { keys: [id], accuracy_class: "exact" },
}));

for (const { text, leaves } of areas) {
  test(`${text} leaves ${leaves.join(", ")}`, () => {
    const area = readArea(text);
    assert.equal(writeArea(area), text);
    const isIn = areaTest(area, new Records(features));
    assert.deepEqual(features.filter(isIn).map((one) => one.properties.id), leaves);
  });
}

for (const text of none) {
  test(`${text || "nothing"} is no area`, () => assert.equal(readArea(text), null));
}

test("an area is a filter beside the facets, and counts as one", () => {
  const filter = new ProjectFilter(new Records(features));
  const { shown, count } = filter.answer({ q: "", sector: ["roads"], area: "box_112.5_37.85_112.6_37.9" });
  assert.equal(shown.length, 2);
  assert.deepEqual([...count("status")], [["planned", 2]]);
  assert.deepEqual(filter.relax({ q: "line", area: "box_112.5_37.85_112.6_37.9" }), [
    { part: "q", count: 2 }, { part: "area", count: 1 },
  ]);
});

test("what is no area asks nothing", () => {
  assert.equal(new ProjectFilter(new Records(features)).answer({ area: "circle" }).shown.length, features.length);
});
