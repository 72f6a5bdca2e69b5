/* Links within the app: the address follows the view, Back returns, pages change in place. */
(() => {
  const CityAtlas = (globalThis.CityAtlas ??= {});
  CityAtlas.address = new CityAtlas.ViewAddress();

  /* Mounted on every page: writes the server's part of the address and hears Back. */
  CityAtlas.mountAddress = ({ data, setTriggerValue }) => {
    document.documentElement.lang = data.html_lang;
    CityAtlas.address.setServerPart(data.address);
    CityAtlas.address.returned = (query) => setTriggerValue("returned", query);
    CityAtlas.stopReturn ??= CityAtlas.address.onReturn((query) => CityAtlas.address.returned(query));
    return () => {
      CityAtlas.stopReturn?.();
      CityAtlas.stopReturn = null;
      CityAtlas.address.fixed = null;
    };
  };

  /* Where the filters are folded away, a button of ours in the page's head opens them. */
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-open-filters]")) return;
    document.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
  });

  /* A link marked `data-view` changes the view in place; with `data-keep` the camera stays. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-view]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const target = new URL(link.href, document.baseURI);
    if (link.hasAttribute("data-keep")) {
      const now = CityAtlas.address.read();
      for (const name of CityAtlas.OWN_PARTS) {
        if (now.has(name) && !target.searchParams.has(name)) target.searchParams.set(name, now.get(name));
      }
    }
    if (target.href === globalThis.location.href) return;
    globalThis.history.pushState({}, "", target.href.replaceAll("%2C", ","));
    globalThis.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
})();
