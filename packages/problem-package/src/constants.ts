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
    read.set(name, {
      value,
      markdown: forms?.text('markdown') ?? forms?.text('md') ?? value,
      latex: forms?.text('latex') ?? forms?.text('tex') ?? value,
    });
  }
  return read;
}

/** Where `{{name}}` is replaced ("Constants" of 2025-09); not in problem.yaml and not in test data. */
const REPLACED =
  /^(?:(?:output_validators?|input_validators|static_validator|include|submissions)\/|data\/(?:.*\/)?test_group\.yaml$)/;
const MARKDOWN = /^(?:statement|problem_statement)\/.*\.md$/;

/** The same files, with constants in place where the format has them. */
export function withConstants(files: PackageFiles, constants: Constants): PackageFiles {
  if (constants.size === 0) return files;
  return {
    ...files,
    async read(path) {
      const bytes = await files.read(path);
      const form = MARKDOWN.test(path) ? 'markdown' : REPLACED.test(path) ? 'value' : null;
      return form === null ? bytes : replaced(bytes, (name) => constants.get(name)?.[form]);
    },
  };
}

/** Bytes that are no text keep what they are: each is a character of its own while names, which are ASCII, are looked for. */
function replaced(bytes: Uint8Array, valueOf: (name: string) => string | undefined): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes('{{')) return bytes;
  const text = buffer.toString('latin1').replaceAll(/\{\{([A-Za-z_]\w{0,99})\}\}/g, (all, name: string) => {
    const value = valueOf(name);
    return value === undefined ? all : Buffer.from(value).toString('latin1');
  });
  return Buffer.from(text, 'latin1');
}
