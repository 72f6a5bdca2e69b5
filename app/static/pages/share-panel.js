/* The share panel: the address as it is now, as link, QR code, frame and files. */
import { OWN_PARTS, writeQuery } from "../core/address.js";
import { isAborted } from "../core/faults.js";
import { Messages } from "../core/messages.js";
import { around, part } from "../parts/find.js";
import { countQueue, makeFile } from "./file-maker.js";

const FRAME = { width: 800, height: 600 };
const TICK_MILLISECONDS = 1000;
const ON_PAPER = new Set(["pdf", "png"]);
/** @type {AbortController | null} */
let running = null;

const query = () => globalThis.location.search.slice(1);
const own = (/** @type {string} */ path, /** @type {string} */ parameters) =>
  new URL(parameters ? `./${path}?${parameters}` : `./${path}`, document.baseURI).href;
/** @typedef {HTMLDetailsElement} Panel */

const sentence = (/** @type {Panel} */ panel, /** @type {string} */ name, blanks = {}) =>
  Messages.fill(panel.getAttribute(`data-say-${name}`) ?? "", blanks);
const say = (/** @type {Panel} */ panel, /** @type {string} */ text) => {
  part(".city-share-status", HTMLElement, panel).textContent = text;
};
const addressBox = (/** @type {Panel} */ panel) => part("#city-share-address", HTMLInputElement, panel);
const fileLinks = (/** @type {Panel} */ panel) =>
  [...panel.querySelectorAll("a")].filter((link) => link.hasAttribute("data-share-file"));

const frameCode = () => {
  const parameters = query();
  const address = own("present", parameters ? `${parameters}&embed=1` : "embed=1");
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: address, title: document.querySelector(".city-title h1")?.textContent ?? document.title, ...FRAME, loading: "lazy" });
  frame.setAttribute("style", "border:0;max-width:100%");
  frame.setAttribute("allow", "fullscreen");
  return frame.outerHTML;
};

/**
 * The addresses of the files: the view, and for sheets and pictures the paper.
 * @param {Panel} panel
 */
const fillFiles = (panel) => {
  const paper = new URLSearchParams({
    paper: part("[data-share-paper]", HTMLSelectElement, panel).value,
    orientation: part("[data-share-turn]", HTMLSelectElement, panel).value,
  });
  for (const link of fileLinks(panel)) {
    const kind = link.dataset.shareFile ?? "";
    const onPaper = ON_PAPER.has(kind) ? String(paper) : "";
    link.href = own(`export/${kind}`, [query(), onPaper].filter(Boolean).join("&"));
  }
};

/**
 * The addresses of what can be followed: what is asked of the projects, not what is looked at.
 * @param {Panel} panel
 */
const fillFollow = (panel) => {
  const followed = new URLSearchParams(query());
  for (const name of OWN_PARTS) followed.delete(name);
  for (const link of panel.querySelectorAll("a")) {
    const path = link.dataset.shareFollow;
    if (path) link.href = own(path, writeQuery(followed));
  }
};

/**
 * Write what the panel shows from the address.
 * @param {Panel} panel
 */
const fill = (panel) => {
  fillFiles(panel);
  fillFollow(panel);
  part("[data-share-send]", HTMLElement, panel).hidden = !navigator.share;
  const page = part("select", HTMLSelectElement, panel).value;
  const address = own(page, query());
  const box = addressBox(panel);
  if (box.value === address) return;
  box.value = address;
  const code = part(".city-share-qr", HTMLImageElement, panel);
  code.src = own("qr.svg", [page && `to=${page}`, query()].filter(Boolean).join("&"));
  part("#city-share-frame", HTMLTextAreaElement, panel).value = frameCode();
};

/**
 * @param {Panel} panel
 * @param {string} name
 */
const copy = async (panel, name) => {
  const box = name === "frame" ? part("#city-share-frame", HTMLTextAreaElement, panel) : addressBox(panel);
  try {
    await navigator.clipboard.writeText(box.value);
    say(panel, sentence(panel, "copied"));
  } catch {
    // Without a secure address the browser refuses; the old way may still work.
    box.select();
    const isDone = document.execCommand("copy");
    say(panel, sentence(panel, isDone ? "copied" : "refused"));
  }
};

