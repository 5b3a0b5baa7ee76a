import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asLog, someFacts } from '../test/random-log.ts';
import { Board } from './board.ts';
import type { ContestFact, ContestProblem, Judgement, Participant } from './log.ts';

/**
 * Formats once more, in the dumbest way: the log is read from its end for every question, nothing is kept, no code is shared with the package.
 */
class Plain {
  readonly facts: readonly ContestFact[];
  constructor(facts: readonly ContestFact[]) {
    this.facts = facts;
  }

  get settings() {
    for (const fact of this.facts.toReversed()) if (fact.kind === 'settings') return fact.settings;
    throw new Error('no settings');
  }

  get participants(): Participant[] {
    const all: Participant[] = [];
    for (const fact of this.facts) {
      const id =
        fact.kind === 'participant' ? fact.participant.id : fact.kind === 'participant-left' ? fact.participant : null;
      const at = all.findIndex((one) => one.id === id);
      if (at !== -1) all.splice(at, 1);
      if (fact.kind === 'participant') all.push(fact.participant);
    }
    return all.filter(({ kind }) => kind !== 'virtual');
  }

  get problems(): ContestProblem[] {
    const all: ContestProblem[] = [];
    for (const fact of this.facts) {
      const id = fact.kind === 'problem' ? fact.problem.id : fact.kind === 'problem-removed' ? fact.problem : null;
      const at = all.findIndex((one) => one.id === id);
      if (at !== -1) all.splice(at, 1);
      if (fact.kind === 'problem') all.push(fact.problem);
    }
    return all;
  }

  length(who: Participant): number {
    let length = this.settings.duration;
    if (who.endsAt !== null) length = who.endsAt - (who.startsAt ?? this.settings.startsAt);
    for (const fact of this.facts.toReversed())
      if (fact.kind === 'extension' && fact.participant === who.id) return length + who.extraTime + fact.extra;
    return length + who.extraTime;
  }

  /** Verdicts of one cell in the order of submission; null: none yet. */
  tries(who: Participant, problem: string): { time: number; judgement: Judgement | null; hacked: boolean }[] {
    const seen: string[] = [];
    const all: { time: number; at: number; id: string }[] = [];
    this.facts.forEach((fact, at) => {
      if (fact.kind !== 'submission' || seen.includes(fact.submission.id)) return;
      seen.push(fact.submission.id);
      const { participant, time, id } = fact.submission;
      if (participant === who.id && fact.submission.problem === problem && time < this.length(who))
        all.push({ time, at, id });
    });
    all.sort((a, b) => a.time - b.time || a.at - b.at);
    const isIgnored = (id: string): boolean => {
      const last = this.facts.findLast((fact) => fact.kind === 'ignored' && fact.submission === id);
      return last?.kind === 'ignored' && last.ignored;
    };
    return all
      .filter(({ id }) => !isIgnored(id))
      .map(({ time, id }) => ({ time, judgement: this.judgement(id), hacked: this.hacked(id) }));
  }

  judgement(id: string): Judgement | null {
    const overruled = this.facts.flatMap((fact) =>
      fact.kind === 'overruled' && fact.submission === id ? [fact.attempt] : [],
    );
    const all = this.facts.flatMap((fact) =>
      fact.kind === 'judgement' && fact.judgement.submission === id ? [fact.judgement] : [],
    );
    const highest = Math.max(...all.map(({ attempt }) => attempt));
    if (all.length === 0 || overruled.some((attempt) => attempt >= highest)) return null;
    const newest = all.filter(({ attempt }) => attempt === highest);
    return newest.find(({ pretestsOnly }) => !pretestsOnly) ?? newest[0] ?? null;
  }

  hacked(id: string): boolean {
    const ids = new Set(this.facts.flatMap((fact) => (fact.kind === 'hack' ? [fact.hack.id] : [])));
    return [...ids].some((hack) => {
      const last = this.facts.findLast((fact) => fact.kind === 'hack' && fact.hack.id === hack);
      return last?.kind === 'hack' && last.hack.submission === id && last.hack.outcome === 'success';
    });
  }
}

type Line = { id: string; numbers: number[] };

/** Lines with places as the rule says it: how many ranked ones are better, plus one. */
function places(plain: Plain, lines: readonly Line[]): Record<string, { numbers: number[]; place: number | null }> {
  const better = (a: number[], b: number[]): boolean => {
    const at = a.findIndex((x, i) => x !== b[i]);
    return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
  };
  const ranked = plain.participants
    .filter(({ official, disqualified }) => official && !disqualified)
    .map(({ id }) => id);
  return Object.fromEntries(
    lines.map(({ id, numbers }) => {
      const above = lines.filter((other) => ranked.includes(other.id) && better(other.numbers, numbers)).length;
      return [id, { numbers, place: ranked.includes(id) ? above + 1 : null }];
    }),
  );
}

