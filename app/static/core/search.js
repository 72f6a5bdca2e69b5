/* The rule of the search: how a text is read before it is compared. */
/**
 * NFKC, small letters, ü as v, no accents, letters and digits alone.
 * @param {string} text
 * @returns {string}
 */
export const normalise = (text) =>
  text.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").replaceAll(/[üǖǘǚǜ]/gu, "v")
    .normalize("NFD").replaceAll(/\p{Mn}/gu, "").normalize("NFC").replaceAll(/[^\p{L}\p{N}]/gu, "");

/**
 * The words of a query.
 * @param {string} text
 * @returns {string[]}
 */
export const splitQuery = (text) => text.split(/\s+/u).map(normalise).filter(Boolean);

/**
 * Whether a text asks for signs alone, which no name is found by: no letter, no digit.
 * @param {string} text
 * @returns {boolean}
 */
export const isWordless = (text) => /[^\s\p{Cc}\p{Cf}]/u.test(text) && splitQuery(text).length === 0;
