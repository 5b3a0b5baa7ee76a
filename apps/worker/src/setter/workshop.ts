import { createHash } from 'node:crypto';
import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import { SETTER_JOB_LIMITS, type SetterProgress, type ShownCase } from '@docket/contracts/judge/setter-job';
import { PLAIN_JUDGING } from '@docket/domain/judge/problem/stored-judging';
import type { ClaimedTool } from '@docket/domain/judge/setter/claim';
import { decideTestVerdict } from '@docket/domain/judge/verdict/decide';
import { commandLineProblem } from '@docket/problem-package/command-line';
import { acceptingStatus, programsBelow, type SetterProgram } from '@docket/problem-package/programs';
import { readSubmissions } from '@docket/problem-package/submissions';
import type { PackageSubmission } from '@docket/problem-package/types';
import type { Artifact, Program, Sandbox } from '@docket/sandbox/sandbox';
import { compileChecker } from '../judge/judge-tests.ts';
import { runLimitsOf } from '../judge/run-limits.ts';
import { runTest, type TestData } from '../judge/run-test.ts';
import { submittedFiles } from '../judge/submitted-files.ts';
import { ToolFault } from './tool-fault.ts';

const MIB = 1024 * 1024;
/** What generators and validators are held to, whatever the problem; a generator may write a test of any size that a package may hold. */
const TOOL_LIMITS: RunLimits = {
  cpuMs: 10_000,
  wallMs: 20_000,
  memoryBytes: 1024 * MIB,
  outputBytes: 64 * MIB,
  processes: 64,
};
const SHOWN_CHARS = 4_000;

type WorkshopDeps = {
  readonly sandbox: Sandbox;
  readonly blobs: TestData;
  readonly timeFactor: number | undefined;
  /** Of generators and validators, where it is not to be what it is for all. */
  readonly toolCpuMs?: number;
};

/** What a program wrote, and how it ended. */
type Ran = { readonly evidence: RunEvidence; readonly stdout: Buffer; readonly stderr: string };

/** A solution of the package in the hands of a job. */
export type Solution = Pick<PackageSubmission, 'path' | 'language' | 'files' | 'expected'>;

/** An input with its answer, judged. */
export type Judged = Pick<ShownCase, 'verdict' | 'reason' | 'output'>;

/**
 * Programs of a package, compiled and run for a job of a setter's. One box of programs and one of checks is held at a time, as a submission holds them: work
 * goes program by program over many inputs, and not input by input.
 */
export class Workshop {
  readonly #deps: WorkshopDeps;
  readonly claim: ClaimedTool;
  readonly #texts = new Map<string, Promise<string>>();

  constructor(deps: WorkshopDeps, claim: ClaimedTool) {
    this.#deps = deps;
    this.claim = claim;
  }

  get files(): readonly string[] {
    return this.claim.files.map(({ path }) => path);
  }

  async bytes(path: string): Promise<Uint8Array> {
    const hash = this.claim.files.find((file) => file.path === path)?.hash;
    if (hash === undefined)
      throw new ToolFault('program_missing', `There is no ${path} in the package.`, { program: path });
    return this.#deps.blobs.get(hash);
  }

  /** @throws ToolFault for what is no text */
  text(path: string): Promise<string> {
    const known = this.#texts.get(path) ?? this.bytes(path).then((bytes) => Buffer.from(bytes).toString('utf8'));
    this.#texts.set(path, known);
    return known;
  }

