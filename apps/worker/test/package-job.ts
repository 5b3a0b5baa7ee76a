import { createHash } from 'node:crypto';
import type { ProblemPackage } from '@docket/problem-package/types';
import { PLAIN_JUDGING, type StoredJudging } from '@docket/domain/judge/problem/stored-judging';
import { judgingForm } from '@docket/problem-package/judging-form';
import type { Artifact, Sandbox } from '@docket/sandbox/sandbox';
import type { TestsJob } from '../src/judge/judge-tests.ts';

/** How a package is judged, as the worker gets it from the database. */
export function judgingOf(pkg: ProblemPackage): StoredJudging {
  return { ...PLAIN_JUDGING, ...judgingForm(pkg.judging) };
}

/** What the worker gets from the database, made of a package that was only read. The checker is compiled once per name. */
export async function jobOf(
  sandbox: Sandbox,
  pkg: ProblemPackage,
  artifact: Artifact,
  name: string,
  checkers: Map<string, Promise<Artifact | null>>,
): Promise<TestsJob> {
  const data = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array): string => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    data.set(hash, bytes);
    return hash;
  };
  const { check } = pkg.judging;
  const checker = checkers.get(name) ?? compileCheck(sandbox, pkg);
  checkers.set(name, checker);
  return {
    sandbox,
    blobs: {
      get(hash) {
        const bytes = data.get(hash);
        return bytes === undefined ? Promise.reject(new Error('no such data')) : Promise.resolve(bytes);
      },
    },
    tests: pkg.tests.map((test) => ({
      ordinal: test.ordinal,
      name: test.name,
      sample: test.group === 'sample',
      inputHash: keep(test.input),
      answerHash: keep(test.answer),
      validatorFlags: [...(test.validatorFlags ?? check.flags)],
      args: test.args === null ? null : [...test.args],
    })),
    limits: pkg.limits,
    timeFactor: undefined,
    judging: judgingOf(pkg),
    artifact,
    checkArtifact: await checker,
    onResult: () => {},
    beforeTest: () => {},
  };
}

async function compileCheck(sandbox: Sandbox, { judging: { check } }: ProblemPackage): Promise<Artifact | null> {
  if (check.kind === 'default') return null;
  const compiled = await sandbox.compile(check.program.language, check.program.files);
  if (compiled.kind === 'failed') throw new Error(`${check.program.path} does not compile: ${compiled.log}`);
  return compiled.artifact;
}
