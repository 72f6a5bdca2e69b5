/* The page's address: the filters come from the server, the camera and selection from here. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  // What the page writes itself: the selection, the camera, the base map.
  const OWN_PARTS = ["sel", "lat", "lon", "z", "base"];
  const ORDER = [
    "sector", "status", "district", "due", "accuracy", "q", "near", "r",
    ...OWN_PARTS, "lang",
  ];

  class ViewAddress {
    constructor() {
      this.fixed = null;
    }

    read() {
      return new URLSearchParams(globalThis.location.search);
    }

    /* Put the server's part into the address; a new part is a step that Back undoes. */
    setServerPart(query) {
      const first = this.fixed === null;
      const next = new URLSearchParams(query);
      const now = this.read();
      for (const name of OWN_PARTS) if (now.has(name)) next.set(name, now.get(name));
      const changed = this.fixed !== query;
      this.fixed = query;
      if (changed) this.write(next, !first);
    }

    /* Put camera, base map or selection into the address; these are not steps of their own. */
    setOwnPart(values) {
      const next = this.read();
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === undefined || value === "") next.delete(name);
        else next.set(name, value);
      }
      this.write(next, false);
    }

    write(parameters, isStep) {
      const parts = [];
      const names = [...ORDER, ...[...parameters.keys()].filter((name) => !ORDER.includes(name))];
      for (const name of new Set(names)) {
        if (!parameters.has(name)) continue;
        const value = encodeURIComponent(parameters.get(name)).replaceAll("%2C", ",");
        parts.push(`${encodeURIComponent(name)}=${value}`);
      }
      const search = parts.length ? `?${parts.join("&")}` : "";
      const { pathname, search: before, hash } = globalThis.location;
      if (search === before) return;
      const method = isStep ? "pushState" : "replaceState";
      globalThis.history[method](globalThis.history.state ?? {}, "", pathname + search + hash);
    }

    /* Tell when the reader goes back or forward within this page. */
    onReturn(listener) {
      const { pathname } = globalThis.location;
      const heard = (event) => {
        if (globalThis.location.pathname !== pathname) return;
        event.stopImmediatePropagation();
        listener(globalThis.location.search.slice(1));
      };
      globalThis.addEventListener("popstate", heard, { capture: true });
      return () => globalThis.removeEventListener("popstate", heard, { capture: true });
    }
  }

  Object.assign(CityAtlas, { OWN_PARTS, ViewAddress });
})();
