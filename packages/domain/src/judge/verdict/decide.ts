import type { RunEvidence } from '@docket/contracts/judge/evidence';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { ValidatorResult } from '@docket/compare/validator';

export type TestDecision = { readonly verdict: TestVerdict; readonly reason: string | null };

/** A program that reached its wall limit with less than this share of its CPU limit was waiting, not computing. */
const IDLE_SHARE = 0.5;

/**
 * The verdict of one test from what was measured and what the validator said, and from nothing else.
 * Rules in this order, first match wins: not started; memory; time; output; signal; exit status; validator.
 * `check` is null when no validator looked at the output, which is only right where an earlier rule matches.
 * Nothing that a program can do to itself makes an IE: it would be an attempt that does not count, whenever its author likes.
 */
export function decideTestVerdict(evidence: RunEvidence, check: ValidatorResult | null): TestDecision {
  const { exit, limitHit, limits } = evidence;
  // The sandbox reports this of the author's own file only: a toolchain that cannot be started is its fault, and no evidence.
  if (exit.kind === 'not-started') return { verdict: 'RE', reason: `could not be started: ${exit.error}` };

  if (limitHit === 'memory' || evidence.oomKilled || evidence.memoryBytes > limits.memoryBytes)
    return { verdict: 'MLE', reason: null };

  if (limitHit === 'cpu' || evidence.cpuMs > limits.cpuMs) return { verdict: 'TLE', reason: null };
  if (limitHit === 'wall' || evidence.wallMs > limits.wallMs)
    return {
      verdict: 'TLE',
      reason: wasIdle(evidence) && !floodsErrors(evidence) ? 'idle: waiting for input?' : 'wall time',
    };

  if (limitHit === 'output' || evidence.stdoutBytes > limits.outputBytes) return { verdict: 'OLE', reason: null };

  if (exit.kind === 'signaled') return decideSignal(exit.signal);
  if (exit.code !== 0) return { verdict: 'RE', reason: `exit status ${exit.code}` };

  if (check === null) return { verdict: 'IE', reason: 'the output was not checked' };
  return check.accepted ? { verdict: 'AC', reason: null } : { verdict: 'WA', reason: check.reason };
}

/** Who writes to standard error without an end waits for that to be taken away, and not for input. */
function floodsErrors({ stderrBytes, limits }: RunEvidence): boolean {
  return stderrBytes > limits.outputBytes;
}

/** Of the time that it did not run, this share without a core it was ready for: then it was starved and did not wait. */
const STARVED_SHARE = 0.5;

function wasIdle({ cpuMs, wallMs, limits, delayMs = 0 }: RunEvidence): boolean {
  return cpuMs < limits.cpuMs * IDLE_SHARE && delayMs < (wallMs - cpuMs) * STARVED_SHARE;
}

/** Short of memory with less than this share of the limit used: the machine ran out of it, and not the program. */
const OWN_MEMORY_SHARE = 0.9;

/**
 * Should a test be run once more, on another slot, before its end counts? Where it is over its CPU time but ended by itself:
 * ended by the sandbox it would be further over than is allowed for. Where its wall time ran out while it computed: perhaps the host had
 * no core for it. And where it was killed though nothing of its own was used up: mostly its own doing, but a machine that is short of memory
 * kills as well.
 */
export function deservesAnotherRun(evidence: RunEvidence): boolean {
  const { exit, limitHit, cpuMs, memoryBytes, limits } = evidence;
  if (evidence.oomKilled) return memoryBytes < limits.memoryBytes * OWN_MEMORY_SHARE;
  if (limitHit === null) return cpuMs > limits.cpuMs || (exit.kind === 'signaled' && exit.signal === 'SIGKILL');
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
    default:
      return { verdict: 'RE', reason: signal };
  }
}