  /** What generators and validators are held to on this host. */
  get #limits(): RunLimits {
    const factor = this.#deps.timeFactor ?? 1;
    const cpuMs = this.#deps.toolCpuMs ?? TOOL_LIMITS.cpuMs;
    return { ...TOOL_LIMITS, cpuMs: Math.ceil(cpuMs * factor), wallMs: Math.ceil(2 * cpuMs * factor) };
  }

  blob(hash: string): Promise<Uint8Array> {
    return this.#deps.blobs.get(hash);
  }

  /** Programs directly below `generators` or `input_validators`. */
  async programs(top: string): Promise<readonly SetterProgram[]> {
    const paths = this.files.filter((path) => path.startsWith(`${top}/`));
    return programsBelow(await Promise.all(paths.map(async (path) => ({ path, content: await this.text(path) }))), top);
  }

  async solutions(): Promise<readonly Solution[]> {
    const paths = this.files.filter((path) => path.startsWith('submissions/'));
    return readSubmissions({ name: null, paths, read: (path) => this.bytes(path) });
  }

  /** The solution of that path; without one, an accepted one whose language is here, those that are quick to start first. @throws ToolFault */
  async solution(path: string | undefined): Promise<Solution> {
    const all = await this.solutions();
    if (path !== undefined) {
      const found = all.find((one) => one.path === path);
      if (found === undefined)
        throw new ToolFault('program_missing', `There is no ${path} among the sample submissions.`, { program: path });
      return found;
    }
    const { versions } = this.#deps.sandbox.describe();
    const rank = ['cpp17', 'cpp20', 'c', 'rust', 'go', 'python3', 'javascript'];
    const place = (id: string): number => (rank.includes(id) ? rank.indexOf(id) : rank.length);
    const [model] = all
      .filter(({ expected, language }) => expected === 'AC' && language !== null && Object.hasOwn(versions, language))
      .toSorted((a, b) => place(a.language ?? '') - place(b.language ?? ''));
    if (model === undefined)
      throw new ToolFault('program_missing', 'There is no solution below submissions/accepted/ that runs here.');
    return model;
  }

  /** Is its language here? */
  runs({ language }: Pick<SetterProgram, 'language'>): boolean {
    return language !== null && Object.hasOwn(this.#deps.sandbox.describe().versions, language);
  }

  /** @throws ToolFault for a language that is not here, and for what does not compile */
  async compile(program: Pick<SetterProgram, 'path' | 'language' | 'files'>, submitted = false): Promise<Artifact> {
    const { path, language } = program;
    if (language === null || !this.runs(program))
      throw new ToolFault('language_missing', `${path}: no worker here runs ${language ?? 'files of this ending'}.`, {
        program: path,
      });
    const made = submitted ? submittedFiles(program.files, language, this.claim.judging) : { files: program.files };
    if ('problem' in made) throw new ToolFault('does_not_compile', `${path}: ${made.problem}`, { program: path });
    const compiled = await this.#deps.sandbox.compile(language, made.files);
    if (compiled.kind === 'ok') return compiled.artifact;
    throw new ToolFault('does_not_compile', `${path} does not compile: ${compiled.log.slice(0, SHOWN_CHARS)}`, {
      program: path,
    });
  }

  /** Runs `work` with the program in its box. */
  async with<T>(artifact: Artifact, work: (program: Program) => Promise<T>): Promise<T> {
    const program = await this.#deps.sandbox.load(artifact);
    try {
      return await work(program);
    } finally {
      await program.close();
    }
  }

  /**
   * Runs a generator or validator. What it writes beyond `most` bytes is dropped.
   * @throws ToolFault `not_supported` for arguments that no box takes; `at` is where they are from
   */
  async run(
    program: Program,
    given: { readonly args: readonly string[]; readonly stdin: Uint8Array; readonly most: number },
    at: { readonly program: string; readonly where: string },
  ): Promise<Ran> {
    const problem = commandLineProblem(given.args);
    if (problem !== null)
      throw new ToolFault('not_supported', `The arguments of ${at.program} for ${at.where} are ${problem}.`, at);
    const chunks: Buffer[] = [];
    let room = given.most;
    const { evidence, stderr } = await program.run({
      stdin: given.stdin,
      args: given.args,
      limits: this.#limits,
      onStdout(chunk) {
        if (room <= 0) return;
        chunks.push(Buffer.from(chunk.subarray(0, room)));
        room -= chunk.byteLength;
      },
    });
    return {
      evidence,
      stdout: Buffer.concat(chunks),
      stderr: Buffer.from(stderr).toString('utf8').slice(0, SHOWN_CHARS),
    };
  }

  /**
   * What a generator makes with these arguments.
   * @param where what messages say beside its name, such as `data/secret/03 (tree.py 5)`
   * @throws ToolFault `generator_endless`, `generator_failed`, `input_too_large`
   */
  async generate(
    program: Program,
    path: string,
    made: { readonly args: readonly string[]; readonly where: string; readonly most: number },
  ): Promise<Buffer> {
    const at = { program: path, where: made.where };
    const given = { args: made.args, stdin: Buffer.alloc(0), most: made.most + 1 };
    const { evidence, stdout, stderr } = await this.run(program, given, at);
    const { exit, limitHit } = evidence;
    if (limitHit === 'cpu' || limitHit === 'wall')
      throw new ToolFault(
        'generator_endless',
        `${path} had not ended after ${evidence.limits.cpuMs / 1000} seconds for ${made.where}.`,
        at,
      );
    if (stdout.length > made.most || limitHit === 'output')
      throw new ToolFault('input_too_large', `${path} writes more than ${made.most} bytes for ${made.where}.`, at);
    const { verdict, reason } = decideTestVerdict(evidence, { accepted: true, difference: null, reason: null });
    if (verdict !== 'AC')
      throw new ToolFault(
        'generator_failed',
        `${path} ended with ${reason ?? (exit.kind === 'exited' ? `exit status ${exit.code}` : verdict)} for ${made.where}${stderr === '' ? '.' : `: ${stderr.slice(0, 500)}`}`,
        at,
      );
    return stdout;
  }

  /**
   * Which inputs all validators take, each with what the one that refuses it says: of the first inputs only, at least one, where `pace` says stop.
   * @param validators those of the package, unless others are given
   * @throws ToolFault `validator_failed` for one that decides nothing
   */
  async validate(
    inputs: readonly { readonly name: string; readonly bytes: Uint8Array; readonly args: readonly string[] }[],
    pace: Pace = UNHURRIED,
    validators?: readonly SetterProgram[],
  ): Promise<readonly ({ readonly program: string; readonly message: string } | null)[]> {
    const refusals: ({ program: string; message: string } | null)[] = inputs.map(() => null);
    for (const validator of validators ?? (await this.programs('input_validators'))) {
      const accepts = acceptingStatus(validator);
      await this.with(await this.compile(validator), async (program) => {
        for (const [index, { name, bytes, args }] of inputs.slice(0, refusals.length).entries()) {
          pace.check();
          if (index > 0 && pace.stop()) {
            refusals.length = index;
            return;
          }
          if (refusals[index] !== null) continue;
          const at = { program: validator.path, where: name };
          const { evidence, stderr, stdout } = await this.run(program, { args, stdin: bytes, most: SHOWN_CHARS }, at);
          const { exit, limitHit } = evidence;
          const status = limitHit === null && exit.kind === 'exited' ? exit.code : null;
          if (status === null || (accepts === 42 && status !== 42 && status !== 43))
            throw new ToolFault(
              'validator_failed',
              `${validator.path} decides nothing about ${name}: ${limitHit === null ? endOf(exit) : `over its ${limitHit} limit`}${stderr === '' ? '.' : `: ${stderr.slice(0, 500)}`}`,
              at,
            );
          if (status !== accepts)
            refusals[index] = {
              program: validator.path,
              message: (stderr === '' ? stdout.toString('utf8') : stderr).trim().slice(0, 500),
            };
        }
      });
    }
    return refusals;
  }

  /** @throws ToolFault `not_supported` for problems whose outputs are no answers: interactive and multi-pass ones, and functions */
  refuseTalking(): void {
    const { interactive, passes, function: called } = this.claim.judging ?? PLAIN_JUDGING;
    if (interactive || passes > 1 || called !== undefined)
      throw new ToolFault(
        'not_supported',
        `Outputs are compared with those of a model solution, which ${called === undefined ? 'interactive and multi-pass problems' : 'function problems'} do not have.`,
      );
  }

  /**
   * What the model prints for each input: of the first only, at least one, where `pace` says stop.
   * @throws ToolFault `model_failed`
   */
  async answers(
    model: Solution,
    inputs: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    pace: Pace = UNHURRIED,
  ): Promise<readonly Buffer[]> {
    const answers = await this.tryAnswers(model, inputs, pace);
    return answers.map((answer, index) => {
      if (Buffer.isBuffer(answer)) return answer;
      const where = inputs[index]?.name ?? '';
      throw new ToolFault('model_failed', `${model.path} ends with ${answer.ended} on ${where}.`, {
        program: model.path,
        where,
      });
    });
  }

  /** The same, with how the model ended in place of an answer where it fails. */
  async tryAnswers(
    model: Solution,
    inputs: readonly { readonly bytes: Uint8Array }[],
    pace: Pace,
  ): Promise<readonly (Buffer | { readonly ended: string })[]> {
    const limits = runLimitsOf(this.claim.limits, this.#deps.timeFactor);
    return this.with(await this.compile(model, true), async (program) => {
      const answers: (Buffer | { ended: string })[] = [];
      for (const { bytes } of inputs) {
        pace.check();
        if (answers.length > 0 && pace.stop()) break;
        const chunks: Buffer[] = [];
        const { evidence } = await program.run({
          stdin: bytes,
          args: [],
          limits: { ...limits, cpuMs: 3 * limits.cpuMs, wallMs: 3 * limits.wallMs },
          onStdout: (chunk) => chunks.push(Buffer.from(chunk)),
        });
        const { verdict, reason } = decideTestVerdict(evidence, { accepted: true, difference: null, reason: null });
        answers.push(
          verdict === 'AC' ? Buffer.concat(chunks) : { ended: `${verdict}${reason === null ? '' : ` (${reason})`}` },
        );
      }
      return answers;
    });
  }

  /**
   * How the problem judges a solution on inputs with their answers, one by one for as long as `goOn` says so.
   * @throws ToolFault `validator_failed` for a check program that does not decide or compile
   */
  async judge(
    solution: Solution,
    cases: readonly { readonly name: string; readonly input: Uint8Array; readonly answer: Uint8Array }[],
    goOn: (judged: Judged) => boolean,
  ): Promise<readonly Judged[]> {
    const { sandbox, timeFactor } = this.#deps;
    const judging = this.claim.judging ?? PLAIN_JUDGING;
    const checker = await compileChecker(this.#deps, judging);
    if ('fault' in checker) throw new ToolFault('validator_failed', checker.fault);
    const artifact = await this.compile(solution, true);
    const flags = this.claim.tests.find(({ sample }) => !sample)?.validatorFlags ?? [];
    return this.with(artifact, async (program) => {
      const check = checker.artifact === null ? null : await sandbox.loadChecker(checker.artifact, program);
      const judged: Judged[] = [];
      try {
        for (const [index, { name, input, answer }] of cases.entries()) {
          const [inputHash, answerHash] = [sum(input), sum(answer)];
          const { result, fault } = await runTest(
            {
              program,
              checker: check,
              judging,
              limits: runLimitsOf(this.claim.limits, timeFactor),
              timeFactor,
              blobs: { get: (hash) => Promise.resolve(hash === inputHash ? input : answer) },
            },
            // As a sample, so that what was printed is kept.
            { ordinal: index + 1, name, sample: true, inputHash, answerHash, validatorFlags: flags, args: null },
          );
          if (fault !== null) throw new ToolFault('validator_failed', fault, { where: name });
          const one = { verdict: result.verdict, reason: result.reason, output: result.feedback?.stdout ?? '' };
          judged.push(one);
          if (!goOn(one)) break;
        }
        return judged;
      } finally {
        await check?.close();
      }
    });
  }
}

function sum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function endOf(exit: RunEvidence['exit']): string {
  if (exit.kind === 'exited') return `exit status ${exit.code}`;
  return exit.kind === 'signaled' ? exit.signal : exit.error;
}

/** A case as its setter sees it: what is long is cut. */
export function shownCase(input: Uint8Array, answer: Uint8Array, judged: Judged): ShownCase {
  return {
    input: Buffer.from(input).subarray(0, SETTER_JOB_LIMITS.inputBytes).toString('utf8'),
    inputBytes: input.byteLength,
    verdict: judged.verdict,
    reason: judged.reason,
    expected: Buffer.from(answer).subarray(0, SHOWN_CHARS).toString('utf8'),
    output: judged.output.slice(0, SHOWN_CHARS),
  };
}

/** Asked before each run of a program. */
export type Pace = {
  /** @throws AttemptLost, and ToolFault where the job has worked longer than any may */
  readonly check: () => void;
  /** Leave the rest of what goes through the programs together to the next time. What is begun is one at least. */
  readonly stop: () => boolean;
};

const UNHURRIED: Pace = { check: () => undefined, stop: () => false };

/**
 * How many go through the programs together: twice as many as before, up to so many, while that is quick. What one program has done and the next has no
 * time for is done again, so that it must not be much.
 */
export function createBatch(first: number, most: number): { readonly size: () => number; readonly next: () => void } {
  let size = first;
  let began = performance.now();
  return {
    size: () => size,
    next() {
      const took = performance.now() - began;
      size = Math.max(
        1,
        Math.min(most, took < QUICK_MS ? 2 * size : took > 2 * QUICK_MS ? Math.floor(size / 2) : size),
      );
      began = performance.now();
    },
  };
}

const QUICK_MS = 500;

/** A job's work in slices: what it says while it works, and when it is to lay its work down. */
export type Shift = {
  /** Tells and notes it. @throws AttemptLost when the job is no longer ours */
  readonly tell: (progress: SetterProgress) => void;
  /** Others may be waiting for the slot: lay the work down and go on in the next slice. */
  readonly isOver: () => boolean;
  /** Milliseconds worked in all slices. */
  readonly workedMs: () => number;
  readonly check: Pace['check'];
};
