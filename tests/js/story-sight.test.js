import assert from "node:assert/strict";
import { test } from "node:test";

import { setTeller, tellSight } from "../../app/static/pages/story-sight.js";

globalThis.location = { search: "?sector=roads" };

test("what is pressed before the editor can hear it is told once it can", () => {
  const told = [];
  tellSight("add");
  setTeller((sight) => told.push(sight));
  assert.deepEqual(told, [{ act: "add", query: "sector=roads" }]);
  tellSight("file", { text: "{}" });
  assert.equal(told.length, 2);
  setTeller(null);
  tellSight("add");
  setTeller((sight) => told.push(sight));
  assert.equal(told.length, 3);
});
