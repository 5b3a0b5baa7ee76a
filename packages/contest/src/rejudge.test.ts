import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardOf, JUDGED, problem, sent, settings, team } from '../test/small-contest.ts';
import { asLog, someFacts, someJudgement, someView } from '../test/random-log.ts';
import { Board } from './board.ts';
import type { ContestFact } from './log.ts';
import { numbered, previewRejudge, rejudgeFacts, type NewJudgement } from './rejudge.ts';
import { statistics } from './statistics.ts';

/** The log as if these judgements had been the only ones of their submissions. */
function asFromTheStart(facts: readonly ContestFact[], found: readonly NewJudgement[]): ContestFact[] {
  const left = new Map(found.map((judgement) => [judgement.submission, judgement]));
  const isRejudged = (id: string): boolean => found.some(({ submission }) => submission === id);
  return facts.flatMap((fact): ContestFact[] => {
    if (fact.kind === 'overruled' && isRejudged(fact.submission)) return [];
    if (fact.kind !== 'judgement' || !isRejudged(fact.judgement.submission)) return [fact];
    const judgement = left.get(fact.judgement.submission);
    left.delete(fact.judgement.submission);
    return judgement === undefined ? [] : [{ kind: 'judgement', judgement: { ...judgement, attempt: 0 } }];
  });
}

const rejudge = fc.uniqueArray(
  someJudgement().map((judgement) => ({ ...judgement, rejudge: 'r1' })),
  { selector: ({ submission }) => submission, maxLength: 6 },
);

test('a rejudge that is applied is the log as if it had been so from the start, and its preview is the difference', () => {
  fc.assert(
    fc.property(someFacts(), rejudge, someView, (facts, asked, view) => {
      const judged = new Set(facts.flatMap((fact) => (fact.kind === 'judgement' ? [fact.judgement.submission] : [])));
      const found = asked.filter(({ submission }) => judged.has(submission));
      const log = asLog(facts);
      const before = Board.of(log, view);
      const applied = [...log, ...numbered(rejudgeFacts(before.state, found), before.state.seq, 0)];
      const after = Board.of(applied, view);
      const fresh = Board.of(asLog(asFromTheStart(facts, found)), view);
      expect(after.rows()).toEqual(fresh.rows());
      expect(after.firsts()).toEqual(fresh.firsts());
      expect(statistics(after)).toEqual(statistics(fresh));
      const shown = previewRejudge(log, found, view);
      const changed = new Map(shown.map((change) => [change.before.participant, change]));
      for (const row of before.rows()) expect(row).toEqual(changed.get(row.participant)?.before ?? row);
      expect(after.rows()).toEqual(
        after
          .rows()
          .map(
            (row) =>
              changed.get(row.participant)?.after ?? before.rows().find((was) => was.participant === row.participant),
          ),
      );
    }),
    { numRuns: 200 },
  );
});

test('a judgement that a rejudge overruled does not come back when it arrives late', () => {
  const { state } = boardOf([settings('icpc'), problem('A'), team('x'), ...sent(['x', 'A', 1, 'AC'])]);
  const judged = { ...JUDGED, submission: 's1' };
  const { attempt, ...rest } = judged;
  const [applied] = numbered(rejudgeFacts(state, [{ ...rest, verdict: 'TLE' }]), state.seq, 0);
  if (applied === undefined) throw new Error('nothing was applied');
  state.apply(applied);
  state.apply({ kind: 'judgement', judgement: { ...judged, attempt }, seq: state.seq + 1, at: 0 });
  expect(state.submissions.get(judged.submission)?.judgement?.verdict).toBe('TLE');
});

test('a rejudge of a submission that was overruled without a new judgement is its verdict', () => {
  const { state } = boardOf([
    settings('icpc'),
    problem('A'),
    team('x'),
    ...sent(['x', 'A', 1, 'AC']),
    { kind: 'overruled', submission: 's1', attempt: 4 },
  ]);
  const board = new Board({ kind: 'jury' }, state);
  expect(board.row('x')).toMatchObject({ solved: 0, cells: [{ pending: 1 }] });
  const [applied] = numbered(rejudgeFacts(state, [{ ...JUDGED, submission: 's1', rejudge: 'r1' }]), state.seq, 0);
  if (applied === undefined) throw new Error('nothing was applied');
  expect(board.apply(applied)).toEqual(['x']);
  expect(board.row('x')).toMatchObject({ solved: 1, cells: [{ pending: 0 }] });
});
