import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FREEZE, asLog, someFacts, someJudgement, someReplay, someView } from '../test/random-log.ts';
import { Board, type Changed } from './board.ts';
import type { View } from './format.ts';
import { formatNames } from './formats.ts';
import type { ContestEvent, ContestFact } from './log.ts';
import { statistics } from './statistics.ts';

/** All that a board tells. */
function told(board: Board): unknown {
  return { problems: board.problems(), rows: board.rows(), firsts: board.firsts(), statistics: statistics(board) };
}

const toldOf = (facts: readonly ContestFact[], view: View): string =>
  JSON.stringify(told(Board.of(asLog(facts), view)));

describe.each(formatNames)('%s', (format) => {
  test('event by event is the same as from nothing, and says which rows have changed', () => {
    fc.assert(
      fc.property(someFacts({ formats: [format] }), someView, (facts, view) => {
        const board = new Board(view);
        const log = asLog(facts);
        let rows = new Map<string, string>();
        log.forEach((event, i) => {
          const changed = board.apply(event);
          const fresh = Board.of(log.slice(0, i + 1), view);
          expect(told(board)).toEqual(told(fresh));
          const now = new Map(fresh.unplaced().map((row) => [row.participant, JSON.stringify(row)]));
          if (changed !== 'all')
            for (const id of new Set([...rows.keys(), ...now.keys()]))
              if (!changed.includes(id)) expect(now.get(id)).toBe(rows.get(id));
          rows = now;
        });
      }),
      { numRuns: 25 },
    );
  });

  test('the order in which judgements arrive does not matter, nor do they have to wait for the submission', () => {
    fc.assert(
      fc.property(someFacts({ formats: [format] }), someView, fc.infiniteStream(fc.nat()), (facts, view, numbers) => {
        const isVerdict = ({ kind }: ContestFact): boolean => kind === 'judgement' || kind === 'overruled';
        const others = facts.filter((fact) => !isVerdict(fact));
        for (const verdict of facts.filter(isVerdict)) {
          const at: number = numbers.next().value ?? 0;
          others.splice(at % (others.length + 1), 0, verdict);
        }
        expect(toldOf(others, view)).toBe(toldOf(facts, view));
      }),
      { numRuns: 50 },
    );
  });
});

/** The same log, in which the verdicts of what was sent in the freeze are others. */
function withOtherVerdicts(facts: readonly ContestFact[], others: readonly ContestFact[]): ContestFact[] {
  const sent = new Map<string, number>();
  for (const fact of facts)
    if (fact.kind === 'submission' && !sent.has(fact.submission.id)) sent.set(fact.submission.id, fact.submission.time);
  const isHidden = (submission: string): boolean => (sent.get(submission) ?? 0) >= FREEZE;
  return facts.map((fact, i) => {
    const other = others[i % others.length];
    if (fact.kind === 'judgement' && other?.kind === 'judgement' && isHidden(fact.judgement.submission))
      return { ...fact, judgement: { ...other.judgement, submission: fact.judgement.submission } };
    if (fact.kind === 'hack' && (isHidden(fact.hack.submission) || fact.hack.time >= FREEZE))
      return { ...fact, hack: { ...fact.hack, outcome: fact.hack.outcome === 'success' ? 'failure' : 'success' } };
    return fact;
  });
}

const otherVerdicts = fc.array(
  someJudgement().map((judgement) => ({ kind: 'judgement', judgement }) as const),
  { minLength: 1 },
);

/** All that the public hears while a log is told: each event's changes, and the board at the end. */
function heard(log: readonly ContestEvent[], view: View): string {
  const board = new Board(view);
  const changes: Changed[] = log.map((event) => board.apply(event));
  return JSON.stringify([changes, told(board)]);
}

test('nothing that the public is told depends on verdicts of the freeze, not even which rows are said to change', () => {
  fc.assert(
    fc.property(someFacts({ cursors: false }), otherVerdicts, (facts, others) => {
      const changed = withOtherVerdicts(facts, others);
      for (const kind of ['public', 'frozen'] as const)
        expect(heard(asLog(changed), { kind })).toBe(heard(asLog(facts), { kind }));
    }),
    { numRuns: 200 },
  );
});

test('the jury is told: the same changes are seen without the freeze', () => {
  const seen = fc
    .sample(fc.tuple(someFacts({ cursors: false, formats: ['icpc'] }), otherVerdicts), { numRuns: 100, seed: 1 })
    .filter(([facts, others]) => {
      const changed = withOtherVerdicts(facts, others);
      return heard(asLog(changed), { kind: 'jury' }) !== heard(asLog(facts), { kind: 'jury' });
    });
  expect(seen.length).toBeGreaterThan(10);
});

test('a replay that is moved is the same as one that begins there', () => {
  fc.assert(
    fc.property(
      someFacts(),
      someReplay,
      fc.array(fc.integer({ min: 0, max: 110 }), { maxLength: 6 }),
      (facts, view, stops) => {
        const board = Board.of(asLog(facts), view);
        for (const stop of stops) {
          const before = new Map(board.unplaced().map((row) => [row.participant, JSON.stringify(row)]));
          const until = stop * 60_000;
          const changed = board.replayTo(until);
          expect(told(board)).toEqual(told(Board.of(asLog(facts), { ...view, until })));
          if (changed !== 'all')
            for (const row of board.unplaced())
              if (!changed.includes(row.participant)) expect(JSON.stringify(row)).toBe(before.get(row.participant));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a gap in the log is refused, an event that came before is not counted again', () => {
  const [settings, next, after] = asLog([
    ...fc
      .sample(someFacts({ formats: ['icpc'] }), { numRuns: 1, seed: 3 })
      .flat()
      .slice(0, 2),
    { kind: 'started' },
  ]);
  if (settings === undefined || next === undefined || after === undefined) throw new Error('three events are needed');
  const board = new Board({ kind: 'jury' });
  board.apply(settings);
  expect(() => board.apply(after)).toThrow('Read the log again from 2');
  expect(board.apply(next)).toBe('all');
  expect(board.apply(next)).toEqual([]);
  board.apply(after);
  expect(board.state.started).toBe(true);
});
