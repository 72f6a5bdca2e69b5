/* What a Streamlit page mounts: each part once a place, told again at every run. */
import { Answers } from "../core/answers.js";
import { load } from "../core/load.js";
import { Messages } from "../core/messages.js";
import { Atlas } from "../map/atlas.js";
import { findPlace } from "./find-place.js";
import { NearAtlas } from "./near-atlas.js";
import { whenGone } from "./leaving.js";
import { setNearAtlas, watchGroups } from "./near-page.js";
import { PlaceSearch } from "./place-search.js";
import { StewardAtlas } from "./steward-atlas.js";
import { askPlaces } from "./places-of.js";
import { writeAround, writeSelected } from "./told.js";
import { pageAddress } from "./view-address.js";
import { element } from "../parts/element.js";
import { AreaForm } from "../parts/area-form.js";
import { CountLine } from "../parts/count-line.js";
import { FilterPanel } from "../parts/filter-panel.js";
import { HeadSearch } from "../parts/head-search.js";
import { keepRoomBelow } from "../parts/room-below.js";
import { TagLine } from "../parts/tag-line.js";

/**
 * What Streamlit hands to a part: its data, its place, and how it tells the server.
 * @template Data
 * @typedef {object} Place
 * @property {Data} data
 * @property {HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/** @typedef {import("../core/answers.js").Heard} Heard */
/** @typedef {MapState & {fault_text: string}} MapData */
/** @typedef {import("./near-atlas.js").NearState & {fault_text: string}} NearData */
/** @typedef {import("./steward-atlas.js").StewardState & {fault_text: string}} StewardData */
/** @typedef {import("../parts/filter-panel.js").FiltersShown & {heard?: Heard, messages: string, lang: Lang, page?: import("./told.js").PageTold | null}} FilterData */
/** @typedef {{messages: string, lang: Lang, sentence: string, heard?: Heard}} CountData */

/**
 * What stands at each place of the page, by the element that Streamlit gave it.
 * @type {WeakMap<HTMLElement, unknown>}
 */
const mounted = new WeakMap();

/**
 * What stands at a place, made once.
 * @template Kept
 * @param {HTMLElement} parentElement
 * @param {() => Kept} make
 * @returns {Kept}
 */
const keep = (parentElement, make) => {
  if (!mounted.has(parentElement)) mounted.set(parentElement, make());
  return /** @type {Kept} */ (mounted.get(parentElement));
};

const TYPING_MS = 300;
const LINE_BACK = "city-line-back";

/* The parts of the page that ask each other about the area and the text searched. */
/** @type {{atlas: Atlas | null, filters: FilterPanel | null, search: HeadSearch | null, count: ((sentence: string, heard: Heard | undefined) => void) | null, tags: {line: TagLine, words: import("../parts/tag-line.js").TagWords} | null}} */
const parts = { atlas: null, filters: null, search: null, count: null, tags: null };

/* What the page answers by itself. */
const answers = new Answers();

/**
 * Say in the map's place that it failed.
 * @param {Atlas} atlas
 * @param {HTMLElement} parentElement
 * @param {string} text
 */
const showFault = (atlas, parentElement, text) => (/** @type {unknown} */ fault) => {
  parentElement.dataset.fault = String(fault);
  atlas.root.replaceChildren(element("p", { className: "city-fault", text }));
};

/**
 * The map with its list and card.
 * @param {Place<MapData>} place
 */
export const mountAtlas = ({ data, parentElement, setStateValue }) => {
  const { atlas, stop } = keep(parentElement, () => {
    const made = new Atlas(parentElement, {}, { address: pageAddress });
    const stops = [answers.listen((answer) => made.answer(answer)), keepRoomBelow(made.root)];
    return { atlas: made, stop: () => stops.forEach((one) => one()) };
  });
  parts.atlas = atlas;
  atlas.channel = {
    places: askPlaces,
    select: (id) => { setStateValue("selected", id); writeSelected(id); },
    ready: (records) => answers.setRecords(records),
    filter: () => answers.filter,
    area: (area) => parts.filters?.setArea(area),
    isOvertaken: (heard) => answers.isOvertaken(heard),
  };
  atlas.update(data).catch(showFault(atlas, parentElement, data.fault_text));
  return whenGone(parentElement, () => {
    stop();
    atlas.remove();
    parts.atlas = null;
    mounted.delete(parentElement);
  });
};

