// Every route that somebody with a role may call has a place in the web app: what the API can, managers, setters and admins can in the browser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CONTRACTS = 'packages/contracts/src/http';
const WEB = 'apps/web/src';

/** Contract -> how the SDK calls what calls it, where pages use that. */
const BY_SDK = {
  createBooking: 'docket.book',
  getBooking: 'docket.booking',
  createRun: 'docket.run',
  createSubmission: 'docket.submit',
  getSubmission: 'docket.submission',
  getBookingTickets: 'docket.tickets.of',
  getCheckIns: 'docket.tickets.checkIns',
  createRealtimeToken: 'docket.realtime',
};

const FOR_PROGRAMS = 'it is for programs, which have no pages';

const ANOTHER_NAME = 'it is another name of a route that has a page';

/** Contract -> why no page calls it. */
const NO_PAGE = {
  createSubmissions: FOR_PROGRAMS,
  createJudge0Submission: FOR_PROGRAMS,
  createJudge0Submissions: FOR_PROGRAMS,
  getJudge0Submissions: FOR_PROGRAMS,
  getJudge0Submission: FOR_PROGRAMS,
  listJudge0Submissions: FOR_PROGRAMS,
  deleteJudge0Submission: FOR_PROGRAMS,
  authenticateJudge0: FOR_PROGRAMS,
  authorizeJudge0: FOR_PROGRAMS,
  addParticipant: ANOTHER_NAME,
  getContestScoreboard: ANOTHER_NAME,
  getContestStanding: 'pages have the board, of which it is a part',
  changeCcsContest: FOR_PROGRAMS,
  createCcsSubmission: FOR_PROGRAMS,
  createCcsClarification: FOR_PROGRAMS,
  changeCcsClarification: FOR_PROGRAMS,
  createCcsCommentary: FOR_PROGRAMS,
  deleteCcsCommentary: FOR_PROGRAMS,
  exportContestPackage: FOR_PROGRAMS,
  importContestPackage: FOR_PROGRAMS,
  getWithdrawal: 'the list of withdrawals says the same of each',
};

/** The contracts of a source: their names and who may call them. */
export function routesIn(source) {
  const found = [];
  for (const [, name, body] of source.matchAll(/export const (\w+) = route\(\{([\s\S]*?)\n\}\);/g)) {
    const access = /^ {2}access: (.*),$/m.exec(body)?.[1] ?? '';
    found.push({
      name,
      open: access === "'public'",
      address: `${/method: '(\w+)'/.exec(body)?.[1]} ${/path: '([^']+)'/.exec(body)?.[1]}`,
    });
  }
  return found;
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) yield readFileSync(path, 'utf8');
  }
}

/** Routes that need a login and that no page calls, a line each. `called` tells of a contract's name whether one does. */
export function withoutPage(routes, called, reasons = NO_PAGE) {
  const names = new Set(routes.map(({ name }) => name));
  const missing = routes
    .filter(({ name, open }) => !open && !(name in reasons) && !called(name))
    .map(
      ({ name, address }) =>
        `${address} (${name}) has no page: call it in ${WEB}, or say why not in scripts/check/pages.mjs`,
    );
  const stale = Object.keys(reasons)
    .filter((name) => !names.has(name) || called(name))
    .map((name) => `${name} has a reason in scripts/check/pages.mjs and needs none`);
  return [...missing, ...stale];
}

/** Of the repository. */
export function pagelessRoutes(root) {
  const routes = [...sources(join(root, CONTRACTS))].flatMap(routesIn);
  const web = [...sources(join(root, WEB))].join('\n').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const called = (words) => new RegExp(`\\b${words.replaceAll('.', '\\.')}\\b`).test(web);
  return withoutPage(routes, (name) => called(name) || (name in BY_SDK && called(BY_SDK[name])));
}
