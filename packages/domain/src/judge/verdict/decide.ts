import type { RunEvidence } from '@docket/contracts/judge/evidence';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { ValidatorResult } from '@docket/compare/validator';

export type TestDecision = { readonly verdict: TestVerdict; readonly reason: string | null };

/** A program that reached its wall limit with less than this share of its CPU limit was waiting, not computing. */
const IDLE_SHARE = 0.5;

/**
 * The verdict of one test from what was measured and what the validator said, and from nothing else.
 * Rules in this order, first match wins: the sandbox failed; memory; time; output; signal; exit status; validator.
 * `check` is null when no validator looked at the output, which is only right where an earlier rule matches.
 * An IE is the judge's fault: run the test again elsewhere before showing it.
 */
export function decideTestVerdict(evidence: RunEvidence, check: ValidatorResult | null): TestDecision {
  const { exit, limitHit, limits } = evidence;
  if (exit.kind === 'not-started') return { verdict: 'IE', reason: `could not be started: ${exit.error}` };

  if (limitHit === 'memory' || evidence.oomKilled || evidence.memoryBytes > limits.memoryBytes)
    return { verdict: 'MLE', reason: null };

  if (limitHit === 'cpu' || evidence.cpuMs > limits.cpuMs) return { verdict: 'TLE', reason: null };
  if (limitHit === 'wall' || evidence.wallMs > limits.wallMs)
    return { verdict: 'TLE', reason: wasIdle(evidence) ? 'idle: waiting for input?' : 'wall time' };

  if (limitHit === 'output' || evidence.stdoutBytes > limits.outputBytes) return { verdict: 'OLE', reason: null };

  if (exit.kind === 'signaled') return decideSignal(exit.signal);
  if (exit.code !== 0) return { verdict: 'RE', reason: `exit status ${exit.code}` };

  if (check === null) return { verdict: 'IE', reason: 'the output was not checked' };
  return check.accepted ? { verdict: 'AC', reason: null } : { verdict: 'WA', reason: check.reason };
}

function wasIdle({ cpuMs, limits }: RunEvidence): boolean {
  return cpuMs < limits.cpuMs * IDLE_SHARE;
}

/**
 * Should a test that ended in TLE be run once more, on another slot, before that counts? Where it is over its CPU time but ended by itself:
 * ended by the sandbox it would be further over than is allowed for. And where its wall time ran out while it computed: perhaps the host had
 * no core for it.
 */
export function deservesAnotherRun(evidence: RunEvidence): boolean {
  const { limitHit, cpuMs, limits } = evidence;
  if (limitHit === null) return cpuMs > limits.cpuMs;
  return limitHit === 'wall' && !wasIdle(evidence);
}

/** Signals that stand for a limit the kernel keeps, and those that say something; the rest are the program's own fault. */
function decideSignal(signal: string): TestDecision {
  switch (signal) {
    case 'SIGXCPU':
      return { verdict: 'TLE', reason: null };
    case 'SIGXFSZ':
      return { verdict: 'OLE', reason: null };
    case 'SIGSYS':
      return { verdict: 'RE', reason: 'SIGSYS: system call not allowed' };
    case 'SIGKILL':
      // The sandbox notes every limit it kills for, and a program cannot be trusted to blame itself.
      return { verdict: 'IE', reason: 'killed by something that is not the judge' };
    default:
      return { verdict: 'RE', reason: signal };
  }
}
