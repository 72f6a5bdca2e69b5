/* The show: one view or a story of views that fills the screen; keys, clicker, touch, kiosk. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  const { element } = CityAtlas;
  const FLIGHT_SECONDS = 1.9;
  const IDLE_SECONDS = 45;
  const BAR_MILLISECONDS = 3500;
  const DESIGN = { width: 1920, height: 1080 };
  const MAGNIFIED = 1.6;
  const UPRIGHT_WIDTH = 720;
  const [BEST_FIT, LEAST_FIT] = [1.16, 0.62];
  const USUAL = { width: 800, height: 675 };
  const OWN = ["story", "step", "theme", "embed", "autoplay"];
  const CAMERA = ["lat", "lon", "z", "sel", "base"];

  /* In a story the camera and selection belong to the steps, not to the address. */
  const silent = { setOwnPart() {}, read: () => new URLSearchParams(globalThis.location.search) };

  const find = (selector) => document.querySelector(selector);

  class Show {
    constructor(data) {
      this.data = data;
      this.steps = data.steps;
      this.index = data.index;
      this.theme = data.theme;
      this.isEmbedded = data.is_embedded;
      this.address = CityAtlas.address;
      this.live = find("#show-live");
      this.isExploring = false;
      CityAtlas.setTheme(this.theme);
    }

    get step() {
      return this.steps[this.index];
    }

    async start() {
      const { sources, lang } = this.data;
      const [reference, messages] = await Promise.all([
        CityAtlas.load(sources.reference), CityAtlas.load(sources.messages),
      ]);
      this.messages = new CityAtlas.Messages(lang, messages);
      this.terms = Object.fromEntries(["sectors", "statuses"].map((name) =>
        [name, new Map(reference[name].map((term) => [term.slug, term]))]));
      this.magnify();
      this.write();
      this.listen();
      this.atlas = new CityAtlas.Atlas(find("#show-map"), {
        select: (id) => this.choose(id),
      });
      if (this.data.is_story) this.atlas.address = silent;
      await this.atlas.update({
        sources, lang, version: 1, panel: "none", home: "./",
        shown: this.step.shown, selected: this.step.selected, base: this.step.base,
        camera: this.fitted(this.step.camera),
      });
      this.settle();
    }

    /* The map is there: make it the show's. */
    settle() {
      const { atlas } = this;
      const { map } = atlas;
      Object.assign(atlas.projects.options, { labelZoom: 0, labelSize: this.magnified > 1 ? 15 : 12.5 });
      atlas.projects.redraw();
      this.followFlight(map);
      if (this.data.is_story && this.steps.length > 1) map.keyboard.disable();
      map.on("dragstart", () => this.explore());
      map.on("zoomstart", () => { if (!this.isFlying) this.explore(); });
      this.freeFingers();
      if (this.isEmbedded) this.tameWheel(map);
      this.choose(this.step.selected);
      this.look(false);
      this.keepAwake();
      if (this.data.autoplay_s && this.steps.length > 1) this.play(true);
    }

    /* The wheel belongs to the page around the frame until the map is touched. */
    tameWheel(map) {
      map.scrollWheelZoom.disable();
      map.on("focus click", () => map.scrollWheelZoom.enable());
      map.on("blur", () => map.scrollWheelZoom.disable());
    }

    /* Where the page does not scroll, one finger moves the map. */
    freeFingers() {
      const apply = () => {
        if (!this.isStacked() && !this.isEmbedded) this.atlas.map.dragging.enable();
      };
      apply();
      document.addEventListener("fullscreenchange", () => setTimeout(apply));
    }

    isStacked() {
      return globalThis.matchMedia("(max-width: 900px), (max-aspect-ratio: 1/1)").matches;
    }

    /* Symbols and names on the map grow with the screen, as the words do. */
    magnify() {
      const unit = Math.min(innerWidth / DESIGN.width, innerHeight / DESIGN.height);
      const upright = innerWidth / UPRIGHT_WIDTH;
      const wanted = this.isEmbedded ? 1 : this.isStacked() ? upright : unit * MAGNIFIED;
      const by = Math.min(4, Math.max(1, Math.round(wanted * 20) / 20));
      document.documentElement.style.setProperty("--magnified", String(by));
      this.magnified = by;
      if (this.atlas?.map) this.tellMap();
    }

    tellMap() {
      const { map } = this.atlas;
      map.cityMagnified = this.magnified;
      this.isFlying = true;
      map.invalidateSize({ animate: false, pan: false });
      this.isFlying = false;
      if (!this.isExploring) this.look(false);
    }

    /* A step made for a wall shows the same ground on a small screen. */
    fitted(camera) {
      if (!camera || !this.data.is_story) return camera;
      const box = find("#show-map").getBoundingClientRect();
      const share = Math.min(box.width / USUAL.width, box.height / USUAL.height) / this.magnified;
      const less = Math.min(0, Math.max(-1.5, Math.log2(share)));
      return { ...camera, zoom: camera.zoom + less };
    }

    /* Canvases follow Leaflet's flight by scaling; draw them anew as often as the machine can. */
    followFlight(map) {
      map.cityMagnified = this.magnified;
      for (const layer of [this.atlas.baseMap, this.atlas.projects]) {
        layer._update();
        let next = 0;
        map.on("zoom", (event) => {
          if (!event.flyTo || performance.now() < next) return;
          const before = performance.now();
          layer._update();
          next = performance.now() + (performance.now() - before) * 1.5;
        });
      }
    }

    isCalm() {
      return globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
    }

    /* Look where the step looks. */
    look(isSmooth) {
      const { atlas } = this;
      const { map } = atlas;
      const camera = this.fitted(this.step.camera);
      // Stopping already tells of a move: nobody has moved anything.
      atlas.quiet = true;
      this.isFlying = true;
      map.stop();
      const land = () => {
        this.isFlying = false;
        atlas.quiet = false;
      };
      if (!camera) {
        atlas.look({ camera: null, selected: this.step.selected });
        land();
      } else if (!isSmooth || this.isCalm()) {
        map.setView([camera.lat, camera.lon], camera.zoom, { animate: false });
        land();
      } else {
        map.once("moveend", land);
        map.flyTo([camera.lat, camera.lon], camera.zoom, { duration: FLIGHT_SECONDS });
      }
    }

    /* Go to a step; the words change at once, the map flies. */
    async go(index) {
      const wanted = Math.max(0, Math.min(this.steps.length - 1, index));
      if (wanted === this.index && !this.isExploring) return;
      this.index = wanted;
      this.stopExploring();
      this.write();
      if (this.data.story) {
        this.address.setOwnPart({ story: this.data.story, step: wanted === 0 ? null : String(wanted + 1) });
      }
      await this.showStep();
      this.announce();
    }

    async showStep() {
      const { atlas, step } = this;
      if (!atlas?.map) return;
      await atlas.update({
        ...atlas.state, shown: step.shown, selected: step.selected, base: step.base, camera: null,
      });
      atlas.setBase(step.base, false);
      atlas.select(step.selected, { from: "map" });
      this.choose(step.selected);
      this.look(true);
    }

    announce() {
      const { step } = this;
      const place = this.messages.say("Step {step} of {steps}: {title}", {
        step: this.index + 1, steps: this.steps.length, title: step.title,
      });
      this.live.textContent = [place, step.text, step.count].filter(Boolean).join(" ");
    }

    /* Write the step's words, counts and legend. */
    write() {
      const { step } = this;
      const title = find("#show-title");
      const [part, ...rest] = this.data.is_story ? step.title.split(" · ") : [step.title];
      title.replaceChildren(...(rest.length ? [
        element("span", { className: "show-part", text: part }),
        element("span", { className: "city-hidden", text: " · " }), rest.join(" · "),
      ] : [step.title]));
      const length = title.lastChild.textContent.length * (this.data.lang === "zh" ? 2 : 1);
      title.classList.toggle("is-long", length > 28);
      title.classList.toggle("is-longest", length > 60);
      const text = find("#show-text");
      text.textContent = step.text;
      text.hidden = !step.text;
      this.writeCount();
      this.writeLegend();
      document.title = `${step.title} · ${document.title.split(" · ").at(-1)}`;
      const number = find(".show-number");
      if (number) number.textContent = `${this.index + 1} / ${this.steps.length}`;
      document.querySelectorAll(".show-progress i").forEach((mark, at) => {
        mark.className = at < this.index ? "is-past" : at === this.index ? "is-now" : "";
      });
      const previous = find("[data-do=previous]");
      if (previous) {
        previous.setAttribute("aria-disabled", String(this.index === 0));
        find("[data-do=next]").setAttribute("aria-disabled", String(this.index === this.steps.length - 1));
      }
      this.writeLinks();
      this.fit();
    }

    /* Shown on the map + without a place = total, in numbers that read from the last row. */
    writeCount() {
      const { step, messages } = this;
      const number = (value, text) => element("span", {
        children: [element("b", { text: String(value) }), element("i", { text })],
      });
      const sign = (text) => element("em", { text });
      const sum = step.found === step.total ? messages.say("projects in all")
        : messages.say("projects, of {total}", { total: step.total });
      find("#show-count").replaceChildren(
        element("p", { className: "city-hidden", text: step.count }),
        element("p", {
          className: "show-sum", "aria-hidden": "true",
          children: [
            number(step.placed, messages.say("on the map")), sign("+"),
            number(step.unplaced, messages.say("without a place")), sign("="),
            number(step.found, sum),
          ],
        }),
      );
    }

    writeLegend() {
      const { messages, step } = this;
      const entry = (kind, slug, count) => {
        const term = this.terms[kind].get(slug);
        const picture = kind === "sectors"
          ? CityAtlas.symbolPicture(slug, "completed", 32) : CityAtlas.symbolPicture(null, slug, 32);
        return element("li", {
          children: [
            picture, element("span", { text: term ? messages.pick(term.name_zh, term.name_en) : slug }),
            element("b", { text: String(count) }),
          ],
        });
      };
      const list = (heading, kind) => [
        element("h2", { text: heading }),
        element("ul", {
          className: step[kind].length > 3 ? "is-wide" : "",
          children: step[kind].map(([slug, count]) => entry(kind, slug, count)),
        }),
      ];
      const note = element("p", {
        className: "show-note",
        children: [
          element("i", { className: "city-swatch is-soft", "aria-hidden": "true" }),
          element("span", { text: messages.say("Dashed line, soft circle: approximate place") }),
        ],
      });
      find("#show-legend").replaceChildren(...(step.found ? [
        ...list(messages.say("Sector"), "sectors"), ...list(messages.say("Status"), "statuses"),
        step.placed ? note : "",
      ] : [element("p", { text: messages.say("No project answers this view.") })]));
    }

    writeLinks() {
      const own = this.address.read();
      const link = find(".show-language");
      if (link) {
        const parameters = new URLSearchParams(own);
        if (link.dataset.lang === "zh") parameters.delete("lang");
        else parameters.set("lang", link.dataset.lang);
        if (this.data.story) parameters.set("step", String(this.index + 1));
        link.href = `./present?${parameters}`.replaceAll("%2C", ",");
      }
      const open = find(".show-open");
      if (open) open.href = `./?${this.step.query}`;
    }

    /* Make the words as large as the column allows. */
    fit() {
      const words = find(".show-words");
      const root = document.documentElement.style;
      if (this.isStacked() || this.isEmbedded) return;
      root.setProperty("--fit", String(BEST_FIT));
      for (let fit = BEST_FIT; fit > LEAST_FIT && words.scrollHeight > words.clientHeight + 1;) {
        fit -= 0.02;
        root.setProperty("--fit", fit.toFixed(2));
      }
    }

    /* Name the selected project under the map. */
    choose(id) {
      const caption = find("#show-caption");
      const feature = id ? this.atlas?.features?.get(id) : null;
      // A story's own words already name what its step selects.
      caption.hidden = !feature || (this.data.is_story && id === this.step.selected);
      if (feature) {
        const { messages } = this;
        const { properties } = feature;
        const status = this.terms.statuses.get(properties.status);
        const facts = [status ? messages.pick(status.name_zh, status.name_en) : "",
          properties.due ? messages.say("promised for {year}", { year: properties.due }) : "",
          feature.geometry ? "" : messages.say("place not known"),
        ].filter(Boolean).join(" · ");
        caption.replaceChildren(
          CityAtlas.symbolPicture(properties.sector, properties.status, 32),
          element("strong", { text: messages.pick(properties.name_zh, properties.name_en) }),
          element("span", { text: facts }),
        );
      }
      if (id !== this.step.selected && this.atlas?.map && !this.isFlying) this.explore();
    }

    explore() {
      this.stir();
      if (this.isFlying || !this.data.is_story) return;
      this.isExploring = true;
      find(".show-return").hidden = false;
      this.rest();
      clearTimeout(this.idle);
      if (this.isPlaying) this.idle = setTimeout(() => this.comeBack(), IDLE_SECONDS * 1000);
    }

    stopExploring() {
      this.isExploring = false;
      clearTimeout(this.idle);
      const button = find(".show-return");
      if (document.activeElement === button) find("[data-do=next]")?.focus();
      button.hidden = true;
    }

    async comeBack() {
      this.stopExploring();
      await this.showStep();
      this.announce();
      if (this.isPlaying) this.tick();
    }

    /* Step by itself, round and round, until stopped. */
    play(isOn) {
      this.isPlaying = isOn;
      const button = find("[data-do=play]");
      button?.setAttribute("aria-pressed", String(isOn));
      button?.querySelector("path").setAttribute("d", isOn ? "M8 5v14M16 5v14" : "M8 5.5v13l11-6.5z");
      this.rest();
      if (isOn) this.tick();
    }

    tick() {
      this.rest();
      this.timer = setTimeout(async () => {
        if (document.hidden || this.isExploring) return this.tick();
        await this.go(this.index + 1 < this.steps.length ? this.index + 1 : 0);
        return this.tick();
      }, (this.data.autoplay_s ?? 12) * 1000);
    }

    rest() {
      clearTimeout(this.timer);
    }

    setTheme(theme) {
      this.theme = theme;
      document.documentElement.dataset.theme = theme;
      CityAtlas.setTheme(theme);
      this.address.setOwnPart({ theme: theme === "light" ? null : theme });
      this.write();
      this.atlas?.baseMap?.redraw();
      this.atlas?.projects?.redraw();
      if (this.atlas?.map) this.choose(this.atlas.selected);
      this.live.textContent = theme === "dark" ? this.messages.say("Dark room") : this.messages.say("Light room");
    }

    toggleBlank() {
      const blank = find(".show-blank");
      const isBlank = blank.hidden;
      blank.hidden = !isBlank;
      find(".show").inert = isBlank;
      if (isBlank) {
        this.before = document.activeElement;
        blank.focus();
        this.live.textContent = this.messages.say("The screen is blank");
      } else {
        this.before?.focus?.();
        this.live.textContent = this.step.title;
      }
    }

    toggleFull() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    }

    /* Back to the map page, with the view as it is now. */
    leave() {
      const target = new URLSearchParams(this.data.is_story ? this.step.query : globalThis.location.search);
      for (const name of OWN) target.delete(name);
      if (this.data.is_story && this.isExploring) {
        for (const name of CAMERA) target.delete(name);
        const { lat, lng } = this.atlas.map.getCenter();
        target.set("lat", lat.toFixed(5));
        target.set("lon", lng.toFixed(5));
        target.set("z", String(Number(this.atlas.map.getZoom().toFixed(2))));
        if (this.atlas.selected) target.set("sel", this.atlas.selected);
      }
      const query = String(target).replaceAll("%2C", ",").replaceAll("+", "%20");
      globalThis.location.assign(new URL(query ? `./?${query}` : "./", document.baseURI));
    }

    zoom(by) {
      this.explore();
      this.atlas.map.setZoom(this.atlas.map.getZoom() + by, { animate: !this.isCalm() });
    }

    act(name) {
      const acts = {
        previous: () => this.go(this.index - 1),
        next: () => this.go(this.index + 1),
        first: () => this.go(0),
        last: () => this.go(this.steps.length - 1),
        play: () => this.play(!this.isPlaying),
        in: () => this.zoom(0.5),
        out: () => this.zoom(-0.5),
        theme: () => this.setTheme(this.theme === "dark" ? "light" : "dark"),
        blank: () => this.toggleBlank(),
        full: () => this.toggleFull(),
        leave: () => this.leave(),
        return: () => this.comeBack(),
        notice: () => find(".show-notice").remove(),
      };
      return acts[name]?.();
    }

    keys() {
      const stepping = this.steps.length > 1 ? {
        ArrowRight: "next", PageDown: "next", " ": "next", ArrowDown: "next", n: "next",
        ArrowLeft: "previous", PageUp: "previous", ArrowUp: "previous", Home: "first", End: "last",
        p: this.isEmbedded ? undefined : "play",
      } : {};
      const alone = this.isEmbedded ? {} : {
        f: "full", t: "theme", b: "blank", ".": "blank", Escape: "leave",
      };
      return { ...stepping, ...alone, "+": "in", "=": "in", "-": "out" };
    }

    onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      this.stir();
      if (!find(".show-blank").hidden) {
        event.preventDefault();
        this.toggleBlank();
        return;
      }
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const onControl = event.target.closest?.("button, a, .city-chooser");
      if (onControl && (key === " " || key === "Enter")) return;
      if (key === "Escape" && this.atlas?.chooser && !this.atlas.chooser.hidden) {
        this.atlas.closeChooser(true);
        return;
      }
      const name = this.keys()[key];
      if (!name) return;
      event.preventDefault();
      event.stopPropagation();
      this.act(name);
    }

    listen() {
      document.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
      document.addEventListener("click", (event) => {
        const button = event.target.closest?.("[data-do]");
        if (button && button.getAttribute("aria-disabled") !== "true") this.act(button.dataset.do);
      });
      document.addEventListener("pointermove", () => this.stir());
      document.addEventListener("pointerdown", () => this.stir());
      let later = 0;
      globalThis.addEventListener("resize", () => {
        clearTimeout(later);
        later = setTimeout(() => {
          this.magnify();
          this.fit();
        }, 120);
      });
      document.addEventListener("visibilitychange", () => {
        if (document.hidden) this.letSleep();
        else this.keepAwake();
      });
      document.fonts?.ready.then(() => this.fit());
      this.stir();
    }

    /* The bar and the pointer go away when nobody moves. */
    stir() {
      document.documentElement.classList.remove("is-still");
      clearTimeout(this.stillness);
      this.stillness = setTimeout(() => document.documentElement.classList.add("is-still"), BAR_MILLISECONDS);
    }

    async keepAwake() {
      if (this.isEmbedded || document.hidden || !navigator.wakeLock || this.lock) return;
      try {
        this.lock = await navigator.wakeLock.request("screen");
        document.documentElement.dataset.awake = "true";
        this.lock.addEventListener("release", () => {
          this.lock = null;
          delete document.documentElement.dataset.awake;
        });
      } catch (fault) {
        // Refused on battery saving or without a secure address: the show goes on.
        this.wakeFault = fault;
      }
    }

    letSleep() {
      this.lock?.release();
    }
  }

  const data = JSON.parse(find("#show-data").textContent);
  const show = new Show(data);
  CityAtlas.show = show;
  show.start().catch((fault) => {
    find("#show-map").dataset.fault = String(fault);
    find("#show-map").replaceChildren(element("p", { className: "city-fault", role: "alert", text: data.fault_text }));
  });
})();
