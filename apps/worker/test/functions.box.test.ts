import { driverOf, FUNCTION_LANGUAGES, withDriver } from '@docket/problem-package/function/table';
import { readChannel } from '@docket/compare/function-validator';
import { differenceOf, parseResult } from '@docket/compare/function-result';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSecret, runFunction } from '../src/judge/function-run.ts';
import { runLimitsOf } from '../src/judge/run-limits.ts';
import { ALL_TYPES, ECHO, echoCase, echoSource, valuesOf } from './function-values.ts';
import { useSandbox } from './test-sandbox.ts';

const MIB = 1024 * 1024;
const LIMITS = runLimitsOf({ cpuMs: 10_000, memoryBytes: 1024 * MIB, outputBytes: 16 * MIB });
const SEED = 20_261_130;

const sandbox = useSandbox(2);

/** One program of each driver; dialects of C++ have the same text. */
const LANGUAGES = FUNCTION_LANGUAGES.filter((id) => !['cpp20', 'cpp23', 'pypy3'].includes(id));

/** Values of all types, many calls in one case. */
const values = ALL_TYPES.flatMap((type, index) =>
  fc.sample(valuesOf(type), { numRuns: 12, seed: SEED + index }).map((value) => [type, value] as const),
);

test.concurrent.each(LANGUAGES)('%s: values of every type come back as they went', async (language) => {
  const { versions } = sandbox().describe();
  if (!Object.hasOwn(versions, language)) return expect.soft(language, 'is not installed here').toBe('');
  const source = echoSource(language, driverOf(language)?.starter(ECHO) ?? '');
  const wrapped = withDriver([{ name: 'mine', content: source }], language, ECHO);
  if ('problem' in wrapped) throw new Error(wrapped.problem);
  const compiled = await sandbox().compile(language, wrapped.files);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const program = await sandbox().load(compiled.artifact);
  const { input, answer } = echoCase(values);
  const secret = newSecret();
  const chunks: Uint8Array[] = [];
  const run = await runFunction(program, {
    secret,
    input: Buffer.from(input),
    limits: LIMITS,
    onChannel: (chunk) => chunks.push(Uint8Array.from(chunk)),
  });
  await program.close();
  const read = readChannel(secret, Buffer.concat(chunks));
  expect(read, Buffer.from(run.stderr).toString()).toHaveProperty('result');
  const found = parseResult('result' in read ? read.result : '') ?? null;
  // Mono writes the smallest of all numbers with fewer digits than they have.
  expect(differenceOf(parseResult(answer), found, { order: 'exact', tolerance: 1e-12 })).toBeNull();
});
