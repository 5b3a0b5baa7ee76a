import { randomUUID } from 'node:crypto';
import { reactions } from '@docket/domain/reactions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '@docket/contracts/access';
import { CLAIM_SECONDS } from '@docket/domain/spine/kept-answer';
import { offerSeats } from '@docket/domain/waiting-list/offer';
import { writeZip } from '@docket/problem-package/zip-writer';
import { testCtx } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { numberRooms } from '@docket/testing/desk';
import { inDays, makeHouse } from '@docket/testing/house';
import { contracts } from '../src/areas.ts';
import {
  expectProblem,
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type Answer,
  type CallOptions,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { packageZip } from './packages.ts';
import {
  breakOf,
  contestOf,
  fundWallet,
  heldBookingOf,
  importedProblem,
  judgedProblem,
  openContestOf,
  orderOf,
  paymentOf,
  postOf,
  quoteOf,
  refundByHandOf,
  rejudgeOf,
  soldOutShow,
  statementLine,
  TRANSFER_ACCOUNT,
  transferOf,
  WITHDRAWAL,
} from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ ...TRANSFER_ACCOUNT });
  await reportLanguages(api, [TEST_LANGUAGE]);
});
afterAll(() => api.stop());

/** A request that has not been made yet and will be carried out. */
type Fresh = { readonly path: string } & Omit<CallOptions, 'token'>;
/** Who makes it, and how; called again it is another request of that kind. */
type Kind = { readonly role: Role; readonly make: (user: TestUser) => Promise<Fresh> };

const json = (path: string, body: unknown): Fresh => ({ path, json: body });

async function newCity(): Promise<string> {
  const slug = uniqueName('city');
  const { token } = await api.user('manager');
  await api.call('POST', '/cities', { token, json: { slug, name: 'Pune', country: 'IN', timezone: 'Asia/Kolkata' } });
  return slug;
}

async function newVenue(): Promise<string> {
  const slug = uniqueName('venue');
  const { token } = await api.user('manager');
  const body = { city: await newCity(), slug, name: 'Hall', address: '1 Road' };
  await api.call('POST', '/venues', { token, json: body });
  return slug;
}

async function newTitle(): Promise<string> {
  const slug = uniqueName('title');
  const { token } = await api.user('manager');
  await api.call('POST', '/titles', { token, json: { slug, kind: 'movie', name: 'Night Train', minutes: 90 } });
  return slug;
}

/** No provider that takes cards is on here, so a request for it is always refused; what a second one does is tried on the verb (`races.int.test.ts` of payments). */
const NOTHING_TO_PAY = '/payment/';

/** So that no amount is asked for twice. */
let other = 0;

