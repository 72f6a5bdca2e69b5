/* A letter about an error says what the reader has made of its text. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-letter]");
  const text = link?.closest("section")?.querySelector(".city-report textarea")?.value;
  if (text === undefined) return;
  const [address] = link.href.split("?");
  const body = encodeURIComponent(text.replaceAll("\n", "\r\n"));
  link.href = `${address}?subject=${encodeURIComponent(link.dataset.letter)}&body=${body}`;
}, { capture: true });
