/* Says what works without a live connection, where a proxy on the way does not let one through. */
(() => {
  const PATIENCE_MS = 5000;
  const told = document.currentScript?.dataset ?? {};
  const Native = globalThis.WebSocket;
  const begun = performance.now();
  let opened = false;
  let failed = false;
  /** @type {HTMLElement | null} */
  let notice = null;

  /**
   * @param {string} path
   * @param {string | undefined} text
   * @returns {HTMLParagraphElement}
   */
  const lead = (path, text) => {
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = `${path}${location.search}`;
    link.textContent = text ?? path;
    line.append(link);
    return line;
  };

  const show = () => {
    if (opened || notice || !failed) return;
    notice = document.createElement("div");
    notice.className = "city-offline";
    notice.setAttribute("role", "alert");
    const said = document.createElement("p");
    said.textContent = told.said ?? "";
    notice.append(said, lead("./present", told.show), lead("./export/html", told.file));
    document.body.append(notice);
  };

  const fail = () => {
    failed = true;
    setTimeout(show, Math.max(0, PATIENCE_MS - (performance.now() - begun)));
  };

  globalThis.WebSocket = class extends Native {
    /**
     * @param {string | URL} url
     * @param {string | string[]} [protocols]
     */
    constructor(url, protocols) {
      super(url, protocols);
      this.addEventListener("open", () => {
        opened = true;
        notice?.remove();
        notice = null;
      });
      this.addEventListener("close", () => { if (!opened) fail(); });
    }
  };
})();
