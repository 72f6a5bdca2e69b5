/* Says what works without a live connection, and what counts while it is interrupted. */
(() => {
  const PATIENCE_MS = 5000;
  const told = document.currentScript?.dataset ?? {};
  const Native = globalThis.WebSocket;
  const begun = performance.now();
  let opened = false;
  let failed = false;
  let leaving = false;
  /** @type {HTMLElement | null} */
  let notice = null;

  /**
   * Show a notice in place of the one before.
   * @param {string} role
   * @param {string | undefined} text
   * @param {HTMLElement[]} links
   */
  const tell = (role, text, ...links) => {
    notice?.remove();
    notice = document.createElement("div");
    notice.className = "city-offline";
    notice.setAttribute("role", role);
    const said = document.createElement("p");
    said.textContent = text ?? "";
    notice.append(said, ...links);
    document.body.append(notice);
  };

  const hush = () => {
    notice?.remove();
    notice = null;
  };

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
    tell("alert", told.said, lead("./present", told.show), lead("./export/html", told.file));
  };

  /*
   * Streamlit tells of an interruption in a dialog that shuts the page, in English. Ours goes on:
   * what the reader chooses is answered here, and Streamlit sends it once the line is back.
   */
  const dismissed = new MutationObserver(() => {
    const close = document.querySelector("body > .stDialog [role=dialog] > button");
    if (close instanceof HTMLElement) close.click();
  });

  const lose = () => {
    document.documentElement.classList.add("is-line-lost");
    dismissed.observe(document.body, { childList: true });
    tell("status", told.lost);
  };

  const regain = () => {
    const wasLost = document.documentElement.classList.contains("is-line-lost");
    document.documentElement.classList.remove("is-line-lost");
    dismissed.disconnect();
    hush();
    if (wasLost) dispatchEvent(new Event("city-line-back"));
  };

  const fail = () => {
    failed = true;
    setTimeout(show, Math.max(0, PATIENCE_MS - (performance.now() - begun)));
  };

  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });

  globalThis.WebSocket = class extends Native {
    /**
     * @param {string | URL} url
     * @param {string | string[]} [protocols]
     */
    constructor(url, protocols) {
      super(url, protocols);
      this.addEventListener("open", () => {
        opened = true;
        regain();
      });
      this.addEventListener("close", () => {
        if (!opened) fail();
        else if (!leaving) lose();
      });
    }
  };
})();
