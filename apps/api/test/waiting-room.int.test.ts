import { setTimeout as sleep } from 'node:timers/promises';
import { reactions } from '@docket/domain/reactions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocket } from '@docket/client/docket';
import { readWholeDraw, verifyDraw } from '@docket/client/waiting-room-draw';
import * as rooms from '@docket/contracts/http/waiting-room';
import * as lists from '@docket/contracts/http/waiting-list';
import { controlRooms } from '@docket/domain/waiting-room/control';
import { holdBookings } from '@docket/domain/booking/hold';
import { offerSeats } from '@docket/domain/waiting-list/offer';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { expectContract, expectProblem, record, startTestApi, type TestApi } from './harness.ts';

const secret = 'a secret that is only for tests, 32+';
const options = { inside: 1, passSeconds: 300, latencyMs: 250, pauseSeconds: 0 };

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi({ REALTIME_JWT_SECRET: secret, DISABLE_THROTTLE: '1' });
});

afterAll(() => api.stop());

async function countHolds(): Promise<number> {
  const { rows } = await api.db.pool.query<{ n: number }>(
    'SELECT ((SELECT count(*) FROM bookings) + (SELECT count(*) FROM holds))::int AS n',
  );
  return rows[0]?.n ?? -1;
}

describe('the waiting room over HTTP', () => {
  it('is joined, watched and left; its pass opens the booking, and nothing else does', async () => {
    const { showId } = await makeShow(api.db, { waitingRoom: true });
    const [a, b] = [await api.user(), await api.user()];
    const path = `/shows/${showId}/room`;
    expect(record((await api.call('GET', path, { token: a.token })).body)['entry']).toBeNull();
    for (const { token } of [a, b, a]) expectContract(await api.call('POST', path, { token }), rooms.joinRoom);
    await controlRooms(api.ctx, options);
    const answer = await api.call('GET', path, { token: a.token });
    expectContract(answer, rooms.getRoom);
    const mine = rooms.room.parse(answer.body);
    expect(mine.entry).toMatchObject({ status: 'ADMITTED', place: 1 });
    expect(rooms.room.parse((await api.call('GET', path, { token: b.token })).body)).toMatchObject({
      ahead: 0,
      entry: { place: 2, pass: null },
    });

    const book = (token: string, pass?: string) =>
      api.call('POST', '/bookings', {
        token,
        json: { kind: 'seats', showId, seats: ['A1'], ...(pass === undefined ? {} : { pass }) },
      });
    const pass = mine.entry?.pass ?? '';
    expectProblem(await book(a.token), 403, 'pass_required');
    expectProblem(await book(a.token, 'forged'), 403, 'pass_invalid');
    expectProblem(await book(b.token, pass), 403, 'pass_invalid');
    // Not even the token for the sockets, which is signed with the same secret, is a pass.
    const ticket = record((await api.call('POST', '/realtime/token', { token: a.token })).body)['token'];
    expectProblem(await book(a.token, String(ticket)), 403, 'pass_invalid');
    expect(await countHolds()).toBe(0);
    expect((await book(a.token, pass)).status).toBe(202);

    expectContract(await api.call('DELETE', path, { token: a.token }), rooms.leaveRoom);
    expectContract(await api.call('DELETE', path, { token: a.token }), rooms.leaveRoom);
    expectProblem(await book(a.token, pass), 403, 'pass_expired');
    expectProblem(await api.call('POST', path), 401, 'unauthenticated');
  });

  it('answers a repeated booking as the first, whatever has become of its pass, its sale and its limit', async () => {
    const { showId } = await makeShow(api.db, { waitingRoom: true });
    const user = await api.user();
    const path = `/shows/${showId}/room`;
    await api.call('POST', path, { token: user.token });
    await controlRooms(api.ctx, options);
    const { entry } = rooms.room.parse((await api.call('GET', path, { token: user.token })).body);
    const book = (key: string, seats: readonly string[], pass = entry?.pass) =>
      api.call('POST', '/bookings', {
        token: user.token,
        headers: { 'idempotency-key': key },
        json: { kind: 'seats', showId, seats, ...(typeof pass === 'string' ? { pass } : {}) },
      });
    const first = await book('once', ['A1', 'A2']);
    expect(first.status).toBe(202);
    await api.call('DELETE', path, { token: user.token });

    const before = await api.countRows();
    const again = async (pass = entry?.pass) => {
      const answer = await book('once', ['A2', 'A1'], pass);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 202, body: first.body });
    };
    await again();
    await again('forged');
    await again(null);
    expectProblem(await book('once', ['A3']), 422, 'idempotency_mismatch');
    // Without the first one's answer the refusal stands, and leaves the key as if never sent.
    expectProblem(await book('another', ['A1', 'A2']), 403, 'pass_expired');
    await api.db.pool.query(
      `UPDATE shows SET status = 'CANCELLED', starts_at = now(), seats_per_user = 1 WHERE id = $1`,
      [showId],
    );
    // What the api knows of a show is two seconds old at most.
    await sleep(2_100);
    expectProblem(await book('another', ['A1']), 409, 'show_cancelled');
    await again();
    expect(await api.countRows()).toEqual(before);
  });

  it('publishes its draw to anybody, in pages that the SDK puts together and recomputes', async () => {
    const { showId } = await makeShow(api.db, { waitingRoom: true, saleOpensIn: 3_600 });
    for (let n = 0; n < 7; n += 1)
      expectContract(
        await api.call('POST', `/shows/${showId}/room`, { token: (await api.user()).token }),
        rooms.joinRoom,
      );
    const docket = createDocket({ baseUrl: api.url });
    const before = await docket.rooms.draw(showId);
    expect(before).toMatchObject({ seed: null, total: 7, entrants: [] });
    await api.db.pool.query(`UPDATE shows SET sale_opens_at = now() - interval '1 second' WHERE id = $1`, [showId]);
    await controlRooms(api.ctx, options);
    const answer = await api.call('GET', `/shows/${showId}/room/draw?from=6&limit=3`);
    expectContract(answer, rooms.getRoomDraw);
    expect(record(answer.body)).toMatchObject({ from: 6, total: 7 });
    const draw = await readWholeDraw((query) => docket.rooms.draw(showId, { ...query, limit: 3 }));
    expect(draw.entrants).toHaveLength(7);
    expect(await verifyDraw(draw, before.commitment)).toMatchObject({ ok: true });
    expectProblem(await api.call('GET', `/shows/${showId}/room/draw?from=0`), 400, 'invalid_request');
  });

  it('does not exist for shows without one', async () => {
    const { showId } = await makeShow(api.db);
    const { token } = await api.user();
    for (const method of ['GET', 'POST', 'DELETE'])
      expectProblem(await api.call(method, `/shows/${showId}/room`, { token }), 404, 'room_not_found');
    expectProblem(await api.call('GET', `/shows/${showId}/room/draw`), 404, 'room_not_found');
    expectProblem(
      await api.call('GET', '/shows/01a21827-3d31-74af-8f62-f0c85ce90d3a/room/draw'),
      404,
      'show_not_found',
    );
  });
});

