import type { RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from './backend.ts';
import { BoxFault, type Box, type BoxCommand, type BoxFile, type BoxResult, type Collected } from './box.ts';
import { BASE_ENV } from './compile.ts';
import { talk } from './interact.ts';
import type { LanguageSpec } from './languages/language.ts';
import type { Lease, Pool } from './pool.ts';
import type { Artifact, CheckCall, Checker, CheckPaths, CheckRun, Program, StoredInput } from './sandbox.ts';

const KEEP_BYTES = 64 * 1024;
/** What earlier checks may leave in a box before it is emptied; its file system holds 256 MiB. */
const LEFT_BYTES = 64 * MIB;
/** What the files of one check take beside their content: they are counted too where a box holds. */
const FILES_BYTES = 16 * 1024;

/** Where a loaded program sits and how it is started with other streams than `Program.run` gives it. */
export type Place = {
  readonly slot: number;
  readonly run: (
    limits: RunLimits,
    io: Pick<BoxCommand, 'onStdout'> &
      Partial<Pick<BoxCommand, 'live' | 'signal' | 'channel' | 'merged'>> & {
        readonly stdin?: Uint8Array | StoredInput;
        readonly args?: readonly string[];
      },
  ) => Promise<BoxResult>;
};
export const places = new WeakMap<Program, Place>();

/** Undefined for a program that another sandbox loaded. */
export function placeOf(program: Program): Place | undefined {
  return places.get(program);
}

/** The command that starts an artifact of a language. `limits.processes` is what the program itself may use. */
export function commandOf(
  spec: LanguageSpec,
  artifact: Artifact,
  rest: Omit<BoxCommand, 'argv' | 'env'> & { readonly args?: readonly string[] },
): BoxCommand {
  const { args = [], ...command } = rest;
  const { argv, env } = spec.run({ entry: artifact.entry, memoryBytes: command.limits.memoryBytes });
  return {
    ...command,
    argv: [...argv, ...args],
    env: { ...BASE_ENV, ...env },
    limits: { ...command.limits, processes: command.limits.processes + (spec.processes ?? 0) },
  };
}

/** What the kernel says of a file that is no program, or none for this machine: its author's doing, whatever else it may be a fault of ours. */
const NO_PROGRAM = new Set([
  'ENOEXEC',
  'ENOENT',
  'EACCES',
  'EPERM',
  'ELIBBAD',
  'EINVAL',
  'ENOTDIR',
  'EISDIR',
  'ELOOP',
  'ENOMEM',
  'E2BIG',
]);

/** Runs a program. @throws BoxFault also when what should run it is not there: only a refusal of the artifact itself is evidence. */
export async function startOf(box: Box, command: BoxCommand): Promise<BoxResult> {
  const result = await box.run(command);
  const { exit } = result.evidence;
  const [file] = command.argv;
  if (exit.kind !== 'not-started' || (file.startsWith('/box/') && NO_PROGRAM.has(exit.error))) return result;
  throw new BoxFault(`${file} could not be started: ${exit.error}`);
}

/**
 * Puts a check program into a check box, where it stays for all tests of a submission. Each test gets names of its own, so
 * that files need not be removed in between; the box is emptied when they have become many megabytes.
 */
export async function loadChecker(
  pool: Pool,
  spec: LanguageSpec,
  artifact: Artifact,
  slot: number | undefined,
): Promise<Checker> {
  const lease = await pool.acquire('check', slot);
  const box = new CheckBox(lease, spec, artifact);
  await box.guard(lease.box.put(artifact.files)).catch(async (error: unknown) => {
    await box.close();
    throw error;
  });
  return box;
}

type Stage = {
  readonly paths: CheckPaths;
  readonly feedbackDir: string;
  /** The files are on their way. */
  readonly stored: Promise<void>;
};

class CheckBox implements Checker {
  #lease: Lease;
  #spec: LanguageSpec;
  #artifact: Artifact;
  #sound = true;
  #tests = 0;
  #passes = 0;
  #left = 0;

  constructor(lease: Lease, spec: LanguageSpec, artifact: Artifact) {
    this.#lease = lease;
    this.#spec = spec;
    this.#artifact = artifact;
  }

  /** A box in which something failed is not given back. */
  async guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.#sound = false;
      throw error;
    }
  }

  async check(call: CheckCall & { readonly output: Uint8Array }): Promise<CheckRun> {
    return await this.#until(call.signal, async () => {
      const stage = await this.guard(this.#stage(call, call.output));
      return await this.guard(this.#run(call, stage, { stdin: call.output }));
    });
  }

  async interact(call: CheckCall, against: Parameters<Checker['interact']>[1]): ReturnType<Checker['interact']> {
    const place = placeOf(against.program);
    if (!place) throw new RangeError('the program was loaded by another sandbox');
    return await this.#until(call.signal, async () => {
      const stage = await this.guard(this.#stage(call, undefined));
      await this.guard(stage.stored);
      return await this.guard(
        talk({
          program: (io) => place.run(against.limits, { ...io, args: against.args ?? [] }),
          interactor: (io) => this.#start(call, stage, io),
          finish: async (result) => this.#finish(stage, result, new Uint8Array(), await this.#collect(call, stage)),
          onTalk: against.onTalk,
        }),
      );
    });
  }

  /** A check is a row of exchanges, sent ahead of each other; what ends it at any moment is the end of its box. */
  async #until<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const stop = (): void => {
      this.#sound = false;
      // Given back, it is closed once more, and heard then.
      this.#lease.box.close().catch(() => undefined);
    };
    if (signal?.aborted === true) throw new BoxFault('the check is not wanted any more');
    signal?.addEventListener('abort', stop);
    return await work().finally(() => signal?.removeEventListener('abort', stop));
  }

  async close(): Promise<void> {
    if (this.#sound) this.#lease.release();
    else this.#lease.discard();
  }

  /** Puts the files of a test, or of a further pass over it. */
  async #stage(call: CheckCall, output: Uint8Array | undefined): Promise<Stage> {
    const bytes = FILES_BYTES + call.input.length + call.answer.length + (output?.length ?? 0);
    const clean = await this.#lease.box.clean();
    if (!call.samePlace) {
      if (!clean || (this.#left + bytes > LEFT_BYTES && this.#left > 0)) {
        if (!clean || !(await this.#lease.box.reset())) await this.#lease.renew();
        await this.#lease.box.put(this.#artifact.files);
        this.#left = 0;
      }
      this.#tests += 1;
      this.#passes = 0;
    }
    this.#left += bytes;
    this.#passes += 1;
    const folder = `checks/${this.#tests}-${this.#passes}`;
    const file = (name: string, content: Uint8Array): BoxFile => ({
      name: `${folder}/${name}`,
      bytes: content,
      executable: false,
    });
    const stored = this.#lease.box.put([
      file('input', call.input),
      file('answer', call.answer),
      ...(output === undefined ? [] : [file('output', output)]),
    ]);
    const feedbackDir = `feedback-${this.#tests}`;
    return {
      feedbackDir,
      stored,
      paths: {
        input: `/box/${folder}/input`,
        answer: `/box/${folder}/answer`,
        output: output === undefined ? `/box/${feedbackDir}/output` : `/box/${folder}/output`,
        feedback: `/box/${feedbackDir}/`,
      },
    };
  }

  #start(
    call: CheckCall,
    stage: Stage,
    io: Pick<BoxCommand, 'onStdout'> & Partial<Pick<BoxCommand, 'stdin' | 'live' | 'drainOutput'>>,
  ): Promise<BoxResult> {
    return startOf(
      this.#lease.box,
      commandOf(this.#spec, this.#artifact, {
        args: call.args(stage.paths),
        limits: call.limits,
        stderrKeepBytes: KEEP_BYTES,
        feedbackDir: stage.feedbackDir,
        ...io,
      }),
    );
  }

  async #run(call: CheckCall, stage: Stage, io: { readonly stdin: Uint8Array }): Promise<CheckRun> {
    const stdout: Uint8Array[] = [];
    const ran = this.#start(call, stage, {
      ...io,
      drainOutput: true,
      onStdout: (chunk) => stdout.push(new Uint8Array(chunk)),
    });
    const [result, collected] = await Promise.all([ran, this.#collect(call, stage), stage.stored]);
    return this.#finish(stage, result, Buffer.concat(stdout), collected);
  }

  #collect(call: CheckCall, stage: Stage): Promise<Collected> {
    return this.#lease.box.collect(stage.feedbackDir, call.feedbackBytes);
  }

  #finish(stage: Stage, result: BoxResult, stdout: Uint8Array, collected: Collected): CheckRun {
    const { evidence, stderr } = result;
    // A folder without files counts as not found, and is nothing to complain about.
    if ('problem' in collected && collected.problem !== 'not found')
      return { evidence, stdout, stderr, feedback: collected };
    const files = 'problem' in collected ? [] : collected.files;
    const strip = stage.feedbackDir.length + 1;
    this.#left += files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return { evidence, stdout, stderr, feedback: new Map(files.map(({ name, bytes }) => [name.slice(strip), bytes])) };
  }
}
