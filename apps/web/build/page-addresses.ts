import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

/** A page of the app: its address, such as `/problems/$slug`, and the module that draws it, relative to `src/routes`. */
export type PageAddress = { readonly path: string; readonly module: string };

type Made = PageAddress & { readonly parent: string };

const MADE =
  /const (\w+) = createRoute\(\{\s+getParentRoute: \(\) => (\w+),\s+path: '([^']+)'[^]*?import\('([^']+)'\)/g;

/** The pages of the app as the files of `src/routes` have them. @throws Error where one could not be read, or two have one name */
export function pageAddresses(sources: readonly string[] = routeSources()): readonly PageAddress[] {
  const pages = new Map<string, Made>();
  for (const source of sources) {
    const found = [...source.matchAll(MADE)];
    if (found.length !== source.split(' = createRoute({').length - 1)
      throw new Error('src/routes has a route whose address is not read');
    for (const [, name = '', parent = '', path = '', module = ''] of found) {
      if (pages.has(name)) throw new Error(`src/routes has two routes called ${name}`);
      pages.set(name, { parent, path, module });
    }
  }
  // The parent of a page may stand in another file.
  const whole = ({ parent, path }: Made): string => {
    const above = pages.get(parent);
    return `${(above === undefined ? '' : whole(above)).replace(/\/$/, '')}${path}`;
  };
  return [...pages.values()].map((page) => ({ path: whole(page), module: page.module }));
}

function routeSources(): readonly string[] {
  return readdirSync(ROUTES)
    .toSorted()
    .map((name) => readFileSync(join(ROUTES, name), 'utf8'));
}

/**
 * Writes `pages.json` for the server: the addresses of the app's pages, so that it answers 404 to others, and the parts
 * of the build that each needs, so that the page asks for them at once and not when the first part has run.
 */
export function pagesForTheServer(): Plugin {
  return {
    name: 'pages-for-the-server',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const pages = pageAddresses().map(({ path, module }) => {
        const file = resolve(ROUTES, module);
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === file);
        return { path, parts: chunk === undefined ? [] : partsOf(chunk, chunks) };
      });
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(pages) });
    },
  };
}

/** A chunk and all that it imports. */
function partsOf(chunk: Rolldown.OutputChunk, chunks: readonly Rolldown.OutputChunk[]): readonly string[] {
  const found = new Set([chunk.fileName]);
  for (const name of found)
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) found.add(imported);
  return [...found].map((name) => `/${name}`);
}
