import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { judgingForm } from './judging-form.ts';
import type { ProblemPackage } from './types.ts';

/** A file's bytes under their SHA-256 (lower-case hex). */
export type HashedBlob = { readonly hash: string; readonly bytes: Uint8Array };

export type HashedPackage = {
  /** Same content, same hash, whether it came as a folder or as any kind of zip. The slug is not part of it. */
  readonly packageHash: string;
  readonly tests: readonly { readonly input: HashedBlob; readonly answer: HashedBlob }[];
  /** Sources of the program that decides; empty where there is none. */
  readonly program: readonly (HashedBlob & { readonly name: string })[];
  /** Pictures, PDFs and attachments, in the order of the package's. */
  readonly files: readonly (HashedBlob & { readonly name: string })[];
};

const BREATHE_BYTES = 8 * 1024 * 1024;

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hashes all test data and then what is judged and shown; lets the event loop breathe in between. */
export async function hashPackage(pkg: ProblemPackage): Promise<HashedPackage> {
  let sinceBreath = 0;
  const tests: { input: HashedBlob; answer: HashedBlob }[] = [];
  for (const test of pkg.tests) {
    tests.push({
      input: { hash: sha256(test.input), bytes: test.input },
      answer: { hash: sha256(test.answer), bytes: test.answer },
    });
    sinceBreath += test.input.length + test.answer.length;
    if (sinceBreath > BREATHE_BYTES) {
      sinceBreath = 0;
      await breathe();
    }
  }
  const { check } = pkg.judging;
  const program =
    check.kind === 'default'
      ? []
      : check.program.files.map(({ name, content }) => ({ name, hash: sha256(content), bytes: Buffer.from(content) }));
  // Model solutions are of submissions/, which is no part of a version.
  const { function: called } = pkg.judging;
  const form = judgingForm({ ...pkg.judging, ...(called && { function: { ...called, models: [] } }) });
  const files = pkg.files.map(({ name, bytes }) => ({ name, hash: sha256(bytes), bytes }));
  const content = [
    pkg.name,
    pkg.statement,
    pkg.author,
    pkg.source,
    pkg.difficulty,
    pkg.tags,
    [pkg.limits.cpuMs, pkg.limits.memoryBytes, pkg.limits.outputBytes, pkg.limits.codeBytes],
    [pkg.judging.kind, check.kind, check.flags],
    // Only where there is more to say, so that plain packages keep the hash they have.
    ...moreOf(pkg),
    ...forbiddenBy(pkg),
    ...(pkg.interactions.length === 0 ? [] : [pkg.interactions.map(({ name, passes }) => [name, passes])]),
    ...(pkg.shownSamples.length === 0
      ? []
      : [['shown', pkg.shownSamples.map(({ name, input, answer }) => [name, input, answer])]]),
    ...(pkg.help.length === 0
      ? []
      : [['help', pkg.help.map(({ kind, ordinal, language, markdown }) => [kind, ordinal, language, markdown])]]),
    ...(form === null ? [] : [form, program.map(({ name, hash }) => [name, hash])]),
    pkg.tests.map((test, index) => [
      test.name,
      test.group,
      tests[index]?.input.hash,
      tests[index]?.answer.hash,
      test.validatorFlags,
      ...(test.args === null ? [] : [test.args]),
    ]),
  ];
  return { packageHash: sha256(JSON.stringify(content)), tests, program, files };
}

/** What most packages say nothing of. */
function forbiddenBy({ languages, embargoUntil, hidesSamples }: ProblemPackage): readonly unknown[] {
  if (languages === null && embargoUntil === null && !hidesSamples) return [];
  return [{ languages, embargoUntil, hidesSamples }];
}

/** What a package with one text as its statement has nothing of. */
function moreOf({ statements, files }: ProblemPackage): readonly unknown[] {
  const [only, ...others] = statements;
  if (files.length === 0 && others.length === 0 && only?.pdf === null && only.language === 'en') return [];
  return [
    statements.map(({ language, name, markdown, pdf }) => [language, name, markdown, pdf]),
    files.map(({ name, kind, bytes }) => [name, kind, sha256(bytes)]),
  ];
}
