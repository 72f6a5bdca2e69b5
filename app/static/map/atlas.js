/* The map, its list and its card as one piece; the same in the app and in every file we export. */
import { cameraParts } from "../core/address.js";
import { ProjectFilter } from "../core/filter.js";
import { LabelKeys } from "../core/label-keys.js";
import { later } from "../core/later.js";
import { ask, load } from "../core/load.js";
import { Meant } from "../core/meant.js";
import { Messages } from "../core/messages.js";
import { withClocks } from "../core/promise-clock.js";
import { errorAddress, otherAddress, recordAddress } from "../core/record-links.js";
import { FACETS, recordsOf } from "../core/records.js";
import { isSame, marksOf } from "../core/rows.js";
import { WholeRecords } from "../core/whole-records.js";
import { RecordWords } from "../core/record-words.js";
import { standing } from "../core/stands.js";
import { BaseChoice } from "./base-choice.js";
import { BaseMap } from "./base-map.js";
import { MapCamera } from "./camera.js";
import { AreaShape } from "./area-shape.js";
import { Chooser } from "./chooser.js";
import { DeskTools } from "./desk-tools.js";
import { buildMap } from "./folium-map.js";
import { furnitureOf, roomOf } from "./furniture.js";
import { mapLegend } from "./map-legend.js";
import { MapTools } from "./map-tools.js";
import { Notice } from "./notice.js";
import { addBase } from "./online-bases.js";
import { ProjectLayer } from "./project-layer.js";
import { RecordPanel } from "./record-panel.js";
import { Tooltip } from "./tooltip.js";
import { watchTouch } from "./touch.js";
import { element } from "../parts/element.js";
import { alikeHints, mentionHints, placeHints } from "../parts/empty-hints.js";
import { whenIdle } from "../parts/idle.js";
import { SightBar } from "../parts/sight-bar.js";

let inits = 0;

export class Atlas {
  /** @type {MapState} */
  state = later();
  /** @type {Promise<void> | undefined} */
  started = later();
  /** @type {Collection} */
  catalogue = later();
  /** @type {Reference} */
  reference = later();
  /** @type {import("../core/records.js").Records} */
  records = later();
  /** @type {Feature[]} As they are drawn and listed; the card keeps to the report. */
  drawn = later();
  /** @type {L.Map} */
  map = later();
  /** @type {BaseMap} */
  baseMap = later();
  /** @type {ProjectLayer} */
  projects = later();
  /** @type {HTMLElement} */
  container = later();
  /** @type {MapCamera} */
  camera = later();
  /** @type {BaseChoice} */
  bases = later();
  /** @type {MapTools} */
  tools = later();
  /** @type {Tooltip} */
  tooltip = later();
  /** @type {Chooser} */
  chooser = later();
  /** @type {Notice} */
  notice = later();
  /** @type {SightBar} */
  sight = later();
  /** @type {HTMLElement} */
  asOf = later();
  /** @type {Messages} */
  messages = later();
  /** @type {HTMLDetailsElement | undefined} */
  legend = later();
  /** @type {Meant} */
  meant = later();
  /** @type {AreaShape} */
  areaShape = later();
  /** @type {DeskTools} */
  desk = later();
  /** @type {WholeRecords | null} */
  whole = null;
  /** @type {ProjectFilter | null} */
  ownFilter = null;

  /**
   * @param {HTMLElement} root
   * @param {MapChannel} channel What the host hears of the reader and the records, and what it says is old news.
   * @param {{address: AddressKeeper}} keeper
   */
  constructor(root, channel, { address }) {
    this.channel = channel;
    this.address = address;
    this.standKey = "null";
    /** @type {string | null} */
    this.selected = null;
    /** @type {unknown} */
    this.version = null;
    /** @type {{lang: Lang, rows: Uint32Array | null} | null} */
    this.now = null;
    /** @type {Uint32Array | null | undefined} What is shown: all where null, nothing yet where undefined. */
    this.rows = undefined;
    this.isGone = false;
    /** @type {Choice | null} What the page itself has answered since it was told a view. */
    this.answered = null;
    this.pointing = 0;
    this.credit = "";
    this.mapBox = element("div", { className: "city-map-box" });
    this.frame = element("div", { className: "city-map-frame", children: [this.mapBox] });
    this.live = element("p", { className: "city-hidden", "aria-live": "polite" });
    this.panel = this.makePanel();
    this.root = element("div", { className: "city-atlas", children: [this.live, this.frame, this.panel.box] });
    root.append(this.root);
  }

