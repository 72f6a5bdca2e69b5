/* The script of every page of a site of plain files: the view goes along into the other language. */

/* The language's twin keeps what the reader has chosen, which stands behind the page's address. */
for (const twin of document.querySelectorAll("a[data-twin]")) {
  twin.addEventListener("click", () => {
    if (!(twin instanceof HTMLAnchorElement)) return;
    const own = new URLSearchParams(globalThis.location.hash.slice(1));
    own.delete("lang");
    if (own.size) twin.hash = String(own);
  });
}

/* An address of before leads on, with what the link asks, its report and its language. */
const { moved, movedOther, report: own } = document.body.dataset;
if (moved) {
  const asked = new URLSearchParams(globalThis.location.search);
  const other = asked.get("lang") === "en" ? movedOther : moved;
  const report = asked.get("report") ?? "";
  const place = /^[a-z\d-]+$/.test(report) && own ? (other ?? moved).replace(own, report) : other ?? moved;
  asked.delete("lang");
  asked.delete("report");
  globalThis.location.replace(asked.size ? `${place}#${asked}` : place + globalThis.location.hash);
}

/* A link of the app names the year behind the page of the years. */
const year = new URLSearchParams(globalThis.location.hash.slice(1)).get("year") ?? "";
const leaf = /^\d{4}$/.test(year) ? document.querySelector(`a[data-year="${year}"]:not([aria-current])`) : null;
if (leaf instanceof HTMLAnchorElement) globalThis.location.replace(leaf.href);

/* A menu closes where the reader goes on elsewhere. */
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details:is(.site-more, .site-reports)[open]")) {
    if (target instanceof Node && !menu.contains(target)) menu.removeAttribute("open");
  }
});

const { worker: script } = document.body.dataset;
const isServed = globalThis.location.protocol.startsWith("http");

/* What this page has loaded is kept, so that it opens again without a network. */
const keepOffline = async () => {
  if (!script || !isServed || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(script);
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const kept = { keep: [globalThis.location.href.split("#")[0], ...loaded] };
  active?.postMessage(kept, []);
};

globalThis.addEventListener("load", () => {
  keepOffline().catch(() => undefined); // without it the page is read all the same
});
