import { setImmediate } from 'node:timers/promises';
import { SETTER_JOB_LIMITS, type MinimiseAsked, type MinimiseResult } from '@docket/contracts/judge/setter-job';
import { testVerdict } from '@docket/contracts/judge/verdict';
import { nextShrinkings, startShrinking } from '@docket/problem-package/shrink';
import { z } from 'zod';
import { ToolFault } from './tool-fault.ts';
import {
  createBatch,
  shownCase,
  type Judged,
  type Pace,
  type Shift,
  type Solution,
  type Workshop,
} from './workshop.ts';

/** Most smaller inputs that go through each program together. */
const TOGETHER = 16;

const workSchema = z.object({
  shrink: z.object({
    text: z.string(),
    phase: z.enum(['lines', 'tokens', 'numbers']),
    size: z.int(),
    at: z.int(),
    tried: z.int(),
    changed: z.boolean(),
  }),
  verdict: testVerdict,
  fromBytes: z.int(),
  tries: z.int(),
});
type Work = z.infer<typeof workSchema>;

/** Makes an input smaller for as long as the validators take it and the solution fails on it with the same verdict. */
export async function workOnMinimise(
  shop: Workshop,
  asked: MinimiseAsked,
  state: unknown,
  shift: Shift,
): Promise<{ readonly result: MinimiseResult } | { readonly state: unknown }> {
  shop.refuseTalking();
  const solution = await shop.solution(asked.solution);
  const model = await shop.solution(asked.model);
  let work: Work =
    state === null || state === undefined ? await beginning(shop, asked, solution, model) : workSchema.parse(state);
  let finished = false;
  const over = (): boolean => shift.workedMs() >= asked.seconds * 1000;
  const pace: Pace = { check: shift.check, stop: shift.isOver };
  const batch = createBatch(4, TOGETHER);
  while (!over()) {
    if (shift.isOver()) return { state: work };
    const size = Buffer.byteLength(work.shrink.text);
    shift.tell({ doing: `Shrinking: ${size} of ${work.fromBytes} bytes left`, done: work.tries, total: null });
    const { some, next } = nextShrinkings(work.shrink, batch.size());
    if (some.length === 0) {
      finished = next === undefined;
      if (next === undefined) break;
      work = { ...work, shrink: next };
      // Looking for what to try is no waiting: leases and heartbeats are let in.
      await setImmediate();
      continue;
    }
    const { failing, done } = await firstFailing(
      shop,
      { solution, model, verdict: work.verdict },
      some.map(({ text }) => text),
      pace,
    );
    work = {
      ...work,
      tries: work.tries + done,
      shrink: (failing === null ? some[done - 1]?.onFailure : some[failing]?.onSuccess) ?? work.shrink,
    };
    batch.next();
  }
  const input = Buffer.from(work.shrink.text);
  const [answer = Buffer.alloc(0)] = await shop.answers(model, [{ name: 'the smallest input', bytes: input }]);
  const [judged] = await shop.judge(solution, [{ name: 'the smallest input', input, answer }], () => true);
  if (judged === undefined) throw new Error('one case was judged');
  return {
    result: {
      kind: 'minimise',
      fromBytes: work.fromBytes,
      tries: work.tries,
      finished,
      smallest: shownCase(input, answer, judged),
    },
  };
}

async function beginning(shop: Workshop, asked: MinimiseAsked, solution: Solution, model: Solution): Promise<Work> {
  const bytes = asked.input === undefined ? await inputOf(shop, asked.test ?? '') : Buffer.from(asked.input);
  const where = asked.test === undefined ? 'the input given' : `data/${asked.test}.in`;
  if (bytes.byteLength > SETTER_JOB_LIMITS.inputBytes)
    throw new ToolFault(
      'input_too_large',
      `${where} has ${bytes.byteLength} bytes; at most ${SETTER_JOB_LIMITS.inputBytes} are made smaller.`,
      { where },
    );
  const text = Buffer.from(bytes).toString('utf8');
  if (text.trim() === '')
    throw new ToolFault('input_rejected', `${where} is blank: there is nothing to take out of it.`, { where });
  const [refusal] = await shop.validate([{ name: where, bytes, args: [] }]);
  if (refusal !== null && refusal !== undefined)
    throw new ToolFault('input_rejected', `${refusal.program} does not accept ${where}: ${refusal.message}`, {
      program: refusal.program,
      where,
    });
  const [answer = Buffer.alloc(0)] = await shop.answers(model, [{ name: where, bytes }]);
  const [judged] = await shop.judge(solution, [{ name: where, input: bytes, answer }], () => true);
  if (judged === undefined || judged.verdict === 'AC')
    throw new ToolFault('case_passes', `${solution.path} is accepted on ${where}: there is nothing to make smaller.`, {
      program: solution.path,
      where,
    });
  return { shrink: startShrinking(text), verdict: judged.verdict, fromBytes: bytes.byteLength, tries: 0 };
}

async function inputOf(shop: Workshop, name: string): Promise<Uint8Array> {
  const test = shop.claim.tests.find((one) => one.name === name);
  if (test === undefined)
    throw new ToolFault('program_missing', `There is no test ${name} in this version.`, { where: name });
  return shop.blob(test.inputHash);
}

/** The first of these texts that is valid and on which the solution fails as it did, null where none is; and how many were looked at. */
async function firstFailing(
  shop: Workshop,
  tried: { readonly solution: Solution; readonly model: Solution; readonly verdict: Judged['verdict'] },
  texts: readonly string[],
  pace: Pace,
): Promise<{ readonly failing: number | null; readonly done: number }> {
  const all = texts.map((text, index) => ({ index, name: 'a smaller input', bytes: Buffer.from(text), args: [] }));
  const refusals = await shop.validate(all, pace);
  const valid = all.filter((_, index) => refusals[index] === null);
  if (valid.length === 0) return { failing: null, done: refusals.length };
  // Without validators anything may be tried, also what the model cannot read; such an input is none.
  const answers = await shop.tryAnswers(tried.model, valid, pace);
  const answered = valid.flatMap(({ index, name, bytes }, at) => {
    const answer = answers[at];
    return Buffer.isBuffer(answer) ? [{ index, name, input: bytes, answer }] : [];
  });
  const judged = await shop.judge(tried.solution, answered, ({ verdict }) => {
    pace.check();
    return verdict !== tried.verdict && !pace.stop();
  });
  const found = answered[judged.findIndex(({ verdict }) => verdict === tried.verdict)];
  if (found !== undefined) return { failing: found.index, done: found.index + 1 };
  // All before the first that waits for the solution, the model or a validator.
  const waits = answered[judged.length] ?? valid[answers.length];
  return { failing: null, done: waits?.index ?? refusals.length };
}
