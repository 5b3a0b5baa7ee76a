import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/booking';
import { getAdminInvariants, getInvariants } from '@docket/contracts/http/invariants';
import { getShowSeats } from '@docket/contracts/http/show-seats';
import { holdBookings } from '@docket/domain/booking/hold';
import { newId } from '@docket/runtime/id';
import { makeShow, type TestShow } from '@docket/testing/catalog';
import { waitFor } from '@docket/testing/wait';
import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { expectContract, expectProblem, startTestApi, type Answer, type TestApi, type TestUser } from './harness.ts';

let api: TestApi;
let user: TestUser;
let show: TestShow;

beforeAll(async () => {
  api = await startTestApi();
  user = await api.user();
});
afterAll(() => api.stop());
beforeEach(async () => {
  show = await makeShow(api.db);
});

function post(
  seats: unknown,
  options: { query?: string; key?: string; showId?: string; as?: TestUser } = {},
): Promise<Answer> {
  return api.call('POST', `/bookings${options.query ?? ''}`, {
    token: (options.as ?? user).token,
    json: { kind: 'seats', showId: options.showId ?? show.showId, seats },
    headers: options.key === undefined ? {} : { 'idempotency-key': options.key },
  });
}

/** Decides what is queued, as a worker would. */
async function decideAll(): Promise<number> {
  const { rows } = await api.db.pool.query<{ id: string }>(`SELECT id FROM bookings WHERE status = 'QUEUED'`);
  await holdBookings(api.ctx, { bookingIds: rows.map((row) => row.id) });
  return rows.length;
}

async function held(seats: readonly string[]): Promise<string> {
  const { bookingId } = contract.bookingReceipt.parse((await post(seats)).body);
  await decideAll();
  return bookingId;
}

const get = (path: string, as = user) => api.call('GET', path, { token: as.token });

test('is taken in at once, or answered when it is decided', async () => {
  const queued = await post(['A1']);
  expectContract(queued, contract.createBooking);
  expect(queued.body).toMatchObject({ status: 'QUEUED' });
  await decideAll();

  const waiting = post(['A2', 'A3'], { query: '?wait=10' });
  await waitFor('the booking', async () => (await decideAll()) > 0);
  const decided = await waiting;
  expect(decided.status).toBe(200);
  expect(contract.booking.parse(decided.body)).toMatchObject({
    status: 'HELD',
    seats: ['A2', 'A3'],
    priceMinor: 1_000,
  });

  const impatient = await post(['A4'], { query: '?wait=0.05' });
  expectContract(impatient, contract.createBooking);
});

test('is shown, listed in pages, confirmed and given up', async () => {
  const owner = await api.user();
  const ids: string[] = [];
  for (const seat of ['A1', 'A2', 'A3']) {
    const { bookingId } = contract.bookingReceipt.parse((await post([seat], { as: owner })).body);
    ids.unshift(bookingId);
  }
  await decideAll();
  const shown = await get(`/bookings/${ids[0]}`, owner);
  expectContract(shown, contract.getBooking);
  expect(shown.body).toMatchObject({ status: 'HELD', show: { title: 'Test title', timezone: 'Asia/Kolkata' } });

  const first = contract.listBookings.response.parse((await get('/bookings?limit=2', owner)).body);
  const rest = contract.listBookings.response.parse(
    (await get(`/bookings?limit=2&cursor=${first.meta.nextCursor}`, owner)).body,
  );
  expect([...first.data, ...rest.data].map((each) => each.bookingId)).toEqual(ids);
  expect(rest.meta.nextCursor).toBeNull();

  await confirmForBuyer(api.db, ids[0] ?? '');
  expectContract(await api.call('DELETE', `/bookings/${ids[1]}`, { token: owner.token }), contract.cancelBooking);
  expectProblem(await api.call('DELETE', `/bookings/${ids[0]}`, { token: owner.token }), 409, 'booking_confirmed');
  expectProblem(await get(`/bookings/${ids[0]}`), 404, 'booking_not_found');
  expectProblem(await api.call('POST', `/bookings/${ids[2]}/take`, { token: user.token }), 404, 'booking_not_found');
});

