import assert from "node:assert/strict";
import { test } from "node:test";
import { errorAddress, otherAddress, recordAddress } from "../../app/static/core/record-links.js";

const page = { lang: "zh", home: "./", errors: "about" };
const site = { lang: "en", root: "../", home: "../en/", report: "taiyuan-2023", default: "taiyuan-2024" };

test("a record's address names what the page itself would not say", () => {
  assert.equal(recordAddress(page, "metro-1"), "./?sel=metro-1");
  assert.equal(
    recordAddress({ ...page, report: "taiyuan-2023", lang: "en" }, "metro-1"),
    "./?sel=metro-1&report=taiyuan-2023&lang=en",
  );
});

test("in a site of plain files a record has a page of its own", () => {
  const here = { lang: "en", site };
  assert.equal(recordAddress(here, "metro-1"), "../en/taiyuan-2023/projects/metro-1.html");
  assert.equal(otherAddress(here, null, "metro-1"), "../en/taiyuan-2024/projects/metro-1.html");
});

test("another report is named where a link has to name it", () => {
  assert.equal(otherAddress(page, "taiyuan-2023", "metro-1"), "./?report=taiyuan-2023&sel=metro-1");
  assert.equal(otherAddress({ ...page, lang: "en" }, null, "metro-1"), "./?sel=metro-1&lang=en");
});

test("an error is reported where there is a page for it", () => {
  assert.equal(errorAddress(page, "metro-1"), "about?sel=metro-1#report");
  assert.equal(errorAddress({ lang: "zh" }, "metro-1"), null);
});
