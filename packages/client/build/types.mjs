// The declarations: the compiler's, of the client and of the contracts that it names, with zod's types in zod-types.d.ts.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = fileURLToPath(new URL('../..', import.meta.url));
const SPECIFIER = /(\bfrom |\bimport\(|^import )(['"])([^'"]+)\2/gm;

/** All declarations of these sources, below `out` as the sources lie below packages. @throws Error with what the compiler says */
function emit(sources, out) {
  const config = join(out, 'tsconfig.json');
  const compilerOptions = { noEmit: false, declaration: true, emitDeclarationOnly: true, lib: ['es2024', 'dom'] };
  const options = { ...compilerOptions, rootDir: PACKAGES, outDir: out, typeRoots: [] };
  const base = join(PACKAGES, '../tsconfig.base.json');
  writeFileSync(config, JSON.stringify({ extends: base, compilerOptions: options, files: sources }));
  const tsc = join(PACKAGES, '../node_modules/typescript/bin/tsc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', config], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`no declarations:\n${stdout}${stderr}`);
}

/** `client/src/call.ts` stands in dist as `client/call.d.ts`. */
function place(source) {
  return source.replace('/src/', '/').replace(/\.ts$/, '.d.ts');
}

/** The file that a module name means, from a source below packages. */
function target(from, name) {
  if (name.startsWith('.')) return join(dirname(from), name);
  if (name.startsWith('@docket/contracts/')) return `contracts/src/${name.slice(18)}.ts`;
  throw new Error(`${from} names ${name} in its types, which the package does not have`);
}

/** What of a route is the server's and its documentation's own, and not in the package. */
const SERVERS = /^    readonly (summary|errors|example|settled)\b/;

/** The declarations of routes without what `wireOf` leaves out. */
function asBuilt(text) {
  const kept = [];
  let inRoute = false;
  let skipping = false;
  for (const line of text.split('\n')) {
    if (/^export declare const \w+: \{$/.test(line)) inRoute = true;
    else if (line === '};') inRoute = false;
    skipping ||= inRoute && SERVERS.test(line);
    if (!skipping) kept.push(line);
    // An entry ends at its own indentation.
    if (skipping && line.endsWith(';') && (SERVERS.test(line) || /^    \S/.test(line))) skipping = false;
  }
  return kept.join('\n').replace(/^(    readonly (?:summary|errors)):/gm, '$1?:');
}

/** All modules of the contracts: what is imported by a package's name is not emitted of itself. */
function contractSources() {
  return readdirSync(join(PACKAGES, 'contracts/src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `contracts/src/${name}`);
}

/** Writes the declarations of `entries` (sources below packages) and of all that they name into `dist`. */
export function writeTypes(entries, dist) {
  const out = mkdtempSync(join(tmpdir(), 'docket-types-'));
  try {
    emit(
      [...new Set([...entries, ...contractSources()])].map((source) => join(PACKAGES, source)),
      out,
    );
    const waiting = [...entries];
    const done = new Set();
    for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
      if (done.has(source)) continue;
      done.add(source);
      const here = place(source);
      const text = readFileSync(join(out, source.replace(/\.ts$/, '.d.ts')), 'utf8');
      const moved = asBuilt(text)
        .replaceAll(SPECIFIER, (_, before, quote, name) => {
          if (name !== 'zod') waiting.push(target(source, name));
          const there = name === 'zod' ? 'zod-types.d.ts' : place(target(source, name));
          const path = relative(dirname(here), there).replace(/\.d\.ts$/, '.js');
          return `${before}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
        })
        .replace('import { z } from', 'import type * as z from');
      mkdirSync(join(dist, dirname(here)), { recursive: true, encoding: 'utf8' });
      writeFileSync(join(dist, here), moved);
    }
    cpSync(new URL('zod-types.d.ts', import.meta.url), join(dist, 'zod-types.d.ts'));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
