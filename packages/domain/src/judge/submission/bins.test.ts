import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binsOf } from './bins.ts';

test('columns are of one round width, hold everybody once, and the last has the tail', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 400 }), (raw) => {
      const times = raw.toSorted((a, b) => a - b);
      const bins = binsOf(times);
      expect(bins.length).toBeLessThanOrEqual(25);
      expect(bins.reduce((sum, { people }) => sum + people, 0)).toBe(times.length);
      const width = (bins[0]?.toMs ?? 0) - (bins[0]?.fromMs ?? 0);
      for (const [index, bin] of bins.entries()) {
        const last = index === bins.length - 1;
        if (!last) expect(bin.toMs - bin.fromMs).toBeCloseTo(width);
        const inside = times.filter((time) => time >= bin.fromMs && (last || time < bin.toMs));
        expect(bin.people).toBe(inside.length);
      }
    }),
  );
});

test('one slow program does not flatten the others', () => {
  const bins = binsOf([...Array.from({ length: 99 }, (_, n) => 10 + n), 60_000]);
  expect(bins.length).toBeGreaterThan(15);
  expect(bins.at(-1)).toMatchObject({ toMs: 60_000 });
});

test('of nobody there is none', () => {
  expect(binsOf([])).toEqual([]);
});
