import assert from "node:assert/strict";
import { test } from "node:test";
import { meet, partRows, isSame } from "../../app/static/core/rows.js";
import { SearchKeys } from "../../app/static/core/search-keys.js";

const keys = Array.from({ length: 200 }, (_, row) => [`地铁${row}号线`, `ditie${row}`, row % 3 ? "museum" : "park", "𠮷"]);
const found = new SearchKeys(new TextEncoder().encode(keys.map((own) => own.join("\t")).join("\n")), keys.length);
const slow = (word, among = keys.keys()) => [...among].filter((row) => keys[row].some((key) => key.includes(word)));

for (const word of ["地", "地铁1", "ditie19", "museum", "park", "𠮷", "tie1号", "parkditie", "铁9号线", "x", "e199"]) {
  test(`“${word}” is found where it stands within one key`, () => {
    assert.deepEqual([...found.find(word, null)], slow(word));
    const few = Uint32Array.of(3, 9, 199);
    const many = Uint32Array.from({ length: 100 }, (_, at) => 2 * at);
    assert.deepEqual([...found.find(word, few)], slow(word, few));
    assert.deepEqual([...found.find(word, many)], slow(word, many));
  });
}

test("no records have no keys", () => {
  assert.deepEqual([...SearchKeys.of([]).find("a", null)], []);
  assert.deepEqual([...SearchKeys.of([["a"], []]).find("a", null)], [0]);
});

test("rows are met, parted and compared", () => {
  assert.deepEqual([...meet(Uint32Array.of(1, 4, 6), Uint32Array.of(0, 4, 5, 6, 9))], [4, 6]);
  assert.deepEqual([...meet(Uint32Array.of(7), Uint32Array.of(1, 2))], []);
  const { marked, others } = partRows(Uint32Array.of(2, 0, 1), Uint8Array.of(1, 0, 1));
  assert.deepEqual([[...marked], [...others]], [[2, 0], [1]]);
  assert.ok(isSame(null, undefined) && !isSame(null, Uint8Array.of()) && isSame([1, 2], Uint8Array.of(1, 2)) && !isSame([1], [1, 2]));
});
