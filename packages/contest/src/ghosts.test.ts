import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DURATION, asLog, someFacts } from '../test/random-log.ts';
import { problem, sent, settings, team } from '../test/small-contest.ts';
import { Board } from './board.ts';
import { formatNames } from './formats.ts';
import { Ghosts } from './ghosts.ts';
import type { ContestEvent } from './log.ts';
import { numbered } from './rejudge.ts';

const sorted = <T extends { readonly participant: string }>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (a.participant < b.participant ? -1 : 1));

/** By fold from nothing. */
function folded(log: readonly ContestEvent[], until: number) {
  const board = Board.of(log, { kind: 'replay', until, for: null });
  return { rows: sorted(board.unplaced()), firsts: board.firsts() };
}

const someUntil = fc.oneof(fc.integer({ min: 0, max: DURATION }), fc.constantFrom(0, DURATION - 1, DURATION));

describe.each(formatNames)('%s', (format) => {
  test.each([true, false])(
    'what is looked up is what a fold gives, also while the log goes on (hacks: %s)',
    (hacks) => {
      fc.assert(
        fc.property(someFacts({ formats: [format], hacks }), someUntil, someUntil, (facts, one, other) => {
          const log = asLog(facts);
          const ghosts = new Ghosts();
          log.forEach((event, at) => {
            ghosts.apply(event);
            if (at % 7 !== 0 && at !== log.length - 1) return;
            for (const until of [one, other]) {
              const { rows, firsts } = folded(log.slice(0, at + 1), until);
              expect(sorted(ghosts.rows(until))).toEqual(rows);
              expect(ghosts.firsts(until)).toEqual(firsts);
            }
            const held = new Map(ghosts.rows(one).map((row) => [row.participant, row]));
            for (const row of ghosts.changed(one, other)) held.set(row.participant, row);
            expect(sorted([...held.values()])).toEqual(sorted(ghosts.rows(other)));
          });
        }),
        { numRuns: 20 },
      );
    },
  );

  test.each([true, false])('rows and first solves of any moment are those of a fold (hacks: %s)', (hacks) => {
    fc.assert(
      fc.property(someFacts({ formats: [format], hacks }), someUntil, (facts, until) => {
        const log = asLog(facts);
        const ghosts = new Ghosts();
        for (const event of log) ghosts.apply(event);
        const { rows, firsts } = folded(log, until);
        expect(sorted(ghosts.rows(until))).toEqual(rows);
        expect(ghosts.firsts(until)).toEqual(firsts);
      }),
      { numRuns: 400 },
    );
  });
});

test('what virtual participants do leaves what was as it is', () => {
  const facts = [settings('icpc'), problem('A'), team('x'), ...sent(['x', 'A', 1, 'AC'])];
  const ghosts = new Ghosts();
  for (const event of numbered(facts, 0, 0)) ghosts.apply(event);
  const [before] = ghosts.rows(DURATION);
  const { revision } = ghosts;
  const submission = { id: 'late', participant: 'v', problem: 'A', time: 5, language: 'c' };
  const more = numbered([team('v', { kind: 'virtual' }), { kind: 'submission', submission }], facts.length, 0);
  for (const event of more) ghosts.apply(event);
  expect(ghosts.rows(DURATION)[0]).toBe(before);
  expect(ghosts.revision).toBe(revision);
  expect(ghosts.own('v', DURATION)).toMatchObject({ participant: 'v', cells: [{ pending: 1 }] });
  expect(ghosts.own('x', DURATION)).toEqual(before);
});
