/* A measure in words: metres and kilometres, square metres, hectares and mu. */
const MU_M2 = 2000 / 3;

/**
 * A length.
 * @param {import("./messages.js").Messages} messages
 * @param {number} metres
 * @returns {string}
 */
export const sayLength = (messages, metres) => (metres < 1000
  ? messages.say("{n} m", { n: metres.toFixed(metres < 100 ? 1 : 0) })
  : messages.say("{n} km", { n: (metres / 1000).toFixed(metres < 100_000 ? 2 : 1) }));

/**
 * An area in the units that planners use, the larger ones where they say something.
 * @param {import("./messages.js").Messages} messages
 * @param {number} squareMetres
 * @returns {string}
 */
export const sayArea = (messages, squareMetres) => {
  const said = [];
  if (squareMetres < 1e6) said.push(messages.say("{n} m²", { n: String(Math.round(squareMetres)) }));
  else said.push(messages.say("{n} km²", { n: (squareMetres / 1e6).toFixed(2) }));
  said.push(messages.say("{n} ha", { n: (squareMetres / 1e4).toFixed(2) }));
  said.push(messages.say("{n} mu", { n: (squareMetres / MU_M2).toFixed(1) }));
  return said.join(" · ");
};
