import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ROUTES = fileURLToPath(new URL('../src/routes.tsx', import.meta.url));

/** The addresses of the app's pages as `routes.tsx` has them, such as `/problems/$slug`. @throws Error where one could not be read */
export function pageAddresses(source: string): readonly string[] {
  const made = source.matchAll(/const (\w+) = createRoute\(\{\s+getParentRoute: \(\) => (\w+),\s+path: '([^']+)'/g);
  const paths = new Map<string, string>();
  for (const [, name = '', parent = '', path = ''] of made)
    paths.set(name, `${(paths.get(parent) ?? '').replace(/\/$/, '')}${path}`);
  if (paths.size !== source.split(' = createRoute({').length - 1)
    throw new Error('routes.tsx has a route whose address is not read');
  return [...paths.values()];
}

/** Writes `pages.json`, by which the server knows an address of the app from one that nobody has, and answers 404 to that. */
export function pagesForTheServer(): Plugin {
  return {
    name: 'pages-for-the-server',
    apply: 'build',
    async generateBundle() {
      const source = JSON.stringify(pageAddresses(await readFile(ROUTES, 'utf8')));
      this.emitFile({ type: 'asset', fileName: 'pages.json', source });
    },
  };
}