/**
 * Hand the link to the system's own sheet, where there is one; the reader may close it again.
 * @param {Panel} panel
 */
const send = async (panel) => {
  const title = document.querySelector(".city-title h1")?.textContent ?? document.title;
  try {
    await navigator.share({ title, url: addressBox(panel).value });
  } catch (fault) {
    if (!isAborted(fault)) say(panel, sentence(panel, "refused"));
  }
};

/**
 * @param {Panel} panel
 * @param {boolean} isBusy
 */
const setBusy = (panel, isBusy) => {
  for (const link of fileLinks(panel)) {
    link.setAttribute("aria-disabled", String(isBusy));
  }
  part(".city-share-cancel", HTMLElement, panel).hidden = !isBusy;
};

/**
 * Fetch a file while saying how long it takes; nothing is saved unless it is whole.
 * @param {Panel} panel
 * @param {HTMLAnchorElement} link
 */
const make = async (panel, link) => {
  if (running) return;
  running = new AbortController();
  const started = performance.now();
  const queue = own("export/queue", "");
  // Files are made in the order in which they are asked for: those before this one only get fewer.
  let before = 0;
  const tell = () => say(panel, before > 0 ? sentence(panel, "queued", { n: before }) : sentence(panel, "making", {
    n: Math.round((performance.now() - started) / TICK_MILLISECONDS),
  }));
  const look = async () => {
    if (before > 0) before = Math.min(before, await countQueue(queue) - 1);
    if (running) tell();
  };
  const timer = setInterval(look, TICK_MILLISECONDS);
  tell();
  setBusy(panel, true);
  before = await countQueue(queue);
  try {
    const { name, reason } = await makeFile(link.href, {
      signal: running.signal, fallback: `map.${link.dataset.shareFile}`,
    });
    say(panel, name ? sentence(panel, "done", { name }) : sentence(panel, "failed", { reason }));
  } catch (fault) {
    say(panel, isAborted(fault) ? sentence(panel, "cancelled")
      : sentence(panel, "failed", { reason: sentence(panel, "silent") }));
  } finally {
    clearInterval(timer);
    setBusy(panel, false);
    running = null;
  }
};

/**
 * @param {Panel} panel
 * @param {boolean} isFocused
 */
const close = (panel, isFocused) => {
  panel.open = false;
  if (isFocused) part("summary", HTMLElement, panel).focus();
};

const openPanels = () => [...document.querySelectorAll("details")].filter((one) => one.open && one.matches(".city-share"));
const panelOf = (/** @type {Event} */ event) => around(event, ".city-share", HTMLDetailsElement);

document.addEventListener("toggle", ({ target }) => {
  if (target instanceof HTMLDetailsElement && target.matches(".city-share") && target.open) fill(target);
}, { capture: true });

document.addEventListener("error", (event) => {
  const panel = event.target instanceof Element && event.target.matches(".city-share-qr") ? panelOf(event) : null;
  if (panel) say(panel, sentence(panel, "long"));
}, { capture: true });

document.addEventListener("change", (event) => {
  const panel = panelOf(event);
  if (panel) fill(panel);
});

document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" ? openPanels().at(0) : null;
  if (panel) close(panel, panel.contains(document.activeElement));
});

document.addEventListener("click", (event) => {
  const panel = panelOf(event);
  for (const other of openPanels()) {
    if (other !== panel) close(other, false);
  }
  if (!panel) return;
  fill(panel);
  const link = around(event, "[data-share-file]", HTMLAnchorElement);
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    make(panel, link);
  }
  const copied = around(event, "[data-share-copy]", HTMLElement)?.dataset.shareCopy;
  if (copied !== undefined) copy(panel, copied);
  if (around(event, "[data-share-send]", HTMLElement)) send(panel);
  if (around(event, ".city-share-cancel", HTMLElement)) running?.abort();
});
