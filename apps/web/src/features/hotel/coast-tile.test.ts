import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pointsOf, stepsOf, TILE_DEGREES, TILE_MARGIN, UNITS, withoutEdges, type Units } from './coast-tile.ts';

const END = (TILE_DEGREES + 2 * TILE_MARGIN) * UNITS;
const point = fc.tuple(fc.integer({ min: 0, max: END }), fc.integer({ min: 0, max: END }));

it('a line is read as it was written, without points that are told twice in a row', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1 }), (points) => {
      const once = points.filter((one, index) => index === 0 || one.join() !== points[index - 1]?.join());
      expect(pointsOf(stepsOf(points))).toEqual(once);
    }),
  );
});

it('what lies along the edge of a tile is no coast', () => {
  // A bay that comes in from the east: land to the north, west and south of it, up to the edges.
  const ring: Units[] = [
    [0, 0],
    [END, 0],
    [END, 3_000],
    [5_000, 4_000],
    [END, 6_000],
    [END, END],
    [0, END],
  ];
  expect(withoutEdges(ring)).toEqual([
    [
      [END, 3_000],
      [5_000, 4_000],
      [END, 6_000],
    ],
  ]);
});

it('an island has all of its coast, closed', () => {
  const island: Units[] = [
    [100, 100],
    [200, 100],
    [150, 200],
  ];
  expect(withoutEdges(island)).toEqual([[...island, island[0]]]);
});
