import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import { stringify } from 'yaml';
import { FUNCTION_LANGUAGES } from './function/table.ts';
import { parentOf } from './group-paths.ts';
import { dialectsOf, DIALECT_CODES } from './include.ts';
import { DEFAULT_TIME_RULE } from './material.ts';
import type { PackageInteraction, PackageTest, ProblemPackage, ScoreGroup } from './types.ts';

/** A package whose data may lie elsewhere, as `Data` that says where. */
export type WritablePackage<Data> = Omit<
  ProblemPackage,
  'format' | 'warnings' | 'submissions' | 'tests' | 'files' | 'material' | 'statement' | 'help'
> & {
  readonly tests: readonly (Omit<PackageTest, 'input' | 'answer'> & { readonly input: Data; readonly answer: Data })[];
  readonly files: readonly (Omit<ProblemPackage['files'][number], 'bytes'> & { readonly bytes: Data })[];
  readonly material: Omit<ProblemPackage['material'], 'files'> & {
    readonly files: readonly { readonly path: string; readonly bytes: Data }[];
  };
};

/** A file of a package to be written: its text, or where its bytes are. */
type WrittenFile<Data> = { readonly path: string; readonly content: string | Data };

const KIB = 1024;
const MIB = 1024 * 1024;

/**
 * The files of a package of format 2025-09 that is read as the same problem again. What the format has no word for is in `docket.yaml`.
 * @throws DocketError `package_unsupported` for points by the grader of older packages, which 2025-09 cannot say
 */
export function writePackage<Data>(pkg: WritablePackage<Data>): readonly WrittenFile<Data>[] {
  refuseGraders(pkg);
  const yaml = (path: string, content: object): WrittenFile<Data>[] =>
    Object.keys(content).length === 0 ? [] : [{ path, content: stringify(content) }];
  const compare = compareOf(pkg);
  return [
    { path: 'problem.yaml', content: stringify(problemYaml(pkg)) },
    ...yaml('docket.yaml', docketYaml(pkg, compare)),
    ...statementsOf(pkg),
    ...pkg.files.map(({ name, bytes }) => ({ path: placeOf(name), content: bytes })),
    ...pkg.judging.include.flatMap(({ code, files }) =>
      files.map(({ name, content }) => ({ path: `include/${code}/${name}`, content })),
    ),
    ...programOf(pkg),
    ...pkg.material.files.map(({ path, bytes }) => ({ path, content: bytes })),
    ...[...groupYamls(pkg, compare)].flatMap(([path, content]) => yaml(path, content)),
    ...pkg.tests.flatMap((test) => [
      { path: `data/${test.name}.in`, content: test.input },
      { path: `data/${test.name}.ans`, content: test.answer },
      ...yaml(`data/${test.name}.yaml`, {
        ...(test.validatorFlags === null ? {} : { output_validator_args: afterCompare(test.validatorFlags, compare) }),
        ...(test.args === null ? {} : { args: test.args }),
        ...(Object.hasOwn(pkg.material.inputArgs, test.name)
          ? { input_validator_args: pkg.material.inputArgs[test.name] }
          : {}),
      }),
    ]),
    ...pkg.interactions.map((one) => ({ path: `data/${one.name}.interaction`, content: conversation(one) })),
    ...pkg.shownSamples.flatMap(({ name, input, answer }) => [
      ...(input === null ? [] : [{ path: `data/${name}.in.statement`, content: input }]),
      ...(answer === null ? [] : [{ path: `data/${name}.ans.statement`, content: answer }]),
    ]),
  ];
}

function refuseGraders({ judging }: Pick<ProblemPackage, 'judging'>): void {
  const odd = judging.groups.find((group) => group.grader !== undefined);
  if (odd === undefined) return;
  throw new DocketError(
    'package_unsupported',
    `data/${odd.path}: points are made as in older packages, by grader flags and scores of single tests, for which format 2025-09 has no words. Give the groups a max_score and a score_aggregation first.`,
  );
}

function problemYaml<Data>(pkg: WritablePackage<Data>): object {
  const { judging, limits, material } = pkg;
  const { acToLimit, limitToTle, resolution } = material.timeRule;
  const plainRule = acToLimit === DEFAULT_TIME_RULE.acToLimit && limitToTle === DEFAULT_TIME_RULE.limitToTle;
  const types = [
    judging.kind,
    ...(judging.interactive ? ['interactive'] : []),
    ...(judging.passes > 1 ? ['multi-pass'] : []),
  ];
  const languages = languagesOf(pkg);
  return {
    problem_format_version: '2025-09',
    type: types.length === 1 ? types[0] : types,
    name: namesOf(pkg),
    uuid: pkg.uuid ?? uuidOf(pkg.slug),
    ...(pkg.author === null ? {} : { credits: pkg.author }),
    ...(pkg.source === null ? {} : { source: pkg.source }),
    ...(pkg.license === null ? {} : { license: pkg.license }),
    ...(pkg.embargoUntil === null ? {} : { embargo_until: pkg.embargoUntil.toISOString() }),
    limits: {
      time_limit: limits.cpuMs / 1000,
      memory: limits.memoryBytes / MIB,
      output: limits.outputBytes / MIB,
      code: limits.codeBytes / KIB,
      ...(judging.passes > 1 ? { validation_passes: judging.passes } : {}),
      ...(plainRule ? {} : { time_multipliers: { ac_to_time_limit: acToLimit, time_limit_to_tle: limitToTle } }),
      ...(resolution === DEFAULT_TIME_RULE.resolution ? {} : { time_resolution: resolution }),
    },
    ...(pkg.tags.length === 0 ? {} : { keywords: pkg.tags }),
    ...(languages === null ? {} : { languages }),
  };
}

