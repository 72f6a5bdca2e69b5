import assert from "node:assert/strict";
import { test } from "node:test";
import { whenGone } from "../../app/static/pages/leaving.js";

const countEnds = (isConnected) => {
  let ends = 0;
  whenGone({ isConnected }, () => { ends += 1; })();
  return ends;
};

test("a mounting that newer data overtook ends nothing", () => {
  assert.equal(countEnds(true), 0);
});

test("a part whose place has left the page is over", () => {
  assert.equal(countEnds(false), 1);
});
