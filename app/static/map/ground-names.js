/* The names of the base map: what they say, where they may stand, how they are written. */
import { cutLines, spotAt, spotsAlong } from "../core/label-room.js";
import { measures } from "../core/measures.js";
import { worldX, worldY } from "../core/projection.js";

/** @typedef {{pick: (name: Named) => string, colours: Colours}} Naming */
/** @typedef {Naming & {size: number}} SizedNaming */

const STEPS_ASIDE = [[0, 0], [0, -24], [0, 24], [-60, 0], [60, 0], [-50, -30], [50, 30]];
const BESIDE_STATION = 8;

/**
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 */
const isSeen = ([left, top, right, bottom], x, y) => x >= left && x <= right && y >= top && y <= bottom;

/**
 * @param {Frame} frame
 * @param {Ground[]} features
 * @param {Naming} style
 * @returns {GroundName[]}
 */
const districtNames = (frame, features, { pick, colours }) => {
  const { names } = measures;
  const size = frame.zoom < names.far_district_until_zoom ? names.far_district_size : names.district_size;
  return features.flatMap(({ properties }) => {
    if (!properties.label) return [];
    const [lon, lat] = properties.label;
    const [x, y] = [frame.x(worldX(lon)), frame.y(worldY(lat))];
    return [{
      text: pick(properties), size, weight: 500, colour: colours.label, halo: colours.halo,
      spotsOf: (/** @type {number} */ width) => STEPS_ASIDE.map(([dx, dy]) => spotAt(x + dx, y + dy, { width, size })),
    }];
  });
};

/**
 * @param {Frame} frame
 * @param {Ground[]} features
 * @param {SizedNaming} style
 * @returns {GroundName[]}
 */
const stationNames = (frame, features, { pick, colours, size }) => {
  const named = new Set();
  return features.flatMap(({ parts: [at], properties }) => {
    const [x, y] = [frame.x(at[0]), frame.y(at[1])];
    if (named.has(properties.name_zh) || !isSeen(frame.seen, x, y)) return [];
    named.add(properties.name_zh);
    return [{
      text: pick(properties), size, weight: 400, colour: colours.station, halo: colours.halo,
      spotsOf: (/** @type {number} */ width) => [1, -1].map((side) =>
        spotAt(x + side * (BESIDE_STATION + width / 2), y, { width, size })),
    }];
  });
};

/**
 * @param {Frame} frame
 * @param {Ground[]} features
 * @param {SizedNaming} style
 * @returns {GroundName[]}
 */
const waterNames = (frame, features, { pick, colours, size }) => features
  .filter(({ properties }) => properties.name_zh)
  .map(({ parts: [flat], properties }) => {
    let [x, y] = [0, 0];
    for (let index = 0; index < flat.length; index += 2) {
      x += flat[index];
      y += flat[index + 1];
    }
    const count = flat.length / 2;
    return {
      text: pick(properties), size, weight: 400, colour: colours.water_label, halo: colours.halo,
      spotsOf: (/** @type {number} */ width) => [spotAt(frame.x(x / count), frame.y(y / count), { width, size })],
    };
  });

/**
 * @param {Frame} frame
 * @param {Ground[]} features
 * @param {SizedNaming} style
 * @returns {GroundName[]}
 */
const roadNames = (frame, features, { pick, colours, size }) => features
  .filter(({ properties }) => pick(properties))
  .map(({ parts, properties }) => ({
    text: pick(properties), size, weight: 400, colour: colours.road_label, halo: colours.halo,
    spotsOf: (/** @type {number} */ width) => {
      const lines = parts.map((flat) =>
        flat.map((value, index) => (index % 2 ? frame.y(value) : frame.x(value))));
      return spotsAlong(cutLines(lines, frame.seen), { width, size, offset: 0 });
    },
  }));

/**
 * Names by which one finds one's way where little else is drawn: county seats, towns, hills.
 * @param {Frame} frame
 * @param {Ground[]} features
 * @param {SizedNaming} style
 * @returns {GroundName[]}
 */
const quietNames = (frame, features, { pick, colours, size }) => features
  .map(({ parts: [at], properties }) => {
    const [x, y] = [frame.x(at[0]), frame.y(at[1])];
    return {
      text: pick(properties), size, weight: 400, colour: colours.road_label, halo: colours.halo,
      spotsOf: (/** @type {number} */ width) => STEPS_ASIDE.map(([dx, dy]) => spotAt(x + dx, y + dy, { width, size })),
    };
  });

/**
 * Of a layer, what has a name at this zoom: some features only from a while after they are drawn.
 * @param {Ground[] | undefined} features
 * @param {number} zoom
 * @param {number} [later]
 */
const namedFrom = (features, zoom, later = 0) =>
  (features ?? []).filter(({ properties }) => zoom >= (properties.min_zoom ?? 0) + later);

const QUIET_UNTIL = 15;
const WATERS_LATER = 2;

/**
 * The names of the ground that a zoom shows, the most important first.
 * @param {Frame} frame
 * @param {GroundLayers} data
 * @param {Naming} style
 * @returns {GroundName[]}
 */
export const groundNames = (frame, data, { pick, colours }) => {
  const { names } = measures;
  const style = { pick, colours, size: names.base_size };
  const { zoom } = frame;
  return [
    ...(zoom < names.districts_until_zoom ? districtNames(frame, data.districts ?? [], style) : []),
    ...(zoom >= names.stations_from_zoom ? stationNames(frame, data.stations ?? [], style) : []),
    ...(zoom >= names.waters_from_zoom ? waterNames(frame, namedFrom(data.water, zoom, WATERS_LATER), style) : []),
    ...(zoom >= names.roads_from_zoom ? roadNames(frame, namedFrom(data.roads, zoom), style) : []),
    ...(zoom < QUIET_UNTIL ? quietNames(frame, namedFrom(data.names, zoom), style) : []),
  ];
};
