/* A file that the server makes: fetched whole or not at all, saved under the name it comes with. */
const LONGEST_REASON = 300;

/**
 * @param {Response} answer
 * @param {string} fallback
 */
const nameOf = (answer, fallback) => {
  const header = answer.headers.get("content-disposition") ?? "";
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(header);
  if (wide) return decodeURIComponent(wide[1]);
  return /filename="?([^";]+)/i.exec(header)?.[1] ?? fallback;
};

/**
 * Hand bytes to the browser's downloads.
 * @param {Blob} blob
 * @param {string} name
 */
export const saveFile = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/**
 * How many files are being made or waited for; none where the server does not say.
 * @param {string} address
 * @returns {Promise<number>}
 */
export const countQueue = async (address) => {
  try {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    const { making, waiting } = await answer.json();
    return Number(making) + Number(waiting) || 0;
  } catch {
    return 0;
  }
};

/**
 * Make a file and save it: gives its name, or the reason why there is none.
 * @param {string} address
 * @param {{body?: string, signal?: AbortSignal, fallback: string}} how
 * @returns {Promise<{name?: string, reason?: string}>}
 */
export const makeFile = async (address, { body, signal, fallback }) => {
  const sent = body ? { method: "POST", body, headers: { "Content-Type": "application/json" } } : {};
  const answer = await fetch(address, { signal, credentials: "same-origin", ...sent });
  if (!answer.ok) {
    const isText = (answer.headers.get("content-type") ?? "").startsWith("text/plain");
    return { reason: isText ? (await answer.text()).trim().slice(0, LONGEST_REASON) : String(answer.status) };
  }
  const name = nameOf(answer, fallback);
  saveFile(await answer.blob(), name);
  return { name };
};
