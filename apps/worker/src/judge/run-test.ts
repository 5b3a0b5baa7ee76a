import type { TestResultDetail } from '@docket/contracts/http/submission';
import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { FunctionJudging, StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import type { ClaimedSubmission } from '@docket/domain/judge/submission/claim';
import { createValidator } from '@docket/compare/default-validator';
import { parseValidatorFlags } from '@docket/compare/flags';
import type { Difference } from '@docket/compare/validator';
import { createFunctionValidator } from '@docket/compare/function-validator';
import { pointsOf, type CheckSays } from '@docket/domain/judge/verdict/check-decision';
import { decideTestVerdict, deservesAnotherRun, type TestDecision } from '@docket/domain/judge/verdict/decide';
import { worthOf } from '@docket/domain/judge/verdict/score-tree';
import type { Checker, Program } from '@docket/sandbox/sandbox';
import { checkTest, type CheckedTest } from './check-test.ts';
import { newSecret, runFunction } from './function-run.ts';
import { OutputHead } from './output-head.ts';
import { slackened } from './run-limits.ts';
import { Transcript } from './transcript.ts';

export type ClaimedTest = ClaimedSubmission['tests'][number];

/** Where test data comes from, by hash. */
export type TestData = { readonly get: (hash: string) => Promise<Uint8Array> };

/** What all tests of a submission share. */
export type TestBench = {
  readonly program: Program;
  /** The problem's own program; null for the default validator. */
  readonly checker: Checker | null;
  readonly judging: StoredJudging;
  /** In force on this host: the problem's, multiplied by the factor. */
  readonly limits: RunLimits;
  /** See `RunEvidence.timeFactor`; undefined where hosts are not calibrated. */
  readonly timeFactor: number | undefined;
  readonly blobs: TestData;
  /** Ends a test in the middle; what comes of it then, result or error, means nothing. */
  readonly signal?: AbortSignal | undefined;
};

export type TestRun = {
  readonly result: TestResultDetail;
  /** Points the check program gave; null where the group's own figure counts. */
  readonly points: number | null;
  /** Ended so that it should be run again elsewhere before it counts. */
  readonly near: boolean;
  /** The setter's fault: which program failed, how and where. */
  readonly fault: string | null;
};

type Decided = {
  readonly decision: TestDecision;
  readonly difference: Difference | null;
  readonly says: CheckSays | null;
  readonly points: number | null;
  readonly fault: string | null;
  readonly evidence: RunEvidence;
  readonly stderr: Uint8Array;
  /** What a function returned, as JSON. */
  readonly result?: string | null;
};

type OnTalk = CheckedTest['onTalk'];

const SHOWN_BYTES = 4 * 1024;

/**
 * Runs one test and decides it. The default validator compares while the program prints and holds no output.
 * What the program printed (of an interaction both sides) is kept only on samples: on secret tests it could carry the input out.
 */
export async function runTest(bench: TestBench, test: ClaimedTest): Promise<TestRun> {
  const stdout = bench.judging.interactive ? new Transcript(SHOWN_BYTES) : new OutputHead(SHOWN_BYTES);
  const stderr = new OutputHead(SHOWN_BYTES);
  const onTalk: OnTalk = (from, chunk) => {
    if (!test.sample) return;
    if (stdout instanceof Transcript) stdout.push(from, chunk);
    else stdout.push(chunk);
  };
  const { checker } = bench;
  const called = bench.judging.function;
  const decided =
    checker !== null
      ? await runChecked({ ...bench, checker }, test, onTalk)
      : called === undefined
        ? await runDefault(bench, test, onTalk)
        : await runCalled(bench, called, test, onTalk);
  stderr.push(decided.stderr);
  const { decision, says } = decided;
  const { timeFactor } = bench;
  const evidence = timeFactor === undefined ? decided.evidence : { ...decided.evidence, timeFactor };
  const judgeMessage = says?.judgeMessage ?? null;
  return {
    points: decided.points,
    fault: decided.fault,
    near: decision.verdict !== 'AC' && decision.verdict !== 'WA' && deservesAnotherRun(evidence),
    result: {
      ordinal: test.ordinal,
      name: test.name,
      sample: test.sample,
      verdict: decision.verdict,
      reason: decision.reason,
      // What counts, for the author and in comparisons, is time as the reference host would have taken it.
      cpuMs: evidence.cpuMs / (timeFactor ?? 1),
      wallMs: evidence.wallMs,
      memoryBytes: evidence.memoryBytes,
      evidence,
      feedback: {
        difference: decided.difference,
        stdout: test.sample ? stdout.toString() : null,
        stderr: test.sample ? stderr.toString() : null,
        message: says?.teamMessage ?? null,
        ...(test.sample && decided.result != null ? { result: shortResult(decided.result) } : {}),
        ...(judgeMessage === null ? {} : { judgeMessage }),
      },
    },
  };
}

async function runDefault(bench: TestBench, test: ClaimedTest, onTalk: OnTalk): Promise<Decided> {
  const { blobs, signal } = bench;
  const answer = await blobs.get(test.answerHash);
  const validator = createValidator(answer, parseValidatorFlags(test.validatorFlags, test.name));
  await validator.prepare?.();
  const run = await bench.program.run({
    stdin: { id: test.inputHash, bytes: () => blobs.get(test.inputHash) },
    args: test.args ?? [],
    limits: slackened(bench.limits),
    signal,
    onStdout(chunk) {
      validator.push(chunk);
      onTalk('program', chunk);
    },
  });
  const check = validator.end();
  const evidence = { ...run.evidence, limits: bench.limits };
  const decision = decideTestVerdict(evidence, check);
  const difference = decision.verdict === 'WA' ? check.difference : null;
  return { decision, difference, evidence, stderr: run.stderr, says: null, points: null, fault: null };
}

/** A function: what counts is what it returns, and what it prints is only shown. */
async function runCalled(
  bench: TestBench,
  { signature }: FunctionJudging,
  test: ClaimedTest,
  onTalk: OnTalk,
): Promise<Decided> {
  const { blobs, signal, program } = bench;
  const [input, answer] = await Promise.all([blobs.get(test.inputHash), blobs.get(test.answerHash)]);
  const secret = newSecret();
  const validator = createFunctionValidator(Buffer.from(answer), secret, signature, input);
  const run = await runFunction(program, {
    secret,
    input,
    limits: slackened(bench.limits),
    signal,
    onChannel: (chunk) => validator.push(chunk),
  });
  onTalk('program', run.prints);
  const check = validator.end();
  const evidence = { ...run.evidence, limits: bench.limits };
  const decision = decideTestVerdict(evidence, check);
  const difference = decision.verdict === 'WA' ? check.difference : null;
  const result = validator.result();
  return { decision, difference, evidence, stderr: run.stderr, says: null, points: null, fault: null, result };
}

/** As much of a result as is shown. */
function shortResult(text: string): string {
  return text.length > SHOWN_BYTES ? `${text.slice(0, SHOWN_BYTES)}…` : text;
}

async function runChecked(
  bench: TestBench & { readonly checker: Checker },
  test: ClaimedTest,
  onTalk: OnTalk,
): Promise<Decided> {
  const { judging, blobs } = bench;
  const [input, answer] = await Promise.all([blobs.get(test.inputHash), blobs.get(test.answerHash)]);
  const checked = await checkTest({
    ...bench,
    flags: test.validatorFlags,
    args: test.args ?? [],
    inputId: test.inputHash,
    input,
    answer,
    onTalk,
  });
  const { decision, says, evidence, stderr } = checked;
  const rest = { difference: null, says, evidence, stderr, result: checked.result ?? null };
  const fault = (reason: string): Decided => {
    const text = `${judging.program?.path ?? 'the validator'} ${reason} on ${test.name}`;
    return { ...rest, decision: { verdict: 'IE', reason: text }, points: null, fault: text };
  };
  if (decision === 'fault') return fault(says?.reason ?? 'did not decide');
  if (decision.verdict !== 'AC') return { ...rest, decision, points: null, fault: null };
  const worth = worthOf(judging.groups, test.name);
  const given = pointsOf(says?.points ?? null, worth);
  if ('fault' in given) return fault(given.fault);
  const most = worth?.testMax ?? worth?.testScore ?? null;
  const partial = given.points !== null && most !== null && given.points < most;
  return {
    ...rest,
    decision: partial ? { verdict: 'AC', reason: 'partial score' } : decision,
    points: given.points,
    fault: null,
  };
}
