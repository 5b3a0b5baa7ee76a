import { DocketError } from '@docket/contracts/errors';
import { parseValidatorFlags } from '@docket/compare/flags';
import type { JudgingKind } from '@docket/contracts/http/problem';
import { readAttachments } from './attachments.ts';
import { readConstants, withConstants } from './constants.ts';
import { openFolderPackage } from './folder.ts';
import type { PackageFiles } from './files.ts';
import { isLegacy, readFormat, readJudging } from './judging.ts';
import { asPackage, readIni } from './foreign.ts';
import { readIncluded } from './include.ts';
import { readMaterial } from './material.ts';
import { readInteractions } from './interactions.ts';
import { readLimits } from './limits.ts';
import {
  nameIn,
  readAuthor,
  readDifficulty,
  readEmbargo,
  readLanguages,
  readName,
  readSource,
  slugOf,
  warnUnknownKeys,
} from './metadata.ts';
import { readLegacyScoring } from './legacy-groups.ts';
import { readScoring } from './score-groups.ts';
import { canonicalTests } from './function/cases.ts';
import { modelsOf } from './function/models.ts';
import { readSignature } from './function/signature-file.ts';
import { FUNCTION_LANGUAGES } from './function/table.ts';
import { readShownSamples } from './shown-samples.ts';
import { readStatements } from './statement.ts';
import { readSubmissions } from './submissions.ts';
import { readTests } from './tests.ts';
import type { Judging, PackageCaps, PackageFormat, PackageSubmission, ProblemPackage, ScoreGroup } from './types.ts';
import { readYaml } from './yaml-map.ts';
import type { YamlMap } from './yaml-map.ts';
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
  given: PackageFiles,
  options: { readonly slug?: string } = {},
): Promise<ProblemPackage> {
  const warnings: string[] = [];
  const warn = (text: string): void => {
    if (!warnings.includes(text)) warnings.push(text);
  };
  const plain = await asPackage({ ...given, warn });
  const yaml = await readYaml(plain, 'problem.yaml');
  const constants = readConstants(yaml);
  const files = withConstants(plain, constants);
  const own = files.paths.includes('docket.yaml') ? await readYaml(files, 'docket.yaml') : null;
  const ini = await readIni(files);

  const format = readFormat(yaml);
  warnUnknownKeys(yaml, warn);
  const judging = await readJudging(yaml, own, files, format, warn);
  const packageFlags = judging.check.flags;
  if (judging.check.kind === 'default') parseValidatorFlags(packageFlags, 'problem.yaml');

  const limits = await readLimits(files, yaml, warn);
  const read = await readStatements(files, constants, warn);
  const statements = read.statements.map((one) => ({ ...one, name: nameIn(yaml, one.language) ?? one.name }));
  const [first] = statements;
  const name = readName(yaml, first?.language ?? 'en') ?? first?.name ?? ini.name;
  if (name === null && !isLegacy(format))
    throw yaml.fault('name is missing. Give the problem a name, such as "name: A Plus B".');
  const slug = options.slug ?? slugOf(own?.text('slug') ?? ini.slug ?? files.name ?? name ?? '');
  if (slug === null || slug === '')
    throw yaml.fault(
      'no short name can be made for this problem. Name its folder with letters and digits, or set slug in docket.yaml.',
    );
  const { difficulty, tags } = readDifficulty(yaml, own);
  const signature = await readSignature(files);
  if (signature !== null) refuseTraits(yaml, judging);
  const { tests: written, flags } = await readTests(files, {
    packageFlags,
    outputBytes: limits.outputBytes,
    check: judging.check.kind,
    warn,
  });
  const tests = signature === null ? written : canonicalTests(signature, written);
  const submissions = await samplesOf(files, isLegacy(format), warn);
  const interactions = await readInteractions(files, { ...judging, warn });
  // "Interactive Problems" of the legacy format: these files must not be displayed, conversations stand for them.
  const hidesSamples = (isLegacy(format) && judging.interactive) || own?.text('samples') === 'hidden';
  const shownSamples = await readShownSamples(files, { tests, hidesSamples, warn });
  if (hidesSamples) warnUntold(tests, [...interactions, ...shownSamples], warn);
  const groups = await readGroups(files, yaml, { format, kind: judging.kind, tests, warn });
  if ((name ?? slug).length > 200)
    throw new DocketError('package_invalid', 'problem.yaml: name is longer than 200 characters.');

  return {
    format,
    slug,
    name: name ?? slug,
    uuid: yaml.text('uuid'),
    statement: first?.markdown ?? '',
    statements,
    files: [...read.files, ...(await readAttachments(files, warn))],
    author: readAuthor(yaml),
    source: readSource(yaml),
    license: yaml.text('license'),
    difficulty,
    tags,
    limits,
    languages: languagesOf(readLanguages(yaml, warn), signature !== null, warn),
    embargoUntil: readEmbargo(yaml),
    hidesSamples,
    judging: {
      ...judging,
      check: { ...judging.check, flags },
      groups,
      include: await readIncluded(files),
      ...(signature !== null && { function: { signature, models: modelsOf(submissions) } }),
    },
    tests,
    interactions,
    shownSamples,
    submissions,
    material: await readMaterial(files, yaml, tests, warn),
    warnings,
  };
}

