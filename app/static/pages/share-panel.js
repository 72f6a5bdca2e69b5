/* The share panel: the address as it is now, as link, QR code, frame and files. */
import { Messages } from "../core/messages.js";
import { makeFile } from "./file-maker.js";

const FRAME = { width: 800, height: 600 };
const TICK_MILLISECONDS = 1000;
const ON_PAPER = new Set(["pdf", "png"]);
let running = null;

const query = () => globalThis.location.search.slice(1);
const own = (path, parameters) =>
  new URL(parameters ? `./${path}?${parameters}` : `./${path}`, document.baseURI).href;
const part = (panel, selector) => panel.querySelector(selector);
const sentence = (panel, name, blanks = {}) =>
  Messages.fill(panel.getAttribute(`data-say-${name}`) ?? "", blanks);
const say = (panel, text) => { part(panel, ".city-share-status").textContent = text; };

const frameCode = () => {
  const parameters = query();
  const address = own("present", parameters ? `${parameters}&embed=1` : "embed=1");
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: address, title: document.querySelector(".city-title h1")?.textContent ?? document.title, ...FRAME, loading: "lazy" });
  frame.setAttribute("style", "border:0;max-width:100%");
  frame.setAttribute("allow", "fullscreen");
  return frame.outerHTML;
};

/* The addresses of the files: the view, and for sheets and pictures the paper. */
const fillFiles = (panel) => {
  const paper = new URLSearchParams({
    paper: part(panel, "[data-share-paper]").value, orientation: part(panel, "[data-share-turn]").value,
  });
  for (const link of panel.querySelectorAll("[data-share-file]")) {
    const { shareFile: kind } = link.dataset;
    const onPaper = ON_PAPER.has(kind) ? String(paper) : "";
    link.href = own(`export/${kind}`, [query(), onPaper].filter(Boolean).join("&"));
  }
};

/* Write what the panel shows from the address. */
const fill = (panel) => {
  fillFiles(panel);
  part(panel, "[data-share-send]").hidden = !navigator.share;
  const page = part(panel, "select").value;
  const address = own(page, query());
  const box = part(panel, "#city-share-address");
  if (box.value === address) return;
  box.value = address;
  const code = part(panel, ".city-share-qr");
  code.src = own("qr.svg", [page && `to=${page}`, query()].filter(Boolean).join("&"));
  part(panel, "#city-share-frame").value = frameCode();
};

const copy = async (panel, name) => {
  const box = part(panel, `#city-share-${name}`);
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

/* Hand the link to the system's own sheet, where there is one; the reader may close it again. */
const send = async (panel) => {
  const title = document.querySelector(".city-title h1")?.textContent ?? document.title;
  try {
    await navigator.share({ title, url: part(panel, "#city-share-address").value });
  } catch (fault) {
    if (fault.name !== "AbortError") say(panel, sentence(panel, "refused"));
  }
};

const setBusy = (panel, isBusy) => {
  for (const link of panel.querySelectorAll("[data-share-file]")) {
    link.setAttribute("aria-disabled", String(isBusy));
  }
  part(panel, ".city-share-cancel").hidden = !isBusy;
};

/* Fetch a file while saying how long it takes; nothing is saved unless it is whole. */
const make = async (panel, link) => {
  if (running) return;
  running = new AbortController();
  const started = performance.now();
  const tell = () => say(panel, sentence(panel, "making", {
    n: Math.round((performance.now() - started) / TICK_MILLISECONDS),
  }));
  const timer = setInterval(tell, TICK_MILLISECONDS);
  tell();
  setBusy(panel, true);
  try {
    const { name, reason } = await makeFile(link.href, {
      signal: running.signal, fallback: `map.${link.dataset.shareFile}`,
    });
    say(panel, name ? sentence(panel, "done", { name }) : sentence(panel, "failed", { reason }));
  } catch (fault) {
    say(panel, fault.name === "AbortError" ? sentence(panel, "cancelled")
      : sentence(panel, "failed", { reason: sentence(panel, "silent") }));
  } finally {
    clearInterval(timer);
    setBusy(panel, false);
    running = null;
  }
};

const close = (panel, isFocused) => {
  panel.open = false;
  if (isFocused) part(panel, "summary").focus();
};

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".city-share") && event.target.open) fill(event.target);
}, { capture: true });

document.addEventListener("error", (event) => {
  const panel = event.target.matches?.(".city-share-qr") && event.target.closest(".city-share");
  if (panel) say(panel, sentence(panel, "long"));
}, { capture: true });

document.addEventListener("change", (event) => {
  const panel = event.target.closest?.(".city-share");
  if (panel) fill(panel);
});

document.addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && document.querySelector(".city-share[open]");
  if (panel) close(panel, panel.contains(document.activeElement));
});

document.addEventListener("click", (event) => {
  const { target } = event;
  const panel = target.closest?.(".city-share");
  for (const other of document.querySelectorAll(".city-share[open]")) {
    if (other !== panel) close(other, false);
  }
  if (!panel) return;
  fill(panel);
  const link = target.closest("[data-share-file]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    make(panel, link);
  }
  const button = target.closest("[data-share-copy]");
  if (button) copy(panel, button.dataset.shareCopy);
  if (target.closest("[data-share-send]")) send(panel);
  if (target.closest(".city-share-cancel")) running?.abort();
});
