import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import { Board } from '../src/board.ts';
import type { BoardRow, View } from '../src/format.ts';
import type { ContestFact, ContestProblem, ContestSettings, Judgement, Participant } from '../src/log.ts';
import { numbered } from '../src/rejudge.ts';

const MINUTE = 60_000;

export const settings = (format: string, changes: Partial<ContestSettings> = {}): ContestFact => ({
  kind: 'settings',
  settings: { startsAt: 0, duration: 300 * MINUTE, freeze: null, format, options: {}, ...changes },
});

export const problem = (id: string, points: number | null = null): ContestFact => ({
  kind: 'problem',
  problem: { id, label: id, colour: null, points, ordinal: id.charCodeAt(0) } satisfies ContestProblem,
});

export const team = (id: string, changes: Partial<Participant> = {}): ContestFact => ({
  kind: 'participant',
  participant: {
    id,
    name: id,
    kind: 'team',
    startsAt: null,
    endsAt: null,
    extraTime: 0,
    hidden: false,
    disqualified: false,
    official: true,
    rated: true,
    group: null,
    ...changes,
  },
});

/** `minute` may have a fraction. A verdict of null: not judged yet. */
export type Sent = readonly [
  who: string,
  what: string,
  minute: number,
  verdict: FinalVerdict | null,
  details?: Partial<Judgement>,
];

/** Submissions s1, s2, … and what became of them. */
export function sent(...tries: readonly Sent[]): ContestFact[] {
  return tries.flatMap(([participant, what, minute, verdict, details], i): ContestFact[] => {
    const id = `s${i + 1}`;
    const submission = { id, participant, problem: what, time: Math.round(minute * MINUTE), language: 'cpp' };
    if (verdict === null) return [{ kind: 'submission', submission }];
    const judgement = { ...JUDGED, submission: id, verdict, ...details };
    return [
      { kind: 'submission', submission },
      { kind: 'judgement', judgement },
    ];
  });
}

export const JUDGED: Judgement = {
  submission: '',
  attempt: 1,
  verdict: 'AC',
  score: null,
  maxScore: null,
  subtasks: [],
  pretestsOnly: false,
  failedTest: null,
  rejudge: null,
};

export const boardOf = (facts: readonly ContestFact[], view: View = { kind: 'jury' }): Board =>
  Board.of(numbered(facts, 0, 0), view);

/** The row of a participant; throws if there is none. */
export function rowOf(board: Board, id: string): BoardRow {
  const row = board.row(id);
  if (row === null) throw new Error(`no row of ${id}`);
  return row;
}

/** `1 a, 2 b, - c`: places and ids from the top. */
export const order = (board: Board): string =>
  board
    .rows()
    .map(({ place, participant }) => `${place ?? '-'} ${participant}`)
    .join(', ');
