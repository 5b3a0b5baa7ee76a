import type { Try } from './format.ts';
import type { Hack, Judgement, Submission } from './log.ts';

/** A submission and all that was said of it, in whatever order it was said. */
export type Tracked = {
  readonly id: string;
  /** Null: spoken of already, not submitted yet. */
  submission: Submission | null;
  /** Of the submission's event. */
  seq: number;
  /** The newest that arrived, by attempt. */
  judgement: Judgement | null;
  /** Attempts up to this one count no more. */
  overruled: number;
  ignored: boolean;
  readonly hacks: Map<string, Hack>;
};

export function track(id: string): Tracked {
  return { id, submission: null, seq: 0, judgement: null, overruled: -1, ignored: false, hacks: new Map() };
}

/** Does the second judging take the place of the first? */
export function supersedes(known: Judgement | null, next: Judgement): boolean {
  if (known === null || next.attempt !== known.attempt) return known === null || next.attempt > known.attempt;
  return known.pretestsOnly || !next.pretestsOnly;
}

/** What counts as the verdict now; null: there is none yet. */
export function standingJudgement({ judgement, overruled }: Tracked): Judgement | null {
  return judgement === null || judgement.attempt <= overruled ? null : judgement;
}

/** Order of submission: contest time, then place in the log. */
export function bySubmission(a: Tracked, b: Tracked): number {
  return (a.submission?.time ?? 0) - (b.submission?.time ?? 0) || a.seq - b.seq;
}

/** Puts one where it belongs; most come last. */
export function insertInOrder(list: Tracked[], one: Tracked): void {
  let at = list.length;
  for (; at > 0; at -= 1) {
    const before = list[at - 1];
    if (before === undefined || bySubmission(before, one) <= 0) break;
  }
  list.splice(at, 0, one);
}

/** As a view that knows the verdict, or does not, hands it to a format. */
export function asTry(tracked: Tracked, time: number, isJudged: boolean, sees: (hack: Hack) => boolean): Try {
  const judgement = isJudged ? standingJudgement(tracked) : null;
  let hacked = false;
  if (judgement !== null && tracked.hacks.size > 0)
    for (const hack of tracked.hacks.values()) hacked ||= hack.outcome === 'success' && sees(hack);
  return { submission: tracked.id, time, seq: tracked.seq, judgement, hacked };
}
