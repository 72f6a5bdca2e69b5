/* Traditional characters find what the simplified ones find. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ProjectFilter } from "../../app/static/core/filter.js";
import { Records } from "../../app/static/core/records.js";

const feature = (keys, signs) => ({
  properties: { id: keys[0], districts: [], due: null, sector: "a", status: "b" },
  derived: { keys, signs, accuracy_class: "exact" },
});

test("a query in traditional characters is read as the simplified ones", () => {
  const features = [feature(["地铁1号线"], "鐵铁號号綫线線线"), feature(["博物馆"], "館馆")];
  const filter = new ProjectFilter(new Records(features));
  const found = (q) => filter.answer({ q }).shown.map(({ properties }) => properties.id);
  assert.deepEqual(found("地鐵1號線"), ["地铁1号线"]);
  assert.deepEqual(found("博物館"), ["博物馆"]);
  assert.deepEqual(found("地铁"), ["地铁1号线"]);
});
