import type { TestResult } from '@docket/contracts/http/submission';
import type { RunEvidence } from '@docket/contracts/judge/evidence';
import { formatMs } from '../../lib/format.ts';

type Timed = Pick<TestResult, 'verdict' | 'reason' | 'cpuMs' | 'wallMs'> & { readonly evidence?: RunEvidence | null };

/** The judge's reasons where it was wall time that ran out. */
const WALL_REASONS = ['wall time', 'idle: waiting for input?'];

/** Which clock ran out: the CPU's, which counts computing, or the one on the wall, which counts waiting too. */
export function clockThatRanOut({
  verdict,
  reason,
  evidence,
}: Pick<Timed, 'verdict' | 'reason' | 'evidence'>): 'cpu' | 'wall' | undefined {
  if (verdict !== 'TLE') return undefined;
  return evidence?.limitHit === 'wall' || WALL_REASONS.includes(reason ?? '') ? 'wall' : 'cpu';
}

/** The time that says something of a test, named: what it computed, or where it ran out of the other, that. */
export function timeOf(test: Timed): { readonly label: string; readonly text: string; readonly limit: string | null } {
  const wall = clockThatRanOut(test) === 'wall';
  const limits = test.evidence?.limits;
  const factor = test.evidence?.timeFactor ?? 1;
  return wall
    ? { label: 'Wall time', text: formatMs(test.wallMs), limit: limits === undefined ? null : formatMs(limits.wallMs) }
    : {
        label: 'CPU time',
        text: formatMs(test.cpuMs),
        limit: limits === undefined ? null : formatMs(limits.cpuMs / factor),
      };
}