/** All pages of a list. @returns bookings in their order */
async function pagesOf(query: string, as: TestUser, from: string | null = null): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = from === null ? '' : `&cursor=${from}`; ;) {
    const answer = await get(`/bookings?${query}${cursor}`, as);
    expectContract(answer, contract.listBookings);
    const { data, meta } = contract.listBookings.response.parse(answer.body);
    ids.push(...data.map((each) => each.bookingId));
    if (meta.nextCursor === null) return ids;
    cursor = `&cursor=${meta.nextCursor}`;
  }
}

test('is either upcoming or past, the next show first or the latest booking first, in pages of any size', async () => {
  const owner = await api.user();
  // Booked in this order, shown in another; two shows begin at the same moment.
  const shows = [];
  for (const startsIn of [50_000, 20_000, 90_000, 20_000, 70_000, 30_000])
    shows.push(await makeShow(api.db, { startsIn }));
  await api.db.pool.query('UPDATE shows SET starts_at = (SELECT starts_at FROM shows WHERE id = $1) WHERE id = $2', [
    shows[1]?.showId,
    shows[3]?.showId,
  ]);
  const ids: string[] = [];
  for (const [at, { showId }] of shows.entries())
    for (const seat of ['A1', 'A2'])
      ids[at * 2 + Number(seat === 'A2')] = contract.bookingReceipt.parse(
        (await post([seat], { as: owner, showId })).body,
      ).bookingId;
  const [a1, a2, b1, b2, c1, c2, d1, d2, e1, e2, f1, f2] = ids;
  // Of the last nobody has decided yet.
  await holdBookings(api.ctx, { bookingIds: ids.slice(0, 11) });
  for (const id of [a1, b1, c1, d1, e1]) await confirmForBuyer(api.db, id ?? '');
  await api.call('DELETE', `/bookings/${d2}`, { token: owner.token });
  // One of them is over; what was only held for it is still open until the sweeper has been there.
  await api.db.pool.query(
    `UPDATE shows SET starts_at = now() - interval '3 hours', ends_at = now() - interval '1 second' WHERE id = $1`,
    [shows[4]?.showId],
  );
  const upcoming = [e2, b1, b2, d1, f1, f2, a1, a2, c1, c2];
  const past = [e1, d2];
  for (const limit of [1, 2, 3, 100]) {
    expect(await pagesOf(`when=upcoming&limit=${limit}`, owner)).toEqual(upcoming);
    expect(await pagesOf(`when=past&limit=${limit}`, owner)).toEqual(past);
  }
  expect(await pagesOf('limit=5', owner)).toEqual(ids.toReversed());
  expect(await pagesOf('when=upcoming&status=CONFIRMED&limit=2', owner)).toEqual([b1, d1, a1, c1]);

  // What ends between two pages leaves no gap and comes twice nowhere.
  const first = contract.listBookings.response.parse((await get('/bookings?when=upcoming&limit=4', owner)).body);
  await api.call('DELETE', `/bookings/${b2}`, { token: owner.token });
  const rest = await pagesOf('when=upcoming&limit=4', owner, first.meta.nextCursor);
  expect(rest).toEqual(upcoming.slice(4));
  expect(await pagesOf('when=past', owner)).toEqual([e1, d2, b2]);

  expectProblem(await get(`/bookings?when=past&cursor=${first.meta.nextCursor}`, owner), 400, 'invalid_request');
  expectProblem(await get(`/bookings?cursor=${first.meta.nextCursor}`, owner), 400, 'invalid_request');
  expectProblem(await get('/bookings?when=soon', owner), 400, 'invalid_request');
});

