/* Links within the app: the view changes in place, Back returns, a page left is told where one looked. */
import { OWN_PARTS } from "../core/address.js";
import { pageAddress } from "./view-address.js";
import { around } from "../parts/find.js";

/* Where the filters are folded away, a button of ours in the page's head opens them. */
document.addEventListener("click", (event) => {
  if (!around(event, "[data-open-filters]", Element)) return;
  const button = document.querySelector('[data-testid="stExpandSidebarButton"]');
  if (button instanceof HTMLElement) button.click();
  // Where the search stands in the head, the panel begins with its choices.
  const fields = [...document.querySelectorAll(".city-search input, .city-filters summary")];
  const first = fields.find((one) => one.getClientRects().length > 0);
  if (first instanceof HTMLElement) first.focus();
});

/* A link marked `data-view` changes the view in place; with `data-keep` the camera stays. */
document.addEventListener("click", (event) => {
  const link = around(event, "a[data-view]", HTMLAnchorElement);
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const target = new URL(link.href, document.baseURI);
  if (link.hasAttribute("data-keep")) {
    const now = pageAddress.read();
    for (const name of OWN_PARTS) {
      if (now.has(name) && !target.searchParams.has(name)) target.searchParams.set(name, now.get(name) ?? "");
    }
  }
  if (target.href === globalThis.location.href) return;
  globalThis.history.pushState({}, "", target.href.replaceAll("%2C", ","));
  globalThis.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
});

/* A link marked `data-carry` leaves the page and takes camera, selection and base map along. */
for (const type of ["click", "auxclick", "contextmenu"]) {
  document.addEventListener(type, (event) => {
    const link = around(event, "a[data-carry]", HTMLAnchorElement);
    if (!link) return;
    const target = new URL(link.href);
    const now = new URLSearchParams(globalThis.location.search);
    for (const name of OWN_PARTS) {
      const part = now.get(name);
      if (part !== null) target.searchParams.set(name, part);
      else target.searchParams.delete(name);
    }
    link.href = target.href.replaceAll("%2C", ",");
  }, { capture: true });
}

const openReports = () => [...document.querySelectorAll("details")].filter((one) => one.open && one.matches(".city-reports, .city-more"));

/**
 * The choice of reports closes when something else is wanted.
 * @param {Element | null} except
 */
const closeReports = (except) => {
  for (const open of openReports()) if (open !== except) open.open = false;
};
document.addEventListener("click", (event) => {
  const link = around(event, ".city-reports a, .city-more a", Element);
  closeReports(link ? null : around(event, ".city-reports, .city-more", Element));
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" ? openReports().at(0) : null;
  if (!open) return;
  const hadFocus = open.contains(document.activeElement);
  closeReports(null);
  if (hadFocus) open.querySelector("summary")?.focus();
});
