import { createStudyList } from '@docket/contracts/http/study-list';
import { createDocket } from '@docket/client/docket';
import { registerForContest } from '@docket/contracts/http/contest';
import { askClarification } from '@docket/contracts/http/contest-desk';
import { rejudgeContest } from '@docket/contracts/http/contest-jury';
import {
  applyCourseRoster,
  changeCourseAssignment,
  createCourse,
  createCourseAssignment,
} from '@docket/contracts/http/course';
import { createThread, reportPost } from '@docket/contracts/http/discussion';
import { quoteStay } from '@docket/contracts/http/hotel';
import { quoteFlights } from '@docket/contracts/http/flight';
import { checkInFlight } from '@docket/contracts/http/flight-check-in';
import type { Role } from '@docket/contracts/http/identity';
import { cancelTrip, createTrip } from '@docket/contracts/http/trip';
import { listBreaks, uploadStatement } from '@docket/contracts/http/reconciliation';
import { createRejudge, listRejudges } from '@docket/contracts/http/rejudge';
import { newId } from '@docket/runtime/id';
import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { makeProblem, testCtx } from '@docket/testing/builders';
import { inDays, makeHouse } from '@docket/testing/house';
import { camt053 } from '@docket/testing/camt053';
import { ADMIN } from '@docket/testing/installation';
import { makePayment } from '@docket/testing/payment';
import { confirmTripForBuyer } from '@docket/testing/confirm-trip';
import { makeFlight, makeSky } from '@docket/testing/sky';
import { makeProgramme } from '@docket/testing/programme';
import { makeWithdrawals } from '@docket/testing/wallet';
import { waitFor } from '@docket/testing/wait';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { pageAddresses } from '../build/page-addresses.ts';
import { inSeconds, makeContest } from './contest-stage.ts';
import { Visit } from './navigate.ts';
import { Noise } from './noise.ts';
import { misfits, misfitsAtAllWidths } from './page-fit.ts';
import { setStage, SUM } from './support.ts';

const stage = setStage();
const LONG =
  'Rindfleischetikettierungsüberwachungsaufgabenübertragung and what became of those who had to live with it';
const PASSWORD = 'correct horse battery';

const STAY = `?arrival=${inDays(10)}&departure=${inDays(13)}&adults=2`;
const FLIGHT = `?from=BOM&to=DEL&depart=${inDays(1)}&infants=1`;

/** An id of nothing. */
const NOTHING = '0190a0a0-0000-7000-8000-000000000001';

type Person = 'nobody' | Role;
type Session = Awaited<ReturnType<ReturnType<typeof createDocket>['login']>>;

const sessions = new Map<Person, Session>();
/** What the parts of addresses stand for. */
let ids: Record<
  | 'problem'
  | 'submission'
  | 'solved'
  | 'studyList'
  | 'thread'
  | 'username'
  | 'title'
  | 'show'
  | 'room'
  | 'held'
  | 'booking'
  | 'rejudge'
  | 'payment'
  | 'paid'
  | 'webhook'
  | 'payout'
  | 'event'
  | 'break'
  | 'contest'
  | 'contestRejudge'
  | 'coming'
  | 'course'
  | 'place'
  | 'house'
  | 'quote'
  | 'trip'
  | 'cancelledTrip'
  | 'flight'
  | 'flightQuote'
  | 'flightTrip',
  string
>;

const EVERYBODY: readonly Person[] = ['nobody', 'user', 'admin'];
const MEMBERS: readonly Person[] = ['user'];
const SETTERS: readonly Person[] = ['user', 'setter', 'admin'];
const MANAGERS: readonly Person[] = ['user', 'manager', 'admin'];

/** On whose pages the console is listened to. The payment that is made here for a user and an admin is for a booking that there is not. */
const QUIET: ReadonlySet<Person> = new Set(['nobody', 'setter', 'manager']);