  /**
   * Take what the host says now; the first time, load the data and make the map.
   * @param {MapState} state
   */
  async update(state) {
    this.state = state;
    this.started ??= this.start(state);
    await this.started;
    if (this.state === state && !this.isGone) await this.apply(state);
  }

  /** @param {MapState} state */
  async start(state) {
    const { sources } = state;
    const [catalogue, base, reference, messages] = await Promise.all([
      load(sources.catalogue), ask(sources.base), load(sources.reference), load(sources.messages),
    ]);
    if (this.isGone) return;
    this.catalogue = catalogue;
    this.reference = reference;
    if (sources.records) this.whole = new WholeRecords(sources.records, reference, ask);
    else withClocks(catalogue.features, reference);
    this.records = recordsOf(catalogue);
    this.records.labels = new LabelKeys(reference);
    this.drawn = catalogue.features;
    this.panel.whole = this.whole;
    this.meant = new Meant({ records: this.records, whole: this.whole, answer: (choice) => this.filter.answer(choice) });
    this.channel.ready?.(this.records);
    this.makeMap(base, new Messages(state.lang, messages), state);
    // The first search and the first card find what they look in made already.
    whenIdle(() => this.records.prepare());
  }

  /**
   * @param {GroundFiles} base
   * @param {Messages} messages
   * @param {MapState} state
   */
  makeMap(base, messages, state) {
    const { map, baseMap, projects } = buildMap(this.mapBox, {
      baseMap: (options) => new BaseMap(options),
      projectLayer: (options) => new ProjectLayer(options),
      addBase,
    });
    this.map = map;
    this.baseMap = baseMap;
    this.projects = projects;
    this.container = map.getContainer();
    this.container.classList.add("city-map");
    // Leaflet gives the map the focus at the first press: without this the page scrolls beneath the pointer.
    const { container } = this;
    container.addEventListener("mousedown", () => container.focus({ preventScroll: true }), { capture: true });
    inits += 1;
    this.container.dataset.inits = String(inits);
    this.container.dataset.selected = "";
    map.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    this.camera = this.makeCamera();
    this.camera.quietly(() => map.setView([0, 0], 10, { animate: false }));
    baseMap.setData(base, messages);
    projects.setData(this.catalogue);
    projects.on("drawn", () => { this.container.dataset.named = projects.named.join(" "); });
    projects.setGround((frame) => baseMap.names(frame));
    projects.setFurniture(() => furnitureOf(this.frame, this.mapBox));
    projects.setSettling((symbols) => this.sight.settle(roomOf(this.frame, this.mapBox, symbols)));
    this.bases = new BaseChoice(map, baseMap, {
      onChange: (slug) => this.keepBase(slug),
      onLost: () => this.notice.say(
        this.messages.say("The online map cannot be reached; the embedded map is shown."), 8000,
      ),
    });
    this.tools = new MapTools({
      onBase: (slug) => this.bases.set(slug, true),
      onFull: () => this.toggleFull(),
      onHome: () => this.camera.goHome(true),
    }).addTo(map);
    this.areaShape = new AreaShape(map, { placeOf: (/** @type {string} */ id) => this.records.get(id)?.geometry ?? null });
    const tell = (/** @type {string} */ area) => this.channel.area?.(area);
    this.desk = new DeskTools(this.frame, {
      onArea: this.channel.area ? tell : null, zone: this.reference.survey ?? null,
    });
    this.desk.addTo(map);
    this.tooltip = new Tooltip(this.frame);
    this.chooser = new Chooser(this.frame, { onChoose: (id) => this.select(id, { from: "map" }) });
    this.notice = new Notice(this.frame);
    this.sight = new SightBar(this.frame, { onAll: () => this.camera.showAll() });
    this.asOf = element("p", { className: "city-as-of" });
    this.frame.append(this.asOf);
    this.listen();
    watchTouch(map, {
      frame: this.frame, box: this.mapBox,
      onOneFinger: () => this.notice.say(this.messages.say("Use two fingers to move the map"), 1200),
    });
    this.setMessages(messages);
    this.camera.look(state);
  }

  makePanel() {
    return new RecordPanel({
      table: {
        onSelect: (id) => this.select(id, { from: "list" }),
        onHover: (id) => this.projects.hover(id),
        onPress: (id) => this.panel.fetchEarly(this.records.get(id)),
        hints: () => this.hintsOfNothing(),
        onEmpty: (box) => this.suggest(box),
        asked: () => this.choice.q ?? "",
      },
      card: {
        onClose: () => this.select(null, { from: "card" }),
        onZoom: (id) => this.camera.zoomTo(id),
        addressOf: (id) => this.addressOf(id),
        reportOf: (id) => errorAddress(this.whereabouts, id),
        day: () => this.address.read?.()?.get("asof") ?? "",
        otherOf: (report, id) => otherAddress(this.whereabouts, report, id),
      },
      onFetched: (id) => {
        if (this.selected !== id) return;
        this.showPanel();
        this.attend(id, "map");
      },
    });
  }

