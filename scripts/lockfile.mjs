// Checks package-lock.json: every platform's optional package is in it (npm leaves out those its registry
// did not answer for, and `npm ci` elsewhere then refuses), and no entry names a registry host.
// `node scripts/lockfile.mjs --fix` writes the missing entries.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCKFILE = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'windows',
];
const CPUS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'universal',
  'wasm32',
  'x64',
  '64',
];

/** The os and cpu an optional package's name speaks of, as npm wants them; undefined if it is not a platform package. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-');
  const system = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => CPUS.includes(word));
  if (!system && cpu !== 'wasm32') return undefined;
  const result = {};
  if (cpu && cpu !== 'universal') result.cpu = [cpu === '64' ? 'x64' : cpu];
  if (system) result.os = [system === 'windows' ? 'win32' : system];
  if (system === 'linux') result.libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : undefined;
  return result;
}

/** Optional dependencies that no entry of the lockfile satisfies: where they belong and their version. */
function missingEntries(packages) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolves(packages, path, name)) continue;
      const version = range.replace(/^[\^~]/, '');
      if (/^\d+\.\d+\.\d+[\w.+-]*$/.test(version))
        missing.set(`node_modules/${name}`, { name, version, dev: entry.dev });
    }
  }
  return missing;
}

function resolves(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
    if (!base.includes('/node_modules/')) return Boolean(packages[`node_modules/${name}`]);
  }
}

function complete(lock) {
  for (const [path, { name, version, dev }] of missingEntries(lock.packages)) {
    const { libc, ...platform } = platformOf(name) ?? {};
    lock.packages[path] = { version, ...platform, ...(libc && { libc }), ...(dev && { dev }), optional: true };
  }
  const paths = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(paths.map((path) => [path, lock.packages[path]]));
}

const lock = JSON.parse(readFileSync(LOCKFILE, 'utf8'));
if (process.argv.includes('--fix')) {
  complete(lock);
  for (const entry of Object.values(lock.packages)) if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved;
  writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
}
const problems = [...missingEntries(lock.packages).keys()].map((path) => `${path} is missing`);
for (const [path, entry] of Object.entries(lock.packages)) {
  if (/^https?:/.test(entry.resolved ?? '')) problems.push(`${path} names a registry host: ${entry.resolved}`);
}
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
if (problems.length > 0) console.error('Run: node scripts/lockfile.mjs --fix');
process.exitCode = problems.length > 0 ? 1 : 0;
