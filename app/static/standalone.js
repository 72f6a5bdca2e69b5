/* A file of its own: filters, search and language beside the same map, list and card. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const { FACETS, element } = CityAtlas;
  const SIGNS = {
    sector: (slug) => ({ sector: slug, status: "completed" }),
    status: (slug) => ({ sector: null, status: slug }),
  };
  const ORDER = [...FACETS, "q", "sel", "lat", "lon", "z", "lang"];
  const MAX_QUERY_LENGTH = 100;

  /* The view in the part of the address after #, which a file may change without a server. */
  class FileAddress {
    constructor() {
      const { hash, search } = globalThis.location;
      this.isGiven = hash.length > 1 || search.length > 1;
      this.parameters = new URLSearchParams(hash.length > 1 ? hash.slice(1) : search.slice(1));
    }

    read() {
      return this.parameters;
    }

    setOwnPart(values) {
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === undefined || value === "") this.parameters.delete(name);
        else this.parameters.set(name, value);
      }
      this.write();
    }

    query(parameters = this.parameters) {
      return ORDER.filter((name) => parameters.has(name))
        .map((name) => `${name}=${encodeURIComponent(parameters.get(name)).replaceAll("%2C", ",")}`)
        .join("&");
    }

    write() {
      this.written = `#${this.query()}`;
      try {
        globalThis.history.replaceState(null, "", this.written);
      } catch {
        this.isGiven = true; // a place that keeps no history: the view is simply not written down
      }
    }
  }

  class Standalone {
    constructor(root) {
      const read = (id) => JSON.parse(document.getElementById(id).textContent);
      this.about = read("about");
      this.catalogue = read("catalogue");
      this.reference = read("reference");
      this.tables = { zh: read("messages-zh"), en: {} };
      this.features = this.catalogue.features;
      this.filter = new CityAtlas.ProjectFilter(this.features);
      this.ids = new Set(this.features.map((one) => one.properties.id));
      this.version = 1;
      this.address = new FileAddress();
      CityAtlas.address = this.address;
      this.takeQuery(this.address.isGiven ? this.address.parameters : new URLSearchParams(this.about.query));
      this.head = element("header", { className: "city-masthead" });
      this.tale = element("section", { className: "file-story", hidden: "" });
      this.step = -1;
      this.panel = new CityAtlas.FilterPanel({ onChange: (chosen) => this.choose(chosen) });
      this.panelVersion = 0;
      this.fold = element("summary", { className: "file-filters-title" });
      const side = element("details", {
        className: "file-filters", open: "", children: [this.fold, this.panel.root],
      });
      if (globalThis.matchMedia("(max-width: 900px)").matches) side.open = false;
      this.count = element("p", { className: "city-count", role: "status" });
      this.tags = element("div", { className: "file-tags" });
      this.foot = element("footer", { className: "file-foot" });
      const stage = element("div");
      const main = element("main", {
        children: [element("div", { className: "file-line", children: [this.count, this.tags] }), stage],
      });
      root.append(this.head, this.tale, element("div", { className: "file-body", children: [side, main] }), this.foot);
      this.atlas = new CityAtlas.Atlas(stage, {
        select: (id) => {
          this.selected = id;
          this.linkLive();
        },
        camera: () => this.linkLive(),
      });
      globalThis.addEventListener("hashchange", () => this.follow());
      this.speak();
    }

    /* Take a view from parameters; what is unknown is passed over. */
    takeQuery(parameters) {
      const known = Object.fromEntries(FACETS.map((facet) => [facet, new Set(this.choicesOf(facet))]));
      this.filters = Object.fromEntries(FACETS.map((facet) => [
        facet, new Set((parameters.get(facet) ?? "").split(",").filter((slug) => known[facet].has(slug))),
      ]));
      this.q = (parameters.get("q") ?? "").trim().slice(0, MAX_QUERY_LENGTH);
      const former = this.about.former_ids ?? {};
      const wanted = parameters.get("sel");
      this.selected = this.ids.has(wanted) ? wanted : former[wanted] ?? null;
      const [lat, lon, zoom] = ["lat", "lon", "z"].map((name) => Number.parseFloat(parameters.get(name)));
      const isCamera = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 7 && zoom <= 18;
      this.camera = isCamera ? { lat, lon, zoom } : null;
      this.lang = parameters.get("lang") === "en" ? "en" : "zh";
      this.address.parameters = new URLSearchParams();
      if (isCamera) this.address.setOwnPart({ lat: parameters.get("lat"), lon: parameters.get("lon"), z: parameters.get("z") });
    }

    follow() {
      if (globalThis.location.hash === this.address.written) return;
      this.takeQuery(new URLSearchParams(globalThis.location.hash.slice(1)));
      this.version += 1;
      this.speak();
    }

    choicesOf(facet) {
      const named = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes" }[facet];
      if (named) return this.reference[named].map(({ slug }) => slug);
      return this.filter.choices(facet);
    }

    choiceName(facet, slug) {
      const { messages } = this;
      if (facet === "due") return slug === "none" ? messages.say("No year promised") : slug;
      if (facet === "district" && slug === "city") return messages.say("Whole city");
      const table = { sector: "sectors", status: "statuses", accuracy: "accuracy_classes", district: "districts" }[facet];
      const term = this.reference[table].find((one) => one.slug === slug);
      return term ? messages.pick(term.name_zh, term.name_en) : slug;
    }

    facetName(facet) {
      const { messages } = this;
      return {
        sector: messages.say("Sector"),
        status: messages.say("Status"),
        district: messages.say("District"),
        due: messages.say("Due year"),
        accuracy: messages.say("Accuracy of the place"),
      }[facet];
    }

    /* Write everything anew in the language. */
    speak() {
      this.messages = new CityAtlas.Messages(this.lang, this.tables[this.lang]);
      document.documentElement.lang = this.lang === "zh" ? "zh-CN" : "en";
      const { messages } = this;
      const words = this.about[this.lang];
      document.title = words.title;
      const other = this.lang === "zh" ? "en" : "zh";
      this.head.replaceChildren(
        element("div", {
          className: "city-title",
          children: [element("h1", { text: words.title }), element("p", { text: words.subtitle })],
        }),
        element("button", {
          type: "button", className: "file-language", lang: other === "zh" ? "zh-CN" : "en",
          text: other === "zh" ? "中文" : "English",
          on: { click: () => { this.lang = other; this.speak(); } },
        }),
      );
      this.writeStory();
      this.fold.textContent = messages.say("Filters");
      const notes = [words.as_of, words.accuracy_note, words.sources, words.privacy]
        .map((text) => element("p", { text }));
      this.live = this.about.link_base
        ? element("a", { text: messages.say("Open this view in the live map"), href: this.about.link_base })
        : null;
      this.foot.replaceChildren(...notes, ...(this.live ? [element("p", { children: [this.live] })] : []));
      this.apply();
    }

    /* The story the file tells: one step at a time, forward, back, or none. */
    writeStory() {
      const { story } = this.about;
      if (!story) return;
      const { messages } = this;
      const { steps } = story;
      const step = steps[this.step];
      const button = (text, label, target) => element("button", {
        type: "button", "aria-label": label, text, "data-step": String(target),
        disabled: target >= steps.length || target < -1 ? "" : null,
        on: { click: () => this.tell(target) },
      });
      const title = step ? messages.pick(step.title_zh, step.title_en) : messages.pick(story.title_zh, story.title_en);
      this.tale.hidden = false;
      this.tale.setAttribute("aria-label", messages.say("Story"));
      this.tale.replaceChildren(
        button("‹", messages.say("Previous step"), this.step - 1),
        element("span", {
          className: "file-story-number",
          text: messages.say("{n} of {total}", { n: this.step + 1, total: steps.length }),
        }),
        button("›", messages.say("Next step"), this.step + 1),
        element("div", {
          role: "status",
          children: [
            element("h2", { text: title }),
            step ? element("p", { text: messages.pick(step.text_zh, step.text_en) }) : null,
          ],
        }),
      );
    }

    /* Go to a step of the story; its view is shown in the reader's language. */
    tell(number) {
      const { lang } = this;
      this.step = number;
      const step = this.about.story.steps[number];
      this.takeQuery(new URLSearchParams(step ? step.view : this.about.query));
      this.lang = lang;
      this.version += 1;
      this.speak();
      this.tale.querySelector(`[data-step="${number + 1}"]`)?.focus();
    }

    /* Take what the reader chose in the panel. */
    choose({ q, ...chosen }) {
      this.q = q;
      this.filters = Object.fromEntries(FACETS.map((facet) => [facet, new Set(chosen[facet])]));
      this.apply({ isFromPanel: true });
    }

    /* Show what the filters leave, and say how much that is; the panel knows what it told us. */
    apply({ isFromPanel = false } = {}) {
      if (!isFromPanel) this.panelVersion += 1;
      const { shown, count } = this.filter.answer({ ...this.filters, q: this.q });
      this.writePanel(count);
      this.writeSentence(shown);
      this.writeTags();
      const parts = Object.fromEntries(FACETS.map((facet) => [facet, [...this.filters[facet]].toSorted().join(",")]));
      this.address.setOwnPart({ ...parts, q: this.q, lang: this.lang === "zh" ? null : this.lang });
      const ids = shown.map((one) => one.properties.id);
      this.atlas.update({
        sources: {
          catalogue: "#catalogue", base: "#base", reference: "#reference", messages: `#messages-${this.lang}`,
        },
        lang: this.lang,
        shown: ids.length === this.features.length ? null : ids,
        version: this.version,
        selected: this.selected,
        base: "embedded",
        camera: this.camera,
        home: this.about.link_base,
      }).then(() => this.linkLive());
    }

    writePanel(count) {
      const { messages } = this;
      this.panel.update({
        version: this.panelVersion,
        label: messages.say("Filters"),
        search: {
          label: messages.say("Search"),
          placeholder: messages.say("Name, pinyin, initials or English"),
          skip: messages.say("Skip the filters"),
        },
        facets: FACETS.map((facet) => {
          const counts = count(facet);
          return {
            facet,
            title: this.facetName(facet),
            is_open: facet in SIGNS,
            choices: this.choicesOf(facet).map((slug) => ({
              slug, name: this.choiceName(facet, slug), count: counts.get(slug) ?? 0, sign: SIGNS[facet]?.(slug),
            })),
          };
        }),
        chosen: { ...Object.fromEntries(FACETS.map((facet) => [facet, [...this.filters[facet]]])), q: this.q },
      });
    }

    writeSentence(shown) {
      const { messages } = this;
      const placed = shown.filter((one) => one.geometry).length;
      const sentence = messages.say("{placed} on the map + {unplaced} without a place = {shown} projects", {
        placed, unplaced: shown.length - placed, shown: shown.length,
      });
      this.count.textContent = shown.length === this.features.length
        ? sentence
        : messages.say("{sentence} (of {total})", { sentence, total: this.features.length });
    }

    writeTags() {
      const { messages } = this;
      const tag = (text, label, on) => element("button", {
        type: "button", "aria-label": label, text: `${text} ✕`, on: { click: () => { on(); this.apply(); } },
      });
      const tags = FACETS.flatMap((facet) => [...this.filters[facet]].map((slug) => {
        const name = this.choiceName(facet, slug);
        const label = messages.say("Remove the filter {facet}: {name}", { facet: this.facetName(facet), name });
        return tag(name, label, () => this.filters[facet].delete(slug));
      }));
      const clearText = () => { this.q = ""; };
      if (this.q) tags.push(tag(`“${this.q}”`, messages.say("Remove the search"), clearText));
      if (tags.length) {
        tags.push(element("button", {
          type: "button", className: "is-plain", text: messages.say("Clear all filters"),
          on: {
            click: () => {
              for (const facet of FACETS) this.filters[facet].clear();
              clearText();
              this.apply();
            },
          },
        }));
      }
      this.tags.replaceChildren(...tags);
    }

    linkLive() {
      if (!this.live) return;
      const query = this.address.query();
      this.live.href = query ? `${this.about.link_base}?${query}` : this.about.link_base;
    }
  }

  Object.assign(CityAtlas, { Standalone });
  CityAtlas.standalone = new Standalone(document.getElementById("city-file"));
})();