describe('the waiting list over HTTP', () => {
  it('is joined when the show is sold out; an offer is accepted or declined', async () => {
    const { showId } = await makeShow(api.db, { rows: 1 });
    const path = `/shows/${showId}/waiting-list`;
    const [holder, a, b] = [await api.user(), await api.user(), await api.user()];
    expectProblem(await api.call('POST', path, { token: a.token, json: { quantity: 2 } }), 409, 'seats_available');
    expectProblem(await api.call('POST', path, { token: a.token, json: { quantity: 0 } }), 400, 'invalid_request');
    expectProblem(await api.call('GET', path, { token: a.token }), 404, 'waiting_entry_not_found');
    const placed = await api.call('POST', '/bookings', {
      token: holder.token,
      json: { kind: 'seats', showId, seats: Array.from({ length: 10 }, (_, at) => labelOf(at + 1)) },
    });
    const bookingId = String(record(placed.body)['bookingId']);
    await holdBookings(api.ctx, { bookingIds: [bookingId] });

    for (const { token } of [a, b])
      expectContract(await api.call('POST', path, { token, json: { quantity: 10 } }), lists.joinWaitingList);
    expectProblem(await api.call('POST', `${path}/accept`, { token: a.token }), 409, 'no_offer');
    expect((await api.call('DELETE', `/bookings/${bookingId}`, { token: holder.token })).status).toBe(204);
    await offerSeats(api.ctx, { showId }, reactions);
    expect(record((await api.call('GET', path, { token: a.token })).body)).toMatchObject({ status: 'OFFERED' });
    expectContract(await api.call('DELETE', path, { token: a.token }), lists.leaveWaitingList);
    await offerSeats(api.ctx, { showId }, reactions);
    const accepted = await api.call('POST', `${path}/accept`, { token: b.token });
    expectContract(accepted, lists.acceptOffer);
    const booked = await api.call('GET', `/bookings/${String(record(accepted.body)['bookingId'])}`, { token: b.token });
    expect(record(booked.body)).toMatchObject({ status: 'HELD', priceMinor: 5_000 });
  });
});
