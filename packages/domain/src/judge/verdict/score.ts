import type { TestVerdict } from '@docket/contracts/judge/verdict';
import { ignoresSamples } from '@docket/problem-package/group-paths';
import type { ScoreGroup } from '@docket/problem-package/types';
import { grade, holds, isEnded, isGraded } from './legacy-grade.ts';
import { isBelow, treeOf, type Node } from './score-tree.ts';

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
  /** By the package's own rules; AC wherever they give points to submissions that are not right in all. */
  readonly verdict: TestVerdict;
  readonly subtasks: readonly SubtaskResult[];
  /** A group that made more than its most: the setter's mistake. */
  readonly overfull: string | null;
};

/** Figures are sums of thousandths and the like; two that differ by less are the same. */
const EPSILON = 1e-6;

/**
 * Keeps the score of one submission while its tests are judged in order: says which tests need not be run, and at any
 * time what there is. `groups` lists parents before children; the first is the one whose score is the submission's.
 */
export class Scorer {
  readonly #nodes: readonly Node[];
  readonly #root: Node | undefined;
  readonly #results = new Map<string, { verdict: TestVerdict; score: number | null }>();
  readonly #tests: readonly string[];
  readonly #ignoresSamples: boolean;

  constructor(groups: readonly ScoreGroup[], tests: readonly string[]) {
    this.#tests = tests;
    this.#nodes = treeOf(groups, tests);
    this.#root = this.#nodes[0];
    this.#ignoresSamples = ignoresSamples(groups);
  }

  /** Why a test is not to be run, or null when it is. */
  skips(test: string): string | null {
    for (const node of this.#nodes) {
      if (!holds(node, test)) continue;
      const missing = this.#missing(node);
      if (missing !== undefined) return `needs ${missing}`;
      const ended = isGraded(node) ? isEnded(node, test, this.#results) : node.stopAtFailure && this.#failed(node);
      if (ended) return 'a test of the group failed';
    }
    return null;
  }

  /** Notes a result. `score` is what the check program gave to an accepted test; null when it gave none. */
  add(test: string, verdict: TestVerdict, score: number | null): void {
    this.#results.set(test, { verdict, score });
  }

  /** What a test is worth as judged; null when it does not count or its group is all or nothing. */
  testScore(test: string): number | null {
    const node = this.#counted().find(({ tests }) => tests.includes(test));
    return node === undefined || node.aggregation === 'pass-fail' ? null : this.#testScore(node, test);
  }

  result(): ScoreResult {
    const { score, verdict } = this.#whole();
    const maxScore = this.#root?.maxScore ?? null;
    const counted = this.#counted();
    const tests = counted.flatMap((node) => node.tests);
    return {
      score,
      maxScore,
      verdict,
      full:
        maxScore === null
          ? tests.every((test) => this.#results.get(test)?.verdict === 'AC')
          : verdict === 'AC' && score >= maxScore - EPSILON,
      subtasks: counted.filter((node) => node.tests.length > 0).map((node) => this.#subtask(node)),
      overfull:
        counted.find((node) => node.maxScore !== null && this.#value(node) > node.maxScore + EPSILON)?.path ?? null,
    };
  }

  /** Of older packages, "for non-Accepted results on scoring problems, the score provided by the grader will always be ignored". */
  #whole(): { score: number; verdict: TestVerdict } {
    const root = this.#root;
    if (root === undefined) return { score: 0, verdict: 'AC' };
    if (!isGraded(root)) return { score: this.#value(root), verdict: 'AC' };
    const { came, open } = grade(root, this.#results);
    if (came === null) return { score: 0, verdict: 'AC' };
    return { score: open || came.verdict === 'AC' ? came.score : 0, verdict: came.verdict };
  }

  /** Groups that make points: not those of samples where they are left out. */
  #counted(): readonly Node[] {
    return this.#ignoresSamples ? this.#nodes.filter(({ path }) => !isBelow(path, 'sample')) : this.#nodes;
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
    if (result === undefined) return node.aggregation === 'min' ? Math.min(0, node.rejectScore) : 0;
    if (result.verdict !== 'AC') return node.rejectScore;
    return result.score ?? node.testScore ?? 0;
  }

  #value(node: Node): number {
    if (isGraded(node)) return grade(node, this.#results).came?.score ?? 0;
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