/** Every page of the app: who looks at it, and at which addresses. A page that is refused is looked at once, by a member. */
const PAGES: Readonly<Record<string, readonly [who: readonly Person[], ...addresses: (() => string)[]]>> = {
  '/': [['nobody', 'user', 'setter', 'manager', 'admin'], () => '/'],
  '/docs': [['nobody', 'user'], () => '/docs'],
  '/login': [['nobody'], () => '/login'],
  '/signup': [['nobody'], () => '/signup'],
  '/forgot': [['nobody'], () => '/forgot'],
  '/login/return/$provider': [['nobody'], () => '/login/return/testing', () => '/login/return/testing?code=x&state=y'],
  '/confirm': [['nobody'], () => '/confirm', () => `/confirm#ct_${'A'.repeat(43)}`],
  '/reset': [['nobody'], () => '/reset', () => `/reset#rt_${'A'.repeat(43)}`],
  '/account': [MEMBERS, () => '/account'],
  '/notifications': [MEMBERS, () => '/notifications'],
  '/payments/$id': [
    MEMBERS,
    () => `/payments/${ids.payment}`,
    () => `/payments/${ids.paid}`,
    () => `/payments/${NOTHING}`,
  ],
  '/payments/$id/receipt': [MEMBERS, () => `/payments/${ids.paid}/receipt`, () => `/payments/${NOTHING}/receipt`],
  '/problems': [EVERYBODY, () => '/problems'],
  '/problems/$slug': [
    EVERYBODY,
    () => `/problems/${ids.problem}`,
    () => `/problems/${ids.problem}?submission=${ids.submission}`,
  ],
  '/contests': [EVERYBODY, () => '/contests', () => '/contests?when=past&q=nothing'],
  '/ratings': [['nobody', 'user'], () => '/ratings', () => '/ratings?q=nobody-of-this-name'],
  '/contests/$slug': [EVERYBODY, () => `/contests/${ids.contest}`, () => `/contests/${ids.coming}`],
  '/contests/$slug/problems': [['user'], () => `/contests/${ids.contest}/problems`],
  '/contests/$slug/problems/$label': [
    ['nobody', 'user'],
    () => `/contests/${ids.contest}/problems/A`,
    () => `/contests/${ids.contest}/problems/Z`,
  ],
  '/contests/$slug/board': [['user', 'setter'], () => `/contests/${ids.contest}/board`],
  '/contests/$slug/board/projector': [['nobody'], () => `/contests/${ids.contest}/board/projector`],
  '/contests/$slug/resolver': [['user', 'setter'], () => `/contests/${ids.contest}/resolver`],
  '/contests/$slug/submissions': [MEMBERS, () => `/contests/${ids.contest}/submissions`],
  '/contests/$slug/clarifications': [['user', 'setter'], () => `/contests/${ids.contest}/clarifications`],
  '/contests/$slug/statistics': [['setter'], () => `/contests/${ids.contest}/statistics`],
  '/contests/$slug/jury': [['user', 'setter'], () => `/contests/${ids.contest}/jury`],
  '/contests/$slug/jury/problems': [['setter'], () => `/contests/${ids.contest}/jury/problems`],
  '/contests/$slug/jury/participants': [['setter'], () => `/contests/${ids.contest}/jury/participants`],
  '/contests/$slug/jury/submissions': [['setter'], () => `/contests/${ids.contest}/jury/submissions`],
  '/contests/$slug/jury/rejudges': [['setter'], () => `/contests/${ids.contest}/jury/rejudges`],
  '/contests/$slug/jury/rejudges/$id': [
    ['setter'],
    () => `/contests/${ids.contest}/jury/rejudges/${ids.contestRejudge}`,
    () => `/contests/${ids.contest}/jury/rejudges/${NOTHING}`,
  ],
  '/contests/$slug/jury/queues': [['setter'], () => `/contests/${ids.contest}/jury/queues`],
  '/contests/$slug/jury/similarity': [['setter'], () => `/contests/${ids.contest}/jury/similarity`],
  '/contests/$slug/jury/audit': [['setter'], () => `/contests/${ids.contest}/jury/audit`],
  '/courses': [['user', 'setter'], () => '/courses', () => '/courses?when=archived'],
  '/courses/$slug': [['user', 'setter'], () => `/courses/${ids.course}`],
  '/courses/$slug/grades': [['user', 'setter'], () => `/courses/${ids.course}/grades`],
  '/courses/$slug/roster': [['setter'], () => `/courses/${ids.course}/roster`],
  '/courses/$slug/settings': [['user', 'setter'], () => `/courses/${ids.course}/settings`],
  '/courses/$slug/log': [['setter'], () => `/courses/${ids.course}/log`],
  '/practice': [EVERYBODY, () => '/practice'],
  '/practice/lists/$id': [['user'], () => `/practice/lists/${ids.studyList}`, () => `/practice/lists/${NOTHING}`],
  '/problems/$slug/discussion': [EVERYBODY, () => `/problems/${ids.problem}/discussion`],
  '/problems/$slug/discussion/$id': [
    ['nobody', 'user', 'admin'],
    () => `/problems/${ids.problem}/discussion/${ids.thread}`,
    () => `/problems/${ids.problem}/discussion/${NOTHING}`,
  ],
  '/submissions/compare': [
    MEMBERS,
    () => '/submissions/compare',
    () => `/submissions/compare?left=${ids.solved}&right=${ids.submission}`,
  ],
  '/submissions': [MEMBERS, () => '/submissions'],
  '/submissions/$id': [MEMBERS, () => `/submissions/${ids.submission}`],
  '/profile': [MEMBERS, () => '/profile'],
  '/profile/$username': [EVERYBODY, () => `/profile/${ids.username}`],
  '/shows': [EVERYBODY, () => '/shows'],
  '/titles/$slug': [EVERYBODY, () => `/titles/${ids.title}`],
  '/shows/$id': [EVERYBODY, () => `/shows/${ids.show}`, () => `/shows/${ids.room}`],
  '/shows/$id/room': [MEMBERS, () => `/shows/${ids.room}/room`],
  '/shows/$id/draw': [EVERYBODY, () => `/shows/${ids.room}/draw`],
  '/bookings': [MEMBERS, () => '/bookings'],
  '/bookings/$id': [MEMBERS, () => `/bookings/${ids.held}`, () => `/bookings/${ids.booking}`],
  '/bookings/$id/checkout': [MEMBERS, () => `/bookings/${ids.held}/checkout`],
  '/bookings/$id/tickets': [MEMBERS, () => `/bookings/${ids.booking}/tickets`],
  '/tickets': [MEMBERS, () => '/tickets'],
  '/stays': [EVERYBODY, () => '/stays'],
  '/stays/search': [
    ['nobody', 'user'],
    () => '/stays/search',
    () => `/stays/search${STAY}&place=${ids.place}`,
    () => `/stays/search${STAY}&place=${ids.place}&view=map`,
    () => `/stays/search${STAY}&place=${ids.place}&stars=1&kinds=villa`,
  ],
  '/stays/$slug': [
    ['nobody', 'user'],
    () => `/stays/${ids.house}`,
    () => `/stays/${ids.house}${STAY}&children=5,7`,
    () => `/stays/${ids.house}?arrival=${inDays(12)}&departure=${inDays(14)}&adults=9&rooms=3`,
  ],
  '/stays/checkout/$quoteId': [MEMBERS, () => `/stays/checkout/${ids.quote}`, () => `/stays/checkout/${NOTHING}`],
  '/flights': [EVERYBODY, () => '/flights'],
  '/flights/search': [
    EVERYBODY,
    () => '/flights/search',
    () => `/flights/search${FLIGHT}`,
    () => `/flights/search${FLIGHT}&departs=night`,
    () => `/flights/search${FLIGHT}&chosen=${ids.flight}`,
    () => `/flights/search?from=BOM&to=DEL&depart=${inDays(5)}&onward=DEL-BLR-${inDays(6)}`,
  ],
  '/flights/passengers': [
    MEMBERS,
    () => '/flights/passengers',
    () => `/flights/passengers${FLIGHT}&chosen=${ids.flight}&fare=CLASSIC`,
  ],
  '/flights/checkout/$quoteId': [
    MEMBERS,
    () => `/flights/checkout/${ids.flightQuote}`,
    () => `/flights/checkout/${NOTHING}`,
  ],
  '/trips': [MEMBERS, () => '/trips', () => '/trips?when=past'],
  '/trips/$id': [
    MEMBERS,
    () => `/trips/${ids.trip}`,
    () => `/trips/${ids.cancelledTrip}`,
    () => `/trips/${ids.flightTrip}`,
    () => `/trips/${NOTHING}`,
  ],
  '/trips/$id/seats/$flightId': [MEMBERS, () => `/trips/${ids.flightTrip}/seats/${ids.flight}`],
  '/trips/$id/pay': [MEMBERS, () => `/trips/${ids.trip}/pay`],
  '/wallet': [MEMBERS, () => '/wallet'],
  '/admin': [MEMBERS, () => '/admin'],
  '/admin/queue': [['admin'], () => '/admin/queue'],
  '/admin/workers': [['admin'], () => '/admin/workers'],
  '/admin/rejudges': [SETTERS, () => '/admin/rejudges'],
  '/admin/rejudges/$id': [['admin'], () => `/admin/rejudges/${ids.rejudge}`],
  '/admin/reports': [['setter', 'admin'], () => '/admin/reports'],
  '/admin/problems': [['setter', 'admin'], () => '/admin/problems'],
  '/admin/problems/$slug': [
    ['admin'],
    () => `/admin/problems/${ids.problem}`,
    () => `/admin/problems/${ids.problem}?part=tools`,
    () => `/admin/problems/${ids.problem}?part=versions`,
  ],
  '/admin/problems/$slug/preview/$version': [['admin'], () => `/admin/problems/${ids.problem}/preview/1`],
  '/admin/contests': [['setter'], () => '/admin/contests'],
  '/admin/import': [['setter'], () => '/admin/import'],
  '/admin/messages': [['admin'], () => '/admin/messages'],
  '/admin/users': [['admin'], () => '/admin/users', () => '/admin/users?q=nobody-of-this-name'],
  '/admin/users/$userId': [
    ['admin'],
    () => `/admin/users/${sessions.get('user')?.userId ?? ''}`,
    () => `/admin/users/${NOTHING}`,
  ],
  '/admin/ledger': [['admin'], () => '/admin/ledger'],
  '/admin/ledger/$id': [['admin'], () => `/admin/ledger/${NOTHING}`],
  '/admin/transfers/$id': [['admin'], () => `/admin/transfers/${NOTHING}`],
  '/admin/payments': [['admin'], () => '/admin/payments'],
  '/admin/payments/$id': [['admin'], () => `/admin/payments/${ids.payment}`],
  '/admin/refunds': [['admin'], () => '/admin/refunds'],
  '/admin/payouts': [['admin'], () => '/admin/payouts', () => `/admin/payouts?status=PAID&user=${NOTHING}`],
  '/admin/payouts/$id': [['admin'], () => `/admin/payouts/${ids.payout}`, () => `/admin/payouts/${NOTHING}`],
  '/admin/breaks': [['admin'], () => '/admin/breaks', () => '/admin/breaks?status=CLOSED'],
  '/admin/breaks/$id': [['admin'], () => `/admin/breaks/${NOTHING}`, () => `/admin/breaks/${ids.break}`],
  '/admin/inbox': [['admin'], () => '/admin/inbox', () => '/admin/inbox?status=DONE'],
  '/admin/inbox/$id': [['admin'], () => `/admin/inbox/${ids.event}`],
  '/admin/invariants': [['admin'], () => '/admin/invariants'],
  '/venue': [MEMBERS, () => '/venue'],
  '/venue/shows': [MANAGERS, () => '/venue/shows'],
  '/venue/shows/$id': [['manager', 'admin'], () => `/venue/shows/${ids.show}`],
  '/venue/shows/$id/check-in': [['manager'], () => `/venue/shows/${ids.show}/check-in`],
  '/venue/stays': [['manager', 'admin'], () => '/venue/stays', () => '/venue/stays?q=nothing'],
  '/venue/stays/$slug/desk': [
    ['manager', 'admin'],
    () => `/venue/stays/${ids.house}/desk`,
    () => `/venue/stays/${ids.house}/desk?day=${inDays(10)}`,
  ],
  '/venue/stays/$slug/rooms': [['manager', 'admin'], () => `/venue/stays/${ids.house}/rooms`],
  '/venue/stays/$slug/rates': [['manager', 'admin'], () => `/venue/stays/${ids.house}/rates?from=${inDays(10)}`],
  '/venue/stays/$slug/policy': [['manager', 'admin'], () => `/venue/stays/${ids.house}/policy`],
  '/venue/new': [['manager', 'admin'], () => '/venue/new'],
  '/venue/titles': [['manager'], () => '/venue/titles'],
  '/venue/places': [['manager'], () => '/venue/places'],
  '/venue/halls': [['manager', 'admin'], () => '/venue/halls'],
  '/venue/vouchers': [['manager', 'admin'], () => '/venue/vouchers'],
  '/venue/webhooks': [['manager', 'admin'], () => '/venue/webhooks'],
  '/venue/webhooks/$id': [['manager'], () => `/venue/webhooks/${ids.webhook}`, () => `/venue/webhooks/${NOTHING}`],
};

