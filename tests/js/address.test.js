import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cameraParts, setParts, writeQuery } from "../../app/static/core/address.js";

// The same table is read by tests/app/test_address_cases.py.
const { cases } = JSON.parse(readFileSync(new URL("../data/address-cases.json", import.meta.url)));

for (const { parameters, query } of cases) {
  test(`the address is ${query || "empty"}`, () => {
    assert.equal(writeQuery(new URLSearchParams(parameters)), query);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), parameters);
  });
}

test("what others add to the address is kept, after ours", () => {
  assert.equal(writeQuery(new URLSearchParams("utm=x&lang=en&sector=roads")), "sector=roads&lang=en&utm=x");
});

test("an order of one's own comes first", () => {
  assert.equal(writeQuery(new URLSearchParams("sector=roads&q=a"), ["q", "sector"]), "q=a&sector=roads");
});

test("an empty part goes, the others are set", () => {
  const parameters = new URLSearchParams("sel=a&lat=1");
  setParts(parameters, { sel: null, lat: "", lon: undefined, z: "9" });
  assert.equal(String(parameters), "z=9");
});

test("the camera is written to a metre, without idle zeros in the zoom", () => {
  assert.deepEqual(cameraParts({ lat: 37.8, lng: 112.123456 }, 12), { lat: "37.80000", lon: "112.12346", z: "12" });
  assert.equal(cameraParts({ lat: 0, lng: 0 }, 12.254).z, "12.25");
});
