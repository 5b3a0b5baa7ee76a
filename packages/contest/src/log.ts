import type { FinalVerdict } from '@docket/contracts/judge/verdict';

/**
 * What a contest was told, in the order in which it was told. Boards, statistics, previews and the resolver are folds over this log and nothing else.
 *
 * Times named `at`, `startsAt` and `endsAt` are epoch milliseconds of the server. Times named `time`, `freeze`, `duration` and the like are contest time:
 * milliseconds since the participant's own start. Contest time is decided once, by whoever writes the submission's row, so that a pause or a start that was
 * moved later changes no submission that is in the log.
 */
export type ContestEvent = EventHead & ContestFact;

export type EventHead = {
  /** Place in the contest's log: 1, 2, 3, without gaps. Of two submissions of the same millisecond the lower one was first. */
  readonly seq: number;
  /** When it was written, in epoch milliseconds. */
  readonly at: number;
};

/** An event without its place in the log: what callers append. */
export type ContestFact =
  | { readonly kind: 'settings'; readonly settings: ContestSettings }
  /** Added, or changed: the whole problem as it is now. */
  | { readonly kind: 'problem'; readonly problem: ContestProblem }
  | { readonly kind: 'problem-removed'; readonly problem: string }
  /** Joined, or changed (disqualified, hidden, moved to another window): the whole participant as it is now. */
  | { readonly kind: 'participant'; readonly participant: Participant }
  | { readonly kind: 'participant-left'; readonly participant: string }
  /** Time that a participant was given on top, in all: the newest says it, 0 takes it back. */
  | { readonly kind: 'extension'; readonly participant: string; readonly extra: number }
  | { readonly kind: 'submission'; readonly submission: Submission }
  | { readonly kind: 'judgement'; readonly judgement: Judgement }
  /** Judgements of this attempt and those before it count no more; the submission waits for a later one. */
  | { readonly kind: 'overruled'; readonly submission: string; readonly attempt: number }
  /** The jury takes a submission out of the count (true), or back into it. */
  | { readonly kind: 'ignored'; readonly submission: string; readonly ignored: boolean }
  | { readonly kind: 'hack'; readonly hack: Hack }
  | { readonly kind: 'started' }
  /** From this contest time on the public sees tries without verdicts, whatever the settings say. */
  | { readonly kind: 'frozen'; readonly from: number }
  /** The public sees verdicts of tries before this contest time; null: of all. */
  | { readonly kind: 'thawed'; readonly upTo: number | null }
  | { readonly kind: 'finalised' };

export type EventKind = ContestFact['kind'];

/** All settings that places depend on, as they are from this event on. */
export type ContestSettings = {
  readonly startsAt: number;
  readonly duration: number;
  /** Contest time at which the freeze begins; null: there is none. */
  readonly freeze: number | null;
  /** A name in `formats.ts`. */
  readonly format: string;
  /** As the format's schema takes them; what is left out has its default. */
  readonly options: Readonly<Record<string, unknown>>;
};

export type ContestProblem = {
  readonly id: string;
  /** A, B, C1: unique in the contest. */
  readonly label: string;
  /** As `#rrggbb`; null: no balloon of its own. */
  readonly colour: string | null;
  /** What a whole solution is worth; null: what the format takes (for scores: as many as the package gives). */
  readonly points: number | null;
  /** Order on the board. */
  readonly ordinal: number;
};

/**
 * `virtual`: plays against the replayed log after the contest, and is on nobody's board but their own. `ghost`: a row of another contest's log that is
 * replayed beside virtual participants.
 */
export const participantKinds = ['individual', 'team', 'virtual', 'ghost'] as const;
export type ParticipantKind = (typeof participantKinds)[number];

export type Participant = {
  readonly id: string;
  readonly name: string;
  readonly kind: ParticipantKind;
  /** A window of one's own, in epoch milliseconds; null: as the contest. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** Time on top that was agreed before (a share of the duration, as milliseconds). An `extension` adds to it. */
  readonly extraTime: number;
  /** On no public board. */
  readonly hidden: boolean;
  /** Shown below all others, without a place; the first to solve is somebody else. */
  readonly disqualified: boolean;
  /** Has a place. The others stand where they would be, without one. */
  readonly official: boolean;
  /** Whether the contest changes their rating. */
  readonly rated: boolean;
  /** Category, institution or class: for filters, no place depends on it. */
  readonly group: string | null;
};

export type Submission = {
  readonly id: string;
  readonly participant: string;
  readonly problem: string;
  /** Contest time of this participant. Counts if 0 <= time < their length; the format says what becomes of later ones. */
  readonly time: number;
  readonly language: string;
};

/** Points of a part. Parts do not overlap: of nested groups the outermost or the innermost, not both. */
export type SubtaskScore = {
  /** The same name in each judgement of the problem. */
  readonly name: string;
  readonly score: number;
  readonly maxScore: number | null;
};

/**
 * One judging of a submission as a whole. Of several the highest attempt counts, in whatever order they arrive; a rejudge that is applied appends a
 * judgement with a higher attempt. Within an attempt all tests count over pretests only.
 */
export type Judgement = {
  readonly submission: string;
  readonly attempt: number;
  readonly verdict: FinalVerdict;
  /** Points that the judge gave; null: the problem is passed or failed. */
  readonly score: number | null;
  /** Null where there is no bound, or no score. */
  readonly maxScore: number | null;
  readonly subtasks: readonly SubtaskScore[];
  /** Only the pretests ran. */
  readonly pretestsOnly: boolean;
  /** Whether it passed all pretests, whatever other tests said; left out: as the verdict. */
  readonly pretestsPassed?: boolean;
  /** Number of the first test that failed, from 1; null: none, or not known. */
  readonly failedTest: number | null;
  /** The rejudge that made it; null: the first judging. */
  readonly rejudge: string | null;
};

/** An attack on somebody's submission. The newest event of an id counts. */
export type Hack = {
  readonly id: string;
  readonly participant: string;
  readonly submission: string;
  /** Contest time of the attacker. */
  readonly time: number;
  /** `success`: the submission fails from now on. `void`: as if it had never been. */
  readonly outcome: 'success' | 'failure' | 'void';
};
