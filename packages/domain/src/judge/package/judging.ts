import { DocketError } from '@docket/contracts/errors';
import type { PackageFiles } from './files.ts';
import { packageFormats } from './types.ts';
import type { PackageFormat } from './types.ts';
import type { YamlMap } from './yaml-map.ts';

/** Which version of the format a package is written in. */
export function readFormat(yaml: YamlMap): PackageFormat {
  const version = yaml.text('problem_format_version');
  if (version === null) return 'legacy';
  // Between the July 2023 draft and September 2025 the drafts carried several names and one content.
  if (version === '2023-07' || version === 'draft' || version === '2025-09-draft') return '2025-09';
  const known = packageFormats.find((format) => format === version);
  if (known !== undefined) return known;
  throw new DocketError(
    'package_unsupported',
    `problem.yaml: problem_format_version "${version.slice(0, 40)}" is not read here. Known are ${packageFormats.join(', ')}.`,
  );
}

/** Is this one of the versions before types were a list and the validator a folder? */
export function isLegacy(format: PackageFormat): boolean {
  return format === 'legacy' || format === 'legacy-icpc';
}

function unsupported(what: string, where: string, instead: string): DocketError {
  return new DocketError(
    'package_unsupported',
    `${what} (${where}) cannot be judged by this installation yet. ${instead}`,
  );
}

const TYPES: Readonly<Record<string, string>> = {
  scoring: 'A scoring problem',
  interactive: 'An interactive problem',
  'multi-pass': 'A multi-pass problem',
  'submit-answer': 'A submit-answer problem',
};

/**
 * Refuses what the package needs and this installation does not judge, naming the feature and the place.
 * When a kind becomes judgeable, its refusal here turns into a member of `Judging`.
 */
export function refuseUnsupported(
  yaml: YamlMap,
  files: PackageFiles,
  format: PackageFormat,
  warn: (text: string) => void,
): void {
  for (const type of yaml.list('type') ?? []) {
    const named = TYPES[type];
    if (named !== undefined)
      throw unsupported(named, `problem.yaml: type ${type}`, 'Pass-fail problems can be imported.');
    if (type !== 'pass-fail') throw yaml.fault(`type "${type}" is not known. Use pass-fail.`);
  }
  const holds = (folder: string): string | undefined => files.paths.find((path) => path.startsWith(folder));

  const [mode = 'default', ...extras] = yaml.list('validation') ?? [];
  if (mode === 'custom') {
    const what = extras.includes('interactive')
      ? 'An interactive problem'
      : extras.includes('score')
        ? 'A scoring problem'
        : 'A custom output validator';
    throw unsupported(
      what,
      `problem.yaml: validation ${[mode, ...extras].join(' ')}`,
      'The default validator and its flags can be used.',
    );
  }
  if (mode !== 'default') throw yaml.fault(`validation must begin with "default" or "custom", not "${mode}".`);

  const custom = holds(isLegacy(format) ? 'output_validators/' : 'output_validator/');
  if (custom !== undefined && !isLegacy(format)) {
    throw unsupported('A custom output validator', custom, 'Remove the folder to use the default validator.');
  }
  if (custom !== undefined) warn(`${custom} is not used, because problem.yaml says validation: default.`);

  const fixed = holds('static_validator/');
  if (fixed !== undefined)
    throw unsupported('A static validator', fixed, 'Remove the folder if the problem can do without.');
  const included = holds('include/');
  if (included !== undefined)
    throw unsupported('Included code', included, 'Remove the folder if the problem can do without.');
}
