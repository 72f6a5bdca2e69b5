/* Where the page of a project stands in a site of plain files. */

/**
 * @param {MapSite} site
 * @param {string} id
 * @param {string} [report]
 */
export const sitePlace = ({ home, report: own }, id, report = own) => `${home}${report}/projects/${encodeURIComponent(id)}.html`;

/**
 * Where a link to the map leads: another page, where it names another report or language than this
 * one; null where it stays.
 * @param {MapSite} site
 * @param {URLSearchParams} asked
 * @param {readonly string[]} reports Those that there are.
 */
export const otherMap = (site, asked, reports) => {
  const [report, lang] = [asked.get("report") ?? site.report, asked.get("lang") ?? site.lang];
  const isKnown = reports.includes(report) && (lang === "zh" || lang === "en");
  if (!isKnown || (report === site.report && lang === site.lang)) return null;
  const rest = new URLSearchParams([...asked].filter(([name]) => name !== "report" && name !== "lang"));
  const folder = lang === "zh" ? "" : `${lang}/`;
  return `${site.root}${folder}${report}/index.html${rest.size ? `#${rest}` : ""}`;
};
