import assert from "node:assert/strict";
import { test } from "node:test";
import { isPacked, WholeRecords } from "../../app/static/core/whole-records.js";

const packed = () => ({
  properties: { id: "museum", name_zh: "馆", isPacked: true }, derived: { keys: ["guan"], clock: { newest: "2024" } }, geometry: null,
});
const slice = {
  features: [{ properties: { id: "museum", name_zh: "馆", summary_zh: "话" }, derived: { keys: ["guan"], length_m: 5 } }],
  reference: { since: { museum: { name_zh: "开" } } },
};

test("a record is completed in place, and the words that come with it are kept", async () => {
  const asked = [];
  const reference = {};
  const whole = new WholeRecords("data/records.json?v=1", reference, async (address) => { asked.push(address); return slice; });
  const record = packed();
  await Promise.all([whole.complete(record), whole.complete(record)]);
  await whole.complete(record);
  assert.deepEqual(asked, ["data/records.json?v=1&ids=museum"]);
  assert.equal(record.properties.summary_zh, "话");
  assert.equal(record.derived.length_m, 5);
  assert.deepEqual(record.derived.clock, { newest: "2024" });
  assert.equal(isPacked(record), false);
  assert.deepEqual(reference, { since: { museum: { name_zh: "开" } } });
});

test("who speaks of a text is asked, the first with how many there are", async () => {
  const asked = [];
  const whole = new WholeRecords("data/records.json?v=1", {}, async (address) => { asked.push(address); return { ...slice, count: 9 }; });
  assert.deepEqual(await whole.findMentions("学 校"), { features: slice.features, count: 9 });
  assert.deepEqual(asked, ["data/records.json?v=1&speaks=%E5%AD%A6%20%E6%A0%A1"]);
});

test("what could not be fetched is asked for again", async () => {
  let isDown = true;
  const whole = new WholeRecords("a?", {}, async () => { if (isDown) throw new Error("down"); return slice; });
  const record = packed();
  await assert.rejects(whole.complete(record), /down/);
  isDown = false;
  await whole.complete(record);
  assert.equal(isPacked(record), false);
});
