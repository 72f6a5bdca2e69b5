import assert from "node:assert/strict";
import { test } from "node:test";
import { Messages } from "../../app/static/core/messages.js";
import { partRows } from "../../app/static/core/rows.js";
import { columnKeys, keyComparer, rankRecords, sortRows } from "../../app/static/core/table-order.js";

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
const all = Uint32Array.from(records.keys());
const isPlaced = Uint8Array.from(records, ({ geometry }) => Number(Boolean(geometry)));
const names = (rows) => Array.from(rows, (row) => records[row].properties.name_en).join(" ");
const sorted = (column, isDescending = false) => {
  const ranks = rankRecords(records, { key: keys[column], compare: keyComparer("en") });
  return { placed: sortRows(partRows(all, isPlaced).marked, { ranks, isDescending }), all: sortRows(all, { ranks, isDescending }) };
};

test("those without a place stand apart, in the catalogue's order until sorted", () => {
  const { marked, others } = partRows(all, isPlaced);
  assert.equal(names(marked), "Bridge Airport Depot");
  assert.equal(names(others), "Canal");
});

test("those of one rank keep the catalogue's order, whichever way it is sorted", () => {
  assert.equal(names(sorted("sector").all), "Airport Bridge Canal Depot");
  assert.equal(names(sorted("sector", true).all), "Depot Bridge Canal Airport");
  assert.equal(names(sortRows(new Uint32Array(), { ranks: new Uint32Array(4), isDescending: true })), "");
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
  assert.equal(names(all), "Bridge Airport Canal Depot");
});

test("Chinese names sort by pinyin", () => {
  const compare = keyComparer("zh");
  assert.ok(compare("滨河", "晋阳") < 0);
});
