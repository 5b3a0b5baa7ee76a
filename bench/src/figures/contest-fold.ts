import { Board } from '@docket/contest/board';
import type { View } from '@docket/contest/format';
import { formatNames } from '@docket/contest/formats';
import type { ContestEvent, ContestFact, Judgement } from '@docket/contest/log';
import { numbered } from '@docket/contest/rejudge';
import { resolveLog } from '@docket/contest/resolver';
import { ContestState } from '@docket/contest/state';
import { statistics } from '@docket/contest/statistics';
import { cpuMillis } from '../lib/cpu-time.ts';
import { machine, printTable } from '../lib/report.ts';
import { median, ms } from '../lib/stats.ts';

const PARTICIPANTS = 2_000;
const SUBMISSIONS = 50_000;
const PROBLEMS = 12;
const HOUR = 3_600_000;
const DURATION = 5 * HOUR;
const ROUNDS = 5;
const KEPT_EVENTS = 20_000;
const BUDGET_MS = 1_000;

/** The same numbers each time. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const VERDICTS = ['AC', 'AC', 'WA', 'WA', 'WA', 'TLE', 'RE', 'CE'] as const;

function judgementOf(id: string, draw: (below: number) => number): Judgement {
  const verdict = VERDICTS[draw(VERDICTS.length)] ?? 'WA';
  const parts = [30, 30, 40].map((maxScore, i) => ({
    name: `group${i}`,
    score: verdict === 'AC' ? maxScore : draw(2) * maxScore,
    maxScore,
  }));
  return {
    submission: id,
    attempt: 1,
    verdict,
    score: parts.reduce((sum, { score }) => sum + score, 0),
    maxScore: 100,
    subtasks: parts,
    pretestsOnly: false,
    failedTest: verdict === 'AC' ? null : 1 + draw(20),
    rejudge: null,
  };
}

/** A contest in which submissions come in order of time, and each verdict some submissions later, in no order. */
function contest(format: string): ContestEvent[] {
  const draw = generator(7);
  const facts: ContestFact[] = [
    { kind: 'settings', settings: { startsAt: 0, duration: DURATION, freeze: 4 * HOUR, format, options: {} } },
  ];
  for (let i = 0; i < PROBLEMS; i += 1)
    facts.push({
      kind: 'problem',
      problem: { id: `problem-${i}`, label: String.fromCharCode(65 + i), colour: null, points: 100, ordinal: i },
    });
  for (let i = 0; i < PARTICIPANTS; i += 1)
    facts.push({
      kind: 'participant',
      participant: {
        id: `participant-${i}`,
        name: `Team ${i}`,
        kind: 'team',
        startsAt: null,
        endsAt: null,
        extraTime: 0,
        hidden: false,
        disqualified: false,
        official: true,
        rated: true,
        group: null,
      },
    });
  const waiting: string[] = [];
  for (let i = 0; i < SUBMISSIONS || waiting.length > 0; i += 1) {
    if (i < SUBMISSIONS) {
      const id = `submission-${i}`;
      const participant = `participant-${draw(PARTICIPANTS)}`;
      const problem = `problem-${draw(PROBLEMS)}`;
      const time = Math.floor((i * DURATION) / SUBMISSIONS);
      facts.push({ kind: 'submission', submission: { id, participant, problem, time, language: 'cpp' } });
      waiting.push(id);
    }
    if (waiting.length > 50 || i >= SUBMISSIONS) {
      const [id] = waiting.splice(draw(waiting.length), 1);
      if (id !== undefined) facts.push({ kind: 'judgement', judgement: judgementOf(id, draw) });
    }
  }
  return numbered(facts, 0, 0);
}

const rounds = (work: () => void): number => median(Array.from({ length: ROUNDS }, () => cpuMillis(work)));

/** The bare loop: every event is looked at, and its submission found in a map; nothing is counted. */
function floorOf(log: readonly ContestEvent[]): number {
  let seen = 0;
  return rounds(() => {
    const byId = new Map<string, ContestEvent>();
    for (const event of log) {
      if (event.kind === 'submission') byId.set(event.submission.id, event);
      if (event.kind === 'judgement' && byId.has(event.judgement.submission)) seen += 1;
    }
    if (seen === 0) throw new Error('no judgements');
  });
}

/** Milliseconds that an event costs a board that is kept: the event, and the row that it changed. Mean, for one alone is too short for the clock. */
function eventCost(log: readonly ContestEvent[], view: View): number {
  const kept = log.length - KEPT_EVENTS;
  const board = Board.of(log.slice(0, kept), view);
  board.rows();
  const events = log.slice(kept);
  const all = cpuMillis(() => {
    for (const event of events) {
      const changed = board.apply(event);
      if (changed !== 'all') for (const id of changed) board.row(id);
    }
  });
  return all / KEPT_EVENTS;
}

/** How long a contest's board takes from nothing and per event, for each format. */
export async function run(): Promise<void> {
  console.log(
    `Method: a log of ${SUBMISSIONS.toLocaleString('en')} submissions and their judgements by ${PARTICIPANTS.toLocaleString('en')} participants at ${PROBLEMS} problems, in memory; processor time of the thread, median of ${ROUNDS} rounds.`,
  );
  console.log(
    'Refold: the log from nothing to all rows in order, with places. Floor: a loop over the log that finds each submission in a map.',
  );
  console.log(
    'Event: one event into a board that is kept, and the changed row folded again; mean of the last 20,000. Both boards: jury and public over one state.\n',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['format', 'refold', 'floor', 'ratio', 'both boards', 'event', 'kept']];
  for (const format of formatNames) {
    const log = contest(format);
    const refold = rounds(() => {
      if (Board.of(log, { kind: 'jury' }).rows().length !== PARTICIPANTS) throw new Error('rows are missing');
    });
    const both = rounds(() => {
      const state = new ContestState();
      for (const event of log) state.apply(event);
      new Board({ kind: 'jury' }, state).rows();
      new Board({ kind: 'public' }, state).rows();
    });
    const floor = floorOf(log);
    const event = eventCost(log, { kind: 'jury' });
    rows.push([
      format,
      ms(refold),
      ms(floor),
      (refold / floor).toFixed(1),
      ms(both),
      `${(event * 1_000).toFixed(1)} µs`,
      refold < BUDGET_MS ? 'yes' : 'no',
    ]);
  }
  printTable(rows);
  const log = contest('icpc');
  const board = Board.of(log, { kind: 'jury' });
  board.rows();
  const next = log.at(-1);
  if (next?.kind !== 'judgement') throw new Error('the log ends with a judgement');
  let attempt = 1;
  const order = rounds(() => {
    attempt += 1;
    board.apply({ ...next, judgement: { ...next.judgement, attempt }, seq: board.state.seq + 1 });
    board.rows();
  });
  const figures = rounds(() => void statistics(Board.of(log, { kind: 'jury' })));
  console.log(`\nICPC: one event and all rows in order again ${ms(order)}; statistics from nothing ${ms(figures)};`);
  let steps = 0;
  const resolving = cpuMillis(() => void (steps = resolveLog(log).steps.length));
  console.log(
    `the resolver's ${steps.toLocaleString('en')} steps of one hour of freeze, from the log, ${ms(resolving)}.`,
  );
  console.log(`\nBudget: a refold in less than ${BUDGET_MS} ms.`);
}
