import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceMetres } from '@docket/world/distance';
import { boxAround, Grid, isInBox } from './grid.ts';

const anyLat = fc.double({ min: -90, max: 90, noNaN: true });
const anyLon = fc.double({ min: -180, max: 180, noNaN: true });
const anyPoint = fc.record({ lat: anyLat, lon: anyLon });
/** Many in a small part of the world, on both sides of the date line. */
const near = fc.record({
  lat: fc.double({ min: -1, max: 1, noNaN: true }),
  lon: fc.double({ min: -1, max: 1, noNaN: true }).map((lon) => (lon < 0 ? 180 + lon : lon - 180)),
});

it('finds in a rectangle what lies in it, over the date line too, and nothing that was taken away', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyPoint, near), { maxLength: 60 }),
      fc.oneof(anyPoint, near),
      fc.oneof(anyPoint, near),
      (points, one, other) => {
        const grid = new Grid<(typeof points)[number]>();
        for (const point of points) grid.add(point);
        const gone = points.filter((_, at) => at % 5 === 0);
        for (const point of gone) grid.delete(point);
        for (const point of gone) grid.delete(point);
        const left = points.filter((point) => !gone.includes(point));
        expect(grid.size).toBe(left.length);
        const box = {
          west: one.lon,
          east: other.lon,
          south: Math.min(one.lat, other.lat),
          north: Math.max(one.lat, other.lat),
        };
        expect(new Set(grid.within(box))).toEqual(new Set(left.filter((point) => isInBox(point, box))));
      },
    ),
    { numRuns: 2_000 },
  );
});

it('the rectangle around a circle holds all of it', () => {
  let inside = 0;
  fc.assert(
    fc.property(
      fc.oneof(anyPoint, near, fc.record({ lat: fc.double({ min: 88, max: 90, noNaN: true }), lon: anyLon })),
      fc.integer({ min: 100, max: 200_000 }),
      fc.double({ min: 0, max: 7, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (middle, metres, turn, share) => {
        const [north, east] = [Math.cos(turn), Math.sin(turn)].map((part) => (part * share * metres) / 111_195);
        const lat = Math.min(90, Math.max(-90, middle.lat + (north ?? 0)));
        const wide = (east ?? 0) / Math.max(1e-9, Math.cos((lat * Math.PI) / 180));
        const lon = ((((middle.lon + wide + 180) % 360) + 360) % 360) - 180;
        if (distanceMetres(middle, { lat, lon }) > metres) return;
        inside += 1;
        expect(isInBox({ lat, lon }, boxAround(middle, metres))).toBe(true);
      },
    ),
    { numRuns: 3_000 },
  );
  expect(inside).toBeGreaterThan(1_000);
});