/* Show as tags what the panel has chosen. */
const writeTags = () => {
  if (parts.filters && parts.tags) parts.tags.line.write(parts.filters, parts.tags.words);
};

/**
 * Hand on what the server says to a choice: it sends the panel alone, the others hold older news.
 * @param {import("./told.js").PageTold} told
 */
const tellOthers = (told) => {
  const { address, sentence, chosen, area, heard, as_of: asOf } = told;
  pageAddress.setServerPart(address);
  writeAround(told);
  parts.count?.(sentence, heard);
  if (parts.tags) parts.tags.words.as_of = asOf;
  const before = parts.atlas?.state;
  // What failed at the first word has been said in the map's place.
  if (before) parts.atlas?.update({ ...before, chosen, area, heard }).catch(() => {});
};

/**
 * The filters: the page answers a choice at once, the server's word follows.
 * @param {Place<FilterData>} place
 */
export const mountFilters = ({ data, parentElement, setStateValue }) => {
  const kept = keep(parentElement, () => {
    const made = new FilterPanel({ onChange: () => {} });
    parentElement.append(made.root);
    /** @type {{timer?: ReturnType<typeof setTimeout>}} */
    const telling = {};
    const renew = () => made.tellAgain();
    // What was chosen while the line was down was never sent; see socket.js.
    addEventListener(LINE_BACK, renew);
    const deaf = answers.listen(({ count }) => made.writeCounts(count));
    const stop = () => { removeEventListener(LINE_BACK, renew); deaf(); };
    return { panel: made, telling, renew, stop };
  });
  const { panel, telling } = kept;
  parts.filters = panel;
  load(data.messages).then((table) => {
    panel.setAreaForm(new AreaForm(new Messages(data.lang, table), {
      records: () => answers.filter?.records ?? null, seen: () => parts.atlas?.map?.getBounds() ?? null, findPlace,
    }));
    writeTags();
  }, () => {});
  panel.onChange = (chosen, isTyping) => {
    parts.search?.write(chosen.q ?? "");
    const turn = answers.choose(chosen);
    writeTags();
    clearTimeout(telling.timer);
    const tell = () => setStateValue("chosen", { ...chosen, turn });
    // The page has answered; while fingers type the server need not hear of every letter.
    if (isTyping && answers.isAnswering) telling.timer = setTimeout(tell, TYPING_MS);
    else tell();
  };
  answers.renew = kept.renew;
  panel.update(data, answers.isOvertaken(data.heard));
  if (data.page) tellOthers(data.page);
  writeTags();
  parts.search?.write(panel.text.value);
  return whenGone(parentElement, () => {
    if (answers.renew === kept.renew) answers.renew = null;
    kept.stop();
    panel.root.remove();
    parts.filters = null;
    mounted.delete(parentElement);
  });
};

/**
 * The search in the head of a narrow page.
 * @param {Place<import("../parts/head-search.js").HeadWords>} place
 */
export const mountHeadSearch = ({ data, parentElement }) => {
  const search = keep(parentElement, () => {
    const made = new HeadSearch({
      onText: (text, isTyping) => parts.filters?.setText(text, isTyping),
      onDone: () => {
        FilterPanel.fold();
        globalThis.scrollTo({ top: 0 });
        parts.atlas?.container?.focus({ preventScroll: true });
      },
    });
    parentElement.append(made.root);
    return made;
  });
  parts.search = search;
  search.setWords(data);
  if (parts.filters) search.write(parts.filters.text.value);
  return whenGone(parentElement, () => {
    search.root.remove();
    parts.search = null;
    mounted.delete(parentElement);
  });
};

