import type { RunLimits } from '@docket/contracts/judge/evidence';

/** Threads and processes a program may have; JVM and Node start a dozen or more before the first line runs. */
const PROCESSES = 128;

/**
 * Limits of one run from the problem's. Wall time is generous, so that a busy host costs nobody a verdict,
 * and only a program that waits for something runs into it.
 */
export function runLimitsOf(limits: { cpuMs: number; memoryBytes: number; outputBytes: number }): RunLimits {
  return {
    cpuMs: limits.cpuMs,
    wallMs: Math.max(2 * limits.cpuMs, limits.cpuMs + 2_000),
    memoryBytes: limits.memoryBytes,
    outputBytes: limits.outputBytes,
    processes: PROCESSES,
  };
}
