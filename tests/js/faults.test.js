import assert from "node:assert/strict";
import test from "node:test";
import { isAborted } from "../../app/static/core/faults.js";

test("what the page itself gave up is told apart from what failed", () => {
  const waiting = new AbortController();
  waiting.abort();
  assert.equal(isAborted(waiting.signal.reason), true);
  assert.equal(isAborted(new TypeError("Failed to fetch")), false);
  assert.equal(isAborted("AbortError"), false);
});
