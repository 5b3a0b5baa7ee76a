import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolderPackage } from '@docket/problem-package/folder';
import { readPackage } from '@docket/problem-package/read-package';
import { readSubmissions } from '@docket/problem-package/submissions';
import type { PackageSubmission, ProblemPackage } from '@docket/problem-package/types';
import type { Artifact } from '@docket/sandbox/sandbox';
import { describe, expect, test } from 'vitest';
import { TestsUnderWay, type TestsEnding } from '../src/judge/judge-tests.ts';
import { submittedFiles } from '../src/judge/submitted-files.ts';
import { changedExamples, dueExamples } from './examples-due.ts';
import { jobOf, judgingOf } from './package-job.ts';
import { isMissing, useSandbox } from './test-sandbox.ts';

// Every sample submission of the worked problems gets, in the sandbox, the verdict (and score) that the package promises.
// Problems have the same few kinds of submissions in many languages; unless DOCKET_ALL_SAMPLES=1, of those that are alike
// (same folder, same problem) two are judged, from languages in turn, so that each language and each verdict is there.
// And unless DOCKET_ALL_EXAMPLES=1, only problems that were changed or whose turn it is this week (examples-due.ts).

const ROOT = join(import.meta.dirname, '../../../examples/problems');
// oxlint-disable-next-line node/no-process-env -- switches of the test run, not of the product
const { DOCKET_ALL_EXAMPLES, DOCKET_ALL_SAMPLES } = process.env;
const ALL = DOCKET_ALL_SAMPLES === '1';
const ALIKE = 2;
const SLOTS = 2;

const entries = await readdir(ROOT, { withFileTypes: true });
const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
const due = DOCKET_ALL_EXAMPLES === '1' ? names : dueExamples(names, new Date(), changedExamples());
const problems = await Promise.all(
  due.map(async (name) => {
    const index = names.indexOf(name);
    const files = await openFolderPackage(join(ROOT, name));
    const submissions = await readSubmissions(files);
    return {
      name,
      pkg: await readPackage(files),
      submissions: ALL ? submissions : representatives(submissions, index),
    };
  }),
);

/** Up to two of each verdict, beginning elsewhere in each problem; all of the problems that are there to show languages. */
function representatives(submissions: readonly PackageSubmission[], turn: number): readonly PackageSubmission[] {
  const kinds = Map.groupBy(submissions, ({ expected }) => expected);
  const languages = new Set(submissions.map(({ language }) => language));
  if (kinds.size > 6 || languages.size > 10) return submissions;
  return [...kinds.values()].flatMap((alike) =>
    alike.length <= ALIKE
      ? alike
      : Array.from({ length: ALIKE }, (_, i) => alike[(turn + i) % alike.length] ?? []).flat(),
  );
}

const sandbox = useSandbox(SLOTS);
const checkers = new Map<string, Promise<Artifact | null>>();

async function judge(name: string, pkg: ProblemPackage, submission: PackageSubmission): Promise<TestsEnding | 'CE'> {
  if (submission.language === null) throw new Error(`no language for ${submission.path}`);
  const submitted = submittedFiles([...submission.files], submission.language, judgingOf(pkg));
  if ('problem' in submitted) throw new Error(submitted.problem);
  const compiled = await sandbox().compile(submission.language, submitted.files);
  if (compiled.kind === 'failed') return 'CE';
  const job = await jobOf(sandbox(), pkg, compiled.artifact, name, checkers);
  return await new TestsUnderWay(job).run();
}

describe.each(problems)('$name', ({ name, pkg, submissions }) => {
  test.concurrent.for(submissions)('$path', async (submission, { skip }) => {
    skip(isMissing(sandbox(), submission.language ?? ''), 'its language is not installed here');
    const ending = await judge(name, pkg, submission);
    if (ending === 'CE') return expect('CE').toBe(submission.expected);
    expect(`${ending.status} ${ending.status === submission.expected ? '' : ending.reason}`.trim()).toBe(
      submission.expected,
    );
    for (const { score, tests } of submission.expects) {
      if (score === null || tests !== null) continue;
      expect(ending.score?.score).toBeGreaterThanOrEqual(score[0] - 1e-6);
      expect(ending.score?.score).toBeLessThanOrEqual(score[1] + 1e-6);
    }
  });
});
