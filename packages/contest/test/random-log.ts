import fc from 'fast-check';
import type { ContestEvent, ContestFact, ContestProblem, ContestSettings, Judgement, Participant } from '../src/log.ts';
import { numbered } from '../src/rejudge.ts';
import type { View } from '../src/format.ts';
import { formatNames } from '../src/formats.ts';

const MINUTE = 60_000;
export const DURATION = 100 * MINUTE;
export const FREEZE = 60 * MINUTE;

const participants = ['p0', 'p1', 'p2', 'p3'] as const;
const problems = ['A', 'B', 'C'] as const;
const submissions = Array.from({ length: 14 }, (_, i) => `s${i}`);
const verdicts = ['AC', 'AC', 'AC', 'WA', 'WA', 'TLE', 'CE', 'IE', 'CANCELLED'] as const;

/** Few enough that times, scores and places are often equal; some are on a bound, or past the end. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map((tens) => tens * 10 * MINUTE),
  fc.constantFrom(0, FREEZE - 1, FREEZE, DURATION - 1, DURATION, DURATION + MINUTE, DURATION + 25 * 60 * MINUTE),
);

const settingsOf = (format: string, options: ContestSettings['options']): ContestSettings => ({
  startsAt: 1_000_000,
  duration: DURATION,
  freeze: FREEZE,
  format,
  options,
});

const optionsOf: Readonly<Record<string, fc.Arbitrary<ContestSettings['options']>>> = {
  icpc: fc.record({ compileErrorPenalty: fc.boolean(), unit: fc.constantFrom('minute', 'second') }),
  ioi: fc.record({ scores: fc.constantFrom('subtasks', 'best', 'last'), tieBreak: fc.constantFrom('none', 'time') }),
  homework: fc.record({ scores: fc.constantFrom('best', 'last'), lateDays: fc.constantFrom(0, 2, null) }),
};

/** A format with options of its own. */
export const someSettings = (names: readonly string[] = formatNames): fc.Arbitrary<ContestSettings> =>
  fc
    .constantFrom(...names)
    .chain((name) => (optionsOf[name] ?? fc.constant({})).map((options) => settingsOf(name, options)));

export const someReplay = fc.record({
  kind: fc.constant('replay' as const),
  until: time,
  for: fc.constantFrom(...participants, null),
});

export const someView: fc.Arbitrary<View> = fc.oneof(
  fc.constant({ kind: 'public' } as const),
  fc.constant({ kind: 'frozen' } as const),
  fc.constant({ kind: 'jury' } as const),
  someReplay,
);

const problem: fc.Arbitrary<ContestProblem> = fc.record({
  id: fc.constantFrom(...problems),
  label: fc.constantFrom('A', 'B', 'C'),
  colour: fc.constant(null),
  points: fc.constantFrom(null, 100, 500),
  ordinal: fc.integer({ min: 0, max: 2 }),
});

const participant: fc.Arbitrary<Participant> = fc.record({
  id: fc.constantFrom(...participants),
  name: fc.constantFrom('Ada', 'Bo'),
  kind: fc.constantFrom('individual', 'team', 'team', 'virtual', 'ghost'),
  startsAt: fc.constantFrom(null, 2_000_000),
  endsAt: fc.constantFrom(null, 2_000_000 + 70 * MINUTE),
  extraTime: fc.constantFrom(0, 0, 10 * MINUTE),
  hidden: fc.constantFrom(false, false, true),
  disqualified: fc.constantFrom(false, false, true),
  official: fc.constantFrom(true, true, false),
  rated: fc.boolean(),
  group: fc.constant(null),
});

export const someJudgement = (
  submission: fc.Arbitrary<string> = fc.constantFrom(...submissions),
): fc.Arbitrary<Judgement> =>
  fc
    .record({
      submission,
      attempt: fc.integer({ min: 0, max: 3 }),
      verdict: fc.constantFrom(...verdicts),
      parts: fc.option(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }), { nil: null }),
      pretestsOnly: fc.boolean(),
      pretestsPassed: fc.boolean(),
      failedTest: fc.constantFrom(null, 1, 2),
    })
    .map(({ parts, pretestsPassed, ...rest }) => {
      const subtasks = (parts ?? []).map((score, i) => ({ name: `group${i}`, score: score * 10.1, maxScore: 20.2 }));
      const score = parts === null ? null : subtasks.reduce((sum, part) => sum + part.score, 0);
      const passed = rest.verdict === 'AC' ? {} : { pretestsPassed };
      return { ...rest, ...passed, score, maxScore: parts === null ? null : 40.4, subtasks, rejudge: null };
    });