/** The addresses of the app as `src/routes` has them. */
function routes(): readonly string[] {
  return pageAddresses().map(({ path }) => path);
}

beforeAll(async () => {
  const { pool } = stage.docket.db;
  const unique = newId().slice(-8);
  async function join(username: string, role: Role) {
    const docket = createDocket({ baseUrl: stage.baseUrl });
    await docket.signUp({ username, email: `${username}@example.test`, password: PASSWORD });
    if (role !== 'user') await pool.query('UPDATE users SET role = $2 WHERE username = $1', [username, role]);
    sessions.set(role, await docket.login({ username, password: PASSWORD }));
    return docket;
  }
  const username = `Featherstonehaugh-Wolfe-${unique}`;
  const [member] = await Promise.all([
    join(username, 'user'),
    join(`Setter-Wolfeschlegelstein-${unique}`.slice(0, 32), 'setter'),
    join(`Manager-Wolfeschlegelstei-${unique}`.slice(0, 32), 'manager'),
  ]);
  const admin = createDocket({ baseUrl: stage.baseUrl });
  sessions.set('admin', await admin.login(ADMIN));

  const problem = await makeProblem(stage.docket.db);
  await pool.query(`UPDATE problems SET title = $2, tags = '{dynamic-programming,graphs}' WHERE id = $1`, [
    problem.problemId,
    LONG,
  ]);
  const submitted = [];
  for (const code of [SUM, SUM.replace('+', '-'), 'print(', 'raise SystemExit(3)'])
    submitted.push(await member.submit({ problemId: problem.slug, language: 'python3', code }));
  for (const { submissionId } of submitted) for await (const _ of member.watch(submissionId)) void _;
  const { listId: studyList } = await member.call(createStudyList, {
    body: { title: LONG.slice(0, 100), description: LONG, problems: [problem.slug] },
    idempotencyKey: newId(),
  });
  const { postId: thread } = await member.call(createThread, {
    params: { slug: problem.slug },
    body: { kind: 'solution', title: LONG, text: `${LONG}\n\n    ${'x'.repeat(200)}`, language: 'python3' },
    idempotencyKey: newId(),
  });
  await admin.call(reportPost, { params: { id: thread }, body: { reason: 'other', note: LONG } });
  const { rejudgeId } = await admin.call(createRejudge, {
    body: { problemId: problem.slug },
    idempotencyKey: newId(),
  });
  await waitFor('the rejudge', async () =>
    (await admin.call(listRejudges)).data.some((one) => one.rejudgeId === rejudgeId && one.status === 'READY'),
  );

  const programme = await makeProgramme(stage.docket.db, { title: LONG, seatsPerUser: 10 });
  const waiting = await makeProgramme(stage.docket.db, { title: LONG, waitingRoom: true, saleOpensIn: 3600 });
  const book = (seats: string[]) => member.book({ kind: 'seats', showId: programme.showId, seats }, { wait: 10 });
  const [booking, held] = [await book(['C3', 'C4', 'C5', 'C6', 'C7']), await book(['D4', 'D5'])];
  await confirmForBuyer(stage.docket.db, booking.bookingId);
  const event = newId();
  await pool.query(
    `INSERT INTO inbox_events (id, provider, event_id, headers, body, status, type, error, done_at)
     VALUES ($1, 'bank', $2, $3, $4, 'PARKED', 'payment.captured', 'no payment of ours has this reference', now())`,
    [
      event,
      `evt_${'0123456789'.repeat(6)}`,
      { 'webhook-signature': `v1,${'A'.repeat(43)}=` },
      JSON.stringify({ long: 'x'.repeat(400) }),
    ],
  );
  const webhook = newId();
  const told = newId();
  await pool.query(
    `INSERT INTO webhook_endpoints (id, url, description, events, status, failing_since, user_id) VALUES ($1, $2, $3, '{payment.paid,refund.done}', 'DISABLED', now(), $1)`,
    [webhook, `https://shop.example.org/${'docket-'.repeat(20)}`, LONG],
  );
  await pool.query(
    `INSERT INTO webhook_events (id, type, key, body) VALUES ($1::uuid, 'payment.conflicted', $1::uuid::text, '{}')`,
    [told],
  );
  await pool.query(
    `INSERT INTO webhook_deliveries (id, endpoint_id, event_id, status, done_at) VALUES ($1, $2, $1, 'FAILED', now())`,
    [told, webhook],
  );
  // Words of a length that banks write.
  const entry = { kind: 'payment', amountMinor: 70_050, reference: `${newId()} ${LONG}`.slice(0, 140) };
  await admin.call(uploadStatement, { body: new Blob([camt053([entry])]), contentType: 'application/xml' });
  const { data: breaks } = await admin.call(listBreaks);
  const setter = createDocket({ baseUrl: stage.baseUrl });
  const jury = {
    docket: setter,
    username: '',
    session: await setter.login({ username: sessions.get('setter')?.username ?? '', password: PASSWORD }),
  };
  const contest = await makeContest(stage, jury, [LONG, 'Short'], { title: LONG });
  const coming = await makeContest(stage, jury, [], {
    title: LONG,
    startsAt: inSeconds(3_600),
    endsAt: inSeconds(7_200),
    teamSize: 3,
  });
  await member.call(registerForContest, {
    params: { id: contest.slug },
    body: { institution: 'University of Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch' },
  });
  const { submissionId: handedIn } = await member.submit({
    problemId: contest.problems[0]?.problemId ?? '',
    language: 'python3',
    code: SUM,
    contestId: contest.contestId,
  });
  for await (const _ of member.watch(handedIn)) void _;
  // As if its checks had been made stricter.
  await pool.query(`UPDATE submissions SET status = 'WA' WHERE id = $1`, [handedIn]);
  const { rejudgeId: contestRejudge } = await setter.call(rejudgeContest, {
    params: { id: contest.slug },
    body: { label: 'A' },
    idempotencyKey: newId(),
  });
  await waitFor('the rejudge of the contest', async () =>
    (await setter.call(listRejudges)).data.some((one) => one.rejudgeId === contestRejudge && one.status === 'READY'),
  );
  await member.call(askClarification, {
    params: { id: contest.slug },
    body: { question: LONG },
    idempotencyKey: newId(),
  });
  await pool.query('UPDATE users SET email_confirmed_at = now() WHERE username = $1', [username]);
  const { slug: course } = await setter.call(createCourse, {
    body: { title: LONG, slug: `course-${unique}`, dropLowest: 1 },
  });
  const people = [`${LONG},${username}@example.test`, `${LONG.slice(0, 60)},nobody-${unique}@example.test`];
  await setter.call(applyCourseRoster, {
    params: { id: course },
    body: new Blob([
      `name,email,group\n${people.map((line) => `${line},Donaudampfschifffahrtsgesellschaft`).join('\n')}`,
    ]),
    contentType: 'text/csv',
  });
  for (const at of [1, 2, 3]) {
    const { assignmentId } = await setter.call(createCourseAssignment, {
      params: { id: course },
      body: {
        title: `${at} ${LONG}`,
        slug: `homework-${unique}-${at}`,
        startsAt: inSeconds(-60),
        dueAt: inSeconds(3_600),
      },
    });
    if (at > 1)
      await setter.call(changeCourseAssignment, { params: { id: course, assignmentId }, body: { published: true } });
  }
  const house = await makeHouse(stage.docket.db, { name: LONG, rooms: 9 });
  const { rows: places } = await pool.query<{ slug: string }>(
    'SELECT p.slug FROM places p JOIN properties h ON h.place_id = p.id WHERE h.id = $1',
    [house.propertyId],
  );
  const quote = async () =>
    (
      await member.call(quoteStay, {
        body: {
          planId: house.planId,
          arrival: inDays(10),
          departure: inDays(13),
          adults: 2,
          childAges: [5, 7],
          rooms: 1,
        },
      })
    ).quoteId;
  const order = async () =>
    (
      await member.call(createTrip, {
        query: { wait: 10 },
        body: {
          parts: [{ kind: 'stay', quoteId: await quote() }],
          guest: { name: LONG.slice(0, 100), phone: null },
          requests: LONG,
        },
        idempotencyKey: newId(),
      })
    ).tripId;
  const cancelledTrip = await order();
  await member.call(cancelTrip, { params: { id: cancelledTrip } });
  await makeSky(stage.docket.db);
  const { flightId: flight } = await makeFlight(stage.docket.db, 'BOM', 'DEL', inDays(1), { at: '23:00' });
  const quoteFlight = async () =>
    (
      await member.call(quoteFlights, {
        body: {
          directions: [{ flightIds: [flight] }],
          cabin: 'economy',
          family: 'CLASSIC',
          passengers: [
            { kind: 'adult', surname: 'Wolfeschlegelsteinhausen', given: 'Anne-Marie', bornOn: '1990-05-17' },
            { kind: 'infant', surname: 'Wolfeschlegelsteinhausen', given: 'Jo', bornOn: inDays(-100) },
          ],
        },
        idempotencyKey: newId(),
      })
    ).quoteId;
  const { tripId: flightTrip } = await member.call(createTrip, {
    query: { wait: 10 },
    body: {
      parts: [{ kind: 'flight', quoteId: await quoteFlight() }],
      guest: { name: LONG.slice(0, 100), phone: null },
    },
    idempotencyKey: newId(),
  });
  await confirmTripForBuyer(testCtx(stage.docket.db), flightTrip);
  await member.call(checkInFlight, { params: { id: flightTrip }, body: { flightId: flight } });
  const [payout = ''] = await makeWithdrawals(
    stage.docket.db,
    sessions.get('user')?.userId ?? newId(),
    3,
    LONG.slice(0, 70),
  );
  ids = {
    place: places[0]?.slug ?? '',
    house: house.slug,
    quote: await quote(),
    trip: await order(),
    cancelledTrip,
    flight,
    flightQuote: await quoteFlight(),
    flightTrip,
    break: breaks[0]?.breakId ?? '',
    contest: contest.slug,
    contestRejudge,
    coming: coming.slug,
    course,
    event,
    problem: problem.slug,
    submission: submitted[1]?.submissionId ?? '',
    solved: submitted[0]?.submissionId ?? '',
    studyList,
    thread,
    username,
    title: programme.title,
    show: programme.showId,
    room: waiting.showId,
    held: held.bookingId,
    booking: booking.bookingId,
    rejudge: rejudgeId,
    payment: await makePayment(stage.docket.db, sessions.get('user')?.userId ?? newId()),
    paid: await makePayment(stage.docket.db, sessions.get('user')?.userId ?? newId(), booking.bookingId),
    webhook,
    payout,
  };
  for (const docket of [member, admin, setter]) docket.close();
});

