import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Answers } from "../../app/static/core/answers.js";
import { Records } from "../../app/static/core/records.js";

const record = (id, sector) => ({
  properties: { id, sector, status: "planned", districts: [], due: null },
  derived: { keys: [id], accuracy_class: "exact" },
});

let answers;
let heard;
beforeEach(() => {
  answers = new Answers();
  heard = [];
  answers.listen((answer) => heard.push(answer));
});

test("a choice is answered at once, with its counts", () => {
  answers.setRecords(new Records([record("a", "roads"), record("b", "industry")]));
  answers.choose({ sector: ["roads"] });
  const [{ shown, total, count }] = heard;
  assert.deepEqual(shown.map((one) => one.properties.id), ["a"]);
  assert.equal(total, 2);
  assert.equal(count("sector").get("industry"), 1);
});

test("before the records are there nothing is answered, but the choice is numbered", () => {
  assert.equal(answers.isAnswering, false);
  assert.equal(answers.choose({}), 1);
  assert.deepEqual(heard, []);
});

test("what the server says of an earlier choice is old news, however late", () => {
  assert.equal(answers.isOvertaken({ session: "s", turn: 0 }), false);
  answers.choose({ q: "a" });
  answers.choose({ q: "ab" });
  assert.equal(answers.isOvertaken({ session: "s", turn: 0 }), true);
  assert.equal(answers.isOvertaken({ session: "s", turn: 1 }), true);
  assert.equal(answers.isOvertaken({ session: "s", turn: 2 }), false);
});

test("a new session has heard nothing, and its word counts", () => {
  answers.isOvertaken({ session: "one", turn: 0 });
  answers.choose({ q: "a" });
  assert.equal(answers.isOvertaken({ session: "two", turn: 0 }), false);
  answers.choose({ q: "b" });
  assert.equal(answers.isOvertaken({ session: "two", turn: 0 }), true);
});

test("a part that is not told again holds older news, whatever it was told", () => {
  const first = { session: "s", turn: 0, said: 1 };
  assert.equal(answers.isOvertaken(first), false);
  assert.equal(answers.isOvertaken({ session: "s", turn: 0, said: 2 }), false);
  assert.equal(answers.isOlder(first), true);
  assert.equal(answers.isOvertaken(first), true);
  assert.equal(answers.isOvertaken({ session: "later", turn: 0, said: 1 }), false);
  assert.equal(answers.isOlder({ session: "later", turn: 0, said: 1 }), false);
});

test("who stops listening hears no more", () => {
  answers.setRecords(new Records([record("a", "roads")]));
  const more = [];
  const stop = answers.listen((answer) => more.push(answer));
  stop();
  answers.choose({});
  assert.equal(heard.length, 1);
  assert.equal(more.length, 0);
});

test("to a new session the panel says again what it shows, under a number never sent", () => {
  const page = new Answers();
  let told = 0;
  page.renew = () => { told += 1; };
  assert.equal(page.isOvertaken({ session: "one", turn: 0 }), false);
  page.choose({});
  assert.equal(page.isOvertaken({ session: "two", turn: 0 }), true);
  assert.equal(page.isOvertaken({ session: "two", turn: 0 }), true);
  assert.equal(told, 1);
  assert.equal(page.choose({}), 3);
  assert.equal(page.isOvertaken({ session: "two", turn: 3 }), false);
});
