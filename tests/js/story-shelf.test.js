import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addStep, draftOf, emptyDraft, moveStep, readDraft, removeStep, storyOf, viewOf, writeStep,
} from "../../app/static/core/story-draft.js";
import { StoryShelf } from "../../app/static/core/story-shelf.js";

class Store {
  constructor(most = Infinity) {
    Object.assign(this, { entries: new Map(), most });
  }

  get length() { return this.entries.size; }

  key(at) { return [...this.entries.keys()][at] ?? null; }

  getItem(key) { return this.entries.get(key) ?? null; }

  removeItem(key) { this.entries.delete(key); }

  setItem(key, text) {
    if (text.length > this.most) {
      throw Object.assign(new Error("exceeded the quota"), { name: "QuotaExceededError" });
    }
    this.entries.set(key, text);
  }
}

const draft = (id, changed = "2026-01-01", more = {}) =>
  ({ ...emptyDraft({ id, catalogue: "taiyuan-2024", changed }), ...more });

test("a step holds what is looked at, not the language or the place asked about", () => {
  assert.equal(viewOf("?sector=roads,rail&q=a%20b&near=1,2&r=500&lang=en&lat=1.0"), "sector=roads,rail&q=a%20b&lat=1.0");
});

test("steps are added, moved, written and taken away; the draft before stays as it was", () => {
  const first = addStep(addStep(addStep(draft("a"), { view: "x" }), { view: "y" }), { view: "z" });
  const views = (one) => one.steps.map(({ view }) => view).join("");
  assert.equal(views(moveStep(first, 0, 2)), "yzx");
  assert.equal(views(moveStep(first, 2, 0)), "zxy");
  assert.equal(moveStep(first, 0, 3), first);
  assert.equal(moveStep(first, -1, 0), first);
  assert.equal(views(removeStep(first, 1)), "xz");
  assert.equal(writeStep(first, 1, { title_zh: "题" }).steps[1].title_zh, "题");
  assert.equal(views(first), "xyz");
});

test("the file leaves out what is empty and opens again as the same steps", () => {
  const written = draft("a", "2026-01-01", { title_zh: " 题 ", title_en: "", steps: [{ view: "", text_en: "" }, { view: "q=a", title_en: "A" }] });
  const file = storyOf(written);
  assert.deepEqual(file, {
    type: "city-projects-story", version: 1, catalogue: "taiyuan-2024", title_zh: "题",
    steps: [{ view: "" }, { view: "q=a", title_en: "A" }],
  });
  assert.deepEqual(storyOf(draftOf(file, { id: "b", changed: "" })), file);
});

test("what is no draft is passed over", () => {
  for (const text of [null, "", "{", "[]", "1", '{"id":"a"}', '{"id":"a","catalogue":"c","steps":[{}]}']) {
    assert.equal(readDraft(text), null);
  }
});

test("a story is there again when the page is opened anew, the last changed first", () => {
  const store = new Store();
  const shelf = new StoryShelf(() => store);
  shelf.save(draft("a", "2026-01-01"));
  shelf.save(draft("b", "2026-02-01"));
  shelf.save(draft("c", "2026-03-01", { catalogue: "other" }));
  shelf.current = "a";
  store.setItem("city-story/broken", "{");
  const again = new StoryShelf(() => store);
  assert.deepEqual(again.list("taiyuan-2024").drafts.map(({ id }) => id), ["b", "a"]);
  assert.equal(again.resume("taiyuan-2024").id, "a");
  assert.equal(again.resume("other").id, "c");
  assert.equal(again.resume("none"), null);
  assert.equal(again.trouble, "");
});

test("what is deleted can be brought back, and is forgotten after a month", () => {
  const store = new Store();
  const shelf = new StoryShelf(() => store);
  shelf.save(draft("a"));
  shelf.remove("a", "2026-01-10T00:00:00Z");
  assert.equal(shelf.resume("taiyuan-2024"), null);
  assert.equal(shelf.list("taiyuan-2024").removed.length, 1);
  shelf.tidy("2026-02-01T00:00:00Z");
  shelf.restore("a");
  assert.equal(shelf.resume("taiyuan-2024").removed, undefined);
  shelf.remove("a", "2026-01-10T00:00:00Z");
  shelf.tidy("2026-03-01T00:00:00Z");
  assert.equal(store.getItem("city-story/a"), null);
});

test("a full store is said, and the story stays while the page is open", () => {
  const shelf = new StoryShelf(() => new Store(200));
  shelf.save(draft("a"));
  assert.equal(shelf.trouble, "");
  shelf.save(draft("a", "2026-01-02", { title_zh: "长".repeat(300) }));
  assert.equal(shelf.trouble, "full");
  assert.equal(shelf.read("a").title_zh.length, 300);
  shelf.save(draft("a", "2026-01-03"));
  assert.equal(shelf.trouble, "");
  assert.equal(shelf.read("a").title_zh, undefined);
});

test("a browser that refuses its store breaks nothing", () => {
  const shelf = new StoryShelf(() => { throw new Error("denied"); });
  assert.equal(shelf.trouble, "refused");
  shelf.save(draft("a"));
  assert.equal(shelf.resume("taiyuan-2024").id, "a");
  shelf.remove("a", "2026-01-10T00:00:00Z");
  shelf.restore("a");
  assert.equal(shelf.list("taiyuan-2024").drafts.length, 1);
  assert.equal(shelf.trouble, "refused");
});
