import assert from "node:assert/strict";
import { test } from "node:test";
import { Messages } from "../../app/static/core/messages.js";
import { columnKeys, groupRecords, keyComparer } from "../../app/static/core/table-order.js";

const reference = {
  sectors: [{ slug: "rail-transit" }, { slug: "roads" }], statuses: [{ slug: "planned" }, { slug: "completed" }],
};
const record = (name_en, sector, due, geometry = {}) => ({
  properties: { name_zh: null, name_en, sector, status: "planned", due }, geometry,
});
const records = [
  record("Bridge", "roads", 2025),
  record("Airport", "rail-transit", null),
  record("Canal", "roads", 2024, null),
  record("Depot", "unheard-of", 2024),
];
const keys = columnKeys(new Messages("en", {}), reference);
const names = (some) => some.map((one) => one.properties.name_en).join(" ");
const sorted = (column, isDescending = false) =>
  groupRecords(records, { key: keys[column], compare: keyComparer("en"), isDescending });

test("those without a place stand apart, in the catalogue's order until sorted", () => {
  const { placed, unplaced } = groupRecords(records, null);
  assert.equal(names(placed), "Bridge Airport Depot");
  assert.equal(names(unplaced), "Canal");
});

test("names sort as the language does", () => {
  assert.equal(names(sorted("name").placed), "Airport Bridge Depot");
  assert.equal(names(sorted("name", true).placed), "Depot Bridge Airport");
});

test("sectors sort as the vocabulary does, unknown ones last", () => {
  assert.equal(names(sorted("sector").placed), "Airport Bridge Depot");
});

test("no promised year comes last", () => {
  assert.equal(names(sorted("due").placed), "Depot Bridge Airport");
});

test("sorting leaves what was given as it was", () => {
  sorted("name", true);
  assert.equal(names(records), "Bridge Airport Canal Depot");
});

test("Chinese names sort by pinyin", () => {
  const compare = keyComparer("zh");
  assert.ok(compare("滨河", "晋阳") < 0);
});
