import { maySetProblems, type Role } from '@docket/contracts/http/identity';
import type { SubmissionDetail, TestResultDetail } from '@docket/contracts/http/submission';
import { PLAIN_FEEDBACK, type FeedbackPolicy } from '@docket/problem-package/feedback';
import type { Actor } from '../../spine/ctx.ts';
import { ownWords, reasonFor } from '../problem/told-reason.ts';

/** Who reads: nobody known, or somebody with what they are to the problem. */
export type Viewer = { readonly userId: string; readonly role: Role } | null;

/** A submission as it is kept, or a part of it: of a list, of an event. */
export type Viewable = Partial<Omit<SubmissionDetail, 'tests'>> &
  Pick<SubmissionDetail, 'userId' | 'status' | 'reason'> & {
    readonly tests?: readonly (Partial<TestResultDetail> & Pick<TestResultDetail, 'sample' | 'verdict'>)[];
    /** The setter's, of the problem; as where the setter says nothing, if left out. */
    readonly policy?: FeedbackPolicy | undefined;
  };

/**
 * As whom an actor reads what it may read: admins and the setters of the problem as what they are, other setters as the author does. What check programs
 * say to the judges may quote answers, and is for those alone who know them.
 * @param of the submission's author, and whether the actor sets its problem
 */
export function viewerOf(actor: Actor, of: Pick<Viewable, 'userId'> & { readonly sets: boolean }): Viewer {
  if (actor.kind !== 'user') return null;
  if (maySetProblems(actor.role) && actor.role !== 'admin' && !of.sets) return authorOf(of);
  return { userId: actor.userId, role: actor.role };
}

/** The author as an author, whatever else he may see elsewhere: who is told by events. */
export function authorOf({ userId }: Pick<Viewable, 'userId'>): Viewer {
  return { userId, role: 'user' };
}

/** `as it is`, or what an author is shown in its place; undefined: nothing, as if there were no such field. */
type Rule<Value, Whole> = 'as it is' | ((value: Value, whole: Whole, policy: FeedbackPolicy) => Value | undefined);
/** Of every field, so that the compiler asks about each new one. */
type Rules<Whole> = { readonly [Key in keyof Whole]-?: Rule<Exclude<Whole[Key], undefined>, Whole> };

type Feedback = NonNullable<TestResultDetail['feedback']>;
type FeedbackOf = Feedback & { readonly sample: boolean };

const hidden = (): undefined => undefined;

/** What a program printed or the judge compared with is shown on samples; on secret tests it could carry input and answer out. */
const FEEDBACK: Rules<Feedback> = {
  difference: (value, whole, { secret }) => (isSample(whole) || secret === 'difference' ? value : null),
  stdout: (value, whole) => (isSample(whole) ? value : null),
  stderr: (value, whole) => (isSample(whole) ? value : null),
  result: (value, whole) => (isSample(whole) ? value : undefined),
  message: (value, whole, { secret }) => (isSample(whole) || secret !== 'verdict' ? value : null),
  // To the judges, and may quote the answer.
  judgeMessage: hidden,
};

const TEST: Rules<TestResultDetail> = {
  ordinal: 'as it is',
  name: 'as it is',
  sample: 'as it is',
  verdict: 'as it is',
  reason: (reason, { verdict }) => (verdict === 'IE' ? ownWords(reason) : reason),
  cpuMs: 'as it is',
  wallMs: 'as it is',
  memoryBytes: 'as it is',
  score: (score, _, policy) => (policy.score === 'tests' ? score : undefined),
  evidence: 'as it is',
  feedback: (feedback, { sample }, policy) =>
    feedback === null ? null : shown(FEEDBACK, { ...feedback, sample } satisfies FeedbackOf, policy),
};

const SUBMISSION: Rules<SubmissionDetail> = {
  submissionId: 'as it is',
  userId: 'as it is',
  username: 'as it is',
  problemId: 'as it is',
  problemSlug: 'as it is',
  problemTitle: 'as it is',
  language: 'as it is',
  status: 'as it is',
  reason: (reason, { status }) => reasonFor(status, reason),
  cpuMs: 'as it is',
  memoryBytes: 'as it is',
  testsDone: 'as it is',
  testsTotal: 'as it is',
  score: 'as it is',
  maxScore: 'as it is',
  submittedAt: 'as it is',
  finishedAt: 'as it is',
  contestId: 'as it is',
  files: 'as it is',
  // Of the author's own sources. What the compiler said of the setter's is a fault of the problem.
  compileLog: 'as it is',
  compile: 'as it is',
  tests: (tests, _, policy) => tests.map((test) => shown(TEST, test, policy)),
  subtasks: (subtasks, _, policy) => (policy.score === 'total' ? undefined : subtasks),
  attempt: 'as it is',
  queuePosition: 'as it is',
  expectedWaitSeconds: 'as it is',
  waitReason: 'as it is',
};

/**
 * What a reader may see of a submission, the one place that decides it: for HTTP, lists and events alike. Setters and admins see all;
 * the author what the problem's setter shows, in each field by the tables above; to everybody else there is no such submission: null.
 * A field that has no rule is shown to setters and admins only.
 */
export function viewOf<Whole extends Viewable>(submission: Whole, viewer: Viewer): Omit<Whole, 'policy'> | null {
  const { policy = PLAIN_FEEDBACK, ...rest } = submission;
  if (viewer === null) return null;
  if (maySetProblems(viewer.role)) return rest;
  return viewer.userId === submission.userId ? shown(SUBMISSION, rest, policy) : null;
}

function isSample(whole: Feedback): boolean {
  return 'sample' in whole && whole.sample === true;
}

/** The fields that have a rule, as their rules say. */
function shown<Whole extends object>(rules: object, whole: Whole, policy: FeedbackPolicy): Whole {
  const ruled = new Map<string, Rule<unknown, Whole>>(Object.entries(rules));
  const fields = Object.entries(whole).flatMap(([key, value]) => {
    const rule = ruled.get(key);
    if (rule === undefined || value === undefined) return [];
    const seen = rule === 'as it is' ? value : rule(value, whole, policy);
    return seen === undefined ? [] : [[key, seen] as const];
  });
  // Rules leave out optional fields only, by their type, so that what is left still is a whole.
  return Object.fromEntries(fields) as Whole;
}
