/* The place that a text names, asked of the server: its longitude and latitude, or null. */
/**
 * @param {string} text
 * @param {Lang} lang
 * @returns {Promise<{lon: number, lat: number} | null>}
 */
export const findPlace = async (text, lang) => {
  const query = new URLSearchParams({ q: text, lang });
  const answer = await fetch(`./places?${query}`);
  if (!answer.ok) return null;
  const { places } = await answer.json();
  return places.length ? { lon: places[0].lon, lat: places[0].lat } : null;
};
