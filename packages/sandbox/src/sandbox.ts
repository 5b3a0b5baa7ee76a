import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Language } from '@docket/contracts/http/language';
import type { SourceFile } from '@docket/contracts/http/submission';
import type { BoxFile } from './box.ts';
import type { SandboxDescription } from './describe.ts';

/** Names of the files of one check, as its program may open them. */
export type CheckPaths = {
  readonly input: string;
  readonly answer: string;
  /** Not there while the submission still runs. */
  readonly output: string;
  /** Ends with a slash. */
  readonly feedback: string;
};

/** One call of a check program. */
export type CheckCall = {
  readonly args: (paths: CheckPaths) => readonly string[];
  /** The box gets copies of its own. */
  readonly input: Uint8Array;
  readonly answer: Uint8Array;
  readonly limits: RunLimits;
  /** The most the feedback folder may hold when it ends. */
  readonly feedbackBytes: number;
  /** A further pass over the same test: what the feedback folder holds is kept, but for `nextpass.in`. */
  readonly samePlace: boolean;
  /** Ends it in the middle, with its box, by throwing a `BoxFault`. */
  readonly signal?: AbortSignal | undefined;
};

export type CheckRun = {
  readonly evidence: RunEvidence;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Files of the feedback folder by name; or why they could not be had, such as `too big`. */
  readonly feedback: ReadonlyMap<string, Uint8Array> | { readonly problem: string };
};

export type Interaction = {
  readonly program: { readonly evidence: RunEvidence; readonly stderr: Uint8Array };
  readonly interactor: CheckRun;
  /** Which of the two ended first. */
  readonly first: 'program' | 'interactor';
};

/** A check program or interactor, loaded in a check box of its own. */
export type Checker = {
  /** Decides over an output, which it gets both on standard input and as a file. */
  check(call: CheckCall & { readonly output: Uint8Array }): Promise<CheckRun>;
  /** Runs a submission and the program together, the output of each being the input of the other. */
  interact(
    call: CheckCall,
    against: {
      readonly program: Program;
      /** What the submission gets on its command line. */
      readonly args?: readonly string[];
      readonly limits: RunLimits;
      /** What passed, in either direction. */
      readonly onTalk?: (from: 'program' | 'interactor', chunk: Uint8Array) => void;
    },
  ): Promise<Interaction>;
  close(): Promise<void>;
};

/** What a compile step made: files to be placed in run boxes, and which of them (or which class) to start. */
export type Artifact = { readonly language: string; readonly entry: string; readonly files: readonly BoxFile[] };

export type CompileOutcome =
  | { readonly kind: 'ok'; readonly artifact: Artifact; readonly log: string; readonly evidence: RunEvidence | null }
  | { readonly kind: 'failed'; readonly log: string; readonly evidence: RunEvidence | null };

/** An input under a name of its content, by which boxes keep large ones. `bytes` is called where it has to be handed over. */
export type StoredInput = { readonly id: string; readonly bytes: () => Promise<Uint8Array> };

/** A program loaded in a run box, to be run test by test. */
export type Program = {
  /** One test. `limits.processes` is what the program itself may use; what its runtime needs is added. */
  run(test: {
    readonly stdin: Uint8Array | StoredInput;
    /** Behind the program's name. */
    readonly args?: readonly string[];
    readonly limits: RunLimits;
    /** Ends it where it is; what is then told of it means nothing. */
    readonly signal?: AbortSignal | undefined;
    /** Gets output as it comes; must copy what it keeps. */
    readonly onStdout: (chunk: Uint8Array) => void;
    /** `onStdout` gets what is written to descriptor 3 instead, and the standard output comes as `prints`. */
    readonly channel?: boolean;
    /** `onStdout` gets the standard error, too, in the order in which both are written. */
    readonly merged?: boolean;
  }): Promise<{ readonly evidence: RunEvidence; readonly stderr: Uint8Array; readonly prints: Uint8Array }>;
  /** Gives the box back (reset and kept warm, or thrown away). */
  close(): Promise<void>;
};

/**
 * What the worker uses: compile once, load once, run every test in one box.
 * Boxes are kept warm behind it. All methods throw `BoxFault` when the sandbox itself failed.
 */
/**
 * Told of the program before its compile step has run, in languages where that only checks the sources: it is the program if the step succeeds, and nothing
 * that was seen of it counts if it does not.
 */
export type EarlyArtifact = (artifact: Artifact) => void;

export type Sandbox = {
  readonly backend: 'docker' | 'bubblewrap';
  /**
   * Languages found here that were measured and whose toolchain works, with version and floor. The first call starts measuring the floors
   * that are not known from an earlier start, and waits until those of the core set are; the others follow one by one. `complete` waits for all.
   */
  languages(which?: { readonly complete: boolean }): Promise<readonly Language[]>;
  /** Throws a RangeError for a language that was not found here. */
  compile(language: string, files: readonly SourceFile[], early?: EarlyArtifact): Promise<CompileOutcome>;
  load(artifact: Artifact): Promise<Program>;
  /** A check program, on the core of the submission it is for where that can be had. */
  loadChecker(artifact: Artifact, beside?: Program): Promise<Checker>;
  /** What this sandbox is and how busy it is now. */
  describe(): SandboxDescription;
  close(): Promise<void>;
};
