// The dependency arrow: which workspace may import which, and what a layer must not know of.
// docs/ARCHITECTURE.md draws it; this file enforces it.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SERVICES = [
  'contracts',
  'compare',
  'contest',
  'stay',
  'world',
  'db',
  'domain',
  'problem-package',
  'queue',
  'runtime',
  'sandbox',
];

/** Workspace -> the workspaces its code may import. */
const MAY_IMPORT = {
  'packages/contracts': [],
  'packages/runtime': [],
  'packages/compare': ['contracts'],
  'packages/contest': ['contracts'],
  'packages/stay': ['contracts'],
  'packages/world': ['contracts', 'stay'],
  'packages/problem-package': ['contracts', 'compare'],
  'packages/db': ['contracts', 'runtime'],
  'packages/domain': ['contracts', 'compare', 'contest', 'stay', 'world', 'problem-package', 'db', 'runtime'],
  'packages/providers': ['contracts', 'domain', 'runtime'],
  'packages/queue': ['contracts', 'db', 'domain', 'runtime'],
  'packages/sandbox': ['contracts', 'runtime'],
  'packages/client': ['contracts'],
  'packages/testing': [
    'contracts',
    'contest',
    'stay',
    'world',
    'db',
    'domain',
    'problem-package',
    'queue',
    'runtime',
    'client',
  ],
  'apps/web': ['contracts', 'client', 'contest'],
  'apps/api': [...SERVICES, 'providers'],
  'apps/worker': [...SERVICES, 'providers'],
  'apps/realtime': SERVICES,
  'apps/bank': ['contracts', 'runtime'],
  // Strangers reach it: it knows how to check a signature and how to insert a row.
  'apps/webhooks': ['db', 'providers', 'runtime'],
  'apps/cli': ['contracts', 'stay', 'db', 'domain', 'problem-package', 'runtime', 'sandbox', 'client'],
  bench: [...SERVICES, 'client', 'testing'],
};

/** What only tests may import besides. They still do not import another app. */
const TESTS_MAY_IMPORT = ['testing', 'client', 'runtime'];

const TRANSPORTS = ['express', 'ws', 'bullmq', 'ioredis', 'dockerode'];

/** Workspace -> packages from outside that must stay out of it. */
const MUST_NOT_KNOW = {
  'packages/contracts': [/^node:/, ...TRANSPORTS],
  'packages/client': [/^node:/, ...TRANSPORTS],
  'apps/web': [/^node:/, ...TRANSPORTS],
  // Pure, and the board in a browser may use it.
  'packages/contest': [/^node:/, ...TRANSPORTS, 'pg', '@prisma/client'],
  'packages/stay': [/^node:/, ...TRANSPORTS, 'pg', '@prisma/client'],
  'packages/world': [/^node:/, ...TRANSPORTS, 'pg', '@prisma/client'],
  // Pure: what comes in as bytes goes out as decisions.
  'packages/compare': [...TRANSPORTS, 'pg', '@prisma/client'],
  'packages/problem-package': [...TRANSPORTS, 'pg', '@prisma/client'],
  'packages/db': TRANSPORTS,
  'packages/domain': TRANSPORTS,
  'packages/sandbox': ['express', 'ws', 'bullmq', 'ioredis', 'pg', '@prisma/client'],
};

const IMPORT =
  /(?:^|[;\s])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?['"]([^'"\n]+)['"]|import\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/** Module names that a source text imports. Comments are left out, so examples in them do not count. */
export function importsOf(source) {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2]);
}

const isTest = (path) =>
  /\.test\.tsx?$|\.(int|box|process|browser)\.test\.|\/test\//.test(path) || path.endsWith('/fixtures.ts');

function workspaceOf(path) {
  return Object.keys(MAY_IMPORT).find((workspace) => path.startsWith(`${workspace}/`));
}

/** Why one import is not allowed, or undefined. `path` is relative to the root. */
export function objection(path, module, declared) {
  const workspace = workspaceOf(path);
  if (workspace === undefined) return undefined;
  const name = workspace.split('/').at(-1);
  if (module.startsWith('.')) {
    const target = relative('/', resolve('/', dirname(path), module));
    return target.startsWith(`${workspace}/`) ? undefined : `${module} leaves the workspace; import it by its name`;
  }
  const own = /^@docket\/([\w-]+)/.exec(module)?.[1];
  if (own !== undefined) {
    if (own === name) return `${module} is this workspace itself; import it by a relative path`;
    const allowed = [...MAY_IMPORT[workspace], ...(isTest(path) ? TESTS_MAY_IMPORT : [])];
    if (!allowed.includes(own))
      return `${name} may not import ${own} (allowed: ${allowed.join(', ') || 'nothing of ours'})`;
    // Declaring it would make the packages' graph a circle: testing stands on the packages whose tests use it.
    if (isTest(path) && TESTS_MAY_IMPORT.includes(own)) return undefined;
    return declared.has(`@docket/${own}`) ? undefined : `@docket/${own} is not in ${workspace}/package.json`;
  }
  // What builds an app runs on Node, whatever the app itself may know of.
  if (isTest(path) || path.endsWith('/vite.config.ts') || path.startsWith(`${workspace}/build/`)) return undefined;
  const banned = (MUST_NOT_KNOW[workspace] ?? []).some((ban) =>
    ban instanceof RegExp ? ban.test(module) : module === ban || module.startsWith(`${ban}/`),
  );
  return banned ? `${name} must not know of ${module}` : undefined;
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'generated'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

function declaredBy(root, workspace) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(root, workspace, 'package.json'), 'utf8'),
  );
  return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
}

/** Every import in the repository that goes against the arrow, one line each. */
export function violations(root) {
  const found = [];
  for (const workspace of Object.keys(MAY_IMPORT)) {
    const declared = declaredBy(root, workspace);
    for (const file of sources(join(root, workspace))) {
      const path = relative(root, file);
      for (const module of importsOf(readFileSync(file, 'utf8'))) {
        const why = objection(path, module, declared);
        if (why !== undefined) found.push(`${path}: ${why}`);
      }
    }
  }
  return found;
}
