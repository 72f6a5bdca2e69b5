import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Messages } from "../../app/static/core/messages.js";
import { NearAnswer } from "../../app/static/core/near-answer.js";
import { findPlaces } from "../../app/static/core/near-places.js";
import { findNear, GROUPS } from "../../app/static/core/nearness.js";
import { aheadOn, sayNext, sortCurrent } from "../../app/static/core/relevance.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));

// The same table is read by tests/app/test_near_cases.py.
const table = read("../data/near-cases.json");
// The day of the newest fact that its records hold.
const [, newest] = table.days;
const districts = read("../../geodata/data/taiyuan/districts.geojson").features;
const features = table.records.map(({ geometry, place_type: type, accuracy_m, ...properties }) => ({
  geometry, properties: { ...properties, place: { type, accuracy_m } },
}));
const reference = {
  statuses: table.statuses,
  since: table.since,
  districts: districts.map(({ properties: { adcode, name_zh, name_en } }) => ({ slug: adcode, name_zh, name_en })),
};

const isNear = (one, other, within) => (one === null || other === null ? one === other : Math.abs(one - other) <= within);

/* What the rule counts on a day of the table. */
const aheadOf = ({ day, states, ...told }, lang) => aheadOn(table.waits[lang], {
  day, said: told[`said_${lang}`], stateOf: (id) => states[id],
});

for (const told of table.days) {
  test(`as of ${told.day}: the halvings and the sentences of the table`, () => {
    for (const lang of ["zh", "en"]) {
      const { halvings, next } = aheadOf(told, lang);
      assert.deepEqual(halvings, told.halvings);
      assert.deepEqual(next, told[`next_${lang}`]);
    }
  });
}

for (const { lon, lat, radius_m, ...told } of table.cases) {
  const nearness = findNear(features, { lon, lat, radius_m, districts });

  test(`from ${lon}, ${lat} within ${radius_m}: the groups of the table`, () => {
    for (const slug of GROUPS) {
      const [own, wanted] = [nearness.groups[slug], told.groups[slug]];
      assert.deepEqual(own.map(({ id }) => id), wanted.map(({ id }) => id), slug);
      for (const [index, one] of own.entries()) {
        const other = wanted[index];
        const within = Math.max(0.2, (other.distance_m ?? 0) * 1e-5);
        for (const name of ["distance_m", "distance_min_m", "distance_max_m"]) {
          assert.ok(isNear(one[name], other[name], within), `${one.id} ${name}: ${one[name]} ${other[name]}`);
        }
        assert.ok(isNear(one.bearing_deg, other.bearing_deg, 0.2), `${one.id}: ${one.bearing_deg} ${other.bearing_deg}`);
        for (const name of ["inside", "may_be_within", "may_be_beyond"]) assert.equal(one[name], other[name], `${one.id} ${name}`);
      }
    }
  });

  test(`from ${lon}, ${lat} within ${radius_m}: the order of what is near, soon and new`, () => {
    for (const [slug, ids] of Object.entries(told.current)) {
      assert.deepEqual(sortCurrent(nearness.groups[slug], aheadOf(newest, "en")).map(({ id }) => id), ids, slug);
    }
  });

  for (const lang of ["zh", "en"]) {
    const answer = new NearAnswer(new Messages(lang, table.messages[lang]), reference, features, table.year);
    test(`from ${lon}, ${lat} within ${radius_m}: the words of the table, ${lang}`, () => {
      assert.equal(answer.sentence(nearness), told[`sentence_${lang}`]);
      assert.equal(answer.sum(nearness), told[`sum_${lang}`]);
      assert.equal(sayNext(nearness.groups, aheadOf(newest, lang)), told[`next_${lang}`]);
      for (const slug of GROUPS) {
        for (const one of nearness.groups[slug]) {
          const { distance, direction, state, details } = answer.item(one);
          const far = [distance, direction].filter(Boolean).join(" ");
          assert.deepEqual([far, state, ...details], told[`items_${lang}`][one.id], one.id);
        }
      }
    });
  }
}

const places = [
  { name: "五一广场", kind: "", lon: 112.56, lat: 37.86, keys: ["五一广场", "wuyiguangchang", "wygc", "wuyisquare"] },
  { name: "五一路", kind: "", lon: 112.57, lat: 37.87, keys: ["五一路", "wuyilu", "wyl", "wuyiroad"] },
];

test("a place is found by its name, pinyin, initials and English, or by degrees in either order", () => {
  const names = (text) => findPlaces(places, text).map(({ name }) => name);
  assert.deepEqual(names("五一"), ["五一路", "五一广场"]);
  assert.deepEqual(names("wygc"), ["五一广场"]);
  assert.deepEqual(names("Wuyi Square"), ["五一广场"]);
  assert.deepEqual(names("广场"), ["五一广场"]);
  assert.deepEqual(names("?"), []);
  for (const text of ["112.55, 37.87", "37.87，112.55"]) {
    const [{ lon, lat }] = findPlaces(places, text);
    assert.deepEqual([lon, lat], [112.55, 37.87]);
  }
  assert.deepEqual(findPlaces(places, "112.55, 99"), []);
});
