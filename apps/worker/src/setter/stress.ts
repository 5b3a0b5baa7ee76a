import { SETTER_JOB_LIMITS, type StressAsked, type StressResult } from '@docket/contracts/judge/setter-job';
import { z } from 'zod';
import { ToolFault } from './tool-fault.ts';
import { createBatch, shownCase, type Pace, type Shift, type Workshop } from './workshop.ts';

/** Rounds that go through each program together; few at first, for most differences show at once. */
const FIRST = 4;
const TOGETHER = 24;

const workSchema = z.object({ rounds: z.int(), refused: z.int() });

/** Runs generator, model and solution on one seed after another until the solution is not accepted, its time is over or its rounds are done. */
export async function workOnStress(
  shop: Workshop,
  asked: StressAsked,
  state: unknown,
  shift: Shift,
): Promise<{ readonly result: StressResult } | { readonly state: unknown }> {
  shop.refuseTalking();
  let { rounds, refused } = state === null || state === undefined ? { rounds: 0, refused: 0 } : workSchema.parse(state);
  const generator = (await shop.programs('generators')).find(({ path }) => path === asked.generator);
  if (generator === undefined)
    throw new ToolFault('program_missing', `There is no ${asked.generator} in the package.`, {
      program: asked.generator,
    });
  const solution = await shop.solution(asked.solution);
  const model = await shop.solution(asked.model);
  // Before anything runs, so that what does not compile is told at once.
  const artifact = await shop.compile(generator);
  const words = asked.args.split(/\s+/).filter((word) => word !== '');
  const template = words.some((word) => word.includes('{seed}')) ? words : [...words, '{seed}'];
  const over = (): boolean => rounds >= SETTER_JOB_LIMITS.rounds || shift.workedMs() >= asked.seconds * 1000;
  const pace: Pace = { check: shift.check, stop: shift.isOver };
  for (const batch = createBatch(rounds === 0 ? FIRST : 1, TOGETHER); !over(); batch.next()) {
    if (shift.isOver()) return { state: { rounds, refused } };
    shift.tell({ doing: 'Comparing on random inputs', done: rounds, total: null });
    const count = Math.min(batch.size(), SETTER_JOB_LIMITS.rounds - rounds);
    const seeds = Array.from({ length: count }, (_, index) => asked.seed + rounds + index);
    const made = await shop.with(artifact, async (program) => {
      const inputs: { name: string; seed: number; command: string; bytes: Buffer; args: string[] }[] = [];
      for (const seed of seeds) {
        pace.check();
        if (inputs.length > 0 && pace.stop()) break;
        const args = template.map((word) => word.replaceAll('{seed}', String(seed)));
        const command = [generator.path, ...args].join(' ');
        const where = `seed ${seed} (${command})`;
        const bytes = await shop.generate(program, generator.path, { args, where, most: SETTER_JOB_LIMITS.inputBytes });
        inputs.push({ name: where, seed, command, bytes, args: [] });
      }
      return inputs;
    });
    const refusals = await shop.validate(made, pace);
    const taken = made.filter((_, index) => refusals[index] === null);
    const refusedBefore = (one: (typeof made)[number] | undefined): number =>
      refusals.filter((refusal, index) => refusal !== null && (one === undefined || index < made.indexOf(one))).length;
    const [refusal] = refusals.filter((one) => one !== null);
    // A generator that makes nothing but what is refused is no use to go on with.
    if (taken.length === 0 && refused === rounds && rounds + refusals.length >= FIRST && refusal !== undefined)
      throw new ToolFault(
        'input_rejected',
        `${refusal.program} accepts nothing of what ${generator.path} makes: ${refusal.message}`,
        {
          program: refusal.program,
          where: made[0]?.name ?? '',
        },
      );
    const answers = await shop.answers(model, taken, pace);
    const cases = taken.flatMap(({ name, bytes }, index) => {
      const answer = answers[index];
      return answer === undefined ? [] : [{ name, input: bytes, answer }];
    });
    const judged = await shop.judge(solution, cases, ({ verdict }) => {
      pace.check();
      return verdict === 'AC' && !pace.stop();
    });
    const at = judged.findIndex(({ verdict }) => verdict !== 'AC');
    const [failing, one, what] = [judged[at], taken[at], cases[at]];
    if (failing !== undefined && one !== undefined && what !== undefined) {
      refused += refusedBefore(one);
      rounds = one.seed - asked.seed + 1;
      const shown = shownCase(what.input, what.answer, failing);
      return { result: { kind: 'stress', rounds, refused, found: { ...shown, seed: one.seed, command: one.command } } };
    }
    // All before the first that was taken and is not judged yet.
    const next = taken[judged.length];
    refused += refusedBefore(next);
    rounds += next === undefined ? refusals.length : made.indexOf(next);
  }
  return { result: { kind: 'stress', rounds, refused, found: null } };
}
