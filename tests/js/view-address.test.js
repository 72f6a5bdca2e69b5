import assert from "node:assert/strict";
import { test } from "node:test";
import { ViewAddress } from "../../app/static/pages/view-address.js";

/* A browser's history of one page: steps back are heard once the browser has made them. */
class Browser extends EventTarget {
  constructor(search) {
    super();
    this.entries = [{ search, state: null }];
    this.at = 0;
    this.location = { pathname: "/", hash: "" };
    Object.defineProperty(this.location, "search", { get: () => this.entries[this.at].search });
    const { history } = this;
    Object.assign(globalThis, {
      history, location: this.location,
      addEventListener: this.addEventListener.bind(this), removeEventListener: this.removeEventListener.bind(this),
    });
  }

  get history() {
    const browser = this;
    const entryOf = (state, url) => ({ state, search: url.slice(1) });
    return {
      get state() { return browser.entries[browser.at].state; },
      pushState(state, title, url) {
        browser.entries.splice(browser.at + 1, Infinity, entryOf(state, url));
        browser.at += 1;
      },
      replaceState(state, title, url) { browser.entries[browser.at] = entryOf(state, url); },
      back() { browser.asked = true; },
    };
  }

  /** @param {number} by */
  go(by = -1) {
    this.at += by;
    this.isLeft = this.dispatchEvent(new Event("city-return", { cancelable: true }));
  }

  get searches() { return this.entries.map(({ search }) => search); }
}

const visit = (search, { hears = true } = {}) => {
  const browser = new Browser(search);
  const address = new ViewAddress();
  const heard = [];
  const stop = hears ? address.onReturn((query) => heard.push(query)) : () => {};
  return { browser, address, heard, stop };
};

test("a card that opens is a step, what the camera does in it is none", () => {
  const { browser, address, heard } = visit("?sector=roads");
  address.setSelected("a");
  address.setOwnPart({ lat: "1", lon: "2", z: "3" });
  address.setSelected("b");
  assert.equal(browser.entries.length, 2);
  browser.go();
  assert.deepEqual(heard, ["sector=roads"]);
  assert.equal(browser.isLeft, false); // nobody else is to answer
});

test("closing a card goes back over its step, keeps the camera and asks nobody", () => {
  const { browser, address, heard } = visit("?sector=roads");
  address.setSelected("a");
  address.setOwnPart({ lat: "1", lon: "2", z: "3" });
  address.setSelected(null);
  assert.equal(browser.asked, true);
  assert.equal(address.read().has("sel"), false);
  browser.go();
  assert.equal(browser.at, 0);
  assert.deepEqual(heard, []);
  assert.equal(address.read().get("lat"), "1");
  assert.match(browser.searches[0], /sector=roads.*lat=1|lat=1.*sector=roads/);
  browser.go(1);
  assert.match(heard[0], /sel=a/); // Forward opens the card again
});

test("what happens before the browser has gone back is not lost", () => {
  const { browser, address, heard } = visit("?a=1");
  address.setSelected("x");
  address.setSelected(null);
  address.setOwnPart({ lat: "5", lon: "6", z: "7" });
  address.setSelected("y");
  assert.equal(address.read().get("sel"), "y");
  browser.go();
  assert.deepEqual(heard, []);
  assert.equal(browser.entries.length, 2);
  assert.equal(browser.at, 1);
  assert.match(browser.searches[0], /lat=5/);
  assert.match(browser.searches[1], /lat=5.*sel=y|sel=y.*lat=5/);
  address.setSelected(null);
  browser.go();
  assert.equal(browser.at, 0);
});

test("a card that a link opened is closed in place, and so is one after another step", () => {
  const linked = visit("?sel=a");
  linked.address.setSelected(null);
  assert.equal(linked.browser.asked, undefined);
  assert.deepEqual(linked.browser.searches, [""]);
  const filtered = visit("");
  filtered.address.setServerPart("");
  filtered.address.setSelected("a");
  filtered.address.setServerPart("sector=roads");
  filtered.address.setSelected(null);
  assert.equal(filtered.browser.asked, undefined);
  assert.deepEqual(filtered.browser.searches, ["", "?sel=a", "?sector=roads"]);
});

test("where nobody hears Back a card makes no step", () => {
  const { browser, address } = visit("", { hears: false });
  address.setSelected("a");
  address.setSelected(null);
  assert.deepEqual(browser.searches, [""]);
});
