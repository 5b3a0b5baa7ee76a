import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LanguageSpec } from './languages/language.ts';

const DIRECTORY = join(import.meta.dirname, 'languages');

/** All languages described in `languages/`, by id: adding one is adding a file. Throws when two claim the same id. */
export async function readLanguageCatalog(): Promise<ReadonlyMap<string, LanguageSpec>> {
  const names = (await readdir(DIRECTORY))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'language.ts')
    .sort();
  const catalog = new Map<string, LanguageSpec>();
  for (const name of names) {
    const spec = specOf(await import(pathToFileURL(join(DIRECTORY, name)).href), name);
    if (catalog.has(spec.id)) throw new Error(`two language files have the id ${spec.id}`);
    catalog.set(spec.id, spec);
  }
  return catalog;
}

/** The cast the dynamic import needs; type checking of the language file itself guarantees it. */
function specOf(module: { language?: unknown }, name: string): LanguageSpec {
  if (typeof module.language !== 'object' || module.language === null)
    throw new Error(`languages/${name} exports no language`);
  return module.language as LanguageSpec;
}
