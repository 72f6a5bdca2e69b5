import assert from "node:assert/strict";
import { test } from "node:test";
import { PlaceCombobox } from "../../app/static/pages/place-combobox.js";
import { findPlace } from "../../app/static/pages/find-place.js";
import { placeHints } from "../../app/static/parts/empty-hints.js";

class Stub {
  children = [];
  textContent = "";
  value = "中医院";
  addEventListener() {}
  setAttribute(name, value) { this[name] = value; }
  removeAttribute(name) { delete this[name]; }
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) { this.children = children; }
  scrollIntoView() {}
  blur() {}
}
globalThis.document = { createElement: () => new Stub(), createElementNS: () => new Stub(), baseURI: "http://map.test/" };
globalThis.location = { search: "" };

const messages = {
  lang: "en",
  say: (text, blanks = {}) => text.replaceAll(/\{(\w+)\}/g, (_, name) => blanks[name]),
  count: (one, many, n) => (n === 1 ? one : many),
};
const hospital = { name: "中心医院", kind: "Hospital", district: null, lon: 112.5, lat: 37.9, is_alike: true };
const answerWith = (places) => {
  globalThis.fetch = () => ({ ok: true, json: () => ({ places, notice: "", online: false }) });
};
const press = async (combobox, key) => combobox.press({ key, preventDefault() {} });

const open = () => {
  const chosen = [];
  const combobox = new PlaceCombobox({ onChoose: (place) => chosen.push(place.name), onSay() {}, onHear() {} });
  combobox.build(messages);
  return { combobox, chosen };
};

test("Enter takes a place of that very name at once", async () => {
  answerWith([{ ...hospital, is_alike: false }]);
  const { combobox, chosen } = open();
  await press(combobox, "Enter");
  assert.deepEqual(chosen, ["中心医院"]);
});

test("Enter only points at a similar name, and takes it when it is pressed again", async () => {
  answerWith([hospital]);
  const { combobox, chosen } = open();
  await press(combobox, "Enter");
  assert.deepEqual(chosen, []);
  assert.equal(combobox.active, 0);
  await press(combobox, "Enter");
  assert.deepEqual(chosen, ["中心医院"]);
});

test("a similar name names no place", async () => {
  answerWith([hospital]);
  assert.equal(await findPlace("中医院", "zh"), null);
  answerWith([{ ...hospital, is_alike: false }]);
  assert.deepEqual(await findPlace("中心医院", "zh"), { lon: 112.5, lat: 37.9 });
});

test("an empty list says whether a place is called so or only similarly", () => {
  const said = (place) => placeHints([place], messages, {}).children[0].textContent;
  assert.equal(said(hospital), "No place is called so either. A place of a similar name:");
  assert.equal(said({ ...hospital, is_alike: false }), "A place may be meant:");
});
