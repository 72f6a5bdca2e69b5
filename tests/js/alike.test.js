import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceWithin, findAlike } from "../../app/static/core/alike.js";
import { SearchKeys } from "../../app/static/core/search-keys.js";

const KEYS = SearchKeys.of([
  ["地铁1号线", "ditie1haoxian", "metroline1"],
  ["晋阳古城考古博物馆", "jinyangguchengkaogubowuguan", "jinyangancientcityarchaeologicalmuseum"],
  ["迎泽大街", "yingzedajie", "yingzestreet"],
]);

for (const [typed, distance] of [
  ["museum", 0], ["muesum", 1], ["musem", 1], ["museuum", 1], ["nuseum", 2], ["archeological", 1], ["zzzzzz", 2],
]) {
  test(`“${typed}” is ${distance < 2 ? distance : "too far"} from what stands there`, () => {
    assert.equal(distanceWithin("jinyangancientcityarchaeologicalmuseum", typed, 1), distance);
  });
}

for (const [query, rows] of [
  ["muesum", [1]], ["dietie", [0]], ["mtro", [0]], ["yinzedajie", [2]], ["jinyang muesum", [1]], ["jin muesum", []],
  ["zzzzqq", []], ["dit", []], ["ditei9", []], ["地贴", []], ["", []],
]) {
  test(`what is alike to “${query}”`, () => assert.deepEqual(findAlike(KEYS, query), rows));
}
