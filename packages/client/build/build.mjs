// `npm run build`: the package as it is published. dist has ES modules, one file for script tags, and their types; no
// dependency is left, and no schema.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { CONTRACTS, contractsWithoutSchemas, routesOf } from './contracts.mjs';
import { sizesOf } from './size.mjs';
import { writeTypes } from './types.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const ROUTES = 'virtual:routes';

const httpModules = readdirSync(join(CONTRACTS, 'http'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -3));

/** Every route of the contracts, and the types that their modules name: `@docket/client/routes`. */
async function routeModules() {
  const found = await Promise.all(
    httpModules.map(async (name) => {
      const file = join(CONTRACTS, 'http', `${name}.ts`);
      const types = [...readFileSync(file, 'utf8').matchAll(/^export type (\w+)/gm)].map(([, type]) => type);
      return { name, routes: await routesOf(file), types };
    }),
  );
  return found.filter(({ routes, types }) => routes.length + types.length > 0);
}

const modules = await routeModules();

const routesEntry = {
  name: 'routes',
  resolveId: (asked) => (asked === ROUTES ? `\0${ROUTES}` : undefined),
  load: (id) =>
    id === `\0${ROUTES}`
      ? modules
          .filter(({ routes }) => routes.length > 0)
          .map(({ name, routes }) => `export { ${routes.join(', ')} } from '@docket/contracts/http/${name}';`)
          .join('\n')
      : undefined,
};

async function bundle(input, output) {
  const build = await rolldown({
    input,
    platform: 'neutral',
    plugins: [routesEntry, contractsWithoutSchemas()],
    treeshake: { moduleSideEffects: false },
    transform: { target: 'es2022' },
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(log.message);
    },
    external: (id) => {
      if (!id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@docket/') && !id.includes('virtual:'))
        throw new Error(`${id} would be a dependency of the package; it has none`);
      return false;
    },
  });
  await build.write(output);
  await build.close();
}

rmSync(DIST, { recursive: true, force: true });
const source = (name) => join(ROOT, 'src', `${name}.ts`);
await bundle(
  { index: source('index'), routes: ROUTES },
  {
    dir: DIST,
    format: 'esm',
    chunkFileNames: 'shared-[hash].js',
    minify: { compress: true, mangle: false, codegen: false },
  },
);
await bundle(
  { docket: source('index') },
  { dir: DIST, format: 'iife', name: 'Docket', entryFileNames: 'docket.iife.js', minify: true },
);

const types = join(DIST, 'types');
writeTypes(['client/src/index.ts', ...modules.map(({ name }) => `contracts/src/http/${name}.ts`)], types);
writeFileSync(
  join(types, 'routes.d.ts'),
  modules
    .flatMap(({ name, routes, types: named }) => {
      const from = `from './contracts/http/${name}.js';`;
      return [
        ...(routes.length > 0 ? [`export { ${routes.join(', ')} } ${from}`] : []),
        ...(named.length > 0 ? [`export type { ${named.join(', ')} } ${from}`] : []),
      ];
    })
    .join('\n'),
);

for (const name of readdirSync(DIST).filter((file) => file.endsWith('.js'))) {
  if (/\bZod|\bfrom\s*["'][^.]|\bimport\(/.test(readFileSync(join(DIST, name), 'utf8')))
    throw new Error(`${name} imports something, or has schemas in it`);
}
for (const { what, bytes, most } of await sizesOf(DIST)) {
  console.log(`${what.padEnd(34)} ${(bytes / 1024).toFixed(1)} KiB gzip, at most ${most / 1024}`);
  if (bytes > most) throw new Error(`${what} is over its budget`);
}
console.log(`${statSync(join(DIST, 'docket.iife.js')).size} bytes for script tags`);
