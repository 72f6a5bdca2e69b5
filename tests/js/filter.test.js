import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ProjectFilter } from "../../app/static/core/filter.js";
import { LabelKeys } from "../../app/static/core/label-keys.js";
import { withClocks } from "../../app/static/core/promise-clock.js";
import { FACETS, Records } from "../../app/static/core/records.js";

// The same table is read by tests/projects/test_filter_cases.py.
const table = JSON.parse(readFileSync(new URL("../data/filter-cases.json", import.meta.url)));
const features = table.records.map(({ id, keys, accuracy_class, ...facets }) => ({
  properties: { id, ...facets }, derived: { keys, accuracy_class },
}));
withClocks(features, {
  newest: { day: table.newest },
  clock: Object.fromEntries(table.records.filter(({ clock }) => clock.length).map(({ id, clock }) => [
    id, { steps: clock.map(([from, slug]) => ({ from, slug })) },
  ])),
});
const makeFilter = () => {
  const records = new Records(features);
  records.labels = new LabelKeys(table.reference);
  return new ProjectFilter(records);
};
const filter = makeFilter();

for (const { chosen, ids, counts } of table.cases) {
  test(`${JSON.stringify(chosen)} leaves ${ids.length}`, () => {
    const { shown, count, rows, isWhole } = filter.answer(chosen);
    assert.deepEqual(shown.map((one) => one.properties.id), ids);
    assert.equal(isWhole, rows.length === features.length);
    for (const [facet, wanted] of Object.entries(counts ?? {})) {
      const got = Object.fromEntries([...count(facet)].toSorted());
      assert.deepEqual(got, wanted, facet);
    }
  });
}

test("a search goes on from what was found, and finds what a fresh one finds", () => {
  const found = (one, q) => one.answer({ q }).shown.map(({ properties }) => properties.id);
  const texts = ["d", "di", "dit", "ditie", "di", "", "ditie 1", "1", "ditie", "xx", "x", "tie di", "di", "r", "ro", "roa", "road", "在", "在建", "建", "在建 d"];
  for (const text of texts) assert.deepEqual(found(filter, text), found(makeFilter(), text), text);
});

test("a search tells what it found by name from what is only called so", () => {
  const told = (q) => {
    const { rows, named } = filter.search(q);
    return [rows, named].map((found) => found && Array.from(found, (row) => features[row].properties.id));
  };
  assert.deepEqual(told("ditie"), [["metro-1"], null]);
  assert.deepEqual(told("town"), [["old-town"], null]);
  assert.deepEqual(told("completed"), [["steel-works"], []]);
  assert.deepEqual(told("road"), [["ring-road"], null]);
  assert.deepEqual(told("路"), [["ring-road"], null]);
  assert.deepEqual(told(""), [null, null]);
});

test("the choices of a facet are those of the records, numbers first", () => {
  assert.deepEqual(filter.choices("due"), ["2024", "2025", "none"]);
  assert.deepEqual(filter.choices("district"), ["140105", "140106", "city"]);
});

test("the same choice has the same name, whatever its order", () => {
  const one = ProjectFilter.nameChoice({ q: " a ", sector: ["roads", "industry"] });
  assert.equal(one, ProjectFilter.nameChoice({ sector: new Set(["industry", "roads"]), q: "a", due: [] }));
  for (const facet of FACETS) {
    assert.notEqual(ProjectFilter.nameChoice({ [facet]: ["x"] }), ProjectFilter.nameChoice({}));
  }
});