const KINDS: Readonly<Record<string, Kind>> = {
  'POST /submissions': {
    role: 'user',
    make: async () =>
      json('/submissions', {
        problemId: await importedProblem(api, await api.user('setter')),
        language: 'python3',
        code: `print("${uniqueName()}")`,
      }),
  },
  'POST /runs': {
    role: 'user',
    make: async () => json('/runs', { language: 'python3', code: `print("${uniqueName()}")`, inputs: ['1'] }),
  },
  'POST /submissions/batch': {
    role: 'user',
    make: async () => {
      const one = { problemId: await importedProblem(api, await api.user('setter')), language: 'python3' };
      return json('/submissions/batch', {
        submissions: [
          { ...one, code: '1' },
          { ...one, code: '2' },
        ],
      });
    },
  },
  'POST /judge0/submissions': {
    role: 'user',
    make: async () => json('/judge0/submissions', { source_code: uniqueName(), language_id: 71 }),
  },
  'POST /judge0/submissions/batch': {
    role: 'user',
    make: async () =>
      json('/judge0/submissions/batch', { submissions: [{ source_code: uniqueName(), language_id: 71 }] }),
  },
  'POST /practice/lists': {
    role: 'user',
    make: async () => json('/practice/lists', { title: uniqueName() }),
  },
  'POST /problems/:slug/discussion': {
    role: 'user',
    make: async () =>
      json(`/problems/${await importedProblem(api, await api.user('setter'))}/discussion`, {
        kind: 'question',
        title: uniqueName(),
        text: 'Why?',
      }),
  },
  'POST /discussion/:id/replies': {
    role: 'user',
    make: async (user) => json(`/discussion/${await postOf(api, user)}/replies`, { text: uniqueName() }),
  },
  'POST /rejudges': {
    role: 'setter',
    make: async (user) => json('/rejudges', { problemId: await judgedProblem(api, user) }),
  },
  'POST /rejudges/:id/apply': {
    role: 'setter',
    make: async (user) => ({ path: `/rejudges/${await rejudgeOf(api, user)}/apply` }),
  },
  'POST /rejudges/:id/drop': {
    role: 'setter',
    make: async (user) => ({ path: `/rejudges/${await rejudgeOf(api, user)}/drop` }),
  },
  'POST /problems/import': {
    role: 'setter',
    make: async () => ({
      path: '/problems/import',
      raw: packageZip({ slug: uniqueName('problem') }),
      headers: { 'content-type': 'application/zip' },
    }),
  },
  'POST /webhook-endpoints': {
    role: 'manager',
    make: async () =>
      json('/webhook-endpoints', { url: `https://${uniqueName('shop')}.example.org/`, events: ['payment.paid'] }),
  },
  'POST /payment/refund': {
    role: 'admin',
    make: async () => {
      const { paymentId } = await paymentOf(api, await api.user(), { captured: true });
      return json('/payment/refund', { paymentId, amount: 1 });
    },
  },
  'POST /payment/:paymentId/arrived': {
    role: 'admin',
    make: async () => {
      const { paymentId, amount } = await transferOf(api, await api.user());
      return json(`/payment/${paymentId}/arrived`, { amount, currency: 'INR', ...statementLine() });
    },
  },
  'POST /payment/refunds/:refundId/paid-back': {
    role: 'admin',
    make: async (user) => json(`/payment/refunds/${await refundByHandOf(api, user)}/paid-back`, statementLine()),
  },
  'POST /admin/breaks/:id/comments': {
    role: 'admin',
    make: async (user) =>
      json(`/admin/breaks/${await breakOf(api, user)}/comments`, { text: `Asked ${(other += 1)}.` }),
  },
  'POST /contest': {
    role: 'setter',
    make: async () =>
      json('/contest', {
        title: 'T',
        slug: uniqueName('contest'),
        startsAt: '2030-01-01T00:00:00Z',
        endsAt: '2030-01-01T05:00:00Z',
      }),
  },
  'POST /contest/:id/rejudges': {
    role: 'admin',
    make: async () => json(`/contest/${(await contestOf(api)).id}/rejudges`, { label: 'A' }),
  },
  'POST /contest/:id/announcements': {
    role: 'admin',
    make: async () => json(`/contest/${(await contestOf(api)).id}/announcements`, { text: uniqueName() }),
  },
  'POST /contest/:id/clarifications': {
    role: 'user',
    make: async (user) => json(`/contest/${await openContestOf(api, user)}/clarifications`, { question: uniqueName() }),
  },
  'POST /api/contests/:id/submissions': {
    role: 'user',
    make: async (user) =>
      json(`/api/contests/${await openContestOf(api, user)}/submissions`, {
        problem_id: 'A',
        language_id: 'python3',
        files: [{ data: writeZip([{ path: 'main.py', content: `print("${uniqueName()}")` }]).toString('base64') }],
      }),
  },
  'POST /api/contests/:id/clarifications': {
    role: 'user',
    make: async (user) =>
      json(`/api/contests/${await openContestOf(api, user)}/clarifications`, { text: uniqueName() }),
  },
  'POST /api/contests/:id/commentary': {
    role: 'admin',
    make: async () => json(`/api/contests/${(await contestOf(api)).id}/commentary`, { message: uniqueName() }),
  },
  'POST /contest/:id/prints': {
    role: 'user',
    make: async (user) => json(`/contest/${await openContestOf(api, user)}/prints`, { name: 'a.py', content: 'x' }),
  },
  'POST /cities': {
    role: 'manager',
    make: async () =>
      json('/cities', { slug: uniqueName('city'), name: 'Pune', country: 'IN', timezone: 'Asia/Kolkata' }),
  },
  'POST /vouchers': {
    role: 'manager',
    make: async () => json('/vouchers', { code: uniqueName('CODE'), percent: 10, quota: 5 }),
  },
  'POST /wallet/deposits': {
    role: 'user',
    make: async () => json('/wallet/deposits', { amount: 100 + (other += 1), currency: 'INR' }),
  },
  'POST /wallet/withdrawals': {
    role: 'user',
    make: async (user) => {
      await fundWallet(api, user, 500);
      return json('/wallet/withdrawals', { ...WITHDRAWAL, amount: 100 + (other += 1) });
    },
  },
  'POST /venues': {
    role: 'manager',
    make: async () =>
      json('/venues', { city: await newCity(), slug: uniqueName('venue'), name: 'Hall', address: '1 Road' }),
  },
  'POST /halls/import': {
    role: 'manager',
    make: async () => ({
      path: `/halls/import?venue=${await newVenue()}&name=Studio`,
      raw: 'row,number,zone,kind\nA,1,front,seat\nA,2,front,seat\n',
      headers: { 'content-type': 'text/csv' },
    }),
  },
  'POST /titles': {
    role: 'manager',
    make: async () => json('/titles', { slug: uniqueName('title'), kind: 'movie', name: 'Night Train', minutes: 90 }),
  },
  'POST /shows': {
    role: 'manager',
    make: async () => {
      const { hallId } = await makeShow(api.db);
      const startsAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
      const show = { hallId, title: await newTitle(), startsAt, prices: { front: 1, back: 1 }, currency: 'INR' };
      return json('/shows', { shows: [show] });
    },
  },
  'POST /bookings': {
    role: 'user',
    make: async () => json('/bookings', { kind: 'seats', showId: (await makeShow(api.db)).showId, seats: ['A1'] }),
  },
  'POST /trips': {
    role: 'user',
    make: async (user) => json('/trips', orderOf(await quoteOf(api, user))),
  },
  'POST /hotels/:slug/rooms/:number/blocks': {
    role: 'manager',
    make: async () => {
      const house = await makeHouse(api.db);
      await numberRooms(testCtx(api.db), house, '101');
      const works = { from: inDays(10), to: inDays(12), reason: 'New carpet' };
      return json(`/hotels/${house.slug}/rooms/101/blocks`, works);
    },
  },
  'POST /shows/:id/house-seats': {
    role: 'manager',
    make: async () =>
      json(`/shows/${(await makeShow(api.db)).showId}/house-seats`, { seats: ['A1', 'A2'], reason: 'Press' }),
  },
  'POST /shows/:id/house-seats/book': {
    role: 'manager',
    make: async (user) => {
      const { showId } = await makeShow(api.db);
      const block = { seats: ['A1'], reason: 'Press' };
      await api.call('POST', `/shows/${showId}/house-seats`, { token: user.token, json: block });
      return json(`/shows/${showId}/house-seats/book`, { seats: [1] });
    },
  },
  'POST /bookings/:id/take': {
    role: 'user',
    make: async (user) => {
      const id = await heldBookingOf(api, user);
      await api.db.pool.query('UPDATE bookings SET price_minor = 0, discount_minor = 500 WHERE id = $1', [id]);
      return { path: `/bookings/${id}/take` };
    },
  },
  'POST /shows/:id/waiting-list': {
    role: 'user',
    make: async () => json(`/shows/${(await soldOutShow(api)).showId}/waiting-list`, { quantity: 1 }),
  },
  'POST /shows/:id/waiting-list/accept': {
    role: 'user',
    make: async ({ token }) => {
      const { showId, release } = await soldOutShow(api);
      const path = `/shows/${showId}/waiting-list`;
      await api.call('POST', path, { token, json: { quantity: 1 } });
      await release();
      await offerSeats(api.ctx, { showId }, reactions);
      return { path: `${path}/accept` };
    },
  },
};

