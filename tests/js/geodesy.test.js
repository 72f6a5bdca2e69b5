import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { areaM2, fromGcj02, fromSurvey, lengthM, toGcj02, toSurvey } from "../../app/static/core/geodesy.js";

// The same table is read by tests/geodata/test_geodesy_cases.py.
const { zone, places, lines, shapes } = JSON.parse(readFileSync(new URL("../data/geodesy-cases.json", import.meta.url)));

const assertNear = (found, wanted, most) => {
  found.forEach((value, at) => assert.ok(Math.abs(value - wanted[at]) <= most, `${found} is not ${wanted}`));
};

for (const { corners, length_m: length } of lines) {
  test(`a line of ${length} m`, () => assertNear([lengthM(corners)], [length], 0.001));
}

for (const { corners, area_m2: area } of shapes) {
  test(`a shape of ${area} m²`, () => assertNear([areaM2(corners)], [area], area * 1e-4));
}

for (const { wgs84, gcj02, survey } of places) {
  test(`${wgs84} in the other systems and back`, () => {
    assertNear(toGcj02(wgs84), gcj02, 1e-8);
    assertNear(fromGcj02(gcj02), wgs84, 1e-8);
    assertNear(toSurvey(wgs84, zone), survey, 0.01);
    assertNear(fromSurvey(survey, zone), wgs84, 1e-7);
  });
}

test("outside China nothing is shifted", () => assert.deepEqual(toGcj02([2.35, 48.86]), [2.35, 48.86]));