/** The format asks for one; that of a package which has none is made of its short name, so that it stays the same. */
function uuidOf(slug: string): string {
  const hex = createHash('sha256').update(`docket problem ${slug}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function namesOf<Data>({ name, statements }: WritablePackage<Data>): string | Readonly<Record<string, string>> {
  const named = statements.flatMap((one) => (one.name === null ? [] : [[one.language, one.name] as const]));
  const [first] = statements;
  const plain = named.every(([language, own]) => language === 'en' && own === name);
  if (first === undefined || plain) return name;
  return Object.fromEntries([
    [first.language, name] as const,
    ...named.filter(([language]) => language !== first.language),
  ]);
}

/** Codes of the format's table where all their languages are taken, otherwise our own; null: all. */
function languagesOf<Data>({ languages, judging }: WritablePackage<Data>): readonly string[] | null {
  if (languages === null) return null;
  if (judging.function !== undefined && languages.join(' ') === FUNCTION_LANGUAGES.join(' ')) return null;
  const codes: string[] = [];
  for (let at = 0; at < languages.length;) {
    const rest = languages.slice(at);
    const code = DIALECT_CODES.find((one) => dialectsOf(one).every((id, index) => rest[index] === id));
    codes.push(code ?? rest[0] ?? '');
    at += code === undefined ? 1 : dialectsOf(code).length;
  }
  return codes;
}

/** Our own ways to compare come first among the flags; `docket.yaml` has them, and not the arguments of a validator. */
const COMPARE: Readonly<Record<string, string>> = { exact: 'exact', unordered_lines: 'unordered-lines' };

function compareOf<Data>({ judging, tests }: WritablePackage<Data>): string | null {
  const lists = [judging.check.flags, ...tests.flatMap(({ validatorFlags }) => validatorFlags ?? [])];
  const [first] = judging.check.flags;
  const own = judging.check.kind === 'default' && first !== undefined && Object.hasOwn(COMPARE, first);
  const everywhere = tests.every(({ validatorFlags }) => validatorFlags === null || validatorFlags[0] === first);
  return own && everywhere && lists.length > 0 ? first : null;
}

function afterCompare(flags: readonly string[], compare: string | null): readonly string[] {
  return compare === null ? flags : flags.slice(1);
}

function docketYaml<Data>(pkg: WritablePackage<Data>, compare: string | null): object {
  const { check, feedback } = pkg.judging;
  return {
    slug: pkg.slug,
    difficulty: pkg.difficulty,
    ...(compare === null ? {} : { compare: COMPARE[compare] }),
    ...(check.kind === 'custom' ? { checker: check.protocol } : {}),
    ...(feedback === undefined ? {} : { feedback: { ...feedback } }),
    ...(pkg.hidesSamples ? { samples: 'hidden' } : {}),
  };
}

/** Files of statements lie in `statement/`, where older packages and archives had them elsewhere. */
function placeOf(name: string): string {
  if (/^(?:statement|attachments)\//.test(name)) return name;
  const pdf = /^(?:problem_statement\/)?problem(?:\.([A-Za-z-]+))?\.pdf$/.exec(name);
  if (pdf !== null) return `statement/problem.${pdf[1] ?? 'en'}.pdf`;
  return `statement/${name.replace(/^problem_statement\//, '')}`;
}

function statementsOf<Data>({ statements, files }: WritablePackage<Data>): readonly WrittenFile<Data>[] {
  const pictures = files.filter(({ kind, mediaType }) => kind === 'statement' && mediaType !== 'application/pdf');
  return statements.flatMap(({ language, markdown }) => {
    if (markdown === null) return [];
    // Named from the folder of the statement.
    const text = pictures.reduce(
      (all, { name }) => all.replaceAll(`](<${name}>)`, `](<${placeOf(name).slice('statement/'.length)}>)`),
      markdown,
    );
    return [{ path: `statement/problem.${language}.md`, content: text }];
  });
}

function programOf<Data>({ judging: { check } }: WritablePackage<Data>): readonly WrittenFile<Data>[] {
  if (check.kind === 'default') return [];
  return check.program.files.map(({ name, content }) => ({ path: `output_validator/${name}`, content }));
}

/** `test_group.yaml` by path: arguments of the validator for all of `data/`, and points of groups. */
function groupYamls<Data>(
  { judging }: WritablePackage<Data>,
  compare: string | null,
): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const flags = afterCompare(judging.check.flags, compare);
  const yamls = new Map<string, Readonly<Record<string, unknown>>>();
  if (flags.length > 0) yamls.set('data/test_group.yaml', { output_validator_args: flags });
  for (const group of judging.groups) {
    yamls.set(`data/${group.path}/test_group.yaml`, {
      ...(isShare(group, judging.groups) ? {} : { max_score: group.maxScore ?? 'unbounded' }),
      score_aggregation: group.aggregation,
      ...(group.requires.length === 0 ? {} : { require_pass: group.requires }),
    });
  }
  return yamls;
}

/** Does a group make what the one around it leaves to those that say nothing? Then it says nothing here either, so that fractions stay exact. */
function isShare(group: ScoreGroup, groups: readonly ScoreGroup[]): boolean {
  const around = new Map(groups.map((one) => [one.path, one]));
  for (let path = parentOf(group.path); path !== ''; path = parentOf(path)) {
    const parent = around.get(path);
    if (parent !== undefined)
      return parent.aggregation === 'sum' && parent.testScore !== null && parent.testScore === group.maxScore;
  }
  return false;
}

function conversation({ passes }: PackageInteraction): string {
  const sign = { judge: '<', program: '>' } as const;
  const written = passes.map((lines) =>
    lines.map(({ speaker, text }) => `${sign[speaker]} ${text}`.trimEnd()).join('\n'),
  );
  return `${written.join('\n---\n')}\n`;
}
