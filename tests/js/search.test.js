import assert from "node:assert/strict";
import { test } from "node:test";
import { normalise, splitQuery } from "../../app/static/core/search.js";

for (const [given, wanted] of [
  ["Lǜ Dǎo", "lvdao"],
  ["ＡＢＣ１２", "abc12"],
  ["straße", "strasse"],
  ["汾河·桥", "汾河桥"],
  ["", ""],
  ["  !? ", ""],
]) {
  test(`${JSON.stringify(given)} is compared as ${JSON.stringify(wanted)}`, () => {
    assert.equal(normalise(given), wanted);
  });
}

test("a query is its words, parted by any white space", () => {
  assert.deepEqual(splitQuery("  jin\u3000yang \t hu "), ["jin", "yang", "hu"]);
  assert.deepEqual(splitQuery("!!"), []);
});
