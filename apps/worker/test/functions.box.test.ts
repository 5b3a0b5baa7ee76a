import { driverOf, FUNCTION_LANGUAGES, withDriver } from '@docket/problem-package/function/table';
import { readChannel } from '@docket/compare/function-validator';
import { differenceOf, parseResult } from '@docket/compare/function-result';
import type { Signature } from '@docket/contracts/judge/signature';
import { decideTestVerdict } from '@docket/domain/judge/verdict/decide';
import type { CompileOutcome } from '@docket/sandbox/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSecret, runFunction } from '../src/judge/function-run.ts';
import { runLimitsOf } from '../src/judge/run-limits.ts';
import { ANSWER, ATTACKS } from './function-attacks.ts';
import { ALL_TYPES, ECHO, echoCase, echoSource, valuesOf } from './function-values.ts';
import { isMissing, useSandbox } from './test-sandbox.ts';

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

type Called = Awaited<ReturnType<typeof runFunction>> & { readonly channel: ReturnType<typeof readChannel> };

async function compile(language: string, source: string, signature: Signature): Promise<CompileOutcome> {
  const wrapped = withDriver([{ name: 'mine', content: source }], language, signature);
  if ('problem' in wrapped) throw new Error(wrapped.problem);
  return sandbox().compile(language, wrapped.files);
}

