/* The filters as real checkboxes: every choice with its sign and count; a search field on top. */
import { element } from "./element.js";
import { symbolPicture } from "./symbol-picture.js";

/** @typedef {{slug: string, name: string, count: number, sign?: {sector: string | null, status: string} | null}} ChoiceShown */
/** @typedef {{facet: string, title: string, is_open?: boolean, note?: string | null, choices: ChoiceShown[]}} FacetShown */
/** @typedef {{label: string, placeholder: string, skip: string}} SearchWords */
/** @typedef {{version: unknown, label: string, search: SearchWords, facets: FacetShown[], chosen: Choice}} FiltersShown */

export class FilterPanel {
  /**
   * `onChange` gets {facet: [slugs…], q} whenever the reader changes something, and whether by typing.
   * @param {{onChange: (chosen: Choice, isTyping: boolean) => void}} on
   */
  constructor({ onChange }) {
    this.onChange = onChange;
    this.isByKey = false;
    /** @type {Map<string, {box: HTMLInputElement, number: HTMLElement, row: HTMLElement}>} */
    this.boxes = new Map();
    this.text = element("input");
    /** @type {string | undefined} */
    this.shape = undefined;
    /** @type {unknown} */
    this.version = undefined;
    this.area = "";
    this.asof = "";
    this.areaForm = null;
    this.root = element("form", {
      className: "city-filters", role: "search",
      on: {
        submit: (event) => this.submit(event),
        pointerdown: () => { this.isByKey = false; },
        keydown: () => { this.isByKey = true; },
      },
    });
  }

  /**
   * Show these facets; what is chosen is taken over only when `version` is new.
   * @param {FiltersShown} filters
   * @param {boolean} [isOvertaken]
   */
  update({ version, label, search, facets, chosen }, isOvertaken = false) {
    const shape = JSON.stringify([label, search, facets.map(({ title, note, choices }) =>
      [title, note, choices.map(({ slug, name }) => [slug, name])])]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.build(label, search, facets);
      this.version = null;
    }
    const counted = new Map(facets.map(({ facet, choices }) =>
      [facet, new Map(choices.map(({ slug, count }) => [slug, count]))]));
    if (!isOvertaken) this.writeCounts((facet) => counted.get(facet));
    // A new session has a first version of its own; what the panel shows it is told, not taken.
    const isTold = this.isTelling;
    this.isTelling = false;
    if (version === this.version) return;
    this.version = version;
    if (isTold) return;
    this.text.value = chosen.q ?? "";
    this.area = chosen.area ?? "";
    this.asof = chosen.asof ?? "";
    this.areaForm?.show(this.area);
    for (const [key, { box }] of this.boxes) {
      const [facet, slug] = key.split(" ");
      box.checked = (chosen[facet] ?? []).includes(slug);
      const details = box.closest("details");
      if (box.checked && details) details.open = true;
    }
  }

  /* Tell once more what is chosen, to a session that has not heard it. */
  tellAgain() {
    this.isTelling = true;
    setTimeout(() => this.tell());
  }

  /**
   * Write how many records each choice would leave.
   * @param {(facet: string) => Map<string, number> | undefined} countsOf
   */
  writeCounts(countsOf) {
    /** @type {Map<string, Map<string, number> | undefined>} */
    const kept = new Map();
    for (const [key, { number, row }] of this.boxes) {
      const [facet, slug] = key.split(" ");
      if (!kept.has(facet)) kept.set(facet, countsOf(facet));
      const count = kept.get(facet)?.get(slug) ?? 0;
      number.textContent = String(count);
      row.classList.toggle("is-none", count === 0);
    }
  }

  /**
   * Put the form of the area below the facets.
   * @param {import("./area-form.js").AreaForm} form
   */
  setAreaForm(form) {
    if (this.areaForm?.messages.lang === form.messages.lang) return;
    this.areaForm?.root.remove();
    this.areaForm = form;
    form.onChange = (area) => this.setArea(area);
    form.show(this.area);
    this.root.append(form.root);
  }

  /**
   * Look for projects in another area; none where empty.
   * @param {string} area
   */
  setArea(area) {
    this.area = area;
    this.areaForm?.show(area);
    this.tell();
  }

