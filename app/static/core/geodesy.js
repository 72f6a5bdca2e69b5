/* Lengths, areas and the other coordinates of a place: twins of the server's own, held to one table. */
const A_M = 6_378_137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RADIANS = Math.PI / 180;

/**
 * The geodesic between two places on WGS 84, by Vincenty's formula: metres, and the direction in
 * which it sets out, in degrees clockwise from north.
 * @param {Point} from
 * @param {Point} to
 * @returns {{distance_m: number, direction_deg: number}}
 */
const inverse = ([lon1, lat1], [lon2, lat2]) => {
  const b = A_M * (1 - F);
  const [u1, u2] = [Math.atan((1 - F) * Math.tan(lat1 * RADIANS)), Math.atan((1 - F) * Math.tan(lat2 * RADIANS))];
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const l = (lon2 - lon1) * RADIANS;
  let lambda = l;
  for (let step = 0; step < 100; step += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    if (sinS === 0) return { distance_m: 0, direction_deg: Number.NaN };
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = (cos1 * cos2 * sinL) / sinS;
    const cosA2 = 1 - sinA * sinA;
    const cosM = cosA2 === 0 ? 0 : cosS - (2 * sin1 * sin2) / cosA2;
    const c = (F / 16) * cosA2 * (4 + F * (4 - 3 * cosA2));
    const before = lambda;
    lambda = l + (1 - c) * F * sinA * (sigma + c * sinS * (cosM + c * cosS * (2 * cosM * cosM - 1)));
    if (Math.abs(lambda - before) < 1e-12) {
      const k = (cosA2 * (A_M * A_M - b * b)) / (b * b);
      const big = 1 + (k / 16384) * (4096 + k * (k * (320 - 175 * k) - 768));
      const small = (k / 1024) * (256 + k * (k * (74 - 47 * k) - 128));
      const inner = cosS * (2 * cosM * cosM - 1) - (small / 6) * cosM * (4 * sinS * sinS - 3) * (4 * cosM * cosM - 3);
      const turn = Math.atan2(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL) / RADIANS;
      return {
        distance_m: b * big * (sigma - small * sinS * (cosM + (small / 4) * inner)), direction_deg: (turn + 360) % 360,
      };
    }
  }
  return { distance_m: Number.NaN, direction_deg: Number.NaN };
};

/**
 * The geodesic between two places in metres.
 * @param {Point} from
 * @param {Point} to
 */
export const distanceM = (from, to) => inverse(from, to).distance_m;

/**
 * The direction in which the geodesic from one place to another sets out, in degrees from north.
 * @param {Point} from
 * @param {Point} to
 */
export const directionDeg = (from, to) => inverse(from, to).direction_deg;

/**
 * The length of a line in metres.
 * @param {Point[]} corners
 */
export const lengthM = (corners) => corners.slice(1).reduce((sum, corner, at) => sum + distanceM(corners[at], corner), 0);

/**
 * The part of the ellipsoid south of a latitude, as a share of half a turn's radius squared.
 * @param {number} lat
 */
const southern = (lat) => {
  const s = Math.sin(lat * RADIANS);
  return (1 - E2) * (s / (1 - E2 * s * s) + Math.atanh(E * s) / E);
};

/**
 * The area that corners enclose on WGS 84 in square metres; exact for sides of some kilometres.
 * @param {Point[]} corners
 */
export const areaM2 = (corners) => {
  const sum = corners.reduce((total, [lon, lat], at) => {
    const [nextLon, nextLat] = corners[(at + 1) % corners.length];
    return total + (nextLon - lon) * RADIANS * (southern(lat) + southern(nextLat) + 4 * southern((lat + nextLat) / 2));
  }, 0);
  return Math.abs((sum * A_M * A_M) / 12);
};

const GCJ = { a: 6_378_245, e2: 0.006693421622965943, west: 72.004, south: 0.8293, east: 137.8347, north: 55.8271 };

/**
 * @param {number} x
 * @param {[number, number][]} amplitudes
 */
const waves = (x, amplitudes) => amplitudes.reduce((sum, [period, high]) => sum + (high * 10 * Math.sin((x * Math.PI) / period)) / 3 * 2, 0);

