import type { Metering, RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';

/**
 * Who wrote what runs inside. Never two classes in one box at the same time:
 * compile (attacker controls the compiler's input), run (the attacker's program), check (the setter's code).
 */
export type TrustClass = 'compile' | 'run' | 'check';

/** A file to place in the box: a relative path below `/box`. Files land root-owned and read-only. */
export type BoxFile = { readonly name: string; readonly bytes: Uint8Array; readonly executable: boolean };

/** A program to start: argv (never a shell string), a clean environment, limits. Working directory is `/box`. */
export type BoxCommand = {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly limits: RunLimits;
  /** Bytes for standard input, read by the program as a file; empty means it starts at end of file. */
  readonly stdin?: Uint8Array;
  /** Standard input is what the box keeps under this id. Excludes `stdin` and `live`. */
  readonly kept?: string;
  /** Ends the program where it is; the evidence then shows SIGKILL and no limit. Not for one that is talked to, see `LiveInput`. */
  readonly signal?: AbortSignal | undefined;
  /** How much standard error is kept, at most 64 KiB; the rest is drained and counted. */
  readonly stderrKeepBytes: number;
  /** Receives standard output as it comes, up to `limits.outputBytes`. Must not block; copy what is to be kept. */
  readonly onStdout: (chunk: Uint8Array) => void;
  /**
   * What counts is what the program writes to descriptor 3, and `onStdout` hears that. Its standard output is kept like its errors (64 KiB, the rest
   * is counted) and both together are held to the limit; the evidence counts the standard output. Excludes `live`.
   */
  readonly channel?: boolean;
  /** Standard error goes where standard output goes, in the order in which both are written, and counts as that. */
  readonly merged?: boolean;
  /** Drop output over the limit instead of ending the program: a compiler's log. */
  readonly drainOutput?: boolean;
  /** A folder below `/box` that the program may write to; made if it is not there, a `nextpass.in` in it removed. */
  readonly feedbackDir?: string;
  /** Standard input is fed while the program runs, by what is handed over here, and output comes at once. Excludes `stdin`. */
  readonly live?: Live;
  /** Run outside the meters: a warm-up, whose page cache must not be charged to what follows. */
  readonly unmetered?: boolean;
};

export type BoxResult = {
  readonly evidence: RunEvidence;
  readonly stderr: Uint8Array;
  /** The beginning of its standard output, where it has a channel beside it. */
  readonly prints: Uint8Array;
  /** When it ended, in ms of the monotonic clock that all boxes of a machine share. */
  readonly endedAtMs: number;
};

/** What is heard of a program that talks, beside its output. */
export type Live = {
  readonly onStart: (input: LiveInput) => void;
  /** Of its standard input so many bytes more have left our hands: they are in its pipe, or nobody will read them. */
  readonly onTaken: (bytes: number) => void;
  /** It has closed its standard output, and goes on. When, on the clock of `BoxResult.endedAtMs`. */
  readonly onEnded: (atMs: number) => void;
};

/** The two ends of a program that runs. After its end all of this does nothing. */
export type LiveInput = {
  /** Not more ahead of `onTaken` than `LIVE_WINDOW`, and once a pipe's content. */
  write(bytes: Uint8Array): void;
  /** Its standard output may bring so many bytes more; `LIVE_WINDOW` from the start. Beyond that the program is stopped by a full pipe. */
  allow(bytes: number): void;
  /** No more will come: the program reads end of file after what was written. */
  end(): void;
  /** Ends the program; its evidence then shows SIGKILL and no limit. */
  stop(): void;
};

/** What was found under a name, or why it could not be handed over. */
export type Collected = { readonly files: readonly BoxFile[] } | { readonly problem: string };

/**
 * One isolated place for one slot, with the C runner as its main process. Calls are served in the order they are made, and
 * need not wait for each other: what does not depend on an answer is sent along, which saves a wake-up of the runner and of us
 * for each. Only a program that is talked to (`live`) is alone in its box.
 * Every method throws `BoxFault` when the sandbox itself failed (verdict IE, retried elsewhere, never the user's fault);
 * after a fault the box must be closed.
 */
export type Box = {
  readonly id: string;
  readonly trust: TrustClass;
  readonly isolation: string;
  readonly metering: Metering;
  /** It was given a cgroup and cannot use it: why. */
  readonly unusedCgroup: string | undefined;
  /** Runs started here since it was made; a pool retires a box by this, by age, or after any anomaly. */
  readonly runs: number;
  /** When it was made, in ms of the monotonic clock. */
  readonly bornAt: number;
  /** Something was not as it should be, though no single call failed: do not use it again. */
  readonly tainted: boolean;
  /** The runner is there, as far as we have heard. */
  readonly alive: boolean;
  /** Puts files under `/box`, replacing none. */
  put(files: readonly BoxFile[]): Promise<void>;
  /** Answers when the program has ended. What it left in /tmp is removed after that, see `clean`. */
  run(command: BoxCommand): Promise<BoxResult>;
  /** Is there an input of that id? It stays until `keep` is called, or the box closed. */
  keeps(id: string): boolean;
  /**
   * Hands over an input that further runs will want, also those of other programs after a `reset`: as a sealed file that none of them can
   * change for the next. Older ones give way, but none that was used since the last reset. `id` names its content.
   * False: it is too small or too large to be worth it, or there is no room, and it goes as `stdin`.
   */
  keep(id: string, bytes: Uint8Array): boolean;
  /**
   * Is all gone that runs left outside of `/box`? Waits until that is known, seldom and never long. A box for which it is false runs
   * nothing more: a further `run` is a `BoxFault`.
   */
  clean(): Promise<boolean>;
  /**
   * Reads the regular file, or all regular files below the directory, of that name under `/box`. No link is followed.
   * `ifSucceeded`: only where the run before it ended with exit status 0 and within its limits, a problem otherwise.
   */
  collect(name: string, maxBytes: number, ifSucceeded?: boolean): Promise<Collected>;
  /** Kills everything, wipes `/box` and `/tmp`, verifies emptiness. False: throw the box away. */
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
