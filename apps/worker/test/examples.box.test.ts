import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderPackage } from '@docket/domain/judge/package/folder';
import { readPackage } from '@docket/domain/judge/package/read-package';
import { readSubmissions } from '@docket/domain/judge/package/submissions';
import type { PackageSubmission, PackageTest, ProblemPackage } from '@docket/domain/judge/package/types';
import { createValidator } from '@docket/domain/judge/validator/default-validator';
import { parseValidatorFlags } from '@docket/domain/judge/validator/flags';
import { decideTestVerdict, type TestDecision } from '@docket/domain/judge/verdict/decide';
import { createSandbox } from '@docket/sandbox/create-sandbox';
import type { Program, Sandbox } from '@docket/sandbox/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runLimitsOf } from '../src/judge/run-limits.ts';

// Every sample submission of the worked problems gets, in the sandbox, the verdict that its folder promises.

const ROOT = join(import.meta.dirname, '../../../examples/problems');
const folders = (await readdir(ROOT, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const problems = await Promise.all(
  folders.map(async ({ name }) => {
    const files = await openFolderPackage(join(ROOT, name));
    return { name, pkg: await readPackage(files), submissions: await readSubmissions(files) };
  }),
);

let dataDir = '';
let sandbox: Sandbox | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-examples-'));
  sandbox = await createSandbox({
    backend: 'bubblewrap',
    slots: 1,
    dataDir,
    log: { info() {}, warn: console.warn, error: console.error },
  });
});
afterAll(async () => {
  await sandbox?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function runTest(program: Program, pkg: ProblemPackage, one: PackageTest): Promise<TestDecision> {
  const flags = parseValidatorFlags(one.validatorFlags ?? pkg.judging.check.flags, one.name);
  const validator = createValidator(one.answer, flags);
  const { evidence } = await program.run({
    stdin: one.input,
    limits: runLimitsOf(pkg.limits),
    onStdout: (chunk) => validator.push(chunk),
  });
  return decideTestVerdict(evidence, validator.end());
}

/** As a pass-fail problem is judged: the first test that fails decides. */
async function judge(pkg: ProblemPackage, submission: PackageSubmission): Promise<string> {
  if (sandbox === undefined || submission.language === null) throw new Error(`no language for ${submission.path}`);
  const compiled = await sandbox.compile(submission.language, submission.files);
  if (compiled.kind === 'failed') return 'CE';
  const program = await sandbox.load(compiled.artifact);
  try {
    for (const one of pkg.tests) {
      const { verdict, reason } = await runTest(program, pkg, one);
      if (verdict !== 'AC') return verdict === submission.expected ? verdict : `${verdict} on ${one.name}, ${reason}`;
    }
    return 'AC';
  } finally {
    await program.close();
  }
}

describe.each(problems)('$name', ({ pkg, submissions }) => {
  test.each(submissions)('$path', async (submission) => {
    expect(await judge(pkg, submission)).toBe(submission.expected);
  });
});
