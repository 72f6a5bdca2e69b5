/* The places of the city that a text names, as the server finds them; none where it cannot be reached. */
/**
 * @param {string} text
 * @param {Lang} lang
 */
export async function askPlaces(text, lang) {
  const query = new URLSearchParams({ q: text, lang });
  const report = new URLSearchParams(globalThis.location.search).get("report");
  if (report) query.set("report", report);
  try {
    const answer = await fetch(new URL(`places?${query}`, document.baseURI), { credentials: "same-origin" });
    return answer.ok ? (await answer.json()).places : [];
  } catch (fault) {
    if (fault instanceof TypeError) return []; // the network is gone: there is no hint, nothing is broken
    throw fault;
  }
}
