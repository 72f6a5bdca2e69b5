/* The signs of the map as data: sector by colour and pictogram, status by fill and ring. */
import table from "../symbols.json" with { type: "json" };

/** @type {Record<string, {colour: string, colour_dark: string, glyph: string}>} */
const sectors = table.sectors;

/** @type {Record<string, {fill: string, ring: string, shape: string, line: string}>} */
const statuses = table.statuses;

/** @type {"light" | "dark"} */
let theme = "light";

/* The inks of the theme: a dark room turns paper and ink around and lightens the sectors. */
export const inks = () => table.inks[theme];
export const baseColours = () => table[theme === "dark" ? "base_map_dark" : "base_map"];
/** @param {string} name */
export const setTheme = (name) => {
  theme = name === "dark" ? "dark" : "light";
};

/* The name of the theme, to keep what was painted in each apart. */
export const themeName = () => theme;

/** @param {string | null} sector */
export const sectorColour = (sector) => {
  const row = sectors[sector ?? ""];
  return row ? row[theme === "dark" ? "colour_dark" : "colour"] : inks().neutral;
};

/** @param {string} status */
export const statusStyle = (status) =>
  statuses[status] ?? { fill: "solid", ring: "none", shape: "disc", line: "solid" };

/**
 * The pictogram of a sector as the path of an SVG; none for what is no sector.
 * @param {string | null} sector
 * @returns {string | null}
 */
export const sectorGlyph = (sector) => sectors[sector ?? ""]?.glyph ?? null;

/* Where maps and lists write Chinese and Latin, these letters are looked for. */
export const FONT =
  "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif";
