/* The filters as real checkboxes: every choice with its sign and count; a search field on top. */
import { element } from "./element.js";
import { symbolPicture } from "./symbol-picture.js";

export class FilterPanel {
  /* `onChange` gets {facet: [slugs…], q} whenever the reader changes something, and whether by typing. */
  constructor({ onChange }) {
    this.onChange = onChange;
    this.boxes = new Map();
    this.area = "";
    this.areaForm = null;
    this.root = element("form", {
      className: "city-filters", role: "search", on: { submit: (event) => this.submit(event) },
    });
  }

  /* Show these facets; what is chosen is taken over only when `version` is new. */
  update({ version, label, search, facets, chosen }, isOvertaken = false) {
    const shape = JSON.stringify([label, search, facets.map(({ title, choices }) =>
      [title, choices.map(({ slug, name }) => [slug, name])])]);
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
    this.areaForm?.show(this.area);
    for (const [key, { box }] of this.boxes) {
      const [facet, slug] = key.split(" ");
      box.checked = (chosen[facet] ?? []).includes(slug);
      if (box.checked) box.closest("details").open = true;
    }
  }

  /* Tell once more what is chosen, to a session that has not heard it. */
  tellAgain() {
    this.isTelling = true;
    setTimeout(() => this.tell());
  }

  /* Write how many records each choice would leave. */
  writeCounts(countsOf) {
    const kept = new Map();
    for (const [key, { number, row }] of this.boxes) {
      const [facet, slug] = key.split(" ");
      if (!kept.has(facet)) kept.set(facet, countsOf(facet));
      const count = kept.get(facet)?.get(slug) ?? 0;
      number.textContent = String(count);
      row.classList.toggle("is-none", count === 0);
    }
  }

  /* Put the form of the area below the facets. */
  setAreaForm(form) {
    if (this.areaForm?.messages.lang === form.messages.lang) return;
    this.areaForm?.root.remove();
    this.areaForm = form;
    form.onChange = (area) => this.setArea(area);
    form.show(this.area);
    this.root.append(form.root);
  }

  /* Look for projects in another area; none where empty. */
  setArea(area) {
    this.area = area;
    this.areaForm?.show(area);
    this.tell();
  }

  build(label, search, facets) {
    const wasOpen = new Map([...this.root.querySelectorAll("details")].map((one) => [one.dataset.facet, one.open]));
    this.boxes.clear();
    this.text = element("input", {
      type: "search", name: "q", maxlength: "100", autocomplete: "off", placeholder: search.placeholder,
      on: { input: (event) => { if (!event.isComposing) this.tell(true); }, compositionend: () => this.tell(true) },
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

  buildFacet({ facet, title, choices }, isOpen) {
    return element("details", {
      "data-facet": facet, open: isOpen ? "" : null,
      children: [
        element("summary", { text: title }),
        element("fieldset", {
          children: [
            element("legend", { className: "city-hidden", text: title }),
            ...choices.map((choice) => this.buildChoice(facet, choice)),
          ],
        }),
      ],
    });
  }

  buildChoice(facet, { slug, name, sign }) {
    const box = element("input", {
      type: "checkbox", name: facet, value: slug, on: { change: () => this.tell() },
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

  /* Pass over the filters to the map, for those who go by keyboard. */
  static skip(event) {
    event.preventDefault();
    (document.querySelector(".city-map") ?? document.querySelector("main h2"))?.focus();
  }

  submit(event) {
    event.preventDefault();
    this.tell();
    if (FilterPanel.fold()) FilterPanel.skip(event);
  }

  /* Where the filters lie over the page, fold them away so that the results are seen. */
  static fold() {
    const isOver = globalThis.matchMedia("(max-width: 900px)").matches;
    if (isOver) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    return isOver;
  }

  /* Say what is chosen now, all of it, so that quick clicks cannot overtake each other. */
  tell(isTyping = false) {
    const chosen = { q: this.text.value.trim(), area: this.area };
    for (const [key, { box }] of this.boxes) {
      const [facet, slug] = key.split(" ");
      chosen[facet] ??= [];
      if (box.checked) chosen[facet].push(slug);
    }
    this.onChange(chosen, isTyping);
  }
}
