/* The nearby page: the search for a place, the reader's position, the map with its pin. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const { element } = CityAtlas;
  const PAUSE_MS = 120;
  const POSITION_MS = 15_000;
  const ROUNDED = 4;
  const EXACT = 6;
  const CLOSE_ZOOM = 11.5;
  const PIN_STEP = 12;
  const KILOMETRE = 1000;
  const SVG = "http://www.w3.org/2000/svg";

  const picture = (path, className) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", className);
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  const say = {
    near: ({ lon, lat }, isExact) => {
      const decimals = isExact ? EXACT : ROUNDED;
      return `${lon.toFixed(decimals)},${lat.toFixed(decimals)}`;
    },
    length: (messages, metres) => (metres >= KILOMETRE
      ? messages.say("{value} km", { value: messages.number(metres / KILOMETRE, 1) })
      : messages.say("{value} m", { value: messages.number(Math.max(1, Math.round(metres))) })),
  };

  /* Change parts of the address; the server answers anew, and Back undoes it. */
  const go = (values) => {
    const next = CityAtlas.address.read();
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) next.delete(name);
      else next.set(name, value);
    }
    const before = globalThis.location.href;
    CityAtlas.address.write(next, true);
    if (globalThis.location.href !== before) {
      globalThis.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    }
  };

  const NO_CAMERA = { lat: null, lon: null, z: null };

  /* The place as it was said, kept only while the page is open: the address tells it rounded. */
  const told = { exact: null, isExact: false };

  const goTo = ({ lon, lat }, { keepsCamera = false } = {}) => {
    told.exact = { lon, lat };
    const radius = CityAtlas.address.read().get("r") ?? CityAtlas.nearSearch?.data.radius ?? "2000";
    go({
      near: say.near({ lon, lat }, told.isExact), r: radius, sel: null,
      ...(keepsCamera ? {} : NO_CAMERA),
    });
  };

  class PlaceSearch {
    constructor(root) {
      this.root = root;
      this.options = [];
      this.active = -1;
      this.datum = "wgs84";
      this.heard = "";
    }

    async update(data) {
      this.data = data;
      const messages = new CityAtlas.Messages(data.lang, await CityAtlas.load(data.messages));
      if (this.data !== data) return;
      if (this.messages?.lang !== data.lang) {
        this.messages = messages;
        this.build();
      }
      told.isExact = data.exact;
      this.exactBox.checked = data.exact;
      this.box.classList.toggle("has-place", Boolean(data.near));
      this.input.placeholder = data.near
        ? this.messages.say("Another place")
        : this.messages.say("Station, street, district or coordinates");
      if (document.activeElement !== this.input) this.input.value = "";
      for (const button of this.radii.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.value === data.radius));
      }
      if (data.sentence !== this.heard) {
        this.heard = data.sentence;
        this.live.textContent = data.sentence;
      }
    }

    build() {
      const { messages, data } = this;
      this.input = element("input", {
        id: "near-input", type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": "near-options", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
        enterkeyhint: "search", "aria-describedby": "near-hint",
        on: {
          input: () => this.ask(),
          keydown: (event) => this.press(event),
          focus: () => this.input.select(),
          blur: () => { setTimeout(() => this.close(), PAUSE_MS); },
        },
      });
      this.list = element("ul", {
        id: "near-options", role: "listbox", hidden: "", "aria-label": messages.say("Places found"),
        on: { mousedown: (event) => event.preventDefault() },
      });
      this.locate = element("button", {
        type: "button", className: "near-locate", on: { click: () => this.findMe() },
        children: [
          picture("M12 4v3M12 17v3M4 12h3M17 12h3M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8", "near-icon"),
          element("span", { className: "near-locate-text", text: messages.say("Use my position") }),
        ],
      });
      this.status = element("p", { className: "near-status", role: "status" });
      this.live = element("p", { className: "city-hidden", "aria-live": "polite" });
      this.radii = element("div", {
        className: "near-radii", role: "group", "aria-label": messages.say("How far is near"),
        children: data.radii.map(({ value, label }) => element("button", {
          type: "button", value, text: label, "aria-pressed": "false",
          on: { click: () => go({ r: value, ...NO_CAMERA }) },
        })),
      });
      this.box = element("div", {
        className: "near-ask",
        children: [
          element("div", {
            className: "near-form", role: "search",
            children: [
              element("label", { for: "near-input", text: messages.say("Where?") }),
              this.moreToggle(),
              element("div", { className: "near-box", children: [
                picture("M10.5 4.500a6 6 0 1 1 0 12a6 6 0 1 1 0-12M15 15l5 5", "near-icon"), this.input, this.list,
              ] }),
              this.locate,
            ],
          }),
          element("p", {
            className: "city-hidden", id: "near-hint",
            text: messages.say("Chinese characters, pinyin, initials, English, or coordinates"),
          }),
          this.more(),
          this.status,
          this.examples(),
          this.radii,
          this.live,
        ],
      });
      this.root.replaceChildren(this.box);
    }

    examples() {
      const { messages, data } = this;
      return element("p", {
        className: "near-examples",
        children: [
          element("span", { text: messages.say("For example:") }),
          ...data.examples.map(({ name, near }) => element("button", {
            type: "button", text: name,
            on: {
              click: () => {
                const [lon, lat] = near.split(",").map(Number);
                goTo({ lon, lat });
              },
            },
          })),
        ],
      });
    }

    moreToggle() {
      const toggle = element("button", {
        type: "button", className: "near-more-toggle", "aria-expanded": "false", "aria-controls": "near-more",
        text: this.messages.say("Coordinates and sharing"),
        on: {
          click: () => {
            this.panel.hidden = !this.panel.hidden;
            toggle.setAttribute("aria-expanded", String(!this.panel.hidden));
          },
        },
      });
      return toggle;
    }

    /* What few need: coordinates of other maps, the exact place in the link. */
    more() {
      const { messages } = this;
      const datums = [
        ["wgs84", messages.say("WGS 84: GPS, Tianditu, OpenStreetMap")],
        ["gcj02", messages.say("GCJ-02: Gaode (Amap), Tencent")],
        ["bd09", messages.say("BD-09: Baidu")],
      ];
      this.exactBox = element("input", {
        type: "checkbox",
        on: { change: () => this.setExact(this.exactBox.checked) },
      });
      this.copied = element("span", { className: "near-copied", role: "status" });
      this.panel = element("div", {
        className: "near-more", id: "near-more", hidden: "",
        children: [
          element("fieldset", {
            children: [
              element("legend", { text: messages.say("Coordinates I type were copied from") }),
              ...datums.map(([slug, text]) => {
                const input = element("input", {
                  type: "radio", name: "near-datum", value: slug,
                  on: { change: () => { this.datum = slug; this.ask(); } },
                });
                input.checked = slug === this.datum;
                return element("label", { children: [input, element("span", { text })] });
              }),
            ],
          }),
          element("label", {
            children: [this.exactBox, element("span", {
              text: messages.say("Exact place in the link (otherwise to about 10 m)"),
            })],
          }),
          element("p", {
            children: [
              element("button", {
                type: "button", text: messages.say("Copy the link"), on: { click: () => this.copy() },
              }),
              this.copied,
            ],
          }),
        ],
      });
      return this.panel;
    }

    setExact(isExact) {
      told.isExact = isExact;
      const { near } = this.data;
      if (!near) return;
      const [lon, lat] = near.split(",").map(Number);
      const exact = told.exact ?? { lon, lat };
      const isSame = say.near(exact, false) === say.near({ lon, lat }, false);
      go({ near: say.near(isSame ? exact : { lon, lat }, isExact) });
    }

    async copy() {
      const { messages } = this;
      try {
        await navigator.clipboard.writeText(globalThis.location.href);
        this.copied.textContent = messages.say("Copied");
      } catch {
        this.copied.textContent = messages.say("The browser did not allow it; copy the address above");
      }
    }

    /* Ask the server what the text may mean, once the fingers rest. */
    ask() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), PAUSE_MS);
    }

    async search({ isOnline = false } = {}) {
      clearTimeout(this.timer);
      const text = this.input.value.trim();
      this.asking?.abort();
      if (!text) {
        this.show([], "");
        return;
      }
      this.asking = new AbortController();
      const query = new URLSearchParams({ q: text, lang: this.data.lang, datum: this.datum });
      if (isOnline) query.set("online", "1");
      try {
        const address = new URL(`places?${query}`, document.baseURI);
        const answer = await fetch(address, { signal: this.asking.signal, credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        const { places, notice, online } = await answer.json();
        this.isOnlineOffered = online && !isOnline;
        this.show(places, notice);
      } catch (fault) {
        if (fault.name !== "AbortError") {
          this.show([], this.messages.say("The search could not be reached. Try again, or tap the map."));
        }
      }
    }

    show(places, notice) {
      const { messages } = this;
      this.options = places.map((place) => ({ place, choose: () => this.choose(place) }));
      if (this.isOnlineOffered && this.input.value.trim()) {
        this.options.push({ choose: () => this.search({ isOnline: true }), text: messages.say("Search online") });
      }
      const isEmpty = !this.options.length;
      this.list.replaceChildren(...this.options.map((option, index) => this.option(option, index)));
      this.list.hidden = isEmpty;
      this.input.setAttribute("aria-expanded", String(!isEmpty));
      this.activate(-1);
      const isNothing = isEmpty && !notice && this.input.value.trim();
      this.status.textContent = isNothing
        ? messages.say("Nothing found. Try another spelling, or tap the map.") : notice ?? "";
      this.live.textContent = places.length
        ? messages.count("{n} place found; the down arrow chooses", "{n} places found; the down arrow chooses", places.length)
        : "";
    }

    option({ place, choose, text }, index) {
      const children = place
        ? [
          element("span", { className: "near-option-name", text: place.name }),
          element("span", { className: "near-option-kind", text: [place.kind, place.district].filter(Boolean).join(" · ") }),
        ]
        : [element("span", { className: "near-option-name", text })];
      return element("li", {
        id: `near-option-${index}`, role: "option", "aria-selected": "false", children, on: { click: choose },
      });
    }

    activate(index) {
      this.active = index;
      [...this.list.children].forEach((item, number) => {
        item.setAttribute("aria-selected", String(number === index));
      });
      if (index < 0) this.input.removeAttribute("aria-activedescendant");
      else {
        this.input.setAttribute("aria-activedescendant", `near-option-${index}`);
        this.list.children[index].scrollIntoView({ block: "nearest" });
      }
    }

    async press(event) {
      const count = this.options.length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!count) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.activate((this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + count) % count);
      } else if (event.key === "Escape") {
        if (this.list.hidden) this.input.value = "";
        this.close();
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        if (this.active < 0) await this.search();
        this.options[Math.max(0, this.active)]?.choose();
      }
    }

    close() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
    }

    choose(place) {
      this.close();
      this.options = [];
      this.input.value = "";
      this.status.textContent = place.said ?? "";
      this.input.blur();
      goTo(place);
    }

    /* Ask the browser where we are: only now, only once, and only here. */
    findMe() {
      const { messages } = this;
      const tell = (text) => {
        this.status.textContent = text;
        this.locate.removeAttribute("aria-busy");
      };
      if (!navigator.geolocation || !globalThis.isSecureContext) {
        tell(messages.say("This page may not ask for the position (it needs https). Search for a place instead."));
        return;
      }
      this.locate.setAttribute("aria-busy", "true");
      this.status.textContent = messages.say("Looking for your position…");
      navigator.geolocation.getCurrentPosition(
        ({ coords: { longitude, latitude, accuracy } }) => {
          const [west, south, east, north] = this.data.bounds;
          if (longitude < west || longitude > east || latitude < south || latitude > north) {
            tell(messages.say("You are outside {city}. Search for a place in it instead.", { city: this.data.city }));
            return;
          }
          tell(messages.say("Your position, to about {accuracy}. It is not stored.", {
            accuracy: say.length(messages, accuracy),
          }));
          goTo({ lon: longitude, lat: latitude });
        },
        ({ code }) => tell({
          1: messages.say("The browser was not allowed to tell your position. Search for a place, or allow it in the browser's settings."),
          3: messages.say("Your position took too long to find. Try again, or search for a place."),
        }[code] ?? messages.say("Your position is not available now. Search for a place instead.")),
        { enableHighAccuracy: true, timeout: POSITION_MS, maximumAge: 0 },
      );
    }
  }

  /* The map of the page: the pin that is asked about, its ring, the line to the nearest point. */
  class NearAtlas extends CityAtlas.Atlas {
    async apply(state) {
      const isNew = state.version !== this.version;
      state.marks = this.marksOf(state);
      this.placePin(state);
      await super.apply(state);
      this.projects.setMarks(this.marksOf(state));
      this.markEntries();
      if (isNew) this.settle(state);
    }

    /* The card takes a part of the map's room: look again once the map knows. */
    settle(state) {
      this.quiet = true;
      this.map.invalidateSize({ animate: false });
      this.quiet = false;
      if (state && !state.camera) this.look(state);
      if (this.selected) this.bringIntoSight(this.selected);
    }

    marksOf({ place, radius_m: radius, nearest }) {
      if (!place) return null;
      const to = this.selected ? nearest[this.selected] : null;
      return {
        rings: radius ? [{ ...place, radius_m: radius }] : [],
        lines: to ? [{ from: [place.lon, place.lat], to }] : [],
      };
    }

    look(state) {
      if (state.camera || !state.bounds) {
        super.look(state);
        return;
      }
      const [west, south, east, north] = state.bounds;
      this.quiet = true;
      this.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [8, 8] });
      this.quiet = false;
    }

    placePin({ place, pin_text: text }) {
      if (!place) {
        this.pin?.remove();
        this.pin = null;
        return;
      }
      if (!this.pin) {
        const icon = L.divIcon({
          className: "near-pin", iconSize: [44, 52], iconAnchor: [22, 46],
          html: picture("M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7zM12 6.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5z", "near-pin-shape"),
        });
        this.pin = L.marker([place.lat, place.lon], { icon, draggable: true, keyboard: true, zIndexOffset: 1000 });
        this.pin.on("dragend", () => this.askAt(this.pin.getLatLng()));
        this.pin.addTo(this.map);
        this.pin.getElement().addEventListener("keydown", (event) => this.movePin(event));
      }
      this.pin.setLatLng([place.lat, place.lon]);
      this.pin.getElement().setAttribute("aria-label", text);
    }

    movePin(event) {
      const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
      const step = steps[event.key];
      if (event.key === "Enter") this.askAt(this.pin.getLatLng());
      else if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      if (!step) return;
      const at = this.map.latLngToContainerPoint(this.pin.getLatLng());
      this.pin.setLatLng(this.map.containerPointToLatLng(at.add(L.point(step).multiplyBy(PIN_STEP))));
    }

    askAt({ lng, lat }) {
      goTo({ lon: lng, lat }, { keepsCamera: this.map.getZoom() >= CLOSE_ZOOM });
    }

    select(id, how) {
      const before = this.selected;
      super.select(id, how);
      this.projects.setMarks(this.marksOf(this.state));
      this.markEntries();
      this.settle();
      if (id && how.from === "list") this.showFrame();
      if (!id && how.from !== "map" && before) {
        const entry = document.querySelector(`[data-near-id="${CSS.escape(before)}"]`);
        const group = entry?.closest("details");
        if (group) group.open = true;
        entry?.focus();
      }
    }

    showFrame() {
      const { top, bottom } = this.frame.getBoundingClientRect();
      if (top >= 0 && bottom <= globalThis.innerHeight) return;
      this.frame.scrollIntoView({ block: "start", behavior: this.isCalm() ? "auto" : "smooth" });
    }

    /* Keep both the place and the nearest point of what is selected in sight. */
    bringIntoSight(id) {
      const { place, nearest } = this.state;
      const to = id ? nearest?.[id] : null;
      if (!place || !to) {
        super.bringIntoSight(id);
        return;
      }
      const box = L.latLngBounds([place.lat, place.lon], [to[1], to[0]]);
      if (this.map.getBounds().pad(-0.05).contains(box)) return;
      this.quiet = true;
      this.map.fitBounds(box, { padding: [56, 56], maxZoom: 15, animate: false });
      this.quiet = false;
    }

    /* Only the card stands beside this map: the list is on the page, before it. */
    showPanel() {
      const feature = this.selected ? this.features.get(this.selected) : null;
      this.panel.hidden = !feature;
      this.panel.replaceChildren(...(feature ? [this.card.render(feature)] : []));
      this.root.classList.toggle("has-card", Boolean(feature));
    }

    addressOf(id) {
      const parameters = new URLSearchParams({ sel: id });
      if (this.messages.lang !== "zh") parameters.set("lang", this.messages.lang);
      return `./?${parameters}`;
    }

    markEntries() {
      for (const entry of document.querySelectorAll("[data-near-id]")) {
        if (entry.dataset.nearId === this.selected) entry.setAttribute("aria-current", "true");
        else entry.removeAttribute("aria-current");
      }
    }
  }

  /* A click on an entry opens the card beside the map; without the map it is a plain link. */
  document.addEventListener("click", (event) => {
    const entry = event.target.closest?.("a[data-near-id]");
    if (!entry || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const atlas = CityAtlas.nearAtlas;
    if (!atlas?.features) return;
    event.preventDefault();
    if (atlas.selected === entry.dataset.nearId) atlas.showFrame();
    else atlas.select(entry.dataset.nearId, { from: "list" });
  });

  /* Groups stay as the reader opened them when the answer is written anew. */
  const opened = new Map();
  document.addEventListener("toggle", ({ target }) => {
    if (target.dataset?.group) opened.set(target.dataset.group, target.open);
  }, { capture: true });
  const restore = () => {
    for (const group of document.querySelectorAll("details[data-group]")) {
      const wanted = opened.get(group.dataset.group);
      if (wanted !== undefined && group.open !== wanted) group.open = wanted;
    }
    CityAtlas.nearAtlas?.markEntries();
  };

  const watch = (node) => {
    const page = node.closest(".st-key-nearby") ?? document.body;
    const observer = new MutationObserver(restore);
    observer.observe(page, { childList: true, subtree: true });
    return () => observer.disconnect();
  };

  /* The answer of the first HTML gives way to the page's own, at the same place of the scroll. */
  const early = document.querySelector("#near-early");
  if (early) {
    const observer = new MutationObserver(() => {
      const left = !globalThis.location.pathname.endsWith("/nearby");
      if (!left && !document.querySelector(".st-key-nearby .near-answer")) return;
      observer.disconnect();
      const { scrollTop } = early;
      early.remove();
      const page = document.querySelector(".stMain");
      if (page && scrollTop > 0) page.scrollTop = scrollTop;
    });
    observer.observe(document.body, { childList: true, subtree: true });
  }

  const searches = new WeakMap();

  CityAtlas.mountPlaceSearch = ({ data, parentElement }) => {
    let kept = searches.get(parentElement);
    if (!kept) {
      kept = { search: new PlaceSearch(parentElement), stop: watch(parentElement) };
      searches.set(parentElement, kept);
    }
    CityAtlas.nearSearch = kept.search;
    kept.search.update(data);
    return () => {
      kept.stop();
      searches.delete(parentElement);
      CityAtlas.nearSearch = null;
    };
  };

  const atlases = new WeakMap();

  CityAtlas.mountNearAtlas = ({ data, parentElement, setStateValue }) => {
    let atlas = atlases.get(parentElement);
    if (!atlas) {
      atlas = new NearAtlas(parentElement, {});
      atlases.set(parentElement, atlas);
    }
    CityAtlas.nearAtlas = atlas;
    atlas.channel = {
      select: (id) => setStateValue("selected", id),
      point: (at) => atlas.askAt(at),
    };
    atlas.update(data).catch((fault) => {
      parentElement.dataset.fault = String(fault);
      atlas.root.replaceChildren(element("p", { className: "city-fault", text: data.fault_text }));
    });
    return () => {
      atlas.remove();
      atlases.delete(parentElement);
      CityAtlas.nearAtlas = null;
    };
  };
})();
