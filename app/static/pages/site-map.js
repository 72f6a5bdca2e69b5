/* The script of the map's page in a site of plain files. */
import { otherMap } from "../core/site-place.js";
import { part } from "../parts/find.js";
import { Standalone } from "./standalone.js";

const { hash, search } = globalThis.location;
const asked = new URLSearchParams(hash.length > 1 ? hash.slice(1) : search.slice(1));
/** @type {{site: MapSite}} */
const about = JSON.parse(document.getElementById("about")?.textContent ?? "{}");
const reports = JSON.parse(document.getElementById("reports")?.textContent || "[]");
const elsewhere = otherMap(about.site, asked, Array.isArray(reports) ? reports : []);
if (elsewhere) globalThis.location.replace(elsewhere);

export const map = elsewhere ? null : new Standalone(part("#city-file", HTMLElement));
