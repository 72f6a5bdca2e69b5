import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceToSegment, isInside } from "../../app/static/core/hits.js";
import { homeBounds } from "../../app/static/core/home-bounds.js";
import { TILE, worldX, worldY } from "../../app/static/core/projection.js";
import { anchorsOf, boundsOf, splitGeometry } from "../../app/static/core/shapes.js";

test("the middle of the world is the middle of its tile, the poles are cut", () => {
  assert.equal(worldX(0), TILE / 2);
  assert.equal(worldY(0), TILE / 2);
  assert.equal(worldY(89), worldY(86));
});

test("a collection is parted into points, lines and rings", () => {
  const shape = splitGeometry({
    type: "GeometryCollection",
    geometries: [
      { type: "Point", coordinates: [0, 0] },
      { type: "MultiLineString", coordinates: [[[0, 0], [1, 0]], [[2, 0], [3, 0]]] },
      { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] },
    ],
  });
  assert.deepEqual([shape.points.length, shape.lines.length, shape.rings.length], [1, 2, 1]);
});

test("the symbol of a line stands half-way along its longest part", () => {
  const shape = { points: [], lines: [Float64Array.of(0, 0, 1, 0), Float64Array.of(0, 5, 4, 5, 4, 7)], rings: [] };
  assert.deepEqual(anchorsOf(shape, boundsOf(shape)), [[3, 5]]);
});

test("the symbol of an area stands in the middle of its box, of points on each", () => {
  const area = { points: [], lines: [], rings: [Float64Array.of(0, 0, 4, 0, 4, 2, 0, 0)] };
  assert.deepEqual(anchorsOf(area, boundsOf(area)), [[2, 1]]);
  const points = { points: [Float64Array.of(1, 2), Float64Array.of(3, 4)], lines: [], rings: [] };
  assert.deepEqual(anchorsOf(points, boundsOf(points)), [[1, 2], [3, 4]]);
});

test("a line of no length has its symbol where it is", () => {
  const shape = { points: [], lines: [Float64Array.of(1, 1, 1, 1)], rings: [] };
  assert.deepEqual(anchorsOf(shape, boundsOf(shape)), [[1, 1]]);
});

test("the distance to a line ends at its ends", () => {
  assert.equal(distanceToSegment(0, 3, 0, 0, 4, 0), 3);
  assert.equal(distanceToSegment(7, 4, 0, 0, 4, 0), 5);
  assert.equal(distanceToSegment(3, 4, 0, 0, 0, 0), 5);
});

test("a hole is not inside", () => {
  const outer = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10, 0, 0);
  const hole = Float64Array.of(4, 4, 6, 4, 6, 6, 4, 6, 4, 4);
  assert.equal(isInside(2, 2, [outer, hole]), true);
  assert.equal(isInside(5, 5, [outer, hole]), false);
  assert.equal(isInside(11, 5, [outer, hole]), false);
});

test("a few far ends do not shrink the city", () => {
  const anchors = Float64Array.from({ length: 40 }, (_, at) => (at < 38 ? Math.floor(at / 2) : 1000));
  assert.deepEqual(homeBounds({ anchors }), [2, 2, 17, 17]);
});
