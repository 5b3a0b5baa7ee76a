import { randomBytes } from 'node:crypto';
import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Program } from '@docket/sandbox/sandbox';

type FunctionRun = {
  readonly evidence: RunEvidence;
  readonly stderr: Uint8Array;
  /** The beginning of what the user's code printed. */
  readonly prints: Uint8Array;
};

/** What a run's driver puts before its result. */
export function newSecret(): string {
  return randomBytes(16).toString('hex');
}

/** Runs a program with a driver on one case: the secret goes ahead of the case, and what comes back is heard from its channel. */
export async function runFunction(
  program: Program,
  given: {
    readonly secret: string;
    readonly input: Uint8Array;
    readonly limits: RunLimits;
    readonly signal?: AbortSignal | undefined;
    readonly onChannel: (chunk: Uint8Array) => void;
  },
): Promise<FunctionRun> {
  return program.run({
    stdin: Buffer.concat([Buffer.from(`${given.secret}\n`), given.input]),
    limits: given.limits,
    signal: given.signal,
    channel: true,
    onStdout: given.onChannel,
  });
}
