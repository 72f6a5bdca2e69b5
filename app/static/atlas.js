/* The map, its list and its card as one piece; the same in the app and in every file we export. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const { element } = CityAtlas;
  const HOME_SHARE = 0.1;
  const TILE_FAULTS_ALLOWED = 4;
  const PREVIEW_MS = 3000;
  const loads = new Map();
  CityAtlas.inits = 0;

  /* Read JSON once: from an address, or from a script element of this file (`#id`). */
  const load = (address) => {
    if (!loads.has(address)) {
      const read = address.startsWith("#")
        ? Promise.resolve(JSON.parse(document.querySelector(address).textContent))
        : fetch(new URL(address, document.baseURI), { credentials: "same-origin" }).then((answer) => {
          if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
          return answer.json();
        });
      loads.set(address, read.catch((fault) => {
        loads.delete(address);
        throw fault;
      }));
    }
    return loads.get(address);
  };

  /* The bounds most projects lie in: a few far ends do not shrink the city. */
  const homeBounds = (features) => {
    const at = features.flatMap((feature) => feature.anchors);
    const between = (values) => {
      const sorted = values.toSorted((one, other) => one - other);
      const skip = Math.floor(sorted.length * HOME_SHARE);
      return [sorted[skip], sorted[sorted.length - 1 - skip]];
    };
    const [left, right] = between(at.map(([x]) => x));
    const [top, bottom] = between(at.map(([, y]) => y));
    const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
    return L.latLngBounds(corner(left, top), corner(right, bottom));
  };

  class Atlas {
    /* `channel` tells the host what the reader does: select(id), point({lat, lng}). */
    constructor(root, channel) {
      this.channel = channel;
      this.address = CityAtlas.address;
      this.selected = null;
      this.version = null;
      this.mapBox = element("div", { className: "city-map-box" });
      this.frame = element("div", { className: "city-map-frame", children: [this.mapBox] });
      this.live = element("p", { className: "city-hidden", "aria-live": "polite" });
      this.panel = element("aside", { className: "city-panel" });
      this.root = element("div", { className: "city-atlas", children: [this.live, this.frame, this.panel] });
      root.append(this.root);
    }

    /* Take what the host says now; the first time, load the data and make the map. */
    async update(state) {
      this.state = state;
      if (!this.started) this.started = this.start(state);
      await this.started;
      if (this.state === state) await this.apply(state);
    }

    async start(state) {
      const { sources } = state;
      const [catalogue, base, reference, messages] = await Promise.all([
        load(sources.catalogue), load(sources.base), load(sources.reference), load(sources.messages),
      ]);
      this.catalogue = catalogue;
      this.reference = reference;
      this.features = new Map(catalogue.features.map((one) => [one.properties.id, one]));
      this.makeMap(base, new CityAtlas.Messages(state.lang, messages), state);
    }

    makeMap(base, messages, state) {
      const { map, baseMap, projects } = CityAtlas.buildMap(this.mapBox);
      Object.assign(this, { map, baseMap, projects });
      this.container = map.getContainer();
      this.container.classList.add("city-map");
      CityAtlas.inits += 1;
      this.container.dataset.inits = String(CityAtlas.inits);
      this.container.dataset.selected = "";
      map.attributionControl.setPrefix(false);
      L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
      this.quiet = true;
      map.setView([0, 0], 10, { animate: false });
      baseMap.setData(base, messages);
      projects.setData(this.catalogue);
      this.tools = new CityAtlas.MapTools({
        onBase: (slug) => this.setBase(slug, true),
        onFull: () => this.toggleFull(),
        onHome: () => this.goHome(true),
      }).addTo(map);
      this.tooltip = element("div", { className: "city-tooltip", hidden: "" });
      this.chooser = element("div", { className: "city-chooser", hidden: "" });
      this.notice = element("p", { className: "city-map-notice", role: "status", hidden: "" });
      this.frame.append(this.tooltip, this.chooser, this.notice);
      this.listen();
      this.watchTouch();
      this.setMessages(messages);
      this.look(state);
    }

    listen() {
      const { map } = this;
      map.on("click", (event) => this.pick(event.containerPoint));
      map.on("mousemove", (event) => this.point(event.containerPoint));
      map.on("mouseout", () => this.point(null));
      map.on("moveend", () => this.keepCamera());
      map.on("movestart zoomstart", () => this.closeChooser());
      this.frame.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        if (!this.chooser.hidden) this.closeChooser(true);
        else if (this.selected) this.select(null, { from: "map" });
      });
      new ResizeObserver(() => {
        this.quiet = true;
        map.invalidateSize({ animate: false, pan: false });
        this.quiet = false;
      }).observe(this.mapBox);
    }

    /* On touch screens one finger scrolls the page and two move the map. */
    watchTouch() {
      if (!globalThis.matchMedia("(pointer: coarse)").matches) return;
      const { map } = this;
      const apply = () => {
        if (document.fullscreenElement === this.frame) map.dragging.enable();
        else map.dragging.disable();
      };
      apply();
      document.addEventListener("fullscreenchange", apply);
      this.mapBox.addEventListener("touchmove", (event) => {
        if (event.touches.length === 1 && !map.dragging.enabled()) {
          this.say(this.messages.say("Use two fingers to move the map"), 1200);
        }
      }, { passive: true });
    }

    setMessages(messages) {
      this.messages = messages;
      this.baseMap.setMessages(messages);
      this.projects.setMessages(messages);
      this.writeTools();
      const legend = CityAtlas.mapLegend(messages, this.reference);
      const wasOpen = this.legend?.open ?? false;
      this.legend?.remove();
      this.legend = legend;
      legend.open = wasOpen;
      this.frame.append(legend);
      this.map.attributionControl.removeAttribution(this.credit ?? "");
      this.credit = this.baseMap.attribution();
      this.map.attributionControl.addAttribution(this.credit);
      const label = (selector, text) => {
        const node = this.container.querySelector(selector);
        node?.setAttribute("aria-label", text);
        node?.setAttribute("title", text);
      };
      label(".leaflet-control-zoom-in", messages.say("Zoom in"));
      label(".leaflet-control-zoom-out", messages.say("Zoom out"));
      this.container.setAttribute("role", "application");
      this.container.setAttribute("aria-roledescription", messages.say("map"));
      this.table = new CityAtlas.ProjectTable(messages, this.reference, {
        onSelect: (id) => this.select(id, { from: "list" }),
        onHover: (id) => this.projects.hover(id),
      });
      this.card = new CityAtlas.ProjectCard(messages, this.reference, {
        onClose: () => this.select(null, { from: "card" }),
        onZoom: (id) => this.zoomTo(id),
        addressOf: (id) => this.addressOf(id),
      });
      this.shownKey = null;
    }

    writeTools() {
      this.tools.setMessages(this.messages, {
        base: this.base ?? "embedded", bases: ["embedded", ...(this.map.cityBases?.keys() ?? [])],
      });
    }

    async apply(state) {
      if (state.lang !== this.messages.lang) {
        this.setMessages(new CityAtlas.Messages(state.lang, await load(state.sources.messages)));
      }
      if (state.version !== this.version) {
        if (this.version !== null) this.look(state);
        this.version = state.version;
        this.awaited = null;
        this.selected = state.selected && this.features.has(state.selected) ? state.selected : null;
        this.setBase(state.base ?? "embedded", false);
        this.address.setOwnPart({ sel: this.selected });
        this.bringIntoSight(this.selected);
        this.shownKey = null;
      }
      this.projects.setMarks(state.marks ?? null);
      if (this.isOvertaken(state)) return;
      this.showOnce(state.lang, state.shown);
    }

    /* Show what a choice leaves before the server has said so; its word follows and counts. */
    preview(chosen) {
      if (!this.catalogue) return;
      this.filter ??= new CityAtlas.ProjectFilter(this.catalogue.features);
      this.awaited = CityAtlas.ProjectFilter.nameChoice(chosen);
      clearTimeout(this.awaiting);
      this.awaiting = setTimeout(() => this.stopAwaiting(), PREVIEW_MS);
      const ids = this.filter.answer(chosen).shown.map((one) => one.properties.id);
      this.showOnce(this.messages.lang, ids.length === this.catalogue.features.length ? null : ids);
    }

    /* Whether the server speaks of a choice that the reader has changed since. */
    isOvertaken({ chosen }) {
      if (!this.awaited || !chosen) return false;
      if (CityAtlas.ProjectFilter.nameChoice(chosen) !== this.awaited) return true;
      this.awaited = null;
      return false;
    }

    /* The word for this choice never came: the server's last one counts. */
    stopAwaiting() {
      if (!this.awaited) return;
      this.awaited = null;
      this.showOnce(this.messages.lang, this.state.shown);
    }

    showOnce(lang, ids) {
      const key = `${lang} ${ids ? ids.join(",") : "all"}`;
      if (key === this.shownKey) return;
      this.shownKey = key;
      this.show(ids);
    }

    /* Show these records on the map and in the list. */
    show(ids) {
      this.projects.show(ids);
      this.projects.select(this.selected);
      const shown = ids === null || ids === undefined
        ? [...this.features.values()]
        : ids.map((id) => this.features.get(id)).filter(Boolean);
      this.shown = shown;
      const { dataset } = this.container;
      dataset.shown = String(this.projects.shownCount());
      dataset.selected = this.selected ?? "";
      dataset.ready = "true";
      this.describe();
      this.showPanel();
    }

    describe() {
      const { messages } = this;
      const placed = this.projects.shownCount();
      const text = messages.say("Project map: {placed} on the map, {unplaced} without a place", {
        placed, unplaced: this.shown.length - placed,
      });
      this.container.setAttribute("aria-label", text);
      this.live.textContent = text;
    }

    showPanel() {
      if (this.state.panel === "none") {
        this.panel.hidden = true;
        return;
      }
      const feature = this.selected ? this.features.get(this.selected) : null;
      this.table.show(this.shown, this.selected);
      this.table.box.hidden = Boolean(feature);
      this.panel.replaceChildren(...(feature ? [this.card.render(feature)] : []), this.table.box);
      this.panel.classList.toggle("has-card", Boolean(feature));
    }

    /* Select a record, or none; from the map, the list, the card or the chooser. */
    select(id, { from }) {
      const before = this.selected;
      if (id === before && from !== "list") return;
      this.selected = id;
      this.projects.select(id);
      this.container.dataset.selected = id ?? "";
      this.address.setOwnPart({ sel: id });
      this.showPanel();
      if (id) {
        if (from !== "map") this.bringIntoSight(id);
        const heading = this.panel.querySelector("#city-card-name");
        heading?.focus({ preventScroll: true });
        this.panel.scrollTo?.({ top: 0 });
        this.panel.querySelector(".city-card")?.scrollIntoView({ block: "nearest" });
        const { properties } = this.features.get(id);
        this.live.textContent = this.messages.pick(properties.name_zh, properties.name_en);
      } else if (before) {
        this.table.focus(before);
      }
      this.channel.select?.(id);
    }

    pick(containerPoint) {
      const ids = this.projects.idsAt(containerPoint);
      this.closeChooser();
      if (ids.length > 1) this.openChooser(ids, containerPoint);
      else if (ids.length === 1) this.select(ids[0], { from: "map" });
      else if (this.channel.point) this.channel.point(this.map.containerPointToLatLng(containerPoint));
      else if (this.selected) this.select(null, { from: "map" });
    }

    openChooser(ids, { x, y }) {
      const { messages } = this;
      const choose = (id) => {
        this.closeChooser();
        this.select(id, { from: "map" });
      };
      this.chooser.replaceChildren(
        element("p", { text: messages.count("{n} project here", "{n} projects here", ids.length) }),
        element("ul", {
          children: ids.map((id) => {
            const { properties } = this.features.get(id);
            return element("li", {
              children: [element("button", {
                type: "button", on: { click: () => choose(id) },
                children: [
                  CityAtlas.symbolPicture(properties.sector, properties.status, 24),
                  element("span", { text: messages.pick(properties.name_zh, properties.name_en) }),
                ],
              })],
            });
          }),
        }),
      );
      this.chooser.hidden = false;
      // Sizes before any magnifying, as the point is.
      const { clientWidth: width, clientHeight: height } = this.frame;
      const { offsetWidth, offsetHeight } = this.chooser;
      this.chooser.style.left = `${Math.max(8, Math.min(x + 12, width - offsetWidth - 8))}px`;
      this.chooser.style.top = `${Math.max(8, Math.min(y + 12, height - offsetHeight - 8))}px`;
      this.chooser.querySelector("button").focus();
    }

    closeChooser(backToMap = false) {
      if (this.chooser.hidden) return;
      this.chooser.hidden = true;
      if (backToMap) this.container.focus();
    }

    point(containerPoint) {
      cancelAnimationFrame(this.pointing);
      this.pointing = requestAnimationFrame(() => {
        const ids = containerPoint ? this.projects.idsAt(containerPoint) : [];
        this.projects.hover(ids[0] ?? null);
        this.container.style.cursor = ids.length ? "pointer" : "";
        this.tooltip.hidden = ids.length === 0;
        if (!ids.length) return;
        const { properties } = this.features.get(ids[0]);
        const name = this.messages.pick(properties.name_zh, properties.name_en);
        const more = ids.length > 1
          ? this.messages.count(" and {n} more", " and {n} more", ids.length - 1) : "";
        this.tooltip.textContent = name + more;
        const room = this.frame.clientWidth - this.tooltip.offsetWidth - 8;
        this.tooltip.style.left = `${Math.max(4, Math.min(containerPoint.x + 14, room))}px`;
        this.tooltip.style.top = `${containerPoint.y + 16}px`;
      });
    }

    /* Look where the view says, or at the city. */
    look({ camera, selected }) {
      this.quiet = true;
      if (camera) this.map.setView([camera.lat, camera.lon], camera.zoom, { animate: false });
      else if (selected && this.projects.boundsOf(selected)) this.zoomTo(selected);
      else this.goHome(false);
      this.quiet = false;
    }

    goHome(isAsked) {
      const placed = this.projects._features;
      if (!placed.length) return;
      this.quiet = true;
      this.map.fitBounds(homeBounds(placed), { animate: false, padding: [12, 12] });
      this.quiet = false;
      if (isAsked) this.address.setOwnPart({ lat: null, lon: null, z: null });
    }

    zoomTo(id) {
      const box = this.projects.boundsOf(id);
      if (!box) return;
      const { place } = this.features.get(id).properties;
      const zoom = place.accuracy_m >= 3000 ? 12 : place.accuracy_m >= 1000 ? 13.5 : 15;
      this.map.fitBounds(box, { maxZoom: zoom, padding: [48, 48], animate: !this.isCalm() && !this.quiet });
    }

    bringIntoSight(id) {
      const box = id ? this.projects.boundsOf(id) : null;
      if (box && !this.map.getBounds().intersects(box)) {
        this.map.panTo(box.getCenter(), { animate: !this.isCalm() });
      }
    }

    isCalm() {
      return globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
    }

    keepCamera() {
      if (this.quiet) return;
      const { lat, lng } = this.map.getCenter();
      this.address.setOwnPart({
        lat: lat.toFixed(5), lon: lng.toFixed(5), z: String(Number(this.map.getZoom().toFixed(2))),
      });
      this.channel.camera?.();
    }

    setBase(slug, isAsked) {
      const wanted = slug === "embedded" || this.map.cityBases?.has(slug) ? slug : "embedded";
      if (wanted === (this.base ?? "embedded") && !isAsked) return;
      for (const layer of this.map.cityBases?.values() ?? []) layer.remove();
      this.base = wanted;
      this.baseMap.setOverlayOnly(wanted !== "embedded");
      if (wanted !== "embedded") this.showTiles(this.map.cityBases.get(wanted));
      this.address.setOwnPart({ base: wanted === "embedded" ? null : wanted });
      this.tools.mark(wanted);
      this.channel.base?.(wanted);
    }

    showTiles(layer) {
      let faults = 0;
      layer.off("tileerror");
      layer.on("tileerror", () => {
        faults += 1;
        if (faults !== TILE_FAULTS_ALLOWED) return;
        this.setBase("embedded", true);
        this.say(this.messages.say("The online map cannot be reached; the embedded map is shown."), 8000);
      });
      layer.addTo(this.map);
    }

    toggleFull() {
      if (document.fullscreenElement) document.exitFullscreen();
      else this.frame.requestFullscreen?.();
    }

    /* Show a short notice over the map. */
    say(text, milliseconds) {
      this.notice.textContent = text;
      this.notice.hidden = false;
      clearTimeout(this.hush);
      this.hush = setTimeout(() => { this.notice.hidden = true; }, milliseconds);
    }

    addressOf(id) {
      const parameters = new URLSearchParams({ sel: id });
      if (this.messages.lang !== "zh") parameters.set("lang", this.messages.lang);
      return `${this.state.home ?? ""}?${parameters}`;
    }

    remove() {
      clearTimeout(this.awaiting);
      this.map?.remove();
      this.root.remove();
    }
  }

  const mounted = new WeakMap();

  /* Mount into a Streamlit component, or update what is mounted there. */
  CityAtlas.mount = ({ data, parentElement, setStateValue, setTriggerValue }) => {
    let atlas = mounted.get(parentElement);
    if (!atlas) {
      atlas = new Atlas(parentElement, {});
      mounted.set(parentElement, atlas);
    }
    atlas.channel = {
      select: (id) => setStateValue("selected", id),
      point: data.takes_point
        ? ({ lat, lng }) => setTriggerValue("point", { lat, lon: lng })
        : null,
    };
    CityAtlas.preview = (chosen) => atlas.preview(chosen);
    atlas.update(data).catch((fault) => {
      parentElement.dataset.fault = String(fault);
      atlas.root.replaceChildren(element("p", { className: "city-fault", text: data.fault_text }));
    });
    return () => {
      CityAtlas.preview = null;
      atlas.remove();
      mounted.delete(parentElement);
    };
  };

  Object.assign(CityAtlas, { Atlas, load });
})();