function held(facts: readonly ContestFact[], lineOf: (plain: Plain, who: Participant) => number[]): void {
  const plain = new Plain(facts);
  const expected = places(
    plain,
    plain.participants.map((who) => ({ id: who.id, numbers: lineOf(plain, who) })),
  );
  const rows = Board.of(asLog(facts), { kind: 'jury' }).rows();
  const found = Object.fromEntries(
    rows.map(({ participant, key, place }) => [participant, { numbers: [...key], place }]),
  );
  expect(found).toEqual(expected);
}

const round = (x: number): number => Math.round(x * 1e6) / 1e6 || 0;

test('icpc', () => {
  fc.assert(
    fc.property(someFacts({ formats: ['icpc'] }), (facts) => {
      held(facts, (plain, who) => {
        const unit = plain.settings.options['unit'] === 'second' ? 1_000 : 60_000;
        const free = plain.settings.options['compileErrorPenalty'] === true ? [] : ['CE'];
        let [solved, penalty, last] = [0, 0, 0];
        for (const problem of plain.problems) {
          const tries = plain.tries(who, problem.id);
          const at = tries.findIndex(({ judgement, hacked }) => judgement?.verdict === 'AC' && !hacked);
          const accepted = tries[at];
          if (accepted === undefined) continue;
          const wrong = tries
            .slice(0, at)
            .filter(({ judgement }) => judgement !== null && !['IE', 'CANCELLED', ...free].includes(judgement.verdict));
          solved += 1;
          penalty += Math.floor(accepted.time / unit) * unit + wrong.length * 20 * 60_000;
          last = Math.max(last, Math.floor(accepted.time / unit) * unit);
        }
        return [solved === 0 ? 0 : -solved, penalty, last];
      });
    }),
    { numRuns: 200 },
  );
});

test('ioi', () => {
  fc.assert(
    fc.property(someFacts({ formats: ['ioi'] }), (facts) => {
      held(facts, (plain, who) => {
        const mode = plain.settings.options['scores'];
        let total = 0;
        let last = 0;
        for (const problem of plain.problems) {
          const judged = plain
            .tries(who, problem.id)
            .filter(({ judgement }) => judgement !== null && !['IE', 'CANCELLED', 'CE'].includes(judgement.verdict));
          /** What the first so many tries are worth. */
          const worth = (many: number): number => {
            const used = mode === 'last' ? judged.slice(0, many).slice(-1) : judged.slice(0, many);
            const scale = ({ judgement }: (typeof used)[number]): number =>
              judgement !== null && judgement.maxScore !== null && problem.points !== null
                ? problem.points / judgement.maxScore
                : 1;
            const wholes = used.map((one) => {
              if (one.hacked) return 0;
              if (one.judgement?.score === null) return one.judgement.verdict === 'AC' ? (problem.points ?? 100) : 0;
              return round((one.judgement?.score ?? 0) * scale(one));
            });
            const names = new Set(used.flatMap(({ judgement }) => judgement?.subtasks.map(({ name }) => name) ?? []));
            const parts = [...names].map((name) =>
              Math.max(
                ...used.map((one) =>
                  one.hacked
                    ? 0
                    : round((one.judgement?.subtasks.find((part) => part.name === name)?.score ?? 0) * scale(one)),
                ),
              ),
            );
            const sum = round(parts.reduce((a, b) => a + b, 0));
            return Math.max(0, ...wholes, ...(mode === 'subtasks' ? [sum] : []));
          };
          const score = worth(judged.length);
          total += score;
          if (score === 0) continue;
          const reached = mode === 'last' ? judged.length : judged.findIndex((_, i) => worth(i + 1) >= score) + 1;
          last = Math.max(last, judged[reached - 1]?.time ?? 0);
        }
        const key = [total === 0 ? 0 : -round(total)];
        return plain.settings.options['tieBreak'] === 'time' ? [...key, last] : key;
      });
    }),
    { numRuns: 200 },
  );
});

test('leetcode', () => {
  fc.assert(
    fc.property(someFacts({ formats: ['leetcode'] }), (facts) => {
      held(facts, (plain, who) => {
        let [score, finish, wrong] = [0, 0, 0];
        for (const problem of plain.problems) {
          const tries = plain.tries(who, problem.id);
          const at = tries.findIndex(({ judgement, hacked }) => judgement?.verdict === 'AC' && !hacked);
          if (at === -1) continue;
          score += problem.points ?? 1;
          finish = Math.max(finish, Math.floor((tries[at]?.time ?? 0) / 1_000) * 1_000);
          wrong += tries
            .slice(0, at)
            .filter(
              ({ judgement }) => judgement !== null && !['IE', 'CANCELLED', 'CE'].includes(judgement.verdict),
            ).length;
        }
        return [score === 0 ? 0 : -score, finish + wrong * 5 * 60_000];
      });
    }),
    { numRuns: 200 },
  );
});
