import { DocketError } from '@docket/contracts/errors';
import { shownPath } from './files.ts';
import type { PackageFiles } from './files.ts';
import { parseYaml } from './yaml-document.ts';

/** Decodes a text file of a package. The format asks for UTF-8; a byte order mark is forgiven. */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DocketError('package_invalid', `${shownPath(path)} is not UTF-8 text. Save it as UTF-8.`);
  }
}

const YAML_BYTES = 256 * 1024;

/** Keys of one YAML file, with messages that name file and key. */
export type YamlMap = {
  readonly path: string;
  keys(): readonly string[];
  /** The raw value; undefined when the key is absent or empty. */
  get(key: string): unknown;
  text(key: string): string | null;
  /** Words separated by white space, or a list of strings. Null when absent. */
  list(key: string): readonly string[] | null;
  number(key: string): number | null;
  map(key: string): YamlMap | null;
  /** The maps of a list; what is in it beside maps is left out. Empty when absent. */
  maps(key: string): readonly YamlMap[];
  /** A `package_invalid` about this file. */
  fault(message: string): DocketError;
};

/** Reads a YAML file whose top is a map; an empty file is an empty map. */
export async function readYaml(files: PackageFiles, path: string): Promise<YamlMap> {
  const bytes = await files.read(path);
  if (bytes.length > YAML_BYTES)
    throw new DocketError('package_too_large', `${shownPath(path)} is larger than 256 KiB.`);
  const text = decodeText(bytes, path);
  const { document, doubled } = parseYaml(text);
  // A key that is given twice is forgiven, as other readers do.
  if (doubled !== null)
    files.warn?.(`${shownPath(path)}, line ${doubled}: a key is given twice; the last counts. Remove one of them.`);
  const error = document.errors[0];
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    throw new DocketError(
      'package_invalid',
      `${shownPath(path)} is not valid YAML${line === undefined ? '' : `, line ${line}`}: ${firstLine(error.message)}`,
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new DocketError(
      'package_invalid',
      `${shownPath(path)} cannot be read: ${cause instanceof Error ? cause.message : 'too many aliases'}`,
    );
  }
  if (value !== null && value !== undefined && !isMap(value)) {
    throw new DocketError('package_invalid', `${shownPath(path)} must be a map of keys and values.`);
  }
  return yamlMap(shownPath(path), '', value ?? {});
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function yamlMap(path: string, prefix: string, values: Readonly<Record<string, unknown>>): YamlMap {
  const fault = (message: string): DocketError => new DocketError('package_invalid', `${path}: ${message}`);
  const get = (key: string): unknown => (Object.hasOwn(values, key) && values[key] !== null ? values[key] : undefined);
  const shown = (value: unknown): string => shownPath(JSON.stringify(value) ?? String(value));
  return {
    path,
    fault,
    get,
    keys: () => Object.keys(values),
    text(key) {
      const value = get(key);
      if (value === undefined) return null;
      if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
      if (typeof value === 'number') return String(value);
      throw fault(`${prefix}${key} must be text, not ${shown(value)}.`);
    },
    list(key) {
      const value = get(key);
      if (value === undefined) return null;
      const items: readonly unknown[] = Array.isArray(value)
        ? value
        : typeof value === 'string'
          ? value.split(/\s+/)
          : [value];
      const words = items.map((item) => (typeof item === 'number' ? String(item) : item));
      if (!words.every((word) => typeof word === 'string'))
        throw fault(`${prefix}${key} must be text or a list of texts, not ${shown(value)}.`);
      return words.filter((word) => word !== '');
    },
    number(key) {
      const value = get(key);
      if (value === undefined) return null;
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number))
        throw fault(`${prefix}${key} must be a number, not ${shown(value)}.`);
      return number;
    },
    maps(key) {
      const value = get(key);
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      return items.filter(isMap).map((item) => yamlMap(path, `${prefix}${key}.`, item));
    },
    map(key) {
      const value = get(key);
      if (value === undefined) return null;
      if (!isMap(value)) throw fault(`${prefix}${key} must be a map of keys and values, not ${shown(value)}.`);
      return yamlMap(path, `${prefix}${key}.`, value);
    },
  };
}