/** Their verbs claim the key in the transaction of the effect, because each request without one is another piece of work. */
const MANY = new Set([
  'POST /contest/:id/rejudges',
  'POST /contest/:id/announcements',
  'POST /contest/:id/clarifications',
  'POST /contest/:id/prints',
  'POST /api/contests/:id/submissions',
  'POST /api/contests/:id/clarifications',
  'POST /api/contests/:id/commentary',
  'POST /practice/lists',
  'POST /problems/:slug/discussion',
  'POST /discussion/:id/replies',
  'POST /submissions',
  'POST /submissions/batch',
  'POST /runs',
  'POST /judge0/submissions',
  'POST /judge0/submissions/batch',
  'POST /rejudges',
  'POST /bookings',
  'POST /wallet/deposits',
  'POST /wallet/withdrawals',
  'POST /admin/breaks/:id/comments',
]);

function send(user: TestUser, { path, ...options }: Fresh, key: string): Promise<Answer> {
  return api.call('POST', path, {
    ...options,
    token: user.token,
    headers: { ...options.headers, 'idempotency-key': key },
  });
}

/** Rows that work leaves, without the note of the key itself, and what it changes where it adds none. */
async function countEffects(): Promise<Readonly<Record<string, number>>> {
  const { idempotency_keys: _, ...rest } = await api.countRows();
  const { rows } = await api.db.pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM rejudges WHERE closed_at IS NOT NULL',
  );
  return { ...rest, 'closed rejudges': rows[0]?.n ?? 0 };
}

function grown(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  const changed = Object.entries(after).filter(([table, rows]) => rows !== before[table]);
  return Object.fromEntries(changed.map(([table, rows]) => [table, rows - (before[table] ?? 0)]));
}

const replayed = (answer: Answer): string | null => answer.headers.get('idempotent-replayed');

/** What was answered, without what is told anew each time: how long the wait is now. */
function saidBy({ status, body }: Answer): unknown {
  if (typeof body !== 'object' || body === null) return { status, body };
  const { expectedWaitSeconds: _, ...rest } = record(body);
  return { status, body: rest };
}

