/* The parts of an address, in their order, written the shortest way. */
/* What the page writes itself: the selection, the camera, the base map. */
export const OWN_PARTS = ["sel", "lat", "lon", "z", "base"];

const ORDER = [
  "report", "sector", "status", "district", "due", "accuracy", "promise", "asof",
  "from", "change", "side", "year", "q", "area", "near", "r", "sort",
  ...OWN_PARTS, "lang",
];

/**
 * A text as the server's address writes it too: commas as they are, other signs by their bytes.
 * @param {string} text
 * @returns {string}
 */
const encode = (text) => encodeURIComponent(text)
  .replaceAll(/[!'()*]/g, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`)
  .replaceAll("%2C", ",");

/**
 * The query string of parameters, ours first and in order.
 * @param {URLSearchParams} parameters
 * @param {string[]} [order]
 * @returns {string}
 */
export const writeQuery = (parameters, order = ORDER) => {
  const names = new Set([...order, ...parameters.keys()]);
  return [...names].filter((name) => parameters.has(name))
    .map((name) => `${encode(name)}=${encode(parameters.get(name) ?? "")}`)
    .join("&");
};

/**
 * Set these parts; what is empty goes.
 * @param {URLSearchParams} parameters
 * @param {Record<string, string | null | undefined>} values
 */
export const setParts = (parameters, values) => {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") parameters.delete(name);
    else parameters.set(name, value);
  }
};

/**
 * The camera as the address writes it.
 * @param {{lat: number, lng: number}} centre
 * @param {number} zoom
 */
export const cameraParts = ({ lat, lng }, zoom) => ({
  lat: lat.toFixed(5), lon: lng.toFixed(5), z: String(Number(zoom.toFixed(2))),
});
