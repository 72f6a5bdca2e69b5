/* Before Streamlit starts: where its server is, so that no page has to guess it, and who hears Back first. */
(() => {
  const root = new URL("./", document.baseURI).href;
  Object.assign(globalThis, { __streamlit: { BACKEND_BASE_URL: root, MAIN_PAGE_BASE_URL: root } });

  // Streamlit fetches a font of all its icons with every page, 0.4 MB; where one of them is shown
  // the browser fetches it by itself.
  const { fonts } = document;
  const load = fonts.load.bind(fonts);
  fonts.load = (font, text) => (font.includes("Material Symbols") ? Promise.resolve([]) : load(font, text));

  // At each Back Streamlit runs the page anew, and may build it anew: a page that answers by itself
  // is asked before. Who came first to the window is told first, so this waits for no module.
  globalThis.addEventListener("popstate", (event) => {
    const isFree = globalThis.dispatchEvent(new Event("city-return", { cancelable: true }));
    if (!isFree) event.stopImmediatePropagation();
  });
})();
