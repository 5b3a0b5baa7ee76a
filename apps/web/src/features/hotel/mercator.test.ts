import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  around,
  boxIn,
  boxOf,
  boxText,
  clustered,
  fromScreen,
  held,
  project,
  scaleOf,
  toScreen,
  unproject,
  zoomed,
  ZOOM_MAX,
} from './mercator.ts';

const SIZE = { width: 640, height: 480 };
const place = fc.record({
  lat: fc.double({ min: -84, max: 84, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
const view = fc
  .record({ at: place, zoom: fc.double({ min: 1, max: 16, noNaN: true }) })
  .map(({ at, zoom }) => held({ center: project(at), zoom }));

describe('the map’s projection', () => {
  it('is that of EPSG:3857', () => {
    expect(project({ lat: 0, lon: 0 })).toEqual({ x: 0.5, y: 0.5 });
    // Mumbai, by the formula's published form in metres.
    const { x, y } = project({ lat: 18.9388, lon: 72.8354 });
    expect((x - 0.5) * 40_075_016.686).toBeCloseTo(8_108_000, -4);
    expect((0.5 - y) * 40_075_016.686).toBeCloseTo(2_147_900, -4);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(place, (one) => {
        const back = unproject(project(one));
        expect(back.lat).toBeCloseTo(one.lat, 8);
        expect(back.lon).toBeCloseTo(one.lon, 8);
      }),
    );
    fc.assert(
      fc.property(place, view, (one, seen) => {
        const back = fromScreen(toScreen(project(one), seen, SIZE), seen, SIZE);
        expect(back.x).toBeCloseTo(project(one).x, 8);
        expect(back.y).toBeCloseTo(project(one).y, 8);
      }),
    );
  });

  it('keeps what is under the pointer where it is', () => {
    const seen = { center: project({ lat: 15.5, lon: 73.8 }), zoom: 8 };
    const at = { x: 100, y: 400 };
    const before = fromScreen(at, seen, SIZE);
    const after = fromScreen(at, zoomed(seen, 1.7, at, SIZE), SIZE);
    expect(after.x).toBeCloseTo(before.x, 10);
    expect(after.y).toBeCloseTo(before.y, 10);
    expect(zoomed(seen, 99, at, SIZE).zoom).toBe(ZOOM_MAX);
  });

  it('has all in sight that it is asked to', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 9 }), (places) => {
        const seen = around(places, SIZE);
        expect(seen).toBeDefined();
        if (seen === undefined || seen.zoom === 1) return;
        for (const one of places) {
          const { x, y } = toScreen(project(one), seen, SIZE);
          expect(x).toBeGreaterThanOrEqual(47);
          expect(x).toBeLessThanOrEqual(SIZE.width - 47);
          expect(y).toBeGreaterThanOrEqual(47);
          expect(y).toBeLessThanOrEqual(SIZE.height - 47);
        }
      }),
    );
    expect(around([], SIZE)).toBeUndefined();
  });

  it('tells its rectangle as a search takes it', () => {
    const box = boxOf({ center: project({ lat: 15.5, lon: 73.8 }), zoom: 9 }, SIZE);
    const read = boxIn(boxText(box));
    for (const side of ['west', 'south', 'east', 'north'] as const) expect(read?.[side]).toBeCloseTo(box[side], 3);
    for (const text of [undefined, '', '1,2,3', '5,1,4,2', '0,0,x,1', '-181,0,1,1'])
      expect(boxIn(text)).toBeUndefined();
  });

  it('has a scale of round lengths', () => {
    fc.assert(
      fc.property(view, (seen) => {
        const { metres, pixels } = scaleOf(seen);
        expect(['1', '2', '5']).toContain(String(metres)[0]);
        expect(pixels).toBeGreaterThan(20);
        expect(pixels).toBeLessThanOrEqual(110.001);
      }),
    );
  });
});

describe('clusters', () => {
  const points = fc.array(
    fc.record({ at: fc.record({ x: fc.integer({ max: 900, min: 0 }), y: fc.integer({ max: 900, min: 0 }) }) }),
  );
  const reach = { width: 60, height: 30 };

  it('have each point once, and what is alone by itself', () => {
    fc.assert(
      fc.property(points, (some) => {
        const all = some.map((one, of) => ({ ...one, of }));
        const found = clustered(all, reach, (of) => of === 0);
        expect(found.flatMap(({ members }) => members).toSorted((a, b) => a - b)).toEqual(all.map(({ of }) => of));
        if (all.length > 0) expect(found.find(({ members }) => members.includes(0))?.members).toEqual([0]);
      }),
    );
  });

  it('do not lie over each other', () => {
    fc.assert(
      fc.property(points, (some) => {
        const found = clustered(
          some.map((one, of) => ({ ...one, of })),
          reach,
        );
        for (const [index, one] of found.entries())
          for (const other of found.slice(index + 1)) {
            const isApart =
              Math.abs(one.at.x - other.at.x) >= reach.width || Math.abs(one.at.y - other.at.y) >= reach.height;
            expect(isApart).toBe(true);
          }
      }),
    );
  });

  it('hold what lies over each other, and not what is apart', () => {
    const at = (x: number, y: number, of: string) => ({ at: { x, y }, of });
    const found = clustered([at(10, 10, 'a'), at(30, 20, 'b'), at(200, 10, 'c')], reach);
    expect(found.map(({ members }) => members)).toEqual([['a', 'b'], ['c']]);
  });
});
