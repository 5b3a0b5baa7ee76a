import { Board } from './board.ts';
import { isEqualData } from './equal.ts';
import type { PlacedRow, View } from './format.ts';
import type { ContestEvent, ContestFact, Judgement } from './log.ts';
import type { ContestState } from './state.ts';

/** What a rejudge found: judgements without the attempt, which follows from the log. */
export type NewJudgement = Omit<Judgement, 'attempt'>;

/** Events that apply a rejudge: each submission's next attempt. To be appended to the log that the state holds. */
export function rejudgeFacts(state: ContestState, found: readonly NewJudgement[]): ContestFact[] {
  const last = new Map<string, number>();
  return found.map((judgement) => {
    const tracked = state.submissions.get(judgement.submission);
    const known = last.get(judgement.submission) ?? Math.max(tracked?.judgement?.attempt ?? 0, tracked?.overruled ?? 0);
    last.set(judgement.submission, known + 1);
    return { kind: 'judgement', judgement: { ...judgement, attempt: known + 1 } };
  });
}

/** Gives facts their places in the log after event `seq`. */
export function numbered(facts: readonly ContestFact[], seq: number, at: number): ContestEvent[] {
  return facts.map((fact, i) => ({ ...fact, seq: seq + 1 + i, at }));
}

/** A row that a rejudge would change. */
export type RowChange = { readonly before: PlacedRow; readonly after: PlacedRow };

/** What a rejudge would do to a board, in the order of the places after it: the same fold over the log with what would be appended. */
export function previewRejudge(log: Iterable<ContestEvent>, found: readonly NewJudgement[], view: View): RowChange[] {
  return previewOn(Board.of(log, view), found);
}

/** The same of a board that was folded for it, and that has the rejudge in it afterwards. */
export function previewOn(board: Board, found: readonly NewJudgement[]): RowChange[] {
  const before = new Map(board.rows().map((row) => [row.participant, row]));
  for (const event of numbered(rejudgeFacts(board.state, found), board.state.seq, 0)) board.apply(event);
  return board.rows().flatMap((after) => {
    const was = before.get(after.participant);
    return was === undefined || isEqualData(was, after) ? [] : { before: was, after };
  });
}
