/* The online base maps that a map offers, by slug. */
/** @type {WeakMap<L.Map, Map<string, L.TileLayer>>} */
const offered = new WeakMap();

/**
 * Offer a base map; the map's own script calls this.
 * @param {L.Map} map
 * @param {string} slug
 * @param {L.TileLayer} layer
 */
export const addBase = (map, slug, layer) => {
  const layers = offered.get(map) ?? new Map();
  layers.set(slug, layer);
  offered.set(map, layers);
};

/**
 * The online base maps of a map: slug to layer.
 * @param {L.Map} map
 * @returns {Map<string, L.TileLayer>}
 */
export const basesOf = (map) => offered.get(map) ?? new Map();

/**
 * What a base map is called.
 * @param {Messages} messages
 * @param {string} slug
 */
export const baseName = (messages, slug) => (/** @type {Record<string, string | undefined>} */ ({
  embedded: messages.say("Embedded (works without internet)"),
  osm: messages.say("OpenStreetMap (online)"),
  tianditu: messages.say("Tianditu map (online)"),
  "tianditu-imagery": messages.say("Tianditu imagery (online)"),
}))[slug] ?? slug;
