/* The online base maps that a map offers, by slug. */
const offered = new WeakMap();

/* Offer a base map; the map's own script calls this. */
export const addBase = (map, slug, layer) => {
  if (!offered.has(map)) offered.set(map, new Map());
  offered.get(map).set(slug, layer);
};

/* The online base maps of a map: slug to layer. */
export const basesOf = (map) => offered.get(map) ?? new Map();

/* What a base map is called. */
export const baseName = (messages, slug) => ({
  embedded: messages.say("Embedded (works without internet)"),
  osm: messages.say("OpenStreetMap (online)"),
  tianditu: messages.say("Tianditu map (online)"),
  "tianditu-imagery": messages.say("Tianditu imagery (online)"),
})[slug] ?? slug;