async function openAs(person: Person): Promise<Page> {
  const page = await stage.openPage();
  const session = sessions.get(person);
  if (session !== undefined) {
    await page.addInitScript((stored) => localStorage.setItem('docket.session', stored), JSON.stringify(session));
  }
  return page;
}

/** Goes to an address and waits until all of the page is there; a refusal has no heading. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('#main > *').first().waitFor();
  await page.waitForLoadState('networkidle');
}

it('every page is in the table', () => {
  expect(routes().length).toBeGreaterThan(25);
  expect(Object.keys(PAGES).toSorted()).toEqual(routes().toSorted());
});

it('sees what does not fit (negative control)', async () => {
  const page = await stage.openPage({ width: 390 });
  await open(page, '/login');
  expect(await misfits(page)).toEqual([]);
  await page.evaluate(() => {
    document
      .querySelector('main')
      ?.insertAdjacentHTML(
        'beforeend',
        '<div style="overflow:hidden"><a href="/" style="display:block;margin-left:380px;width:80px">far out</a></div>' +
          '<p style="width:12px;overflow:hidden;white-space:nowrap">A name of some length</p><div style="width:500px">wide</div>',
      );
    document
      .querySelector('header')
      ?.insertAdjacentHTML('beforeend', '<a href="/" style="position:absolute;inset:0">over</a>');
  });
  const found = (await misfits(page)).join('\n');
  for (const what of [
    'the document is',
    'far out lies',
    '"A name of some length" has a column of',
    'lie over each other',
  ])
    expect(found).toContain(what);
});

it('hears what the console says (negative control)', async () => {
  const page = await openAs('user');
  const noise = new Noise(page);
  await open(page, `/payments/${ids.paid}`);
  expect(noise.take()).toEqual([]);
  await open(page, `/payments/${NOTHING}`);
  // The console may tell of it a moment after the page has shown it.
  let heard = '';
  await expect
    .poll(() => (heard += noise.take().join()))
    .toContain(`404 (Not Found) ${stage.baseUrl}/payment/${NOTHING}`);
});

it('goes from page to page without loading the app again', async () => {
  const page = await openAs('user');
  const visit = new Visit(page);
  let loads = 0;
  page.on('load', () => (loads += 1));
  for (const [address, heading] of [
    ['/submissions', 'submissions'],
    ['/wallet', 'Wallet'],
    [`/problems/${ids.problem}`, LONG],
    ['/tickets', 'Tickets'],
  ] as const) {
    await visit.to(address);
    expect(await page.locator('#main h1').first().textContent()).toContain(heading);
  }
  expect(loads).toBe(1);
});

it.each(['nobody', 'user', 'setter', 'manager', 'admin'] as const)(
  'all pages fit at all widths, for %s',
  async (person) => {
    const page = await openAs(person);
    const noise = new Noise(page);
    const visit = new Visit(page);
    const found: string[] = [];
    for (const [who, ...addresses] of Object.values(PAGES)) {
      if (!who.includes(person)) continue;
      for (const address of addresses) {
        await visit.to(address());
        found.push(...(await misfitsAtAllWidths(page)));
        // Of what there is not, the server says so.
        if (QUIET.has(person) && !address().includes(NOTHING)) found.push(...noise.take());
        else noise.take();
      }
    }
    await visit.to('/no-such-page');
    found.push(...(await misfitsAtAllWidths(page)));
    expect(found).toEqual([]);
  },
);