async function call(language: string, source: string, signature: Signature, input: string): Promise<Called> {
  const compiled = await compile(language, source, signature);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const program = await sandbox().load(compiled.artifact);
  const secret = newSecret();
  const chunks: Uint8Array[] = [];
  const onChannel = (chunk: Uint8Array): void => void chunks.push(Uint8Array.from(chunk));
  const run = await runFunction(program, { secret, input: Buffer.from(input), limits: LIMITS, onChannel });
  await program.close();
  return { ...run, channel: readChannel(secret, Buffer.concat(chunks)) };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test.concurrent.for(LANGUAGES)('%s: values of every type come back as they went', async (language, { skip }) => {
  skip(isMissing(sandbox(), language), 'not installed here');
  const source = echoSource(language, driverOf(language)?.starter(ECHO) ?? '');
  const { input, answer } = echoCase(values);
  const { channel, stderr } = await call(language, source, ECHO, input);
  if ('problem' in channel) throw new Error(`${channel.problem}: ${text(stderr)}`);
  const found = parseResult(channel.result) ?? null;
  // Mono writes the smallest of all numbers with fewer digits than they have.
  const near = { float: true, tolerance: 1e-12 };
  expect(differenceOf(parseResult(answer), found, 'exact', near)).toBeNull();
});

const PAIR: Signature = {
  kind: 'function',
  name: 'pairFor',
  parameters: [
    { name: 'values', type: { base: 'int', dimensions: 1 } },
    { name: 'target', type: { base: 'int', dimensions: 0 } },
  ],
  returns: { base: 'int', dimensions: 1 },
  changes: null,
  methods: [],
  compare: { order: 'exact', tolerance: null },
};
const CASE = '[2,7]\n9\n';

test('what is printed is no part of the result, and is kept beside it', async () => {
  const source = `import sys\nclass Solution:\n    def pair_for(self, values, target):\n        print('seen', values)\n        print('oops', file=sys.stderr)\n        return [0, 1]\n`;
  const { channel, prints, stderr, evidence } = await call('python3', source, PAIR, CASE);
  expect(channel).toEqual({ result: ANSWER });
  expect([text(prints), text(stderr)]).toEqual(['seen [2, 7]\n', 'oops\n']);
  expect(evidence).toMatchObject({ stdoutBytes: 12, exit: { kind: 'exited', code: 0 } });
});

test('a flood of prints is over the output limit, and the channel with it', async () => {
  const source = `class Solution:\n    def pair_for(self, values, target):\n        while True:\n            print('x' * 65536)\n`;
  const { evidence, prints } = await call('python3', source, PAIR, CASE);
  expect(evidence.limitHit).toBe('output');
  expect(prints).toHaveLength(64 * 1024);
});

test.concurrent.for(ATTACKS)('%s (%s): not accepted', async ([, language, source], { skip }) => {
  skip(isMissing(sandbox(), language), 'not installed here');
  const { channel, evidence } = await call(language, source, PAIR, CASE);
  const validator = { accepted: 'result' in channel && channel.result === ANSWER, difference: null, reason: null };
  expect(decideTestVerdict(evidence, validator).verdict).not.toBe('AC');
  expect(channel).not.toEqual({ result: ANSWER });
});

const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  [
    'cpp17',
    'class Solution {\npublic:\n    vector<int> pairFor(vector<int>& values, int target) { return nothing; }\n};\n',
    /solution\.hpp:3:\d+: error/,
  ],
  ['c', 'IntArray pair_for(IntArray values, int target) {\n\n    return nothing;\n}\n', /solution\.h:3:\d+: error/],
  [
    'java',
    'class Solution {\n    public int[] pairFor(int[] values, int target) {\n        return nothing;\n    }\n}\n',
    /Solution\.java:3: error/,
  ],
  ['python3', 'class Solution:\n    def pair_for(self, values, target):\n        return )\n', /solution\.py", line 3/],
  ['javascript', 'function pairFor() {\n\n  return ];\n}\n', /solution\.js:3/],
  ['typescript', 'function pairFor(): number[] {\n\n  return ];\n}\n', /solution\.ts/],
  ['go', 'package main\n\nfunc pairFor(values []int, target int) []int { return nothing }\n', /solution\.go:3:\d+/],
  [
    'rust',
    'impl Solution {\n    pub fn pair_for(values: Vec<i32>, target: i32) -> Vec<i32> {\n        nothing\n    }\n}\n',
    /solution\.rs:3:9/,
  ],
  [
    'csharp',
    'public class Solution {\n    public int[] PairFor(int[] values, int target) {\n        return nothing;\n    }\n}\n',
    /Solution\.cs\(3,\d+\)/,
  ],
  [
    'kotlin',
    'class Solution {\n    fun pairFor(values: IntArray, target: Int): IntArray {\n        return nothing\n    }\n}\n',
    /Solution\.kt:3:\d+: error/,
  ],
  ['ruby', 'def pair_for(values, target)\n\n  )\nend\n', /solution\.rb:3/],
];

test.concurrent.for(BROKEN)(
  '%s: the compiler names the line of the user’s file',
  async ([language, source, line], { skip }) => {
    skip(isMissing(sandbox(), language), 'not installed here');
    const compiled = await compile(language, source, PAIR);
    expect(compiled.kind).toBe('failed');
    expect(compiled.log).toMatch(line);
  },
);

const THROWS: readonly (readonly [string, string, RegExp])[] = [
  [
    'java',
    'class Solution {\n    public int[] pairFor(int[] values, int target) {\n        throw new IllegalStateException();\n    }\n}\n',
    /Solution\.java:3/,
  ],
  [
    'python3',
    'class Solution:\n    def pair_for(self, values, target):\n        raise ValueError()\n',
    /solution\.py", line 3/,
  ],
  ['javascript', 'function pairFor() {\n\n  throw new Error();\n}\n', /solution\.js:3/],
  [
    'typescript',
    'function pairFor(values: number[], target: number): number[] {\n\n  throw new Error();\n}\n',
    /solution\.js:3/,
  ],
  ['ruby', 'def pair_for(values, target)\n\n  raise "no"\nend\n', /solution\.rb:3/],
];

test.concurrent.for(THROWS)(
  '%s: a trace names the line of the user’s file',
  async ([language, source, line], { skip }) => {
    skip(isMissing(sandbox(), language), 'not installed here');
    const { evidence, stderr } = await call(language, source, PAIR, CASE);
    expect(evidence.exit).not.toEqual({ kind: 'exited', code: 0 });
    expect(text(stderr)).toMatch(line);
  },
);
