import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readChoices, writeChoices } from "../../app/static/core/facet-codes.js";

// The same table is read by tests/app/test_facet_codes.py.
const { allowed, cases } = JSON.parse(readFileSync(new URL("../data/facet-code-cases.json", import.meta.url)));

for (const { choices, written } of cases) {
  const name = Object.entries(written).map(([facet, text]) => `${facet}=${text}`).join("&");
  test(`choices are written and read as ${name || "nothing"}`, () => {
    assert.deepEqual(writeChoices(choices), written);
    for (const [facet, slugs] of Object.entries(choices)) {
      assert.deepEqual([...readChoices(facet, written[facet], new Set(allowed[facet]))].toSorted(), slugs);
    }
  });
}

test("old links, codes and what is left out are read side by side", () => {
  const known = new Set(["roads", "industry", "commerce"]);
  assert.deepEqual([...readChoices("sector", "roads,in,moon", known)].toSorted(), ["industry", "roads"]);
  assert.deepEqual([...readChoices("sector", "-roads,in", known)], ["commerce"]);
});