/**
 * GCJ-02 of a place in WGS 84; outside China the place itself.
 * @param {Point} place
 * @returns {Point}
 */
export const toGcj02 = ([lon, lat]) => {
  if (lon < GCJ.west || lon > GCJ.east || lat < GCJ.south || lat > GCJ.north) return [lon, lat];
  const [x, y] = [lon - 105, lat - 35];
  const shared = waves(x, [[1 / 6, 2], [1 / 2, 2]]);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + shared
    + waves(y, [[1, 2], [3, 4], [12, 16], [30, 32]]);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + shared
    + waves(x, [[1, 2], [3, 4], [12, 15], [30, 30]]);
  const magic = 1 - GCJ.e2 * Math.sin(lat * RADIANS) ** 2;
  const degreeLat = RADIANS * ((GCJ.a * (1 - GCJ.e2)) / magic ** 1.5);
  const degreeLon = RADIANS * ((GCJ.a * Math.cos(lat * RADIANS)) / Math.sqrt(magic));
  return [lon + east / degreeLon, lat + north / degreeLat];
};

/**
 * The place in WGS 84 of GCJ-02.
 * @param {Point} shifted
 * @returns {Point}
 */
export const fromGcj02 = ([lon, lat]) => {
  /** @type {Point} */
  let found = [lon, lat];
  for (let step = 0; step < 12; step += 1) {
    const there = toGcj02(found);
    found = [found[0] - (there[0] - lon), found[1] - (there[1] - lat)];
  }
  return found;
};

/** @typedef {{name: string, lon0: number, x0: number, y0: number, k: number}} Zone */

const N = F / (2 - F);
const RECTIFYING = (A_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const FORWARD = [N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3, (13 / 48) * N ** 2 - (3 / 5) * N ** 3, (61 / 240) * N ** 3];
const BACK = [N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3, N ** 2 / 48 + N ** 3 / 15, (17 / 480) * N ** 3];

/**
 * East and north of a place in a zone of the survey's system (transverse Mercator, Krueger's series).
 * @param {Point} place
 * @param {Zone} zone
 * @returns {Point}
 */
export const toSurvey = ([lon, lat], { lon0, x0, y0, k }) => {
  const s = Math.sin(lat * RADIANS);
  const t = Math.sinh(Math.atanh(s) - E * Math.atanh(E * s));
  const away = (lon - lon0) * RADIANS;
  const [xi, eta] = [Math.atan2(t, Math.cos(away)), Math.atanh(Math.sin(away) / Math.hypot(1, t))];
  const east = FORWARD.reduce((sum, a, at) => sum + a * Math.cos(2 * (at + 1) * xi) * Math.sinh(2 * (at + 1) * eta), eta);
  const north = FORWARD.reduce((sum, a, at) => sum + a * Math.sin(2 * (at + 1) * xi) * Math.cosh(2 * (at + 1) * eta), xi);
  return [x0 + k * RECTIFYING * east, y0 + k * RECTIFYING * north];
};

/**
 * The place of east and north in a zone of the survey's system.
 * @param {Point} survey
 * @param {Zone} zone
 * @returns {Point}
 */
export const fromSurvey = ([east, north], { lon0, x0, y0, k }) => {
  const [xi, eta] = [(north - y0) / (k * RECTIFYING), (east - x0) / (k * RECTIFYING)];
  const xi2 = BACK.reduce((sum, b, at) => sum - b * Math.sin(2 * (at + 1) * xi) * Math.cosh(2 * (at + 1) * eta), xi);
  const eta2 = BACK.reduce((sum, b, at) => sum - b * Math.cos(2 * (at + 1) * xi) * Math.sinh(2 * (at + 1) * eta), eta);
  const chi = Math.sin(xi2) / Math.cosh(eta2);
  let s = chi;
  const wanted = Math.atanh(chi);
  for (let step = 0; step < 12; step += 1) s = Math.tanh(wanted + E * Math.atanh(E * s));
  return [lon0 + Math.atan2(Math.sinh(eta2), Math.cos(xi2)) / RADIANS, Math.asin(s) / RADIANS];
};
