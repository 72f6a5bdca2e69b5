/* Where a record is told of: its own page, another report's, and where an error of it is reported. */
import { sitePlace } from "./site-place.js";

/** @typedef {Pick<MapState, "home" | "site" | "errors" | "report"> & {lang: Lang}} Whereabouts */

/**
 * The query that names a record, its report and the language.
 * @param {Whereabouts} here
 * @param {string} id
 */
export const recordQuery = ({ report, lang }, id) => {
  const parameters = new URLSearchParams({ sel: id });
  if (report) parameters.set("report", report);
  if (lang !== "zh") parameters.set("lang", lang);
  return parameters;
};

/**
 * The address of a record in this report.
 * @param {Whereabouts} here
 * @param {string} id
 */
export const recordAddress = (here, id) => (
  here.site ? sitePlace(here.site, id) : `${here.home ?? ""}?${recordQuery(here, id)}`
);

/**
 * Where another report tells of a project.
 * @param {Whereabouts} here
 * @param {string | null} report Its id; nothing for the report that a link need not name.
 * @param {string} id
 */
export const otherAddress = ({ site, lang }, report, id) => {
  if (site) return sitePlace(site, id, report || site.default);
  const parts = Object.entries({ report: report ?? "", sel: id, lang: lang === "zh" ? "" : lang });
  return `./?${new URLSearchParams(parts.filter(([, value]) => value))}`;
};

/**
 * Where an error of a project is reported; null where there is no such page.
 * @param {Whereabouts} here
 * @param {string} id
 */
export const errorAddress = (here, id) => (here.errors ? `${here.errors}?${recordQuery(here, id)}#report` : null);