test('bad requests are typed and leave nothing behind', async () => {
  const foreign = await makeShow(api.db, { rows: 8 });
  const begun = await makeShow(api.db, { startsIn: -1 });
  const early = await makeShow(api.db, { saleOpensIn: 600 });
  const gone = await makeShow(api.db, { status: 'CANCELLED' });
  expect(foreign.seats).toBeGreaterThan(show.seats);
  const before = await api.countRows();
  // H1 is a seat of the other show's hall.
  expectProblem(await post(['H1']), 422, 'unknown_seat');
  expectProblem(await post(['A1', 'A1']), 422, 'duplicate_seats');
  expectProblem(await post([]), 400, 'invalid_request');
  expectProblem(
    await post(Array.from({ length: 11 }, (_, n) => `${'ABCDE'[Math.floor(n / 10)]}${(n % 10) + 1}`)),
    422,
    'too_many_seats',
  );
  expectProblem(await post(Array.from({ length: 51 }, (_, n) => `A${n}`)), 400, 'invalid_request');
  expectProblem(await post(['A1'], { showId: newId() }), 404, 'show_not_found');
  expectProblem(await post(['A1'], { showId: 'nonsense' }), 400, 'invalid_request');
  expectProblem(await post(['A1'], { showId: begun.showId }), 409, 'show_started');
  expectProblem(await post(['A1'], { showId: early.showId }), 409, 'sale_not_open');
  expectProblem(await post(['A1'], { showId: gone.showId }), 409, 'show_cancelled');
  expectProblem(await post(['A1'], { query: '?wait=11' }), 400, 'invalid_request');
  expectProblem(
    await api.call('POST', '/bookings', { json: { kind: 'seats', showId: show.showId, seats: ['A1'] } }),
    401,
    'unauthenticated',
  );
  expectProblem(await get(`/bookings/${newId()}`), 404, 'booking_not_found');
  expect(await api.countRows()).toEqual(before);
});

test('the same key is the same booking', async () => {
  const first = await post(['A1'], { key: 'k1' });
  expect((await post(['A1'], { key: 'k1' })).body).toEqual(first.body);
  expectProblem(await post(['A2'], { key: 'k1' }), 422, 'idempotency_mismatch');
});

test('a show’s seats are public, with a place in its channel', async () => {
  await held(['A1', 'A2']);
  const answer = await api.call('GET', `/shows/${show.showId}/seats`);
  expectContract(answer, getShowSeats);
  expect(answer.body).toMatchObject({
    capacity: 50,
    freeCount: 48,
    held: [
      [1, 1],
      [2, 1],
    ],
    channel: `show:${show.showId}`,
    position: { offset: expect.any(Number) },
  });
  expectProblem(await api.call('GET', `/shows/${newId()}/seats`), 404, 'show_not_found');
});

test('admins recompute what must hold', async () => {
  const admin = await api.user('admin');
  for (const [path, route] of [
    ['/admin/invariants', getAdminInvariants],
    ['/invariants', getInvariants],
  ] as const) {
    const answer = await get(path, admin);
    expectContract(answer, route);
    expect(answer.body).toMatchObject({ ok: true });
    expectProblem(await get(path), 403, 'forbidden');
  }
  await held(['A1']);
  await api.db.pool.query(
    `UPDATE pool_seats SET state = 'FREE', hold_id = NULL, held_until = NULL WHERE pool_id = $1`,
    [show.showId],
  );
  const broken = getInvariants.response.parse((await get('/invariants', admin)).body);
  expect(broken.ok).toBe(false);
  expect(broken.invariants.find(({ name }) => name === 'one owner per seat')).toMatchObject({
    ok: false,
    violations: 1,
  });
});

test('nothing that has a price is confirmed without money', async () => {
  const id = await held(['A1']);
  expectProblem(await api.call('POST', `/bookings/${id}/take`, { token: user.token }), 409, 'booking_not_free');
  expect((await api.call('POST', `/bookings/${id}/confirm`, { token: user.token })).status).toBe(404);
});
