import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { DataResult } from '@docket/contracts/judge/setter-job';
import { readGeneratorPlan, type GeneratorPlan } from '@docket/problem-package/generator-plan';
import type { SetterProgram } from '@docket/problem-package/programs';
import { z } from 'zod';
import { ToolFault } from './tool-fault.ts';
import { createBatch, type Pace, type Shift, type Workshop } from './workshop.ts';

const PLAN = 'generators/generators.yaml';
const MOST_BYTES = 64 * 1024 * 1024;
/** Of what is wrong, so much is told. */
const MOST_TOLD = 50;
/** Most inputs that go through each program together. */
const TOGETHER = 25;

const named = z.array(z.string());
const workSchema = z.object({
  validatedTo: z.int(),
  generatedTo: z.int(),
  rejected: z.array(z.object({ test: z.string(), program: z.string(), message: z.string() })),
  wronglyAccepted: named,
  rebuilt: z.int(),
  differing: named,
  missing: named,
});
type Work = z.infer<typeof workSchema>;
const BEGINNING: Work = {
  validatedTo: 0,
  generatedTo: 0,
  rejected: [],
  wronglyAccepted: [],
  rebuilt: 0,
  differing: [],
  missing: [],
};

/**
 * Looks at the data of a version: every input by every input validator, inputs that must be refused too, and every test that `generators.yaml` names against
 * what its generator makes. Writes nothing: data are part of the version.
 */
export async function workOnData(
  shop: Workshop,
  state: unknown,
  shift: Shift,
): Promise<{ readonly result: DataResult } | { readonly state: unknown }> {
  const work: Work = state === null || state === undefined ? BEGINNING : workSchema.parse(state);
  const plan = await planOf(shop);
  const written = await shop.programs('input_validators');
  const validators = written.filter((one) => shop.runs(one));
  const inputs = validators.length === 0 ? [] : inputsOf(shop);
  const total = inputs.length + (plan?.tests.length ?? 0);
  if (written.length === 0 && plan === null)
    throw new ToolFault('nothing_to_do', `The package has neither input validators nor ${PLAN}.`);
  let { validatedTo, generatedTo } = work;
  const found = {
    ...work,
    rejected: [...work.rejected],
    differing: [...work.differing],
    missing: [...work.missing],
    wronglyAccepted: [...work.wronglyAccepted],
  };
  const tell = (doing: string): void => shift.tell({ doing, done: validatedTo + generatedTo, total });

  const pace: Pace = { check: shift.check, stop: shift.isOver };
  for (const batch = createBatch(1, TOGETHER); validatedTo < inputs.length; batch.next()) {
    if (shift.isOver()) return { state: { ...found, validatedTo, generatedTo } };
    tell('Validating inputs');
    const some = inputs.slice(validatedTo, validatedTo + batch.size());
    const read = await Promise.all(some.map(async (one) => ({ ...one, bytes: await one.read() })));
    const refusals = await shop.validate(read, pace, validators);
    for (const [index, refusal] of refusals.entries()) {
      const one = some[index];
      if (one === undefined) continue;
      if (one.mustBeRefused && refusal === null && found.wronglyAccepted.length < MOST_TOLD)
        found.wronglyAccepted.push(one.name);
      if (!one.mustBeRefused && refusal !== null && found.rejected.length < MOST_TOLD)
        found.rejected.push({ test: one.test, ...refusal });
    }
    validatedTo += refusals.length;
  }

  const generators = plan === null ? [] : await generatorsOf(shop, plan);
  const tests = new Map(shop.claim.tests.map((test) => [test.name, test.inputHash]));
  while (plan !== null && generatedTo < plan.tests.length) {
    if (shift.isOver()) return { state: { ...found, validatedTo, generatedTo } };
    tell('Running generators');
    const first = plan.tests[generatedTo];
    // As many as come from the same program, in one box.
    const next = plan.tests.slice(generatedTo, generatedTo + TOGETHER);
    const others = next.findIndex(({ program }) => program !== first?.program);
    const some = others === -1 ? next : next.slice(0, others);
    const generator = generators.find(({ key }) => key === first?.program)?.program;
    if (first === undefined || generator === undefined) throw new Error('a plan names a program that was looked up');
    await shop.with(await shop.compile(generator), async (program) => {
      for (const [index, { name, command, args }] of some.entries()) {
        shift.check();
        if (index > 0 && shift.isOver()) return;
        const where = `data/${name} (${command})`;
        const bytes = await shop.generate(program, generator.path, { args, where, most: MOST_BYTES });
        const known = tests.get(name);
        if (known === undefined) found.missing.push(name);
        else if (known === createHash('sha256').update(bytes).digest('hex')) found.rebuilt += 1;
        else if (found.differing.length < MOST_TOLD) found.differing.push(name);
        generatedTo += 1;
      }
    });
  }
  const { rejected, wronglyAccepted, rebuilt, differing, missing } = found;
  const notes = [
    ...written
      .filter((one) => !validators.includes(one))
      .map(({ path, language }) => `${path} is not run: no worker here runs ${language ?? 'files of this ending'}.`),
    ...(plan?.unread ?? []),
    ...(plan === null && shop.files.some((path) => path.startsWith('generators/'))
      ? [`There is no ${PLAN}, so generators are not run.`]
      : []),
  ].slice(0, MOST_TOLD);
  return {
    result: {
      kind: 'data',
      validated: inputs.length,
      validators: validators.length,
      rejected,
      wronglyAccepted,
      rebuilt,
      differing,
      missing: missing.slice(0, MOST_TOLD),
      notes,
    },
  };
}

