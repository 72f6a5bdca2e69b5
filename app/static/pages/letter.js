/* A letter about an error says what the reader has made of its text. */
import { around } from "../parts/find.js";

document.addEventListener("click", (event) => {
  const link = around(event, "a[data-letter]", HTMLAnchorElement);
  const field = link?.closest("section")?.querySelector(".city-report textarea");
  if (!link || !(field instanceof HTMLTextAreaElement)) return;
  const [address] = link.href.split("?");
  const body = encodeURIComponent(field.value.replaceAll("\n", "\r\n"));
  link.href = `${address}?subject=${encodeURIComponent(link.dataset.letter ?? "")}&body=${body}`;
}, { capture: true });
