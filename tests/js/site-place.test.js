import assert from "node:assert/strict";
import { test } from "node:test";
import { otherMap, sitePlace } from "../../app/static/core/site-place.js";

const site = {
  lang: "en", root: "../../", home: "../../en/", report: "taiyuan-2023", default: "taiyuan-2024",
};
const reports = ["taiyuan-2023", "taiyuan-2024"];

test("a project stands in the folder of its report", () => {
  assert.equal(sitePlace(site, "metro-1"), "../../en/taiyuan-2023/projects/metro-1.html");
  assert.equal(sitePlace(site, "metro-1", "taiyuan-2024"), "../../en/taiyuan-2024/projects/metro-1.html");
});

test("a link that names another report or language leads there with the rest of the view", () => {
  const lead = (text) => otherMap(site, new URLSearchParams(text), reports);
  assert.equal(lead("sector=roads"), null);
  assert.equal(lead("report=taiyuan-2023&lang=en"), null);
  assert.equal(lead("lang=zh&sel=metro-1"), "../../taiyuan-2023/index.html#sel=metro-1");
  assert.equal(lead("report=taiyuan-2024"), "../../en/taiyuan-2024/index.html");
  assert.equal(lead("report=moon-1969&sector=roads"), null);
});
