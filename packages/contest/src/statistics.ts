import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import type { Board } from './board.ts';
import type { FirstSolve } from './format.ts';

/** How many tries ended how; `pending`: not judged, or not to be told. Verdicts that none has are left out. */
export type VerdictCounts = Partial<Record<FinalVerdict | 'pending', number>>;

export type ProblemStatistics = {
  readonly problem: string;
  readonly tries: number;
  /** Participants. */
  readonly triedBy: number;
  readonly solvedBy: number;
  readonly verdicts: VerdictCounts;
  readonly first: FirstSolve | null;
  /** Contest times at which it was solved, ascending. */
  readonly solvedAt: readonly number[];
};

export type Statistics = {
  /** In the order of the board. */
  readonly problems: readonly ProblemStatistics[];
  /** Most tries first. */
  readonly languages: readonly {
    readonly language: string;
    readonly tries: number;
    readonly verdicts: VerdictCounts;
  }[];
};

/** Figures of a contest as one view knows it: what the board hides is in none of them. */
export function statistics(board: Board): Statistics {
  const firsts = new Map(board.firsts().map((first) => [first.problem, first]));
  const languages = new Map<string, { tries: number; verdicts: VerdictCounts }>();
  const participants = [...board.state.participants.values()].filter(({ id }) => board.row(id) !== null);
  const problems = board.problems().map(({ id: problem }, column) => {
    const verdicts: VerdictCounts = {};
    const solvedAt: number[] = [];
    let tries = 0;
    let triedBy = 0;
    for (const who of participants) {
      const own = board.tries(who, problem);
      if (own.length > 0) triedBy += 1;
      tries += own.length;
      for (const one of own) {
        const verdict = one.judgement?.verdict ?? 'pending';
        const name = board.state.submissions.get(one.submission)?.submission?.language ?? '';
        const language = languages.get(name) ?? { tries: 0, verdicts: {} };
        languages.set(name, language);
        language.tries += 1;
        count(language.verdicts, verdict);
        count(verdicts, verdict);
      }
      const cell = board.row(who.id)?.cells[column];
      if (cell?.solved === true && cell.time !== null) solvedAt.push(cell.time);
    }
    const first = firsts.get(problem) ?? null;
    return {
      problem,
      tries,
      triedBy,
      solvedBy: solvedAt.length,
      verdicts,
      first,
      solvedAt: solvedAt.toSorted((a, b) => a - b),
    };
  });
  const byTries = [...languages].map(([language, counts]) => ({ language, ...counts }));
  return { problems, languages: byTries.toSorted((a, b) => b.tries - a.tries || (a.language < b.language ? -1 : 1)) };
}

function count(counts: VerdictCounts, verdict: FinalVerdict | 'pending'): void {
  counts[verdict] = (counts[verdict] ?? 0) + 1;
}
