import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { ROOT, NODE } from './paths.mjs';
import { execute } from './exec.mjs';
import { fail } from './say.mjs';
import { isStamped, stamp } from './stamp.mjs';

const STAMP = 'node_modules/.docket-stamp';

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(`${ROOT}/package-lock.json`))
    .update(process.arch)
    .digest('hex');

/** Were the packages of the lockfile installed by somebody's own `npm install`? npm leaves a list of what it did. */
function installedByHand() {
  const installed = `${ROOT}/node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, 'utf8')).packages;
  return Object.entries(want).every(
    ([path, entry]) =>
      path === '' ||
      entry.link ||
      entry.optional ||
      !entry.version ||
      !path.startsWith('node_modules/') ||
      have[path]?.version === entry.version,
  );
}

function upToDate() {
  if (!existsSync(NODE)) return false;
  const hash = lockHash();
  if (isStamped(STAMP, hash)) return true;
  if (!installedByHand()) return false;
  stamp(STAMP, hash);
  return true;
}

/** Some versions of npm (Debian's 9.2 is one) leave out the link to a program that is called `node`. */
function linkNode() {
  const target = join('..', `node-linux-${process.arch}`, 'bin', 'node');
  if (existsSync(NODE)) return;
  rmSync(NODE, { force: true });
  if (existsSync(join(dirname(NODE), target))) symlinkSync(target, NODE);
  else
    fail(
      1,
      `npm did not bring Node 24 for linux-${process.arch}: there is no package node-linux-${process.arch} in node_modules.`,
    );
}

/** npm and a Node to run it on that are not inside the folder npm is about to replace. */
function npmCommand() {
  const outside = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const find = (name) => outside.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const node = find('node') ?? process.execPath;
  const script = process.env.npm_execpath;
  return {
    command: script ? node : (find('npm') ?? 'npm'),
    before: script ? [script] : [],
    path: outside.join(delimiter),
  };
}

export const packages = {
  id: 'packages',
  title: 'npm packages',
  missing: () => (upToDate() ? [] : ['the npm packages of package-lock.json, Node 24 among them, into node_modules']),
  install() {
    const { command, before, path } = npmCommand();
    execute(command, [...before, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      env: { PATH: path },
    });
    linkNode();
    stamp(STAMP, lockHash());
  },
};