/** A function is called once for each test, and returns. */
function refuseTraits(yaml: YamlMap, { interactive, passes }: Pick<Judging, 'interactive' | 'passes'>): void {
  if (interactive || passes > 1)
    throw yaml.fault('a problem with a signature.yaml can be neither interactive nor multi-pass.');
}

/** Of a function problem only languages that have a driver. */
function languagesOf(
  said: readonly string[] | null,
  isFunction: boolean,
  warn: (text: string) => void,
): readonly string[] | null {
  if (!isFunction) return said;
  const missing = (said ?? []).filter((id) => !FUNCTION_LANGUAGES.includes(id));
  if (missing.length > 0)
    warn(
      `Function problems cannot be solved in ${missing.join(', ')}, which problem.yaml names; languages that have a driver are taken.`,
    );
  const taken = (said ?? FUNCTION_LANGUAGES).filter((id) => FUNCTION_LANGUAGES.includes(id));
  if (taken.length === 0)
    throw new DocketError(
      'package_invalid',
      `problem.yaml: languages names none that function problems can be solved in. There are ${FUNCTION_LANGUAGES.join(', ')}.`,
    );
  return taken;
}

/** A sample that solvers see nothing of. */
function warnUntold(
  tests: ProblemPackage['tests'],
  told: readonly { readonly name: string }[],
  warn: (text: string) => void,
): void {
  const untold = tests.filter(({ group, name }) => group === 'sample' && told.every((one) => one.name !== name));
  const [first] = untold;
  if (first !== undefined)
    warn(
      `data/${first.name}.interaction is not there${untold.length > 1 ? `, nor are ${untold.length - 1} others` : ''}: in this version of the format the files of an interactive sample are not shown, so solvers see nothing of it before they run it.`,
    );
}

/** Groups that make points; none where nothing does. */
async function readGroups(
  files: PackageFiles,
  yaml: YamlMap,
  read: {
    readonly format: PackageFormat;
    readonly kind: JudgingKind;
    readonly tests: readonly { readonly name: string }[];
    readonly warn: (text: string) => void;
  },
): Promise<readonly ScoreGroup[]> {
  if (read.kind === 'pass-fail') return [];
  const names = read.tests.map((test) => test.name);
  if (!names.some((test) => test.startsWith('secret/')))
    throw new DocketError(
      'package_invalid',
      'A scoring problem needs tests below data/secret/: nothing else makes points.',
    );
  if (!isLegacy(read.format)) return readScoring(files, names, read.warn);
  const scoredByProgram = (yaml.list('validation') ?? []).includes('score');
  return readLegacyScoring(files, names, { scoredByProgram, grading: yaml.map('grading') });
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
