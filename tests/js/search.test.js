import assert from "node:assert/strict";
import { test } from "node:test";
import { isWordless, normalise, splitQuery } from "../../app/static/core/search.js";

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

test("signs alone are no words; blank and invisible ones ask nothing", () => {
  for (const text of ["🚇", "?!", " 🚇 "]) assert.equal(isWordless(text), true, text);
  for (const text of ["地铁 🚇", "", " ", "\u200b\ufeff"]) assert.equal(isWordless(text), false, JSON.stringify(text));
});
