// The walls inside the web app: which folder of features may import which, and who listens to live events.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { importsOf } from './arrow.mjs';

const SRC = 'apps/web/src';

/** Feature -> the features it may import. All of them import `ui` and `lib`. Named as the areas of the domain, where one is theirs. */
const MAY_IMPORT = {
  identity: [],
  notification: ['identity'],
  account: ['identity', 'notification', 'wallet'],
  editor: [],
  problem: ['identity'],
  submission: ['identity', 'problem', 'editor'],
  run: ['editor', 'submission'],
  practice: ['identity', 'problem', 'submission'],
  workbench: ['identity', 'problem', 'submission', 'run', 'editor', 'practice'],
  rejudge: ['submission'],
  rating: ['problem'],
  contest: ['identity', 'problem', 'submission', 'workbench', 'rejudge', 'rating'],
  profile: ['identity', 'problem', 'rating'],
  course: ['identity', 'problem', 'contest'],
  catalog: [],
  payment: ['identity'],
  booking: ['identity', 'catalog', 'payment'],
  hotel: ['identity'],
  flight: ['identity', 'hotel'],
  trip: ['identity', 'hotel', 'flight', 'payment'],
  'front-desk': ['identity', 'hotel'],
  checkout: ['identity', 'booking', 'payment', 'wallet', 'hotel', 'trip'],
  ticket: ['identity', 'booking'],
  wallet: ['identity', 'payment'],
  'waiting-room': ['identity', 'catalog'],
  'waiting-list': [],
  seats: ['catalog', 'booking', 'payment', 'waiting-room', 'waiting-list'],
  venue: ['identity', 'catalog', 'seats'],
  door: ['catalog'],
  admin: ['identity', 'problem', 'submission', 'rejudge', 'payment', 'wallet'],
  setter: ['problem', 'submission'],
  home: ['identity', 'problem', 'submission', 'catalog', 'booking', 'trip'],
  docs: [],
};

/** What is no feature -> what it may import besides itself. The shell draws around the features and knows some of them. */
const OUTSIDE = {
  lib: [],
  ui: ['lib'],
  app: ['lib', 'ui', 'identity', 'submission', 'booking', 'flight', 'trip', 'editor', 'notification'],
  routes: ['lib', 'app', ...Object.keys(MAY_IMPORT)],
};

/** Everything below it is one mechanism: subscriptions that end, gaps that are read again, older news that is dropped. */
const LIVE = `${SRC}/lib/live/`;
const LISTENS = /\bdocket\.(?:realtime|events|watch\w*)\b|@docket\/client\/(?:realtime|watch)\b/;

/** The part of the app that a path below its sources belongs to; undefined for the few files beside the folders. */
function partOf(path) {
  const [first, second, third] = path.split('/');
  if (first === 'features') return third === undefined ? undefined : second;
  return second === undefined ? undefined : first;
}

/** Why one import is not allowed, or undefined. `path` is relative to the root. */
export function objection(path, module) {
  if (!path.startsWith(`${SRC}/`) || !module.startsWith('.')) return undefined;
  const from = partOf(relative(SRC, path));
  const to = partOf(relative(resolve('/', SRC), resolve('/', dirname(path), module)));
  if (from === undefined || to === undefined || from === to) return undefined;
  const allowed = from in OUTSIDE ? OUTSIDE[from] : MAY_IMPORT[from] && ['lib', 'ui', ...MAY_IMPORT[from]];
  if (allowed === undefined) return `${from} has no line in scripts/check/features.mjs`;
  return allowed.includes(to)
    ? undefined
    : `${from} may not import ${to} (allowed: ${allowed.join(', ') || 'nothing'})`;
}

/** Why a source may not be as it is, or undefined. */
export function listening(path, source) {
  if (!path.startsWith(`${SRC}/`) || path.startsWith(LIVE)) return undefined;
  const found = LISTENS.exec(source.replace(/\/\*[\s\S]*?\*\//g, ''));
  return found === null ? undefined : `${found[0]} is for ${LIVE} alone; use what it offers`;
}

/** Features that need each other could be one: a way from a feature back to itself, or undefined. */
export function circle(table = MAY_IMPORT) {
  const done = new Set();
  const visit = (feature, way) => {
    if (way.includes(feature)) return [...way.slice(way.indexOf(feature)), feature].join(' -> ');
    if (done.has(feature)) return undefined;
    for (const next of table[feature] ?? []) {
      const found = visit(next, [...way, feature]);
      if (found !== undefined) return found;
    }
    done.add(feature);
    return undefined;
  };
  for (const feature of Object.keys(table)) {
    const found = visit(feature, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Every source of the web app that goes through a wall, one line each. */
export function crossings(root) {
  const found = [];
  const round = circle();
  if (round !== undefined) found.push(`features go round in a circle: ${round}`);
  for (const file of sources(join(root, SRC))) {
    const path = relative(root, file);
    const source = readFileSync(file, 'utf8');
    const objections = [listening(path, source), ...importsOf(source).map((module) => objection(path, module))];
    for (const why of objections) if (why !== undefined) found.push(`${path}: ${why}`);
  }
  return found;
}
