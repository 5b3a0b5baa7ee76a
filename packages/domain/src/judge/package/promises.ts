import type { FinalVerdict } from '@docket/contracts/judge/verdict';

/** What a package promises of one of its programs; null where it promises nothing. */
export type Promised = {
  readonly path: string;
  readonly verdict: string | null;
  /** The least and the most points. */
  readonly points: { readonly low: number; readonly high: number } | null;
};

/** What came of it. */
export type CameOf = {
  readonly verdict: FinalVerdict;
  readonly reason: string | null;
  /** Null where it was not judged to its end, or makes no points: its verdict says enough. */
  readonly points: number | null;
};

/** Points are sums of thousandths and the like; two that differ by less are the same. */
const EPSILON = 1e-6;

/** Points as people write them: 30, not 30.000000000000004. */
export function pointsText(points: number): string {
  return String(Number(points.toFixed(6)));
}

/** What is to be told of a program that did not keep its package's promise. A judge that failed (IE) has told of it otherwise. */
export function brokenPromises(
  { path, verdict, points }: Promised,
  came: CameOf,
): { readonly reason: string; readonly message: string | null }[] {
  const broken: { reason: string; message: string | null }[] = [];
  if (verdict !== null && verdict !== came.verdict && came.verdict !== 'IE') {
    broken.push({
      reason: `${path} ends with ${came.verdict}, and its folder promises ${verdict}`,
      message: came.reason,
    });
  }
  if (
    points !== null &&
    came.points !== null &&
    (came.points < points.low - EPSILON || came.points > points.high + EPSILON)
  ) {
    const most = points.high > points.low ? ` to ${pointsText(points.high)}` : '';
    broken.push({
      reason: `${path} makes ${pointsText(came.points)}, and submissions.yaml promises ${pointsText(points.low)}${most}`,
      message: null,
    });
  }
  return broken;
}
