/* Tells Streamlit where its server is, so that no page has to guess it by failed requests. */
(() => {
  const root = new URL("./", document.baseURI).href;
  Object.assign(globalThis, { __streamlit: { BACKEND_BASE_URL: root, MAIN_PAGE_BASE_URL: root } });
})();
