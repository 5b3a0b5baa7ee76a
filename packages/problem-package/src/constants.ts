import { DocketError } from '@docket/contracts/errors';
import { shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import type { YamlMap } from './yaml-map.ts';

/** A constant as it is written in code, and where it differs in statements. */
export type Constant = { readonly value: string; readonly markdown: string; readonly latex: string };
export type Constants = ReadonlyMap<string, Constant>;

/** `constants` of problem.yaml: each a text or number, or in drafts of the format a map of `value` and what statements say instead. */
export function readConstants(yaml: YamlMap): Constants {
  const all = yaml.map('constants');
  const read = new Map<string, Constant>();
  for (const name of all?.keys() ?? []) {
    if (!/^[A-Za-z_]\w{0,99}$/.test(name))
      throw yaml.fault(`constants.${name.slice(0, 40)} is no name: use letters, digits and underscores.`);
    const forms = typeof all?.get(name) === 'object' ? all.map(name) : null;
    const value = (forms === null ? all?.text(name) : forms.text('value')) ?? '';
    const written = [value, ...['markdown', 'md', 'latex', 'tex'].map((form) => forms?.text(form) ?? '')];
    if (written.some((text) => text.length > VALUE_CHARS))
      throw yaml.fault(`constants.${name.slice(0, 40)} is longer than ${VALUE_CHARS} characters.`);
    read.set(name, {
      value,
      markdown: forms?.text('markdown') ?? forms?.text('md') ?? value,
      latex: forms?.text('latex') ?? forms?.text('tex') ?? value,
    });
  }
  return read;
}

/** A constant is a figure or a word. */
const VALUE_CHARS = 200;
/** What a file may grow to when its constants are put in place. */
const GROWN_BYTES = 4 * 1024 * 1024;

/** Where `{{name}}` is replaced ("Constants" of 2025-09); not in problem.yaml and not in test data. */
const REPLACED =
  /^(?:(?:output_validators?|input_validators|static_validator|include|submissions)\/|data\/(?:.*\/)?test_group\.yaml$)/;
const MARKDOWN = /^(?:statement|problem_statement)\/.*\.md$/;
/** Kept as it is written and exported so, where there are no constants any more. */
const LATEX_HELP = /^(?:solution|hints)\/.*\.tex$/;
const BRACES = /\{\{([A-Za-z_]\w{0,99})\}\}/g;
const COMMAND = /\\constant\{(\w{1,100})\}/g;

/** The same files, with constants in place where the format has them. */
export function withConstants(files: PackageFiles, constants: Constants): PackageFiles {
  if (constants.size === 0) return files;
  return {
    ...files,
    async read(path) {
      const bytes = await files.read(path);
      if (LATEX_HELP.test(path)) return replaced(path, bytes, COMMAND, (name) => constants.get(name)?.latex);
      const form = MARKDOWN.test(path) ? 'markdown' : REPLACED.test(path) ? 'value' : null;
      return form === null ? bytes : replaced(path, bytes, BRACES, (name) => constants.get(name)?.[form]);
    },
  };
}

/** Bytes that are no text keep what they are: each is a character of its own while names, which are ASCII, are looked for. */
function replaced(
  path: string,
  bytes: Uint8Array,
  written: RegExp,
  valueOf: (name: string) => string | undefined,
): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes('{')) return bytes;
  let grown = bytes.length;
  const text = buffer.toString('latin1').replaceAll(written, (all, name: string) => {
    const value = valueOf(name);
    if (value === undefined) return all;
    grown += value.length;
    if (grown > bytes.length + GROWN_BYTES)
      throw new DocketError('package_too_large', `${shownPath(path)} grows beyond measure with its constants.`);
    return Buffer.from(value).toString('latin1');
  });
  return Buffer.from(text, 'latin1');
}
