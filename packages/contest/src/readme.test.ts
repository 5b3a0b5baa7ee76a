import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JUDGED, problem, sent, settings, team } from '../test/small-contest.ts';
import { Board } from './board.ts';
import type { BoardRow, PlacedRow } from './format.ts';
import { numbered } from './rejudge.ts';

const facts = [settings('icpc'), problem('A'), team('x'), team('y'), ...sent(['x', 'A', 1, 'AC'], ['y', 'A', 2, null])];
const log = numbered(facts, 0, 0);
const pending = { ...JUDGED, submission: 's2' };

/** The lines below, as the README has them. */
function example(): { first: PlacedRow | undefined; rows: readonly (BoardRow | null)[] } {
  const board = Board.of(log, { kind: 'public' });
  const [first] = board.rows();
  const changed = board.apply({
    kind: 'judgement',
    judgement: { ...pending, verdict: 'AC' },
    seq: log.length + 1,
    at: 0,
  });
  const rows = changed === 'all' ? board.rows() : changed.map((id) => board.row(id));
  return { first, rows };
}

test('the README’s example is this one, and works', () => {
  const [, shown = ''] = /```ts\n([^`]+)```/.exec(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')) ?? [];
  const here = readFileSync(import.meta.filename, 'utf8').replaceAll(/^ {2}/gm, '');
  expect(shown.length).toBeGreaterThan(100);
  expect(here).toContain(shown);
  expect(example()).toMatchObject({ first: { participant: 'x' }, rows: [{ participant: 'y', solved: 1 }] });
});
