import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NightStore } from './night-store.ts';

it('remembers as a plain map does, of nights that are neither over nor beyond', () => {
  const anyStep = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('set' as const),
        slot: fc.integer({ min: 0, max: 300 }),
        ahead: fc.integer({ min: -5, max: 520 }),
        free: fc.integer({ min: 0, max: 300 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('advance' as const),
        by: fc.oneof(fc.integer({ min: -2, max: 40 }), fc.integer({ min: 400, max: 900 })),
      }),
    },
  );
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const store = new NightStore(20_000);
      const model = new Map<string, number>();
      let from = 20_000;
      for (let slot = 0; slot <= 300; slot += 1) expect(store.claim()).toBe(slot);
      for (const step of steps) {
        if (step.do === 'set') {
          store.set(step.slot, from + step.ahead, step.free);
          if (step.ahead >= 0 && step.ahead < 512) model.set(`${step.slot} ${from + step.ahead}`, step.free);
        } else {
          from = Math.max(from, from + step.by);
          store.advance(from);
          for (const key of model.keys()) if (Number(key.split(' ')[1]) < from) model.delete(key);
        }
      }
      for (const [key, free] of model) {
        const [slot, night] = key.split(' ').map(Number);
        expect(store.free(slot ?? 0, night ?? 0)).toBe(free);
      }
      for (const slot of [0, 255, 256, 300])
        for (let night = from - 3; night < from + 515; night += 1)
          expect(store.free(slot, night)).toBe(model.get(`${slot} ${night}`) ?? -1);
    }),
    { numRuns: 150 },
  );
});
