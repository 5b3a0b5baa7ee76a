import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** The npm that started us, or the one on the path, with a Node that is not inside the folder npm is about to replace. */
function presentNpm() {
  const outside = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const find = (name) => outside.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const script = process.env.npm_execpath ?? find('npm');
  if (script === undefined) fail(2, 'npm is needed. On Debian and Ubuntu: apt-get install npm');
  return { node: find('node') ?? process.execPath, script: realpathSync(script), path: outside.join(delimiter) };
}

const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Runs `npm ci`. npm leaves out optional packages whose `engines` the Node it runs on does not meet, among them the
 * compiled parts of the tools, so an older Node first fetches the lockfile's Node and the npm named in package.json.
 */
function npmCi() {
  const npm = presentNpm();
  const ci = (node, script, path) => execute(node, [script, 'ci', ...QUIET], { env: { PATH: path } });
  if (Number(process.versions.node.split('.')[0]) >= 24) return ci(npm.node, npm.script, npm.path);
  const folder = mkdtempSync(join(tmpdir(), 'docket-npm-'));
  try {
    const nodePackage = `node-linux-${process.arch}`;
    const nodeVersion = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, 'utf8')).packages[
      `node_modules/${nodePackage}`
    ].version;
    const npmVersion = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')).packageManager;
    const wanted = [`${nodePackage}@${nodeVersion}`, npmVersion];
    execute(npm.node, [npm.script, 'install', '--prefix', folder, ...QUIET, ...wanted], {
      cwd: folder,
      env: { PATH: npm.path },
    });
    const bin = join(folder, 'node_modules', nodePackage, 'bin');
    return ci(join(bin, 'node'), join(folder, 'node_modules/npm/bin/npm-cli.js'), `${bin}${delimiter}${npm.path}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const packages = {
  id: 'packages',
  title: 'npm packages',
  missing: () => (upToDate() ? [] : ['the npm packages of package-lock.json, Node 24 among them, into node_modules']),
  install() {
    npmCi();
    linkNode();
    stamp(STAMP, lockHash());
  },
};
