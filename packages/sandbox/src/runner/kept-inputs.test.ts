import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeptInputs, LEAST_BYTES } from './kept-inputs.ts';
import { KEPT_INPUTS } from './protocol.ts';

const ROOM = 40 * LEAST_BYTES;

test('whatever is asked, what is kept fits, numbers are not shared, and nothing the present user used has left', () => {
  const step = fc.oneof(
    fc.record({ id: fc.nat(80), units: fc.integer({ min: 0, max: 50 }) }),
    fc.constant('next' as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const inputs = new KeptInputs(ROOM);
      // What the runner would hold, by number.
      const held = new Map<number, { id: string; bytes: number }>();
      let used = new Set<string>();
      for (const one of steps) {
        if (one === 'next') {
          inputs.nextUser();
          used = new Set();
          continue;
        }
        const id = String(one.id);
        const bytes = one.units * LEAST_BYTES;
        const known = inputs.use(id);
        if (known !== undefined) {
          expect(held.get(known)?.id).toBe(id);
          used.add(id);
          continue;
        }
        const place = inputs.add(id, bytes);
        if (place === undefined) continue;
        for (const number of place.forget) {
          expect(used).not.toContain(held.get(number)?.id);
          expect(held.delete(number)).toBe(true);
        }
        expect(held.has(place.number)).toBe(false);
        expect(place.number).toBeLessThan(KEPT_INPUTS);
        held.set(place.number, { id, bytes });
        used.add(id);
        const sum = [...held.values()].reduce((total, each) => total + each.bytes, 0);
        expect(sum).toBeLessThanOrEqual(ROOM);
        expect(sum).toBe(inputs.bytes);
      }
    }),
  );
});

test('of a set that is larger than the room as much as fits is found again', () => {
  const inputs = new KeptInputs(ROOM);
  const found = (): number => {
    let hits = 0;
    for (let n = 0; n < 10; n += 1) {
      if (inputs.use(`input ${n}`) !== undefined) hits += 1;
      else inputs.add(`input ${n}`, ROOM / 4);
    }
    inputs.nextUser();
    return hits;
  };
  expect([found(), found(), found()]).toEqual([0, 4, 4]);
});

test('another set takes the place of one that is not used any more', () => {
  const inputs = new KeptInputs(ROOM);
  for (let n = 0; n < 4; n += 1) inputs.add(`old ${n}`, ROOM / 4);
  expect(inputs.add('new', ROOM / 2)).toBeUndefined();
  inputs.nextUser();
  expect(inputs.add('new', ROOM / 2)?.forget).toHaveLength(2);
  expect(['old 0', 'old 1', 'old 2', 'new'].map((id) => inputs.has(id))).toEqual([false, false, true, true]);
});

test('small ones and those larger than all the room are not kept', () => {
  const inputs = new KeptInputs(ROOM);
  expect([inputs.add('small', LEAST_BYTES - 1), inputs.add('large', ROOM + 1)]).toEqual([undefined, undefined]);
  for (let n = 0; n <= KEPT_INPUTS; n += 1) inputs.add(`many ${n}`, LEAST_BYTES);
  expect(inputs.bytes).toBeLessThanOrEqual(ROOM);
});
