import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { ScoreGroup } from '@docket/problem-package/types';

export type SubtaskResult = {
  readonly name: string;
  readonly score: number;
  readonly maxScore: number | null;
  /** AC when all its tests were accepted, otherwise its first failure; null when it was not judged (to the end). */
  readonly verdict: TestVerdict | null;
  /** Why it was not judged, such as `needs secret/group1`; otherwise null. */
  readonly reason: string | null;
  readonly testsDone: number;
  readonly testsTotal: number;
};

export type ScoreResult = {
  readonly score: number;
  readonly maxScore: number | null;
  /** All that can be had was had. */
  readonly full: boolean;
  readonly subtasks: readonly SubtaskResult[];
  /** A group that made more than its most: the setter's mistake. */
  readonly overfull: string | null;
};

type Node = ScoreGroup & {
  readonly groups: Node[];
  readonly tests: string[];
};

/** Figures are sums of thousandths and the like; two that differ by less are the same. */
const EPSILON = 1e-6;

/** Is the path the group itself or below it? */
function isBelow(path: string, group: string): boolean {
  return group === '' || path === group || path.startsWith(`${group}/`);
}

/** The innermost of the groups that hold a path; undefined for tests that do not count. */
export function innermostGroup<T extends { readonly path: string }>(groups: readonly T[], path: string): T | undefined {
  let found: T | undefined;
  for (const group of groups)
    if (path !== group.path && isBelow(path, group.path) && (!found || group.path.length > found.path.length))
      found = group;
  return found;
}

/**
 * Keeps the score of one submission while its tests are judged in order: says which tests need not be run, and at any
 * time what there is. `groups` lists parents before children; the first is the one whose score is the submission's.
 */
export class Scorer {
  readonly #nodes: Node[];
  readonly #root: Node | undefined;
  readonly #results = new Map<string, { verdict: TestVerdict; score: number | null }>();
  readonly #tests: readonly string[];

  constructor(groups: readonly ScoreGroup[], tests: readonly string[]) {
    this.#tests = tests;
    this.#nodes = groups.map((group) => ({ ...group, groups: [], tests: [] }));
    this.#root = this.#nodes[0];
    for (const node of this.#nodes) if (node !== this.#root) innermostGroup(this.#nodes, node.path)?.groups.push(node);
    for (const test of tests) innermostGroup(this.#nodes, test)?.tests.push(test);
  }

  /** Why a test is not to be run, or null when it is. */
  skips(test: string): string | null {
    for (const node of this.#nodes) {
      if (!isBelow(test, node.path)) continue;
      const missing = this.#missing(node);
      if (missing !== undefined) return `needs ${missing}`;
      if (node.stopAtFailure && this.#failed(node)) return 'a test of the group failed';
    }
    return null;
  }

  /** Notes a result. `score` is what the check program gave to an accepted test; null when it gave none. */
  add(test: string, verdict: TestVerdict, score: number | null): void {
    this.#results.set(test, { verdict, score });
  }

  /** What a test is worth as judged; null when it does not count or its group is all or nothing. */
  testScore(test: string): number | null {
    const node = innermostGroup(this.#nodes, test);
    return node === undefined || node.aggregation === 'pass-fail' ? null : this.#testScore(node, test);
  }

  result(): ScoreResult {
    const root = this.#root;
    const score = root === undefined ? 0 : this.#value(root);
    const maxScore = root?.maxScore ?? null;
    const counted = this.#nodes.flatMap((node) => node.tests);
    return {
      score,
      maxScore,
      full:
        maxScore === null
          ? counted.every((test) => this.#results.get(test)?.verdict === 'AC')
          : score >= maxScore - EPSILON,
      subtasks: this.#nodes.filter((node) => node.tests.length > 0).map((node) => this.#subtask(node)),
      overfull:
        this.#nodes.find((node) => node.maxScore !== null && this.#value(node) > node.maxScore + EPSILON)?.path ?? null,
    };
  }

  /** The first of what the group needs that was not accepted whole. */
  #missing(node: Node): string | undefined {
    return node.requires.find((path) =>
      this.#tests.some((test) => isBelow(test, path) && this.#results.get(test)?.verdict !== 'AC'),
    );
  }

  #failed(node: Node): boolean {
    return (
      node.tests.some((test) => (this.#results.get(test)?.verdict ?? 'AC') !== 'AC') ||
      node.groups.some((group) => this.#failed(group))
    );
  }

  #accepted(node: Node): boolean {
    return (
      node.tests.every((test) => this.#results.get(test)?.verdict === 'AC') &&
      node.groups.every((group) => this.#accepted(group))
    );
  }

  #testScore(node: Node, test: string): number {
    const result = this.#results.get(test);
    // What was never run made nothing, and keeps a smallest value from being more than it would have been.
    if (result === undefined) return node.aggregation === 'sum' ? 0 : Math.min(0, node.rejectScore);
    if (result.verdict !== 'AC') return node.rejectScore;
    return result.score ?? node.testScore ?? 0;
  }

  #value(node: Node): number {
    if (node.tests.length + node.groups.length === 0 || this.#missing(node) !== undefined) return 0;
    if (node.aggregation === 'pass-fail') return this.#accepted(node) ? (node.maxScore ?? 0) : 0;
    const values = [
      ...node.groups.map((group) => this.#value(group)),
      ...node.tests.map((test) => this.#testScore(node, test)),
    ];
    return node.aggregation === 'min' ? Math.min(...values) : values.reduce((sum, value) => sum + value, 0);
  }

  #subtask(node: Node): SubtaskResult {
    const verdicts = node.tests.flatMap((test) => this.#results.get(test)?.verdict ?? []);
    const missing = this.#missing(node);
    return {
      name: node.path === '' ? 'data' : node.path,
      score: this.#value(node),
      maxScore: node.maxScore,
      verdict:
        verdicts.find((verdict) => verdict !== 'AC') ??
        (verdicts.length === node.tests.length ? ('AC' as const) : null),
      // A group that was left because another failed says so; one whose turn is still to come has nothing to say.
      reason: verdicts.length === 0 && missing !== undefined ? `needs ${missing}` : null,
      testsDone: verdicts.length,
      testsTotal: node.tests.length,
    };
  }
}
