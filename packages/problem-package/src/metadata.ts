import { difficulties } from '@docket/contracts/http/problem';
import type { Difficulty } from '@docket/contracts/http/problem';
import { LANGUAGES_BY_ENDING } from '@docket/contracts/judge/source-endings';
import { idsOfCode } from './include.ts';
import { PROBLEM_KEYS, warnUnknown } from './unknown-keys.ts';
import type { YamlMap } from './yaml-map.ts';

const KNOWN: ReadonlySet<string> = new Set(Object.values(LANGUAGES_BY_ENDING).flat());

/** Says what is not known, and what is read and has no effect here. */
export function warnUnknownKeys(yaml: YamlMap, warn: (text: string) => void): void {
  warnUnknown(yaml, PROBLEM_KEYS, warn);
  if (yaml.get('allow_file_writing') === true)
    warn('problem.yaml: allow_file_writing is not enforced; programs may write into their own folder for one run.');
}

/** Ids of the only languages that may be submitted; null: all. Codes are those of the format's table, some of which are several languages here. */
export function readLanguages(yaml: YamlMap, warn: (text: string) => void): readonly string[] | null {
  const codes = yaml.list('languages') ?? [];
  if (codes.length === 0 || codes.includes('all')) return null;
  const ids = new Set<string>();
  for (const code of codes) {
    const known = idsOfCode(code).filter((id) => KNOWN.has(id));
    if (known.length === 0) warn(`problem.yaml: languages: "${code}" is no language here.`);
    for (const id of known) ids.add(id);
  }
  if (ids.size === 0) throw yaml.fault('none of its languages is known here, so nobody could submit.');
  return [...ids];
}

/** Until when the problem must not be published: the start of a day in UTC, or a time. Null when nothing is said. */
export function readEmbargo(yaml: YamlMap): Date | null {
  const value = yaml.get('embargo_until');
  if (value === undefined || value === null) return null;
  const text = yaml.text('embargo_until')?.trim() ?? '';
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z)?$/.test(text) ? new Date(text) : null;
  if (at === null || Number.isNaN(at.getTime()))
    throw yaml.fault(`embargo_until "${text.slice(0, 40)}" is no time. Write 2027-05-01 or 2027-05-01T10:00:00Z.`);
  return at;
}

/** The name for a statement in `language`: a text, or a map of languages. Null when absent. */
export function readName(yaml: YamlMap, language: string): string | null {
  const value = yaml.get('name');
  if (typeof value !== 'object') return yaml.text('name');
  const names = yaml.map('name');
  return names?.text(language) ?? names?.text('en') ?? names?.text(names.keys()[0] ?? '') ?? null;
}

/** The name in this very language; null where only others are given. */
export function nameIn(yaml: YamlMap, language: string): string | null {
  const value = yaml.get('name');
  if (typeof value === 'object') return yaml.map('name')?.text(language) ?? null;
  return language === 'en' ? yaml.text('name') : null;
}

/** People who wrote the problem, without their addresses. */
export function readAuthor(yaml: YamlMap): string | null {
  const credits = yaml.get('credits');
  const people =
    typeof credits === 'object' ? persons(yaml.map('credits')?.get('authors')) : persons(credits ?? yaml.get('author'));
  return people.length === 0 ? null : people.join(', ').slice(0, 200);
}

function persons(value: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries
    .map((entry) => (typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry))
    .filter((entry) => typeof entry === 'string')
    .map((entry) => (entry.split('<')[0] ?? '').trim())
    .filter((entry) => entry !== '');
}

/** Where the problem was first used: a text, a map with `name`, or a list of such. */
export function readSource(yaml: YamlMap): string | null {
  const value = yaml.get('source');
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = entries
    .map((entry) => (typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry))
    .filter((entry) => typeof entry === 'string' && entry.trim() !== '');
  return names.length === 0 ? null : names.join(', ').slice(0, 200);
}

function asDifficulty(word: string): Difficulty | undefined {
  return difficulties.find((known) => known === word);
}

/**
 * Difficulty and tags. Both may stand in our own `docket.yaml`; otherwise the keywords are the tags,
 * and one of them may be `easy`, `medium` or `hard` (also `difficulty:hard`). The format has no difficulty, so one without is `medium` and no warning.
 */
export function readDifficulty(
  yaml: YamlMap,
  own: YamlMap | null,
): { difficulty: Difficulty; tags: readonly string[] } {
  const words = [...(own?.list('tags') ?? []), ...(yaml.list('keywords') ?? [])].map((word) =>
    word.trim().toLowerCase().slice(0, 50),
  );
  const fromWords = words
    .map((word) => asDifficulty(word.replace(/^difficulty:/, '')))
    .find((level) => level !== undefined);
  const tags = [
    ...new Set(words.filter((word) => word !== '' && asDifficulty(word.replace(/^difficulty:/, '')) === undefined)),
  ].slice(0, 20);
  const written = own?.text('difficulty') ?? null;
  if (own !== null && written !== null) {
    const difficulty = asDifficulty(written.toLowerCase());
    if (difficulty === undefined)
      throw own.fault(`difficulty must be one of ${difficulties.join(', ')}, not "${written.slice(0, 40)}".`);
    return { difficulty, tags };
  }
  return { difficulty: fromWords ?? 'medium', tags };
}

/** Makes a slug of a folder name or title; null when no letter or digit is left. */
export function slugOf(text: string): string | null {
  const slug = text
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\.(zip|kpp)$/, '')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? null : slug;
}
