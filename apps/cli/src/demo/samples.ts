import { basename } from 'node:path';
import type { Language } from '@docket/contracts/http/language';
import { openFolderPackage } from '@docket/problem-package/folder';
import { readSubmissions } from '@docket/problem-package/submissions';
import type { ExpectedVerdict, PackageSubmission } from '@docket/problem-package/types';
import { readLanguageCatalog } from '@docket/sandbox/language-catalog';
import { exampleFolders } from '../problem/seed.ts';

/** One thing the demo hands in, and what must come of it. */
export type Sample = {
  readonly problem: string;
  readonly language: string;
  readonly file: string;
  readonly expected: ExpectedVerdict;
  readonly files: readonly { readonly name: string; readonly content: string }[];
};

/** The problem whose accepted solutions exist in every language. */
const HELLO = 'hello';

/** The problem that every language's own sample solves: the sum of two numbers. */
const SUM = 'aplusb';
/** A runtime that takes longer than this to start may not keep that problem's limit of a second. */
const SLOW_START_MS = 500;
/** Known to be one, even where a first start has not measured it yet. */
const SLOW_STARTERS: ReadonlySet<string> = new Set(['clojure']);

/** Everything but AC, in the order it is shown. */
const REFUSALS = ['WA', 'TLE', 'MLE', 'OLE', 'RE', 'CE'] as const satisfies readonly ExpectedVerdict[];

/** A program of a worked problem. */
export type Candidate = { readonly problem: string; readonly submission: PackageSubmission };

/** The worked problems' folders are named by their slugs. */
export async function readCandidates(): Promise<Candidate[]> {
  const perProblem = await Promise.all(
    exampleFolders().map(async (folder) => {
      const files = await openFolderPackage(folder);
      const submissions = await readSubmissions(files);
      return submissions.map((submission) => ({ problem: basename(folder), submission }));
    }),
  );
  return perProblem.flat();
}

/** A sample fits a language by its id, or by the file's ending where several dialects share one (`.cpp`). */
function fits(candidate: Candidate, language: Language): boolean {
  if (candidate.submission.language === language.id) return true;
  const endings = language.extensions.map((extension) => (extension.startsWith('.') ? extension : `.${extension}`));
  return candidate.submission.files.every(({ name }) => endings.some((ending) => name.endsWith(ending)));
}

function toSample({ problem, submission }: Candidate, language: string): Sample {
  const { path: file, files, expected } = submission;
  return { problem, language, file, expected: expected ?? 'AC', files };
}

export type Choice = {
  readonly samples: readonly Sample[];
  /** What should have been shown and has no sample. */ readonly gaps: readonly string[];
};

/** The sample in a language's own file, for languages that no worked problem has a program in. */
async function ownSample({ id, floor }: Language): Promise<Sample | 'too slow' | undefined> {
  const spec = (await readLanguageCatalog()).get(id);
  if (spec === undefined) return undefined;
  if (SLOW_STARTERS.has(id) || (floor !== null && floor.cpuMs > SLOW_START_MS)) return 'too slow';
  const name = `sum${spec.extensions[0]}`;
  return { problem: SUM, language: id, file: name, expected: 'AC', files: [{ name, content: spec.samples.sum }] };
}

/** An accepted program in each language found here, and one program for each way to fail. */
export async function chooseSamples(languages: readonly Language[]): Promise<Choice> {
  const candidates = await readCandidates();
  const byPreference = [...candidates].sort((a, b) => Number(b.problem === HELLO) - Number(a.problem === HELLO));
  const samples: Sample[] = [];
  const gaps: string[] = [];
  for (const language of languages) {
    const accepted = byPreference.filter(({ submission }) => submission.expected === 'AC');
    const candidate =
      accepted.find(({ submission }) => submission.language === language.id) ??
      accepted.find((one) => fits(one, language));
    const sample = candidate ? toSample(candidate, language.id) : await ownSample(language);
    if (sample === undefined) gaps.push(`there is no accepted program in ${language.id}`);
    else if (sample !== 'too slow') samples.push(sample);
  }
  for (const verdict of REFUSALS) {
    const fitting = byPreference.filter(({ submission }) => submission.expected === verdict);
    const [sample] = languages.flatMap((language) =>
      fitting.filter((one) => fits(one, language)).map((one) => toSample(one, language.id)),
    );
    if (sample === undefined)
      gaps.push(`examples/problems has no program that ends with ${verdict} in a language found here`);
    else samples.push(sample);
  }
  return { samples, gaps };
}
