import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { Grader } from '@docket/problem-package/types';
import type { Node } from './score-tree.ts';

/** A group of an older package, whose verdict is made as it says itself. */
export type GradedNode = Node & { readonly grader: Grader };
export function isGraded(node: Node): node is GradedNode {
  return node.grader !== undefined;
}

/** What a test or a group came to. */
export type Came = { readonly verdict: TestVerdict; readonly score: number };

/** Results of tests by name; `score` is what the check program gave. */
export type Results = ReadonlyMap<string, { readonly verdict: TestVerdict; readonly score: number | null }>;

export type Grade = {
  /** Null while nothing of the group was judged. */
  readonly came: Came | null;
  /** More of it will be judged. */
  readonly open: boolean;
};

/** The worse first ("Default Grader Specification" of the legacy format). */
const WORST: readonly TestVerdict[] = ['IE', 'RE', 'MLE', 'TLE', 'OLE', 'WA'];

/**
 * Grades a group as the default grader of the legacy format does: tests and subgroups in order, until one is not accepted where
 * the group says `on_reject: break`; then verdict and score are made of those that were judged.
 */
export function grade(node: GradedNode, results: Results): Grade {
  const judged: Came[] = [];
  let open = false;
  for (const child of node.children) {
    const one = gradeChild(node, child, results);
    if (one.came !== null) judged.push(one.came);
    open = one.open;
    if (open || isBreak(node, one.came)) break;
  }
  // The last is `secret`, if it was judged.
  const counted = node.grader.ignoreSample ? judged.slice(-1) : judged;
  if (counted.length === 0) return { came: null, open };
  return { came: { verdict: verdictOf(node.grader, counted), score: scoreOf(node, counted, open) }, open };
}

/** Did something of the group end it before this test, which is in it? */
export function isEnded(node: GradedNode, test: string, results: Results): boolean {
  for (const child of node.children) {
    if (child === test || (typeof child !== 'string' && holds(child, test))) return false;
    if (isBreak(node, gradeChild(node, child, results).came)) return true;
  }
  return false;
}

/** Is the test in this group, or in one of it? */
export function holds(node: Node, test: string): boolean {
  return node.tests.includes(test) || node.groups.some((group) => holds(group, test));
}

function gradeChild(node: GradedNode, child: Node | string, results: Results): Grade {
  if (typeof child !== 'string') return isGraded(child) ? grade(child, results) : { came: null, open: false };
  const result = results.get(child);
  if (result === undefined) return { came: null, open: true };
  const { verdict, score } = result;
  const worth = verdict === 'AC' ? (score ?? node.testScore ?? 0) : node.rejectScore;
  return { came: { verdict, score: worth }, open: false };
}

function isBreak(node: GradedNode, came: Came | null): boolean {
  return node.stopAtFailure && came !== null && came.verdict !== 'AC';
}

function verdictOf(grader: Grader, judged: readonly Came[]): TestVerdict {
  if (grader.anyAccepted && judged.some(({ verdict }) => verdict === 'AC')) return 'AC';
  const failed: readonly TestVerdict[] = judged.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'AC');
  switch (grader.verdict) {
    case 'always_accept':
      return 'AC';
    case 'first_error':
      return failed[0] ?? 'AC';
    case 'worst_error':
      return WORST.find((verdict) => failed.includes(verdict)) ?? 'AC';
    default:
      return grader.verdict satisfies never;
  }
}

function scoreOf({ aggregation }: Node, judged: readonly Came[], open: boolean): number {
  const scores = judged.map(({ score }) => score);
  const sum = scores.reduce((total, score) => total + score, 0);
  switch (aggregation) {
    case 'sum':
    case 'pass-fail':
      return sum;
    case 'max':
      return Math.max(...scores);
    // What they are is not known before the last.
    case 'min':
      return open ? Math.min(0, ...scores) : Math.min(...scores);
    case 'avg':
      return open ? 0 : sum / scores.length;
    default:
      return aggregation satisfies never;
  }
}
