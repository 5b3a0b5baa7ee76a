import type { Metering, RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';

/**
 * Who wrote what runs inside. Never two classes in one box at the same time:
 * compile (attacker controls the compiler's input), run (the attacker's program), check (the setter's code).
 */
export type TrustClass = 'compile' | 'run' | 'check';

/** A file to place in the box. `name` is one path segment below `/box`; files land root-owned and read-only. */
export type BoxFile = { readonly name: string; readonly bytes: Uint8Array; readonly executable?: boolean };

/** A program to start: argv (never a shell string), a clean environment, limits. Working directory is `/box`. */
export type BoxCommand = {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly limits: RunLimits;
  /** Bytes for standard input; empty means it starts at end of file. */
  readonly stdin?: Uint8Array;
  /** How much standard error is kept; the rest is drained and counted. */
  readonly stderrKeepBytes: number;
  /** Receives standard output as it comes, up to `limits.outputBytes`. Must not block. */
  readonly onStdout: (chunk: Uint8Array) => void;
};

export type BoxResult = { readonly evidence: RunEvidence; readonly stderr: Uint8Array };

/**
 * One isolated place for one slot, with the C runner as its main process. One `run` at a time.
 * Every method throws `BoxFault` when the sandbox itself failed (verdict IE, retried elsewhere, never the user's fault);
 * after a fault the box must be closed.
 */
export type Box = {
  readonly id: string;
  readonly trust: TrustClass;
  readonly isolation: string;
  readonly metering: Metering;
  /** Runs started here since it was made; a pool retires a box by this, by age, or after any anomaly. */
  readonly runs: number;
  /** Puts files under `/box`, replacing none. */
  put(files: readonly BoxFile[]): Promise<void>;
  run(command: BoxCommand): Promise<BoxResult>;
  /** Reads a regular file under `/box` through the runner (no symlink followed). Undefined if there is none. */
  collect(name: string, maxBytes: number): Promise<Uint8Array | undefined>;
  /** Kills everything, wipes `/box` and `/tmp`, removes IPC, verifies emptiness. False: throw the box away. */
  reset(): Promise<boolean>;
  close(): Promise<void>;
};

/** The sandbox failed, not the program in it. */
export class BoxFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BoxFault';
  }
}
