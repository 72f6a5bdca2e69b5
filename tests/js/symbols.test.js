import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import table from "../../app/static/symbols.json" with { type: "json" };
import {
  baseColours, inks, sectorColour, sectorGlyph, setTheme, statusStyle, themeName,
} from "../../app/static/core/symbols.js";

afterEach(() => setTheme("light"));

test("every sector has its colour and pictogram in both rooms", () => {
  for (const [slug, row] of Object.entries(table.sectors)) {
    setTheme("light");
    assert.equal(sectorColour(slug), row.colour);
    setTheme("dark");
    assert.equal(sectorColour(slug), row.colour_dark);
    assert.equal(sectorGlyph(slug), row.glyph);
  }
});

test("what is no sector has a neutral colour and no pictogram", () => {
  assert.equal(sectorColour("atlantis"), table.inks.light.neutral);
  assert.equal(sectorGlyph("atlantis"), null);
});

test("a status that is not known is drawn plainly", () => {
  assert.equal(statusStyle("planned").fill, "hollow");
  assert.equal(statusStyle("atlantis").fill, "solid");
});

test("a theme that is not known is light", () => {
  setTheme("sepia");
  assert.equal(themeName(), "light");
  assert.equal(inks().paper, table.inks.light.paper);
  assert.equal(baseColours(), table.base_map);
});
