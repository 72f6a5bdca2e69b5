/* What the head of the site adds to the map on a narrow page: its search, and the way to the filters. */
import { FilterPanel } from "../parts/filter-panel.js";
import { HeadSearch } from "../parts/head-search.js";
import { element } from "../parts/element.js";

/** @typedef {{panel: FilterPanel, side: HTMLDetailsElement, fold: HTMLElement, showMap: () => void}} HeadParts */

export class SiteHead {
  /**
   * @param {Element} root The head of the page.
   * @param {HeadParts} parts
   */
  constructor(root, { panel, side, fold, showMap }) {
    this.isOver = false;
    this.side = side;
    this.fold = fold;
    fold.dataset.foldsFilters = "1";
    this.search = new HeadSearch({
      onText: (text, isTyping) => panel.setText(text, isTyping),
      onDone: () => { FilterPanel.fold(); globalThis.scrollTo({ top: 0 }); showMap(); },
    });
    this.opener = element("button", {
      type: "button", className: "site-open", "aria-expanded": String(side.open),
      on: { click: () => this.openFilters() },
    });
    side.addEventListener("toggle", () => this.turn());
    side.addEventListener("keydown", ({ key }) => { if (key === "Escape") FilterPanel.fold(); });
    root.prepend(this.search.root, this.opener);
    root.classList.add("has-search");
  }

  openFilters() {
    this.isOver = true;
    this.side.open = true;
    this.fold.focus();
  }

  /* The filters lie over the page, or gave it back with the button at hand. */
  turn() {
    this.opener.setAttribute("aria-expanded", String(this.side.open));
    if (this.side.open || !this.isOver) return;
    this.isOver = false;
    this.opener.focus({ preventScroll: true });
  }

  /** @param {Messages} messages */
  setWords(messages) {
    this.search.setWords({ label: messages.say("Search"), placeholder: messages.say("Search") });
    this.opener.textContent = messages.say("Filters");
    this.fold.replaceChildren(
      element("span", { text: messages.say("Filters") }),
      element("span", { className: "file-filters-done", text: messages.say("Done") }),
    );
  }
}