async function planOf(shop: Workshop): Promise<GeneratorPlan | null> {
  if (!shop.files.includes(PLAN)) return null;
  try {
    return readGeneratorPlan(await shop.text(PLAN));
  } catch (error) {
    if (!(error instanceof DocketError)) throw error;
    throw new ToolFault('plan_invalid', error.message, { program: PLAN });
  }
}

/** The programs that a plan names, by the word that it has for them. @throws ToolFault naming the first test of one that is not there */
async function generatorsOf(
  shop: Workshop,
  plan: GeneratorPlan,
): Promise<readonly { readonly key: string; readonly program: SetterProgram }[]> {
  const programs = await shop.programs('generators');
  const keys = [...new Set(plan.tests.map(({ program }) => program))];
  return Promise.all(
    keys.map(async (key) => {
      const listed = plan.programs.get(key);
      if (listed !== undefined) {
        const files = await Promise.all(
          listed.map(async (name) => ({ name, content: await shop.text(`generators/${name}`) })),
        );
        const [main] = programs.filter(({ path }) => path === `generators/${listed[0]}`);
        return { key, program: { path: `generators/${listed[0] ?? key}`, language: main?.language ?? null, files } };
      }
      const program = programs.find(({ path }) => path === `generators/${key}`);
      if (program !== undefined) return { key, program };
      const test = plan.tests.find((one) => one.program === key);
      throw new ToolFault(
        'program_missing',
        `generators/${key} is not there; ${PLAN} names it for data/${test?.name ?? ''}.`,
        {
          program: `generators/${key}`,
          where: `data/${test?.name ?? ''}`,
        },
      );
    }),
  );
}

type Looked = {
  readonly name: string;
  readonly test: string;
  readonly args: readonly string[];
  readonly mustBeRefused: boolean;
  readonly read: () => Promise<Uint8Array>;
};

function inputsOf(shop: Workshop): readonly Looked[] {
  const { tests, material } = shop.claim;
  return [
    ...tests.map(({ name, inputHash }) => ({
      name: `data/${name}.in`,
      test: name,
      args: material.inputArgs[name] ?? [],
      mustBeRefused: false,
      read: () => shop.blob(inputHash),
    })),
    ...shop.files
      .filter((path) => /^data\/invalid_inputs?\/.*\.in$/.test(path))
      .map((path) => ({
        name: path,
        test: path.slice('data/'.length, -'.in'.length),
        args: [],
        mustBeRefused: true,
        read: () => shop.bytes(path),
      })),
  ];
}
