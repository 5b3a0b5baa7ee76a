import { DocketError } from '@docket/contracts/errors';
import { parseValidatorFlags } from '@docket/compare/flags';
import { openFolderPackage } from './folder.ts';
import type { PackageFiles } from './files.ts';
import { isLegacy, readFormat, readJudging } from './judging.ts';
import { iniValue, readLimits } from './limits.ts';
import { readAuthor, readDifficulty, readName, readSource, slugOf, warnUnknownKeys } from './metadata.ts';
import { readLegacyScoring } from './legacy-groups.ts';
import { readScoring } from './score-groups.ts';
import { readStatement } from './statement.ts';
import { readSubmissions } from './submissions.ts';
import { readTests } from './tests.ts';
import type { PackageCaps, PackageSubmission, ProblemPackage } from './types.ts';
import { decodeText, readYaml } from './yaml-map.ts';
import { openZipPackage } from './zip.ts';

type ReadOptions = {
  /** Overrides the slug that the package itself suggests. */
  readonly slug?: string;
  readonly caps?: PackageCaps;
};

/** Reads a zipped package. `name` is the archive's file name, used for a slug where the package has no better one. */
export async function readZipPackage(
  zip: Uint8Array,
  options: ReadOptions & { readonly name?: string } = {},
): Promise<ProblemPackage> {
  return readPackage(await openZipPackage(zip, options), options);
}

/** Reads a package from a folder on disk. */
export async function readFolderPackage(folder: string, options: ReadOptions = {}): Promise<ProblemPackage> {
  return readPackage(await openFolderPackage(folder, options), options);
}

/**
 * Reads and checks a whole package. Nothing is executed and nothing is written.
 * Throws `package_invalid`, `package_unsupported` or `package_too_large`, always saying which file and what to change.
 */
export async function readPackage(
  files: PackageFiles,
  options: { readonly slug?: string } = {},
): Promise<ProblemPackage> {
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  const yaml = await readYaml(files, 'problem.yaml');
  const own = files.paths.includes('docket.yaml') ? await readYaml(files, 'docket.yaml') : null;
  const ini = files.paths.includes('domjudge-problem.ini')
    ? decodeText(await files.read('domjudge-problem.ini'), 'domjudge-problem.ini')
    : '';

  const format = readFormat(yaml);
  warnUnknownKeys(yaml, warn);
  const judging = await readJudging(yaml, own, files, format, warn);
  const packageFlags = judging.check.flags;
  if (judging.check.kind === 'default') parseValidatorFlags(packageFlags, 'problem.yaml');

  const limits = await readLimits(files, yaml, warn);
  const statement = await readStatement(files, yaml, warn);
  const name = readName(yaml, statement.language) ?? statement.name ?? iniValue(ini, 'name');
  if (name === null && !isLegacy(format))
    throw yaml.fault('name is missing. Give the problem a name, such as "name: A Plus B".');
  const slug = options.slug ?? slugOf(own?.text('slug') ?? files.name ?? name ?? '');
  if (slug === null || slug === '')
    throw yaml.fault(
      'no short name can be made for this problem. Name its folder with letters and digits, or set slug in docket.yaml.',
    );
  const { difficulty, tags } = readDifficulty(yaml, own, warn);
  const { tests, flags } = await readTests(files, {
    packageFlags,
    outputBytes: limits.outputBytes,
    check: judging.check.kind,
    warn,
  });
  const names = tests.map((test) => test.name);
  const byProgram = (yaml.list('validation') ?? []).includes('score');
  const groups =
    judging.kind === 'pass-fail'
      ? []
      : await (isLegacy(format)
          ? readLegacyScoring(files, names, { scoredByProgram: byProgram, grading: yaml.map('grading') })
          : readScoring(files, names, warn));
  if (judging.kind === 'scoring' && !names.some((test) => test.startsWith('secret/')))
    throw new DocketError(
      'package_invalid',
      'A scoring problem needs tests below data/secret/: nothing else makes points.',
    );
  if ((name ?? slug).length > 200)
    throw new DocketError('package_invalid', 'problem.yaml: name is longer than 200 characters.');

  return {
    format,
    slug,
    name: name ?? slug,
    uuid: yaml.text('uuid'),
    statement: statement.markdown,
    author: readAuthor(yaml),
    source: readSource(yaml),
    license: yaml.text('license'),
    difficulty,
    tags,
    limits,
    judging: { ...judging, check: { ...judging.check, flags }, groups },
    tests,
    submissions: await samplesOf(files, isLegacy(format), warn),
    warnings,
  };
}

/** What cannot be read of the sample submissions only costs the check of them. */
async function samplesOf(
  files: PackageFiles,
  legacy: boolean,
  warn: (text: string) => void,
): Promise<readonly PackageSubmission[]> {
  try {
    return await readSubmissions(files, { legacy, warn });
  } catch (error) {
    if (!(error instanceof DocketError)) throw error;
    warn(`The sample submissions are left out: ${error.message}`);
    return [];
  }
}
