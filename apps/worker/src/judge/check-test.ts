import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import { canonicalAnswer, CaseFault } from '@docket/contracts/judge/function-case';
import type { FunctionJudging, StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import { readChannel } from '@docket/compare/function-validator';
import { readCheck, type CheckSays } from '@docket/domain/judge/verdict/check-decision';
import { decideTestVerdict, type TestDecision } from '@docket/domain/judge/verdict/decide';
import { decideInteraction } from '@docket/domain/judge/verdict/interaction';
import type { CheckCall, Checker, CheckRun, Program } from '@docket/sandbox/sandbox';
import { newSecret, runFunction } from './function-run.ts';
import { checkLimitsOf, feedbackBytesOf, interactorLimitsOf, slackened, talkLimitsOf } from './run-limits.ts';

/** A test as a check program decides it: the submission, the program, and how they are called. */
export type CheckedTest = {
  readonly program: Program;
  readonly checker: Checker;
  readonly judging: StoredJudging;
  readonly limits: RunLimits;
  /** Already in `limits`; for those of the check program. Undefined: not calibrated. */
  readonly timeFactor: number | undefined;
  readonly flags: readonly string[];
  /** What the submission gets on its command line. */
  readonly args: readonly string[];
  /** A name for the content of `input`. */
  readonly inputId: string;
  readonly input: Uint8Array;
  readonly answer: Uint8Array;
  /** Ends the test in the middle; what comes of it then means nothing. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of the submission's output, and of an interactor's. */
  readonly onTalk: (from: 'program' | 'interactor', chunk: Uint8Array) => void;
};

export type CheckedResult = {
  /** `fault`: the check program failed, for the reason that `says` gives. */
  readonly decision: TestDecision | 'fault';
  /** What the check program said last; null when it was not asked. */
  readonly says: CheckSays | null;
  readonly evidence: RunEvidence;
  readonly stderr: Uint8Array;
  /** What a function returned, as JSON. */
  readonly result?: string | null;
};

/** Runs a test to its end: pass after pass for as long as the check program accepts and asks for another. */
export async function checkTest(test: CheckedTest): Promise<CheckedResult> {
  let { input } = test;
  let worst: CheckedResult | undefined;
  for (let pass = 1; ; pass += 1) {
    const result = test.judging.interactive ? await talkPass(test, input, pass) : await outputPass(test, input, pass);
    // Time and memory are those of the pass that needed most; the rest is that of the last.
    worst = worst === undefined || result.evidence.cpuMs > worst.evidence.cpuMs ? result : worst;
    const next = result.says?.nextPass ?? null;
    if (result.decision === 'fault' || result.decision.verdict !== 'AC') return result;
    if (next === null || test.judging.passes === 1) return { ...result, evidence: worst.evidence };
    if (pass === test.judging.passes) {
      const reason = `asked for pass ${pass + 1}, but limits.validation_passes is ${test.judging.passes}`;
      return { ...result, decision: 'fault', says: result.says && { ...result.says, decision: 'fault', reason } };
    }
    input = next;
  }
}

/** What a submission makes of an input, for a check program to decide over: its output, or what the function returned. */
type Made = { readonly evidence: RunEvidence; readonly stderr: Uint8Array } & (
  | { readonly output: Uint8Array; readonly result?: string }
  | { readonly problem: string }
);

/** A check program is given a result of the signature's types, as the package's author may count on. */
async function callFunction(test: CheckedTest, { signature }: FunctionJudging, input: Uint8Array): Promise<Made> {
  const secret = newSecret();
  const written: Uint8Array[] = [];
  const run = await runFunction(test.program, {
    secret,
    input,
    limits: slackened(test.limits),
    signal: test.signal,
    onChannel: (chunk) => written.push(Uint8Array.from(chunk)),
  });
  test.onTalk('program', run.prints);
  const read = readChannel(secret, Buffer.concat(written));
  if ('problem' in read) return { ...run, ...read };
  try {
    const output = Buffer.from(canonicalAnswer(signature, Buffer.from(input).toString(), read.result));
    return { ...run, ...read, output };
  } catch (error) {
    if (!(error instanceof CaseFault)) throw error;
    return { ...run, problem: `no result: ${error.message}` };
  }
}

async function runOutput(test: CheckedTest, input: Uint8Array, pass: number): Promise<Made> {
  const output: Uint8Array[] = [];
  const run = await test.program.run({
    // Of further passes the input is this submission's own.
    stdin: pass === 1 ? { id: test.inputId, bytes: () => Promise.resolve(input) } : input,
    args: test.args,
    limits: slackened(test.limits),
    signal: test.signal,
    onStdout(chunk) {
      output.push(new Uint8Array(chunk));
      test.onTalk('program', chunk);
    },
  });
  return { ...run, output: Buffer.concat(output) };
}

async function outputPass(test: CheckedTest, input: Uint8Array, pass: number): Promise<CheckedResult> {
  const made = await (test.judging.function === undefined
    ? runOutput(test, input, pass)
    : callFunction(test, test.judging.function, input));
  const result = 'result' in made ? made.result : undefined;
  const told = {
    evidence: { ...made.evidence, limits: test.limits },
    stderr: made.stderr,
    ...(result === undefined ? {} : { result }),
  };
  const own = decideTestVerdict(told.evidence, { accepted: true, difference: null, reason: null });
  if (own.verdict !== 'AC') return { ...told, decision: own, says: null };
  if ('problem' in made) return { ...told, decision: { verdict: 'WA', reason: made.problem }, says: null };
  const run = await test.checker.check({
    ...callOf(test, input, pass, checkLimitsOf(test.timeFactor)),
    output: made.output,
  });
  const says = saysOf(test, run);
  switch (says.decision) {
    case 'fault':
      return { ...told, decision: 'fault', says };
    case 'wrong':
      return { ...told, decision: { verdict: 'WA', reason: says.reason }, says };
    case 'accepted':
      return { ...told, decision: { verdict: 'AC', reason: null }, says };
    default:
      return says.decision satisfies never;
  }
}

async function talkPass(test: CheckedTest, input: Uint8Array, pass: number): Promise<CheckedResult> {
  const limits = talkLimitsOf(test.limits);
  const { program, interactor, first } = await test.checker.interact(
    callOf(test, input, pass, interactorLimitsOf(limits, test.timeFactor)),
    {
      program: test.program,
      args: test.args,
      limits: slackened(limits),
      onTalk: test.onTalk,
    },
  );
  const says = saysOf(test, interactor);
  const evidence = { ...program.evidence, limits };
  const { exit, limitHit } = interactor.evidence;
  const stuck = limitHit !== null || (exit.kind === 'signaled' && exit.signal === 'SIGKILL');
  return { evidence, stderr: program.stderr, says, decision: decideInteraction(evidence, says, first, stuck) };
}

function callOf(test: CheckedTest, input: Uint8Array, pass: number, limits: RunLimits): CheckCall {
  const { judging, answer, flags } = test;
  const testlib = judging.program?.protocol === 'testlib';
  return {
    args: (paths) => [
      paths.input,
      // testlib: a checker reads the output there, an interactor writes its own log to that place.
      ...(testlib ? [paths.output, paths.answer] : [paths.answer, paths.feedback]),
      ...flags,
    ],
    input,
    answer,
    limits,
    feedbackBytes: feedbackBytesOf(judging.passes),
    samePlace: pass > 1,
    signal: test.signal,
  };
}

function saysOf(test: CheckedTest, run: CheckRun): CheckSays {
  return readCheck(test.judging.program?.protocol ?? 'kattis', run);
}
