import assert from "node:assert/strict";
import { test } from "node:test";
import { leavingAddress } from "../../app/static/core/show-leaving.js";

test("what belongs to the show stays behind, the view goes along", () => {
  assert.equal(leavingAddress("?story=chapters&step=2&theme=dark&embed=1&autoplay=12", null), "./");
  assert.equal(leavingAddress("sector=roads,industry&q=%E5%9C%B0%20%E9%93%81&step=3", null), "./?sector=roads,industry&q=%E5%9C%B0%20%E9%93%81");
});

test("who has wandered goes on from there", () => {
  const center = { lat: 37.87, lng: 112.55 };
  const query = "sector=roads&lat=1&lon=2&z=3&sel=metro-1&base=tianditu-map";
  assert.equal(leavingAddress(query, { center, zoom: 12, selected: null }), "./?sector=roads&lat=37.87000&lon=112.55000&z=12");
  assert.match(leavingAddress(query, { center, zoom: 12, selected: "museum" }), /&sel=museum$/);
});