test('every route that takes a key is tried here', () => {
  const keyed = contracts
    .filter(({ idempotent, path }) => idempotent === true && path !== NOTHING_TO_PAY)
    .map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(KINDS).toSorted()).toEqual(keyed.toSorted());
});

describe.each(Object.entries(KINDS))('%s', (name, { role, make }) => {
  test('twice with one key has one effect and one answer', async () => {
    const user = await api.user(role);
    const request = await make(user);
    const key = randomUUID();
    const before = await countEffects();
    const first = await send(user, request, key);
    expect([Math.floor(first.status / 100), replayed(first)], `${first.text}`).toEqual([2, null]);
    const after = await countEffects();
    expect(grown(before, after)).not.toEqual({});
    const second = await send(user, request, key);
    expect(saidBy(second)).toEqual(saidBy(first));
    expect(replayed(second)).toBe('true');
    expect(await countEffects()).toEqual(after);

    // Another request under the key is refused, and so is nobody else's.
    expectProblem(await send(user, await make(user), key), 422, 'idempotency_mismatch');
    const stranger = await send(await api.user(role), await make(await api.user(role)), key);
    expect([replayed(stranger), stranger.text]).toEqual([null, expect.not.stringContaining('idempotency_')]);
  });

  test('twice at once with one key has one effect', async () => {
    const user = await api.user(role);
    const [request, later] = [await make(user), await make(user)];
    const key = randomUUID();
    const before = await countEffects();
    const answers = await Promise.all([send(user, request, key), send(user, request, key), send(user, request, key)]);
    const effect = grown(before, await countEffects());
    const done = answers.filter(({ status }) => status < 300);
    expect(
      done.filter((answer) => replayed(answer) === null),
      `${JSON.stringify(answers)}`,
    ).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status >= 300))
      expect(expectProblem(answer, 409, 'idempotency_in_progress').retryAfter).toBe(1);
    if (name.startsWith('POST /rejudges')) return;
    // As much as one request alone.
    const start = await countEffects();
    await send(user, later, randomUUID());
    expect(effect).toEqual(grown(start, await countEffects()));
  });

  test(`without the key it ${MANY.has(name) ? 'has another effect each time' : 'is safe to carry out again, as after a crash'}`, async () => {
    const user = await api.user(role);
    const request = await make(user);
    expect((await send(user, request, randomUUID())).status).toBeLessThan(300);
    const after = await countEffects();
    const again = await send(user, request, randomUUID());
    expect(replayed(again)).toBeNull();
    if (MANY.has(name)) expect(grown(after, await countEffects())).not.toEqual({});
    else expect(await countEffects()).toEqual(after);
  });
});

describe('a claim that its process did not settle', () => {
  test('keeps others out for as long as a request may take, and then the next is carried out', async () => {
    const user = await api.user('manager');
    const slug = uniqueName('title');
    const request = json('/titles', { slug, kind: 'movie', name: 'Night Train', minutes: 90 });
    await send(user, request, 'crashed');
    // As if it had died between effect and answer.
    const unsettle = (seconds: number) =>
      api.db.pool.query(
        'UPDATE idempotency_keys SET response = NULL, created_at = clock_timestamp() - make_interval(secs => $2) WHERE owner_id = $1',
        [user.userId, seconds],
      );
    await unsettle(CLAIM_SECONDS - 30);
    expectProblem(await send(user, request, 'crashed'), 409, 'idempotency_in_progress');
    await unsettle(CLAIM_SECONDS + 1);
    // Carried out, it finds what the first has made, and a refusal does not use the key up.
    expectProblem(await send(user, request, 'crashed'), 409, 'slug_taken');
    const { rows } = await api.db.pool.query('SELECT FROM idempotency_keys WHERE owner_id = $1', [user.userId]);
    expect(rows).toEqual([]);
  });

  test('is answered by whoever took it over, and what the slow one says is not kept', async () => {
    const user = await api.user('manager');
    const request = json('/titles', { slug: uniqueName('title'), kind: 'movie', name: 'Night Train', minutes: 90 });
    const first = await send(user, request, 'slow');
    const { rowCount } = await api.db.pool.query(
      `UPDATE idempotency_keys SET response = '{"status":201,"body":{"titleId":"of another","slug":"x"}}', created_at = now() WHERE owner_id = $1`,
      [user.userId],
    );
    expect([first.status, rowCount]).toEqual([201, 1]);
    expect(record((await send(user, request, 'slow')).body)['titleId']).toBe('of another');
  });
});

test('a refused request does not use its key up', async () => {
  const user = await api.user('manager');
  const slug = uniqueName('venue');
  const body = { city: uniqueName('nowhere'), slug, name: 'Hall', address: '1 Road' };
  expectProblem(await send(user, json('/venues', body), 'venue'), 404, 'city_not_found');
  expect((await send(user, json('/venues', { ...body, city: await newCity() }), 'venue')).status).toBe(201);
});
