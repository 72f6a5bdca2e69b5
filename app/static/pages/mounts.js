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
import { askPlaces } from "./places-of.js";
import { pageAddress } from "./view-address.js";
import { element } from "../parts/element.js";
import { AreaForm } from "../parts/area-form.js";
import { CountLine } from "../parts/count-line.js";
import { FilterPanel } from "../parts/filter-panel.js";

/* What stands at each place of the page, by the element that Streamlit gave it. */
const mounted = new WeakMap();

const keep = (parentElement, make) => {
  if (!mounted.has(parentElement)) mounted.set(parentElement, make());
  return mounted.get(parentElement);
};

const TYPING_MS = 300;

/* The map and the filters of the page, which ask each other about the area. */
const parts = { atlas: null, filters: null };

/* What the page answers by itself. */
const answers = new Answers();

const showFault = (atlas, parentElement, text) => (fault) => {
  parentElement.dataset.fault = String(fault);
  atlas.root.replaceChildren(element("p", { className: "city-fault", text }));
};

/* The map with its list and card. */
export const mountAtlas = ({ data, parentElement, setStateValue }) => {
  const atlas = keep(parentElement, () => new Atlas(parentElement, {}, { address: pageAddress }));
  parts.atlas = atlas;
  atlas.channel = {
    places: askPlaces,
    select: (id) => setStateValue("selected", id),
    ready: (features) => answers.setRecords(features),
    area: (area) => parts.filters?.setArea(area),
    isOvertaken: (heard) => answers.isOvertaken(heard),
  };
  atlas.stopListening ??= answers.listen((answer) => atlas.answer(answer));
  atlas.update(data).catch(showFault(atlas, parentElement, data.fault_text));
  return whenGone(parentElement, () => {
    atlas.stopListening();
    atlas.remove();
    parts.atlas = null;
    mounted.delete(parentElement);
  });
};

/* The filters: the page answers a choice at once, the server's word follows. */
export const mountFilters = ({ data, parentElement, setStateValue }) => {
  const panel = keep(parentElement, () => {
    const made = new FilterPanel({ onChange: () => {} });
    parentElement.append(made.root);
    made.stopListening = answers.listen(({ count }) => made.writeCounts(count));
    return made;
  });
  parts.filters = panel;
  load(data.messages).then((table) => {
    panel.setAreaForm(new AreaForm(new Messages(data.lang, table), {
      features: () => answers.filter?.features ?? [], seen: () => parts.atlas?.map?.getBounds() ?? null, findPlace,
    }));
  }, () => {});
  panel.onChange = (chosen, isTyping) => {
    const turn = answers.choose(chosen);
    clearTimeout(panel.telling);
    const tell = () => setStateValue("chosen", { ...chosen, turn });
    // The page has answered; while fingers type the server need not hear of every letter.
    if (isTyping && answers.isAnswering) panel.telling = setTimeout(tell, TYPING_MS);
    else tell();
  };
  panel.renew ??= () => panel.tellAgain();
  answers.renew = panel.renew;
  panel.update(data, answers.isOvertaken(data.heard));
  return whenGone(parentElement, () => {
    if (answers.renew === panel.renew) answers.renew = null;
    panel.stopListening();
    panel.root.remove();
    parts.filters = null;
    mounted.delete(parentElement);
  });
};

/* The sentence of counts above the map. */
export const mountCount = ({ data, parentElement }) => {
  const line = keep(parentElement, () => {
    const made = new CountLine();
    parentElement.append(made.root);
    made.stopListening = answers.listen((answer) => made.answer(answer));
    return made;
  });
  load(data.messages).then((table) => {
    const isOld = answers.isOvertaken(data.heard);
    line.update(isOld ? line.root.textContent : data.sentence, new Messages(data.lang, table));
  }, () => line.write(data.sentence));
  return whenGone(parentElement, () => {
    line.stopListening();
    line.root.remove();
    mounted.delete(parentElement);
  });
};

let stopReturn = null;
let returned = () => {};

/* On every page: writes the server's part of the address and hears Back. */
export const mountAddress = ({ data, parentElement, setTriggerValue }) => {
  document.documentElement.lang = data.html_lang;
  pageAddress.setServerPart(data.address);
  returned = (query) => setTriggerValue("returned", query);
  stopReturn ??= pageAddress.onReturn((query) => returned(query));
  return whenGone(parentElement, () => {
    stopReturn?.();
    stopReturn = null;
    pageAddress.forget();
  });
};

/* The map of the nearby page. */
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

/* The search for a place. */
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