const submission = fc
  .tuple(fc.constantFrom(...submissions), fc.constantFrom(...participants), fc.constantFrom(...problems), time)
  .map(([id, who, what, when]) => ({ id, participant: who, problem: what, time: when, language: 'cpp' }));

const hack = fc.record({
  id: fc.constantFrom('h0', 'h1', 'h2'),
  participant: fc.constantFrom(...participants),
  submission: fc.constantFrom(...submissions),
  time,
  outcome: fc.constantFrom('success', 'failure', 'void'),
});

/** What may be said of a contest that has begun. */
const work: fc.Arbitrary<ContestFact> = fc.oneof(
  { weight: 8, arbitrary: submission.map((one) => ({ kind: 'submission', submission: one }) as const) },
  { weight: 8, arbitrary: someJudgement().map((judgement) => ({ kind: 'judgement', judgement }) as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('overruled' as const),
      submission: fc.constantFrom(...submissions),
      attempt: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ignored' as const),
      submission: fc.constantFrom(...submissions),
      ignored: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: hack.map((one) => ({ kind: 'hack', hack: one }) as const) },
);

const staging: fc.Arbitrary<ContestFact> = fc.oneof(
  problem.map((one) => ({ kind: 'problem', problem: one }) as const),
  fc.constantFrom(...problems).map((id) => ({ kind: 'problem-removed', problem: id }) as const),
  participant.map((one) => ({ kind: 'participant', participant: one }) as const),
  fc.constantFrom(...participants).map((id) => ({ kind: 'participant-left', participant: id }) as const),
  fc.record({
    kind: fc.constant('extension' as const),
    participant: fc.constantFrom(...participants),
    extra: fc.constantFrom(0, 30 * MINUTE),
  }),
);

const cursor: fc.Arbitrary<ContestFact> = fc.oneof(
  fc.record({ kind: fc.constant('frozen' as const), from: time }),
  fc.record({ kind: fc.constant('thawed' as const), upTo: fc.option(time, { nil: null }) }),
  fc.constantFrom<ContestFact>({ kind: 'started' }, { kind: 'finalised' }),
);

export type LogShape = { readonly cursors?: boolean; readonly hacks?: boolean; readonly formats?: readonly string[] };

/** Facts of a contest in which anything may happen in any order, but no judging is said twice with two results. */
export const someFacts = ({ cursors = true, hacks = true, formats }: LogShape = {}): fc.Arbitrary<ContestFact[]> =>
  fc
    .record({
      settings: someSettings(formats),
      problems: fc.array(problem, { minLength: 1, maxLength: 3 }),
      participants: fc.array(participant, { minLength: 1, maxLength: 5 }),
      events: fc.array(
        fc.oneof(
          { weight: 20, arbitrary: work },
          { weight: 3, arbitrary: staging },
          { weight: cursors ? 1 : 0, arbitrary: cursor },
        ),
        { maxLength: 50, size: 'max' },
      ),
    })
    .map(({ settings, problems: asked, participants: joined, events }) => {
      const said = new Set<string>();
      const once = events.filter((fact) => {
        if (fact.kind === 'hack' && !hacks) return false;
        if (fact.kind !== 'judgement') return true;
        const { submission: of, attempt, pretestsOnly } = fact.judgement;
        const key = `${of}/${attempt}/${pretestsOnly}`;
        return !said.has(key) && said.add(key).has(key);
      });
      return [
        { kind: 'settings', settings },
        ...asked.map((one) => ({ kind: 'problem', problem: one }) as const),
        ...joined.map((one) => ({ kind: 'participant', participant: one }) as const),
        ...once,
      ];
    });

export const asLog = (facts: readonly ContestFact[]): ContestEvent[] => numbered(facts, 0, 0);
