// The size budget, measured as an app would pay for it: bundled, minified, compressed.
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const KIB = 1024;
const ENTRY = 'virtual:app';

/** What an app imports, and what that may cost it. */
const BUDGETS = [
  {
    what: 'all of the client and every route',
    code: `export * from './index.js'; export * from './routes.js';`,
    most: 40 * KIB,
  },
  { what: 'createDocket', code: `export { createDocket } from './index.js';`, most: 16 * KIB },
  { what: 'Realtime alone', code: `export { Realtime } from './index.js';`, most: 8 * KIB },
  { what: 'one route', code: `export { getShow } from './routes.js';`, most: 1 * KIB },
];

/** Sizes in bytes. @param dist the built package */
export async function sizesOf(dist) {
  const sizes = [];
  for (const { what, code, most } of BUDGETS) {
    const build = await rolldown({
      input: ENTRY,
      cwd: dist,
      plugins: [
        {
          name: 'app',
          resolveId: (asked) => (asked === ENTRY ? `${dist}/virtual-app.js` : undefined),
          load: (id) => (id === `${dist}/virtual-app.js` ? { code, moduleSideEffects: true } : undefined),
        },
      ],
    });
    const { output } = await build.generate({ minify: true });
    await build.close();
    sizes.push({
      what,
      most,
      bytes: output.reduce((sum, { code: text = '' }) => sum + gzipSync(text, { level: 9 }).length, 0),
    });
  }
  return sizes;
}
