/* The script of every Streamlit page: what it mounts, and what works without being mounted. */
import "./anchors.js";
import "./letter.js";
import "./links.js";
import "./near-page.js";
import "./print.js";
import "./share-panel.js";
import "./story-take.js";

export {
  mountAddress,
  mountAtlas,
  mountCount,
  mountFilters,
  mountHeadSearch,
  mountNearAtlas,
  mountPlaceSearch,
  mountStewardAtlas,
  mountTags,
} from "./mounts.js";
export { nearAtlas } from "./near-page.js";
