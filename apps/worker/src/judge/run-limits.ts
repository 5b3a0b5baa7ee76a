import type { RunLimits } from '@docket/contracts/judge/evidence';

/** Threads and processes a program may have; JVM and Node start a dozen or more before the first line runs. */
const PROCESSES = 128;
const MIB = 1024 * 1024;

type ProblemLimits = { readonly cpuMs: number; readonly memoryBytes: number; readonly outputBytes: number };

/**
 * Limits of one run from the problem's, on a host whose CPU time counts by `timeFactor`. Wall time is generous, so that a busy host costs nobody a verdict,
 * and only a program that waits for something runs into it.
 */
export function runLimitsOf(limits: ProblemLimits, timeFactor = 1): RunLimits {
  const cpuMs = Math.ceil(limits.cpuMs * timeFactor);
  return {
    cpuMs,
    wallMs: Math.max(2 * cpuMs, cpuMs + 2_000),
    memoryBytes: limits.memoryBytes,
    outputBytes: limits.outputBytes,
    processes: PROCESSES,
  };
}

/** Share of the limit by which a program may go over it and still be measured to its end: who is so close is run again. */
const NEAR = 1.1;

/** What the sandbox holds a run to, so that a program a little over its time can be told from one far over. */
export function slackened(limits: RunLimits): RunLimits {
  return { ...limits, cpuMs: limits.cpuMs * NEAR, wallMs: Math.max(limits.wallMs, limits.cpuMs * NEAR) };
}

/** A program that talks also waits for the other side. */
export function talkLimitsOf(limits: RunLimits): RunLimits {
  return { ...limits, wallMs: Math.max(3 * limits.cpuMs, limits.cpuMs + 3_000) };
}

/** What a check program is held to, whatever the problem. */
const CHECK_LIMITS: RunLimits = {
  cpuMs: 10_000,
  wallMs: 20_000,
  memoryBytes: 1024 * MIB,
  outputBytes: 64 * 1024,
  processes: 64,
};

/** Check programs, too, get more time on a slow host. */
export function checkLimitsOf(timeFactor = 1): RunLimits {
  const { cpuMs, wallMs } = CHECK_LIMITS;
  return { ...CHECK_LIMITS, cpuMs: Math.ceil(cpuMs * timeFactor), wallMs: Math.ceil(wallMs * timeFactor) };
}

/** Out of reach: who writes more than is read waits for the reader. */
const ENDLESS_BYTES = 2 ** 40;

/**
 * An interactor also waits for the program. It must not run out of anything before the program does, or whoever asks it long enough would
 * make that the setter's fault.
 */
export function interactorLimitsOf(program: RunLimits, timeFactor = 1): RunLimits {
  const limits = checkLimitsOf(timeFactor);
  const ms = program.wallMs + limits.cpuMs;
  return { ...limits, cpuMs: ms, wallMs: ms, outputBytes: ENDLESS_BYTES };
}

/** The most a check program may leave in its feedback folder; the input of a further pass lies there too. */
export function feedbackBytesOf(passes: number): number {
  return passes > 1 ? 64 * MIB : MIB;
}
