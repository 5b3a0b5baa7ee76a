import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import { RUN_OUTPUT_BYTES, type RunCase } from '@docket/contracts/http/run';
import { createValidator } from '@docket/compare/default-validator';
import { createFunctionValidator } from '@docket/compare/function-validator';
import { createTrimmedValidator } from '@docket/compare/trimmed-validator';
import { parseValidatorFlags } from '@docket/compare/flags';
import type { Validator } from '@docket/compare/validator';
import { decideTestVerdict } from '@docket/domain/judge/verdict/decide';
import { reasonFor } from '@docket/domain/judge/problem/told-reason';
import type { FunctionJudging, StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import type { RunInput } from '@docket/domain/judge/run/input';
import type { Checker, Program, StoredInput } from '@docket/sandbox/sandbox';
import { checkTest } from './check-test.ts';
import { newSecret, runFunction } from './function-run.ts';
import type { TestData } from './run-test.ts';
import { Transcript } from './transcript.ts';

/** A sample, judged as the problem judges it, or an input of the user's own. */
export type CaseInput =
  | {
      readonly name: string;
      readonly inputHash: string;
      readonly answerHash: string;
      readonly flags: readonly string[];
      /** What the program gets on its command line. */
      readonly args: readonly string[];
    }
  | {
      readonly name: string;
      readonly text: string;
      /** Of function problems: what a model solution returns, as JSON; null where that is not known. */
      readonly expected?: string | null;
      /** Arguments and the output that is expected, where they came with it. */
      readonly own?: Exclude<RunInput, string>;
    };

/** What all cases of a run share. */
export type RunBench = {
  readonly program: Program;
  /** The problem's own program; null for the default validator, and where there are no samples. */
  readonly checker: Checker | null;
  readonly judging: StoredJudging;
  readonly limits: RunLimits;
  readonly timeFactor: number;
  readonly blobs: TestData;
  /** Ends the case at once; how it went then says nothing. */
  readonly signal?: AbortSignal | undefined;
};

/** The first bytes of an output. */
class Head {
  readonly #chunks: Uint8Array[] = [];
  #room = RUN_OUTPUT_BYTES;

  push(chunk: Uint8Array): void {
    if (this.#room === 0) return;
    // A copy: the chunk's memory belongs to the box's stream.
    const part = Uint8Array.from(chunk.subarray(0, this.#room));
    this.#chunks.push(part);
    this.#room -= part.byteLength;
  }

  toString(): string {
    return new TextDecoder().decode(Buffer.concat(this.#chunks));
  }
}

/** How a case went, before it is told. */
type Ran = {
  readonly evidence: RunEvidence;
  readonly stderr: Uint8Array;
  readonly outcome: RunCase['outcome'];
  readonly reason: string | null;
} & Pick<RunCase, 'matches' | 'difference' | 'conversation' | 'message' | 'result' | 'expected'>;

/** Runs one case; how it ended is told as for a test, but nothing is graded. */
export async function runCase(bench: RunBench, one: CaseInput, ordinal: number): Promise<RunCase> {
  const stdout = new Head();
  const ran = await runOne(bench, one, stdout);
  const stderr = new Head();
  stderr.push(ran.stderr);
  const { evidence, outcome, reason, matches, difference, conversation, message, result, expected } = ran;
  return {
    ordinal,
    sample: 'inputHash' in one,
    name: one.name,
    outcome,
    reason,
    exit: evidence.exit,
    limitHit: evidence.limitHit,
    cpuMs: evidence.cpuMs / bench.timeFactor,
    wallMs: evidence.wallMs,
    memoryBytes: evidence.memoryBytes,
    metering: evidence.metering,
    stdout: stdout.toString(),
    stdoutBytes: evidence.stdoutBytes,
    stderr: stderr.toString(),
    stderrBytes: evidence.stderrBytes,
    matches,
    difference,
    ...(conversation == null ? {} : { conversation }),
    ...(message == null ? {} : { message }),
    ...(result === undefined ? {} : { result: shownResult(result) }),
    ...(expected === undefined ? {} : { expected: shownResult(expected) }),
  };
}

async function runOne(bench: RunBench, one: CaseInput, stdout: Head): Promise<Ran> {
  const called = bench.judging.function;
  if (!('inputHash' in one) && called !== undefined)
    return runCalled(bench, called, { input: Buffer.from(one.text), expected: one.expected ?? null }, stdout);
  if (!('inputHash' in one)) {
    const { args = [], expected, merge } = one.own ?? {};
    const validator = expected === undefined ? null : createTrimmedValidator(Buffer.from(expected));
    return runPlain(bench, { stdin: Buffer.from(one.text), args, merge }, validator, stdout);
  }
  const { checker, blobs } = bench;
  const { inputHash: inputId } = one;
  const [input, answer] = await Promise.all([blobs.get(inputId), blobs.get(one.answerHash)]);
  const text = Buffer.from(answer).toString().trimEnd();
  if (checker !== null) {
    const ran = await runChecked({ ...bench, checker }, { ...one, inputId, input, answer }, stdout);
    return called === undefined ? ran : { ...ran, expected: text };
  }
  if (called !== undefined) return runCalled(bench, called, { input, expected: text }, stdout);
  const validator = createValidator(answer, parseValidatorFlags(one.flags, one.name));
  await validator.prepare?.();
  const stdin = { id: inputId, bytes: () => Promise.resolve(input) };
  return runPlain(bench, { stdin, args: one.args }, validator, stdout);
}

/** A function on a case, beside what is expected of it where that is known. A check program of the problem's is asked about samples alone. */
async function runCalled(
  bench: RunBench,
  { signature }: FunctionJudging,
  given: { readonly input: Uint8Array; readonly expected: string | null },
  stdout: Head,
): Promise<Ran> {
  const { expected } = given;
  const secret = newSecret();
  const validator = createFunctionValidator(Buffer.from(expected ?? ''), secret, signature, given.input);
  const { evidence, stderr, prints } = await runFunction(bench.program, {
    secret,
    input: given.input,
    limits: bench.limits,
    signal: bench.signal,
    onChannel: (chunk) => validator.push(chunk),
  });
  stdout.push(prints);
  const check = validator.end();
  const { verdict, reason } = decideTestVerdict(evidence, { accepted: true, difference: null, reason: null });
  const outcome = verdict === 'AC' || verdict === 'WA' ? 'OK' : verdict;
  const result = validator.result();
  const compared = expected !== null && bench.judging.program === null;
  return {
    evidence,
    stderr,
    outcome,
    // It ended well and nothing was returned: `exit` in the middle, mostly.
    reason: outcome === 'OK' && result === null ? check.reason : reason,
    matches: compared ? outcome === 'OK' && check.accepted : null,
    difference: compared && outcome === 'OK' ? check.difference : null,
    result,
    expected,
  };
}

/** As much of a value as is kept with a run. */
function shownResult(text: string | null): string | null {
  return text === null || text.length <= RUN_OUTPUT_BYTES ? text : `${text.slice(0, RUN_OUTPUT_BYTES)}…`;
}

async function runPlain(
  bench: RunBench,
  given: {
    readonly stdin: Uint8Array | StoredInput;
    readonly args: readonly string[];
    readonly merge?: boolean | undefined;
  },
  validator: Validator | null,
  stdout: Head,
): Promise<Ran> {
  const { stdin, args, merge } = given;
  const { evidence, stderr } = await bench.program.run({
    stdin,
    args,
    limits: bench.limits,
    signal: bench.signal,
    merged: merge === true,
    onStdout(chunk) {
      stdout.push(chunk);
      validator?.push(chunk);
    },
  });
  const check = validator?.end() ?? null;
  const { verdict, reason } = decideTestVerdict(evidence, { accepted: true, difference: null, reason: null });
  // With that check nothing but AC and the program's own ends is left.
  const outcome = verdict === 'AC' || verdict === 'WA' ? 'OK' : verdict;
  const matches = check === null ? null : outcome === 'OK' && check.accepted;
  return { evidence, stderr, outcome, reason, matches, difference: check?.difference ?? null };
}

/** By the problem's own program, which alone sees the test: an interactor's data is nothing that the other side may read. */
async function runChecked(
  bench: RunBench & { readonly checker: Checker },
  sample: {
    readonly flags: readonly string[];
    readonly args: readonly string[];
    readonly inputId: string;
    readonly input: Uint8Array;
    readonly answer: Uint8Array;
  },
  stdout: Head,
): Promise<Ran> {
  const talk = new Transcript(RUN_OUTPUT_BYTES);
  const { decision, says, evidence, stderr, result } = await checkTest({
    ...bench,
    ...sample,
    onTalk(from, chunk) {
      if (from === 'program') stdout.push(chunk);
      talk.push(from, chunk);
    },
  });
  const conversation = bench.judging.interactive ? talk.toString() : null;
  const called = bench.judging.function === undefined ? {} : { result: result ?? null };
  const told = { evidence, stderr, difference: null, conversation, message: says?.teamMessage ?? null, ...called };
  if (decision === 'fault') {
    const reason = `judge error: ${bench.judging.program?.path ?? 'the validator'} ${says?.reason ?? 'did not decide'}`;
    // To the author, who is not to read what a setter's program said.
    return { ...told, outcome: 'IE', reason: reasonFor('IE', reason), matches: null };
  }
  const { verdict, reason } = decision;
  const ended = verdict === 'AC' || verdict === 'WA';
  return { ...told, outcome: ended ? 'OK' : verdict, reason, matches: verdict === 'AC' };
}