  makeCamera() {
    const { address } = this;
    return new MapCamera(this.map, this.projects, { address, onMoved: () => this.channel.camera?.() });
  }

  listen() {
    const { map } = this;
    map.on("click", (event) => this.pick(event.containerPoint));
    map.on("mousemove", (event) => this.point(event.containerPoint));
    map.on("mouseout", () => this.point(null));
    map.on("movestart zoomstart", () => this.chooser.close());
    map.on("moveend", () => this.tellCamera());
    map.on("moveend resize", () => this.tellSight());
    this.frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.desk.isBusy) return;
      if (this.chooser.isOpen) this.leaveChooser();
      else if (this.selected) this.select(null, { from: "map" });
    });
    new ResizeObserver(() => this.camera.resize()).observe(this.mapBox);
    this.watchCredits();
  }

  /* The credits grow by a line where a font comes late: what stands over the map finds its place anew. */
  watchCredits() {
    const credits = this.container.querySelector(".leaflet-control-attribution");
    if (!(credits instanceof HTMLElement)) return;
    let height = credits.offsetHeight;
    new ResizeObserver(() => {
      if (credits.offsetHeight === height) return;
      height = credits.offsetHeight;
      this.projects.clearFurniture();
    }).observe(credits);
  }

  /* Where the map looks now, for those who look at the page from outside. */
  tellCamera() {
    this.container.dataset.camera = Object.values(cameraParts(this.map.getCenter(), this.map.getZoom())).join(",");
  }

  /* Which of the shown projects the reader sees now; the camera never moves unasked. */
  tellSight() {
    if (this.rows === undefined || !this.panel.table) return;
    const inSight = new Uint8Array(this.records.count);
    const count = this.projects.markInSight(inSight);
    const placed = this.projects.shownCount();
    const wasHidden = this.sight.box.hidden;
    this.sight.show(this.messages, { outside: placed - count, placed });
    if (this.sight.box.hidden !== wasHidden) this.projects.clearFurniture();
    this.panel.setSight(inSight, count);
  }

  /* Close the chooser and go back to the map by keyboard. */
  leaveChooser() {
    this.chooser.close();
    this.container.focus();
  }

  /** @param {Messages} messages */
  setMessages(messages) {
    this.messages = messages;
    this.baseMap.setMessages(messages);
    this.projects.setMessages(messages);
    this.tools.setMessages(messages, { base: this.bases.slug, bases: this.bases.slugs() });
    this.desk.setMessages(messages);
    this.writeLegend(messages);
    this.writeDate(messages);
    this.map.attributionControl.removeAttribution(this.credit);
    this.credit = this.baseMap.attribution();
    this.map.attributionControl.addAttribution(this.credit);
    const label = (/** @type {string} */ selector, /** @type {string} */ text) => {
      const node = this.container.querySelector(selector);
      node?.setAttribute("aria-label", text);
      node?.setAttribute("title", text);
    };
    label(".leaflet-control-zoom-in", messages.say("Zoom in"));
    label(".leaflet-control-zoom-out", messages.say("Zoom out"));
    this.container.setAttribute("role", "application");
    this.container.setAttribute("aria-roledescription", messages.say("map"));
    this.panel.setMessages(messages, this.reference);
    this.now = null;
  }

  /**
   * As of when the report speaks: what is drawn is true of that day.
   * @param {Messages} messages
   */
  writeDate(messages) {
    const date = this.catalogue.metadata?.report_date;
    const { said } = this.state;
    this.asOf.hidden = !date && !said;
    if (said) this.asOf.textContent = said;
    else if (date) this.asOf.textContent = messages.say("As the report of {date} says", {
      date: new RecordWords(messages, this.reference).look("dates", date),
    });
  }

  /** @param {Messages} messages */
  writeLegend(messages) {
    const legend = mapLegend(messages, this.reference);
    legend.open = this.legend?.open ?? false;
    this.legend?.remove();
    this.legend = legend;
    this.frame.append(legend);
    legend.addEventListener("toggle", () => this.projects.clearFurniture());
  }

  /** @param {MapState} state */
  async apply(state) {
    if (state.lang !== this.messages.lang) {
      this.setMessages(new Messages(state.lang, await load(state.sources.messages)));
    }
    if (state.version !== this.version) {
      this.answered = null;
      if (this.version !== null) this.camera.look(state);
      this.version = state.version;
      this.selected = state.selected && this.records.has(state.selected) ? state.selected : null;
      this.bases.set(state.base ?? "embedded", false);
      this.address.setOwnPart({ sel: this.selected });
      this.camera.bringIntoSight(this.selected);
      this.now = null;
    }
    this.projects.setMarks(state.marks ?? null);
    this.standAs(state.stands ?? null);
    this.writeDate(this.messages);
    if (this.channel.isOvertaken?.(state.heard)) return;
    this.showArea(state.area ?? "");
    this.showOnce(state.lang, this.rowsToShow(state));
  }

  /**
   * Draw and list the records as they stand at another time; the card keeps to the report.
   * @param {Record<string, string> | null} stands
   */
  standAs(stands) {
    const key = JSON.stringify(stands);
    if (key === this.standKey) return;
    this.standKey = key;
    this.drawn = standing(this.catalogue.features, stands);
    this.projects.setData({ ...this.catalogue, features: this.drawn });
    this.now = null;
  }

  /**
   * Show what a choice leaves, as the page itself has answered it.
   * @param {import("../core/filter.js").Answer} answer
   */
  answer({ rows, isWhole, chosen }) {
    this.answered = chosen;
    if (!this.map) return;
    if (!rows.length) this.now = null; // nothing fits this choice either: other hints belong to it
    this.showArea(chosen.area ?? "");
    this.showOnce(this.messages.lang, isWhole ? null : rows);
  }

  /**
   * Draw the area that filters.
   * @param {string} area
   */
  showArea(area) {
    this.areaShape.show(area);
    this.desk.setArea(area);
    this.container.dataset.area = area;
  }

  /* The rule by which a choice is answered here: the host's, or one of our own. */
  get filter() {
    const kept = this.channel.filter?.() ?? this.ownFilter ?? new ProjectFilter(this.records);
    this.ownFilter = kept;
    return kept;
  }

  /**
   * Which records the host asks to show: those it lists, or those that its choice leaves.
   * @param {MapState} state
   */
  rowsToShow({ chosen, shown }) {
    return chosen ? this.filter.answer(chosen).rows : this.rowsOf(shown);
  }

  /**
   * The rows of these ids; null for all.
   * @param {string[] | null | undefined} ids
   */
  rowsOf(ids) {
    return ids ? this.records.rowsOf(ids) : null;
  }

  /* What is chosen now: what the page has answered, else what the address holds. */
  get choice() {
    if (this.answered) return this.answered;
    const address = this.address.read?.() ?? new URLSearchParams();
    const parts = FACETS.map((facet) => [facet, (address.get(facet) ?? "").split(",").filter(Boolean)]);
    return {
      q: address.get("q") ?? "", area: address.get("area") ?? "", asof: address.get("asof") ?? "", ...Object.fromEntries(parts),
    };
  }

  /* Where nothing fits: what would without one part of the choice. */
  hintsOfNothing() {
    return this.filter.relax(this.choice);
  }

  /**
   * Where a search finds no project: who speaks of it, and which place of that name there is.
   * @param {HTMLElement} box
   */
  async suggest(box) {
    const text = this.choice.q?.trim();
    if (!text) return;
    const { messages } = this;
    const add = (/** @type {Element | null} */ hint) => { if (hint && box.isConnected) box.append(hint); };
    const speaking = this.meant.speaking(text);
    const places = this.channel.places?.(text, messages.lang);
    const host = { onSelect: (/** @type {string} */ id) => this.select(id, { from: "list" }) };
    const told = await speaking;
    add(mentionHints(told, messages, host) ?? alikeHints(this.meant.alike(text).map((row) => this.drawn[row]), messages, host));
    add(placeHints(await places ?? [], messages, { report: this.state.report }));
  }

  /**
   * @param {Lang} lang
   * @param {Uint32Array | null} rows
   */
  showOnce(lang, rows) {
    const { now } = this;
    if (now !== null && now.lang === lang && isSame(now.rows, rows)) return;
    this.now = { lang, rows };
    this.show(rows);
  }

  /**
   * Show these records on the map and in the list.
   * @param {Uint32Array | null} rows All where null.
   */
  show(rows) {
    this.rows = rows;
    this.projects.show(rows && marksOf(rows, this.records.count));
    this.projects.select(this.selected);
    const { dataset } = this.container;
    dataset.shown = String(this.projects.shownCount());
    dataset.selected = this.selected ?? "";
    dataset.ready = "true";
    this.describe();
    this.showPanel();
    this.tellSight();
  }

  describe() {
    const { messages } = this;
    const placed = this.projects.shownCount();
    const text = messages.say("Project map: {placed} on the map, {unplaced} without a place", {
      placed, unplaced: (this.rows?.length ?? this.records.count) - placed,
    });
    this.container.setAttribute("aria-label", text);
    this.live.textContent = text;
  }

  showPanel() {
    if (this.state.panel === "none") {
      this.panel.box.hidden = true;
      return;
    }
    this.panel.show(() => ({
      feature: this.selected ? this.records.get(this.selected) ?? null : null,
      listing: {
        records: this.records, features: this.drawn, rows: this.rows ?? null, named: this.filter.search(this.choice.q ?? "").named,
      },
    }));
  }

  /**
   * Select a record, or none; from the map, the list, the card or the chooser.
   * @param {string | null} id
   * @param {{from: "map" | "list" | "card"}} how
   */
  select(id, { from }) {
    const before = this.selected;
    if (id === before && from !== "list") return;
    this.selected = id;
    this.projects.select(id);
    this.container.dataset.selected = id ?? "";
    if (this.address.setSelected) this.address.setSelected(id);
    else this.address.setOwnPart({ sel: id });
    this.showPanel();
    if (id) this.attend(id, from);
    else if (before) this.panel.table?.focus(before);
    this.channel.select?.(id);
  }

  /**
   * Bring the selected record and its card before the reader.
   * @param {string} id
   * @param {string} from
   */
  attend(id, from) {
    if (from !== "map") this.camera.bringIntoSight(id);
    this.panel.attend();
    this.live.textContent = this.nameOf(id);
  }

  /**
   * @param {string} id
   * @returns {string}
   */
  nameOf(id) {
    const properties = this.records.get(id)?.properties;
    return this.messages.pick(properties?.name_zh, properties?.name_en);
  }

  /** @param {L.Point} containerPoint */
  pick(containerPoint) {
    if (this.desk.isBusy) return;
    const ids = this.projects.idsAt(containerPoint);
    this.chooser.close();
    if (ids.length > 1) {
      const bounds = this.projects.partingBounds(containerPoint);
      this.chooser.open(ids.map((id) => this.records.get(id)).filter((one) => one !== undefined), containerPoint, {
        messages: this.messages, onPart: bounds && (() => this.camera.part(bounds)),
      });
    } else if (ids.length === 1) this.select(ids[0], { from: "map" });
    else if (this.channel.point) this.channel.point(this.map.containerPointToLatLng(containerPoint));
    else if (this.selected) this.select(null, { from: "map" });
  }

  /** @param {L.Point | null} at */
  point(at) {
    const containerPoint = this.desk.isBusy ? null : at;
    cancelAnimationFrame(this.pointing);
    this.pointing = requestAnimationFrame(() => {
      const { id, count } = containerPoint ? this.projects.firstAt(containerPoint) : { id: null, count: 0 };
      this.projects.hover(id);
      this.container.style.cursor = id ? "pointer" : this.desk.cursor;
      if (!containerPoint || !id) {
        this.tooltip.hide();
        return;
      }
      const { messages } = this;
      const more = count > 1 ? messages.count(" and {n} more", " and {n} more", count - 1) : "";
      this.tooltip.show(this.nameOf(id) + more, containerPoint, this.standingOf(id));
    });
  }

  /**
   * How a record stands, in a line: what the report says, and what is known since.
   * @param {string} id
   */
  standingOf(id) {
    const feature = this.records.get(id);
    if (!feature) return "";
    const { report, since } = this.panel.card.words.standing(feature.properties);
    return [report, since].filter(Boolean).join(" · ");
  }

  /** @param {string} slug */
  keepBase(slug) {
    this.address.setOwnPart({ base: slug === "embedded" ? null : slug });
    this.tools.mark(slug);
    this.channel.base?.(slug);
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.frame.requestFullscreen?.();
  }

  /* From where links to records lead away. */
  get whereabouts() {
    const { home, site, errors, report } = this.state;
    return { home, site, errors, report, lang: this.messages.lang };
  }

  /** @param {string} id */
  addressOf(id) {
    return recordAddress(this.whereabouts, id);
  }

  remove() {
    this.isGone = true;
    this.panel.remove();
    this.camera?.leave();
    this.root.remove();
  }
}