  /**
   * @param {string} label
   * @param {SearchWords} search
   * @param {FacetShown[]} facets
   */
  build(label, search, facets) {
    const wasOpen = new Map([...this.root.querySelectorAll("details")].map((one) => [one.dataset.facet, one.open]));
    this.boxes.clear();
    this.text = element("input", {
      type: "search", name: "q", maxlength: "100", autocomplete: "off", placeholder: search.placeholder,
      on: {
        input: (event) => { if (!(event instanceof InputEvent && event.isComposing)) this.tell(true); },
        compositionend: () => this.tell(true),
        // With the fields of the area in the same form a browser submits nothing by itself.
        keydown: (event) => {
          if (event instanceof KeyboardEvent && event.key === "Enter" && !event.isComposing) this.submit(event);
        },
      },
    });
    this.root.setAttribute("aria-label", label);
    this.root.replaceChildren(
      element("a", {
        className: "city-skip", href: "#city_map", text: search.skip,
        on: { click: (event) => FilterPanel.skip(event) },
      }),
      element("label", {
        className: "city-search", children: [element("span", { text: search.label }), this.text],
      }),
      ...facets.map((facet) => this.buildFacet(facet, wasOpen.get(facet.facet) ?? facet.is_open)),
      ...(this.areaForm ? [this.areaForm.root] : []),
    );
  }

  /**
   * @param {FacetShown} facet
   * @param {boolean | undefined} isOpen
   */
  buildFacet({ facet, title, note, choices }, isOpen) {
    return element("details", {
      "data-facet": facet, open: isOpen ? "" : null,
      children: [
        element("summary", { text: title }),
        element("fieldset", {
          children: [
            element("legend", { className: "city-hidden", text: title }),
            note ? element("p", { className: "city-facet-note", text: note }) : null,
            ...choices.map((choice) => this.buildChoice(facet, choice)),
          ],
        }),
      ],
    });
  }

  /**
   * @param {string} facet
   * @param {ChoiceShown} choice
   */
  buildChoice(facet, { slug, name, sign }) {
    const box = element("input", {
      type: "checkbox", name: facet, value: slug, on: { change: () => this.choose() },
    });
    const number = element("span", { className: "city-number" });
    const row = element("label", {
      className: "city-choice",
      children: [
        box,
        sign ? symbolPicture(sign.sector, sign.status, 24) : null,
        element("span", { className: "city-name", text: name }),
        number,
      ],
    });
    this.boxes.set(`${facet} ${slug}`, { box, number, row });
    return row;
  }

  /**
   * Pass over the filters to the map, for those who go by keyboard.
   * @param {Event} event
   */
  static skip(event) {
    event.preventDefault();
    const next = document.querySelector(".city-map") ?? document.querySelector("main h2");
    if (next instanceof HTMLElement) next.focus();
  }

  /* Take a choice; one that was tapped shows its results, by keyboard the next choice is at hand. */
  choose() {
    this.tell();
    if (!this.isByKey) FilterPanel.fold();
  }

  /* Take all filters away; the day that the promises are judged by stays. */
  clear() {
    for (const { box } of this.boxes.values()) box.checked = false;
    this.text.value = "";
    this.setArea("");
  }

  /**
   * Search for another text.
   * @param {string} text
   * @param {boolean} isTyping
   */
  setText(text, isTyping) {
    this.text.value = text;
    this.tell(isTyping);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    this.tell();
    if (FilterPanel.fold()) FilterPanel.skip(event);
  }

  /* Where the filters lie over the page, fold them away so that the results are seen. */
  static fold() {
    const isOver = globalThis.matchMedia("(max-width: 900px)").matches;
    const button = isOver ? document.querySelector('[data-testid="stSidebarCollapseButton"] button, details[open] > [data-folds-filters]') : null;
    if (button instanceof HTMLElement) button.click();
    return isOver;
  }

  /**
   * Say what is chosen now, all of it, so that quick clicks cannot overtake each other.
   * @param {boolean} [isTyping]
   */
  tell(isTyping = false) {
    /** @type {Choice} */
    const chosen = { q: this.text.value.trim(), area: this.area, asof: this.asof };
    for (const [key, { box }] of this.boxes) {
      const [facet, slug] = key.split(" ");
      const slugs = chosen[facet] ??= [];
      if (box.checked) slugs.push(slug);
    }
    this.onChange(chosen, isTyping);
  }
}
