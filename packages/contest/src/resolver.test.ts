import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asLog, someFacts } from '../test/random-log.ts';
import { boardOf, problem, sent, settings, team } from '../test/small-contest.ts';
import { Board } from './board.ts';
import { formatNames } from './formats.ts';
import type { ContestFact } from './log.ts';
import { place } from './rank.ts';
import { resolveLog, resolveState } from './resolver.ts';

/** Can a verdict that is uncovered cost a row what it had? Where the last try counts, and where the value of tries is counted again. */
function mayFall(facts: readonly ContestFact[]): boolean {
  const settings = facts.flatMap((fact) => (fact.kind === 'settings' ? [fact.settings] : [])).at(-1);
  return settings?.format === 'codeforces' || settings?.options['scores'] === 'last';
}

describe.each(formatNames)('%s', (format) => {
  test('the resolver ends at the jury’s board of what the public sees', () => {
    fc.assert(
      fc.property(someFacts({ formats: [format] }), (facts) => {
        const log = asLog(facts);
        const { start, end, steps } = resolveLog(log);
        const frozen = Board.of(log, { kind: 'frozen' });
        expect(start).toEqual(frozen.rows());
        const shown = new Set(start.map(({ participant }) => participant));
        const jury = Board.of(log, { kind: 'jury' })
          .rows()
          .filter(({ participant }) => shown.has(participant));
        expect(end).toEqual(place(jury));
        // Each row is settled once, and a cell is uncovered once.
        const settled = steps.flatMap((step) => (step.kind === 'settled' ? [step.participant] : []));
        expect(settled.toSorted()).toEqual([...shown].toSorted());
        const uncovered = steps.flatMap((step) =>
          step.kind === 'reveal' ? [`${step.participant} ${step.problem}`] : [],
        );
        expect(new Set(uncovered).size).toBe(uncovered.length);
      }),
      { numRuns: 50 },
    );
  });

  test('no row falls, and a place that was settled stays, where verdicts cannot cost anything', () => {
    fc.assert(
      fc.property(someFacts({ formats: [format], hacks: false }), (facts) => {
        if (mayFall(facts)) return;
        const { start, end, steps } = resolveLog(asLog(facts));
        const order = start.map(({ participant }) => participant);
        let open = order.length;
        for (const step of steps) {
          if (step.kind === 'settled') {
            expect(step.index).toBe(open - 1);
            expect(end[step.index]?.participant).toBe(step.participant);
            expect(end[step.index]?.place).toBe(step.place);
            open -= 1;
            continue;
          }
          // Always the lowest row that is not settled.
          expect(step.from).toBe(open - 1);
          expect(order[step.from]).toBe(step.participant);
          expect(step.to).toBeLessThanOrEqual(step.from);
          order.splice(step.to, 0, ...order.splice(step.from, 1));
        }
        expect(order).toEqual(end.map(({ participant }) => participant));
      }),
      { numRuns: 50 },
    );
  });
});

test('from the bottom up, the leftmost cell first, and a row that rises makes room for the one above it', () => {
  const MINUTE = 60_000;
  const board = boardOf([
    settings('icpc', { freeze: 100 * MINUTE }),
    ...['A', 'B', 'C'].map((id) => problem(id)),
    ...['x', 'y', 'z'].map((id) => team(id)),
    ...sent(['x', 'A', 10, 'AC'], ['y', 'A', 20, 'AC'], ['z', 'A', 30, 'AC']),
    ...sent(['z', 'C', 120, 'WA'], ['z', 'B', 130, 'AC'], ['y', 'B', 110, 'WA'], ['x', 'C', 150, 'CE']).map((fact) =>
      fact.kind === 'submission'
        ? { ...fact, submission: { ...fact.submission, id: `late-${fact.submission.id}` } }
        : fact.kind === 'judgement'
          ? { ...fact, judgement: { ...fact.judgement, submission: `late-${fact.judgement.submission}` } }
          : fact,
    ),
  ]);
  const { start, steps, end } = resolveState(board.state);
  expect(start.map(({ participant }) => participant)).toEqual(['x', 'y', 'z']);
  expect(
    steps.map((step) =>
      step.kind === 'reveal'
        ? `${step.participant} ${step.problem} ${step.from}>${step.to}`
        : `${step.participant} is ${step.place}`,
    ),
  ).toEqual(['z B 2>0', 'y B 2>2', 'y is 3', 'x C 1>1', 'x is 2', 'z C 0>0', 'z is 1']);
  expect(end.map(({ cells }) => cells.map((cell) => cell?.pending ?? null))).toEqual([
    [0, 0, 0],
    [0, null, null],
    [0, 0, null],
  ]);
});
