import type { FinalVerdict } from '@docket/contracts/judge/verdict';
import { matchesPath } from '@docket/problem-package/submission-patterns';
import type { Expectation } from '@docket/problem-package/types';
import type { Trial } from '../submission/record.ts';

/** What came of it. */
export type CameOf = {
  readonly verdict: FinalVerdict;
  readonly reason: string | null;
  readonly trial: Trial;
};

/** Points are sums of thousandths and the like; two that differ by less are the same. */
const EPSILON = 1e-6;

/** Points as people write them: 30, not 30.000000000000004. */
export function pointsText(points: number): string {
  return String(Number(points.toFixed(6)));
}

type Broken = { readonly reason: string; readonly message: string | null };

/** What is to be told of a program that did not keep its package's promises. A judge that failed (IE) has told of it otherwise. */
export function brokenPromises(path: string, expects: readonly Expectation[], came: CameOf): readonly Broken[] {
  if (came.verdict === 'IE') return [];
  return expects.flatMap((one) => [
    ...brokenVerdicts(path, one, came),
    ...brokenPoints(path, one, came),
    ...brokenMessage(path, one, came),
  ]);
}

/** Does a pattern name the test, or a group that it is in? */
function covers(pattern: string | null, test: string): boolean {
  if (pattern === null) return true;
  const depth = pattern.split('/').length;
  return matchesPath(pattern, test.split('/').slice(0, depth).join('/'));
}

function brokenVerdicts(path: string, expected: Expectation, { verdict, reason, trial }: CameOf): readonly Broken[] {
  const { by, permitted, required, partial } = expected;
  // What does not compile has no tests; whatever is said of them is said of it.
  const seen =
    verdict === 'CE'
      ? [{ name: null, verdict }]
      : trial.tests
          .filter(({ name }) => covers(expected.tests, name))
          .map(({ name, verdict: of }) => ({ name, verdict: of }));
  const place = expected.tests === null ? '' : ` on ${expected.tests}`;
  const odd = permitted === null ? undefined : seen.find((one) => !permitted.some((of) => of === one.verdict));
  if (odd !== undefined) {
    const where = odd.name === null ? '' : ` on ${odd.name}`;
    return [
      { reason: `${path} ends with ${odd.verdict}${where}, and ${by} permits ${listed(permitted)}`, message: reason },
    ];
  }
  if (verdict === 'CE' && permitted === null)
    return [{ reason: `${path} does not compile, and ${by} does not say so`, message: reason }];
  if (required !== null && !seen.some((one) => required.some((of) => of === one.verdict)))
    return [
      {
        reason: `${path} has no test${place} that ends with ${listed(required)}, and ${by} promises one`,
        message: reason,
      },
    ];
  if (partial && !trial.partial) {
    const instead = verdict === 'AC' ? 'makes all points' : `ends with ${verdict}`;
    return [{ reason: `${path} ${instead}, and ${by} promises some of the points`, message: reason }];
  }
  return [];
}

function brokenPoints(path: string, { by, score, tests }: Expectation, { trial }: CameOf): readonly Broken[] {
  if (score === null) return [];
  const [low, high] = score;
  return trial.points
    .filter(({ group }) => (tests === null ? group === null : group !== null && covers(tests, group)))
    .filter((made) => made.score < low - EPSILON || made.score > high + EPSILON)
    .map((made) => ({
      reason: `${path} makes ${pointsText(made.score)}${made.group === null ? '' : ` in ${made.group}`}, and ${by} promises ${pointsText(low)}${high > low ? ` to ${pointsText(high)}` : ''}`,
      message: null,
    }));
}

function brokenMessage(path: string, { by, message, tests }: Expectation, { trial }: CameOf): readonly Broken[] {
  if (message === null) return [];
  if (trial.tests.some((test) => covers(tests, test.name) && test.message?.includes(message) === true)) return [];
  return [{ reason: `No message to the judges about ${path} has what ${by} promises`, message }];
}

function listed(verdicts: readonly string[] | null): string {
  return (verdicts ?? []).join(', ').replace(/, ([^,]+)$/, ' or $1');
}
