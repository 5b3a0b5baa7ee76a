import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';

const ROUTES = fileURLToPath(new URL('../src/routes.tsx', import.meta.url));

/** A page of the app: its address, such as `/problems/$slug`, and the module that draws it, relative to `routes.tsx`. */
export type PageAddress = { readonly path: string; readonly module: string };

/** The pages of the app as `routes.tsx` has them. @throws Error where one could not be read */
export function pageAddresses(source: string): readonly PageAddress[] {
  const made = source.matchAll(
    /const (\w+) = createRoute\(\{\s+getParentRoute: \(\) => (\w+),\s+path: '([^']+)'[^]*?import\('([^']+)'\)/g,
  );
  const pages = new Map<string, PageAddress>();
  for (const [, name = '', parent = '', path = '', module = ''] of made)
    pages.set(name, { path: `${(pages.get(parent)?.path ?? '').replace(/\/$/, '')}${path}`, module });
  if (pages.size !== source.split(' = createRoute({').length - 1)
    throw new Error('routes.tsx has a route whose address is not read');
  return [...pages.values()];
}

/**
 * Writes `pages.json` for the server: the addresses of the app's pages, so that it answers 404 to others, and the parts
 * of the build that each needs, so that the page asks for them at once and not when the first part has run.
 */
export function pagesForTheServer(): Plugin {
  return {
    name: 'pages-for-the-server',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const pages = pageAddresses(await readFile(ROUTES, 'utf8')).map(({ path, module }) => {
        const file = resolve(dirname(ROUTES), module);
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
