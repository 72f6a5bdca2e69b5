/* What a Streamlit page mounts: each part once a place, told again at every run. */
import { Atlas } from "../map/atlas.js";
import { NearAtlas } from "./near-atlas.js";
import { setNearAtlas, watchGroups } from "./near-page.js";
import { PlaceSearch } from "./place-search.js";
import { setTeller } from "./story-sight.js";
import { pageAddress } from "./view-address.js";
import { element } from "../parts/element.js";
import { FilterPanel } from "../parts/filter-panel.js";

/* What stands at each place of the page, by the element that Streamlit gave it. */
const mounted = new WeakMap();

const keep = (parentElement, make) => {
  if (!mounted.has(parentElement)) mounted.set(parentElement, make());
  return mounted.get(parentElement);
};

/* The map whose answer to a choice comes before the server's. */
let answering = null;

const showFault = (atlas, parentElement, text) => (fault) => {
  parentElement.dataset.fault = String(fault);
  atlas.root.replaceChildren(element("p", { className: "city-fault", text }));
};

/* The map with its list and card. */
export const mountAtlas = ({ data, parentElement, setStateValue }) => {
  const atlas = keep(parentElement, () => new Atlas(parentElement, {}, { address: pageAddress }));
  answering = atlas;
  atlas.channel = { select: (id) => setStateValue("selected", id) };
  atlas.update(data).catch(showFault(atlas, parentElement, data.fault_text));
  return () => {
    if (answering === atlas) answering = null;
    atlas.remove();
    mounted.delete(parentElement);
  };
};

/* The filters: the map answers a choice at once, the server's word follows. */
export const mountFilters = ({ data, parentElement, setStateValue }) => {
  const panel = keep(parentElement, () => {
    const made = new FilterPanel({ onChange: () => {} });
    parentElement.append(made.root);
    return made;
  });
  panel.onChange = (chosen) => {
    answering?.preview(chosen);
    setStateValue("chosen", chosen);
  };
  panel.update(data);
  return () => {
    panel.root.remove();
    mounted.delete(parentElement);
  };
};

let stopReturn = null;
let returned = () => {};

/* On every page: writes the server's part of the address and hears Back. */
export const mountAddress = ({ data, setTriggerValue }) => {
  document.documentElement.lang = data.html_lang;
  pageAddress.setServerPart(data.address);
  returned = (query) => setTriggerValue("returned", query);
  stopReturn ??= pageAddress.onReturn((query) => returned(query));
  return () => {
    stopReturn?.();
    stopReturn = null;
    pageAddress.forget();
  };
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
  return () => {
    atlas.remove();
    mounted.delete(parentElement);
    setNearAtlas(null);
  };
};

/* The search for a place. */
export const mountPlaceSearch = ({ data, parentElement }) => {
  const kept = keep(parentElement, () => ({
    search: new PlaceSearch(parentElement), stop: watchGroups(parentElement),
  }));
  kept.search.update(data);
  return () => {
    kept.stop();
    mounted.delete(parentElement);
  };
};

/* The part that tells the story editor what the reader sees. */
export const mountStorySight = ({ setTriggerValue }) => {
  setTeller((sight) => setTriggerValue("seen", sight));
  return () => setTeller(null);
};
