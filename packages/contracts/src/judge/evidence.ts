import { z } from 'zod';

/** Limits one run was held to. Times in milliseconds, sizes in bytes. */
export const runLimits = z.object({
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
  outputBytes: z.number(),
  processes: z.int(),
});
export type RunLimits = z.infer<typeof runLimits>;

/** What measured time and memory; `sampled` means no cgroup was writable, so /proc was polled and rusage read. */
export const metering = z.enum(['cgroup-v1', 'cgroup-v2', 'sampled']);
export type Metering = z.infer<typeof metering>;

/** How the process ended, from the raw wait status. `not-started` means exec itself failed. */
export const exitState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), code: z.int() }),
  z.object({ kind: z.literal('signaled'), signal: z.string() }),
  z.object({ kind: z.literal('not-started'), error: z.string() }),
]);
export type ExitState = z.infer<typeof exitState>;

/** Which limit made the sandbox stop the program, if one did. */
export const limitHit = z.enum(['cpu', 'wall', 'memory', 'output']);
export type LimitHit = z.infer<typeof limitHit>;

/** Raw evidence of one run in a box. Verdicts are decided from this and nothing else. */
export const runEvidence = z.object({
  exit: exitState,
  limitHit: limitHit.nullable(),
  /** As measured on this host. */
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
  /** The kernel's out-of-memory killer struck inside the group. */
  oomKilled: z.boolean(),
  /** Bytes the program wrote, kept or not. */
  stdoutBytes: z.number(),
  stderrBytes: z.number(),
  /** Processes still alive when the main one ended; the box killed them. */
  leftover: z.int(),
  /** Where the wall limit ended it: how long its processes were ready to run and had no core. Missing in evidence from before it was measured. */
  delayMs: z.number().optional(),
  /** Runs of this test before this one, whose results were too close to the limit to be believed. */
  retries: z.int().optional(),
  /** What it was held to on this host. */
  limits: runLimits,
  /**
   * How much slower this host is than the one limits are meant for: the problem's own limit was multiplied by it, and the
   * test's `cpuMs` is `cpuMs` here divided by it. Missing where hosts are not calibrated.
   */
  timeFactor: z.number().optional(),
  metering,
  /** Isolation in force, such as `docker` or `bubblewrap+uid`. */
  isolation: z.string(),
  box: z.string(),
  host: z.string(),
});
export type RunEvidence = z.infer<typeof runEvidence>;

/** What compiling cost; `cached`: the same sources had been compiled before, and these are the figures of then. */
export const compileEvidence = z.object({
  cached: z.boolean(),
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
});
export type CompileEvidence = z.infer<typeof compileEvidence>;