/**
 * The sentence of counts above the map.
 * @param {Place<CountData>} place
 */
export const mountCount = ({ data, parentElement }) => {
  const { line, stop } = keep(parentElement, () => {
    const made = new CountLine();
    parentElement.append(made.root);
    return { line: made, stop: answers.listen((answer) => made.answer(answer)) };
  });
  const tell = (/** @type {string} */ sentence, /** @type {Heard | undefined} */ heard) => {
    load(data.messages).then((table) => {
      const isOld = answers.isOvertaken(heard);
      line.update(isOld ? line.root.textContent : sentence, new Messages(data.lang, table));
    }, () => line.write(sentence));
  };
  tell(data.sentence, data.heard);
  parts.count = tell;
  return whenGone(parentElement, () => {
    stop();
    if (parts.count === tell) parts.count = null;
    line.root.remove();
    mounted.delete(parentElement);
  });
};

/**
 * The tags of what is chosen.
 * @param {Place<import("../parts/tag-line.js").TagWords>} place
 */
export const mountTags = ({ data, parentElement }) => {
  const line = keep(parentElement, () => {
    const made = new TagLine();
    parentElement.append(made.root);
    return made;
  });
  parts.tags = { line, words: data };
  writeTags();
  return whenGone(parentElement, () => {
    line.root.remove();
    parts.tags = null;
    mounted.delete(parentElement);
  });
};

/** @type {(() => void) | null} */
let stopReturn = null;
/** @type {(query: string) => void} */
let returned = () => {};

/**
 * On every page: writes the server's part of the address and hears Back.
 * @param {Place<{html_lang: string, address: string, heard: Heard}>} place
 */
export const mountAddress = ({ data, parentElement, setTriggerValue }) => {
  document.documentElement.lang = data.html_lang;
  if (!answers.isOlder(data.heard)) pageAddress.setServerPart(data.address);
  returned = (query) => setTriggerValue("returned", query);
  stopReturn ??= pageAddress.onReturn((query) => returned(query));
  return whenGone(parentElement, () => {
    stopReturn?.();
    stopReturn = null;
    pageAddress.forget();
  });
};

/**
 * The map of the nearby page.
 * @param {Place<NearData>} place
 */
export const mountNearAtlas = ({ data, parentElement, setStateValue }) => {
  const atlas = keep(parentElement, () => new NearAtlas(parentElement, {}, { address: pageAddress }));
  setNearAtlas(atlas);
  atlas.channel = {
    select: (id) => setStateValue("selected", id),
    point: (at) => atlas.askAt(at),
  };
  atlas.update(data).catch(showFault(atlas, parentElement, data.fault_text));
  return whenGone(parentElement, () => {
    atlas.remove();
    mounted.delete(parentElement);
    setNearAtlas(null);
  });
};

/**
 * The search for a place.
 * @param {Place<import("./place-search.js").PlaceQuestion>} place
 */
export const mountPlaceSearch = ({ data, parentElement }) => {
  const kept = keep(parentElement, () => ({
    search: new PlaceSearch(parentElement), stop: watchGroups(parentElement),
  }));
  kept.search.update(data);
  return whenGone(parentElement, () => {
    kept.stop();
    mounted.delete(parentElement);
  });
};

/* The steward's map is about files of a folder: the page's address says nothing of it. */
const QUIET = { read: () => new URLSearchParams(), setOwnPart: () => {} };

/**
 * The map of the steward's page.
 * @param {Place<StewardData>} place
 */
export const mountStewardAtlas = ({ data, parentElement, setStateValue }) => {
  const atlas = keep(parentElement, () => new StewardAtlas(parentElement, {}, { address: QUIET }));
  atlas.channel = {
    select: (id) => setStateValue("selected", id),
    point: ({ lng, lat }) => setStateValue("point", [lng, lat]),
  };
  atlas.update(data).catch(showFault(atlas, parentElement, data.fault_text));
  return whenGone(parentElement, () => {
    atlas.remove();
    mounted.delete(parentElement);
  });
};
