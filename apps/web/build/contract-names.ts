import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const CONTRACTS = fileURLToPath(new URL('../../../packages/contracts/src/http', import.meta.url));
const ID = 'virtual:contract-names';

type Named = { readonly name: string; readonly method: string; readonly path: string };

/** The routes of the API as the contracts' sources have them. @throws Error where one could not be read */
function namedRoutes(): readonly Named[] {
  const files = readdirSync(CONTRACTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const source = readFileSync(join(CONTRACTS, file), 'utf8');
    const found = [...source.matchAll(/export const (\w+) = route\(\{([^]*?)path: '([^']+)'/g)];
    if (found.length !== source.split('= route({').length - 1)
      throw new Error(`${file} has a route whose name is not read`);
    return found.map(([, name = '', before = '', path = '']) => {
      // Two routes of a file may share their method, spread from an object above them.
      const [, method = ''] = /method: '(\w+)'/.exec(before) ?? /method: '(\w+)'/.exec(source) ?? [];
      return { name, method, path };
    });
  });
}

/** What the addresses of the API begin with: `/payment`, `/shows`. */
export function apiPaths(): readonly string[] {
  return [...new Set(namedRoutes().map(({ path }) => `/${path.split('/')[1] ?? ''}`))].toSorted();
}

/**
 * What the API reference calls the contracts of the SDK's examples: `{'GET /problems/:slug': {name, from}}`. Read from
 * the sources while building, because the page needs their names and not them.
 */
export function contractNames(): Plugin {
  return {
    name: 'contract-names',
    resolveId: (asked) => (asked === ID ? `\0${ID}` : undefined),
    load(asked) {
      if (asked !== `\0${ID}`) return undefined;
      const names = namedRoutes().map(({ name, method, path }) => [
        `${method} ${path}`,
        { name, from: '@docket/client/routes' },
      ]);
      return `export default ${JSON.stringify(Object.fromEntries(names))};`;
    },
  };
}
