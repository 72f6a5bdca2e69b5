/* A place and a length, as the nearby page says them. */
const ROUNDED = 4;
const EXACT = 6;

const KILOMETRE = 1000;

/**
 * A place as the address writes it: rounded, unless the exact place was asked for.
 * @param {{lon: number, lat: number}} place
 * @param {boolean} isExact
 */
export const nearText = ({ lon, lat }, isExact) => {
  const decimals = isExact ? EXACT : ROUNDED;
  return `${lon.toFixed(decimals)},${lat.toFixed(decimals)}`;
};

/**
 * A length in words.
 * @param {import("./messages.js").Messages} messages
 * @param {number} metres
 */
export const lengthText = (messages, metres) => (metres >= KILOMETRE
  ? messages.say("{value} km", { value: messages.number(metres / KILOMETRE, 1) })
  : messages.say("{value} m", { value: messages.number(Math.max(1, Math.round(metres))) }));
