import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seatSlots } from './seat-slots.ts';

const none = (slots: number): undefined[] => Array.from({ length: slots }, () => undefined);

test.each<[string, number[], number[], (number | undefined)[], number[]]>([
  ['alone', [0, 1], [], none(2), [0, 1]],
  ['more slots than cores', [0, 1], [], none(3), [0, 1, 0]],
  ['the second worker of one slot', [0, 1], [0], none(1), [1]],
  ['the third', [0, 1], [0, 1], none(1), [0]],
  ['it stays while no core has fewer', [0, 1], [0, 1], [1], [1]],
  ['it moves when the neighbour has gone', [0, 1], [0], [0], [1]],
  ['two of one worker part', [0, 1], [], [1, 1], [0, 1]],
  ['a core that is no longer there', [2, 3], [], [0], [2]],
])('%s', (_, cores, others, mine, expected) => {
  expect(seatSlots(cores, others, mine)).toEqual(expected);
});

test('whatever comes and goes: asked in turn, workers end evenly spread, and then nobody moves', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      (count, start) => {
        const cores = Array.from({ length: count }, (_, core) => core);
        let workers: (number | undefined)[][] = start;
        const round = (): void => {
          for (const at of workers.keys()) {
            const others = workers.filter((_, n) => n !== at).flatMap((cores) => cores.map((core) => core ?? 0));
            workers = workers.with(at, seatSlots(cores, others, workers[at] ?? []));
          }
        };
        round();
        round();
        const settled = workers;
        const loads = cores.map((core) => settled.flat().filter((each) => each === core).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        round();
        expect(workers).toEqual(settled);
      },
    ),
  );
});
