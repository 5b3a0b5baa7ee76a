// Run in the build of docker/service.Dockerfile: deletes from node_modules what none of the named workspaces depends on.
// `npm ci --omit=dev` keeps the optional peers of production packages (Prisma's command line and all that it needs,
// two thirds of the whole) because they are development packages of the root.
//   node prune-packages.mjs apps/api apps/worker ...
import { existsSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const kept = new Set();

/** Follows what the package in `folder` needs at run time, by the rules by which Node looks for it. */
function keep(folder) {
  const real = realpathSync(folder);
  if (kept.has(real)) return;
  kept.add(real);
  const manifest = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8'));
  const peers = Object.keys(manifest.peerDependencies ?? {});
  const needed = [
    ...Object.keys(manifest.dependencies ?? {}),
    ...peers.filter((name) => manifest.peerDependenciesMeta?.[name]?.optional !== true),
  ];
  for (const name of needed) {
    const found = find(name, real);
    if (found === undefined && manifest.optionalDependencies?.[name] === undefined)
      throw new Error(`${real} needs ${name}, which is not installed`);
    if (found !== undefined) keep(found);
  }
  for (const name of Object.keys(manifest.optionalDependencies ?? {})) {
    const found = find(name, real);
    if (found !== undefined) keep(found);
  }
}

function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Deletes the packages of one node_modules folder that nobody follows to. */
function prune(modules) {
  if (!existsSync(modules)) return;
  const names = readdirSync(modules).flatMap((entry) =>
    entry.startsWith('@') ? readdirSync(join(modules, entry)).map((name) => join(entry, name)) : [entry],
  );
  for (const name of names) {
    const path = join(modules, name);
    if (name.startsWith('.') || !existsSync(join(path, 'package.json'))) continue;
    if (kept.has(realpathSync(path))) prune(join(path, 'node_modules'));
    else rmSync(path, { recursive: true, force: true });
  }
}

for (const workspace of process.argv.slice(2)) keep(workspace);
prune('node_modules');
