/* The place that a text names, asked of the server: its longitude and latitude, or null.
   A name that is only similar names nothing. */
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
  const [first] = places;
  return first && !first.is_alike ? { lon: first.lon, lat: first.lat } : null;
};
