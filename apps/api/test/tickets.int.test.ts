import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingReceipt } from '@docket/contracts/http/booking';
import * as contract from '@docket/contracts/http/ticket';
import { readPayload } from '@docket/contracts/ticket/payload';
import { TICKET_VECTORS, VECTOR_KEY, VECTOR_SIGNING_KEY } from '@docket/contracts/ticket/vectors';
import { holdBookings } from '@docket/domain/booking/hold';
import { newId } from '@docket/runtime/id';
import { makeShow, type TestShow } from '@docket/testing/catalog';
import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { expectContract, expectProblem, startTestApi, type Answer, type TestApi, type TestUser } from './harness.ts';

let api: TestApi;
let buyer: TestUser;
let manager: TestUser;

beforeAll(async () => {
  api = await startTestApi({ TICKET_SIGNING_KEY: VECTOR_SIGNING_KEY });
  [buyer, manager] = [await api.user(), await api.user('manager')];
});
afterAll(() => api.stop());

async function hold(show: TestShow, seats: readonly string[]): Promise<string> {
  const placed = await api.call('POST', '/bookings', {
    token: buyer.token,
    json: { kind: 'seats', showId: show.showId, seats },
  });
  const { bookingId } = bookingReceipt.parse(placed.body);
  await holdBookings(api.ctx, { bookingIds: [bookingId] });
  return bookingId;
}

async function confirmed(show: TestShow, seats: readonly string[]): Promise<contract.BookingTickets> {
  const id = await hold(show, seats);
  await confirmForBuyer(api.db, id);
  const answer = await api.call('GET', `/bookings/${id}/tickets`, { token: buyer.token });
  expectContract(answer, contract.getBookingTickets);
  return contract.bookingTickets.parse(answer.body);
}

function post(show: TestShow, json: unknown, as = manager, path = ''): Promise<Answer> {
  return api.call('POST', `/shows/${show.showId}/check-ins${path}`, { token: as.token, json });
}

test('tickets are given to their owner, and the keys to everybody', async () => {
  const show = await makeShow(api.db, { startsIn: 600 });
  const held = await hold(show, ['E1']);
  const path = `/bookings/${held}/tickets`;
  expectProblem(await api.call('GET', path, { token: buyer.token }), 409, 'booking_not_confirmed');
  expectProblem(await api.call('GET', path, { token: manager.token }), 404, 'booking_not_found');
  expectProblem(await api.call('GET', path), 401, 'unauthenticated');
  expectProblem(
    await api.call('GET', `/bookings/${newId()}/tickets`, { token: buyer.token }),
    404,
    'booking_not_found',
  );

  const { tickets, holder } = await confirmed(show, ['A1', 'A2']);
  expect(holder).toBe(buyer.username);
  const answer = await api.call('GET', '/tickets/keys');
  expectContract(answer, contract.getTicketKeys);
  const { keys } = contract.getTicketKeys.response.parse(answer.body);
  expect(keys).toEqual([VECTOR_KEY]);
  for (const { payload, seat } of tickets)
    expect(readPayload(payload)).toMatchObject({ kid: VECTOR_KEY.kid, claims: { seat, showId: show.showId } });
});

test('a ticket lets one in; what else comes is refused with its own code', async () => {
  const show = await makeShow(api.db, { startsIn: 600 });
  const { tickets } = await confirmed(show, ['A1', 'A2']);
  const [ticket, other] = tickets;
  const scan = { payload: ticket?.payload, nonce: 'nonce-0001', gate: 'North' };
  const first = await post(show, scan);
  expectContract(first, contract.checkIn);
  expect((await post(show, scan)).body).toEqual(first.body);
  const used = expectProblem(await post(show, { ...scan, nonce: 'nonce-0002' }), 409, 'ticket_used');
  expect(used.used).toMatchObject({ gate: 'North' });
  expectProblem(await post(show, { ...scan, payload: other?.payload }), 422, 'idempotency_mismatch');
  // Signed by the right key, but there is no such ticket and show.
  expectProblem(await post(show, { payload: TICKET_VECTORS[0]?.payload, nonce: newId() }), 409, 'ticket_other_show');
  expectProblem(await post(show, { payload: `${other?.payload}A`, nonce: newId() }), 422, 'ticket_forged');
  expectProblem(await post(show, { ticketNumber: '0000000000', nonce: newId() }), 404, 'ticket_unknown');

  const batch = await post(
    show,
    {
      scans: [
        { payload: other?.payload, nonce: 'nonce-0003', scannedAt: new Date().toISOString() },
        { payload: ticket?.payload, nonce: 'nonce-0001', gate: 'North' },
        { ticketNumber: ticket?.number, nonce: 'nonce-0004' },
      ],
    },
    manager,
    '/batch',
  );
  expectContract(batch, contract.checkInBatch);
  expect(contract.checkInBatch.response.parse(batch.body).data).toMatchObject([
    { nonce: 'nonce-0003', outcome: 'admitted' },
    { nonce: 'nonce-0001', outcome: 'admitted' },
    { nonce: 'nonce-0004', reason: 'already_used', ticket: { seat: 'A1' } },
  ]);
  const counts = await api.call('GET', `/shows/${show.showId}/check-ins`, { token: manager.token });
  expectContract(counts, contract.getCheckIns);
  expect(counts.body).toMatchObject({ sold: 2, admitted: 2 });
});

test('bad requests are typed and leave nothing behind', async () => {
  const show = await makeShow(api.db, { startsIn: 600 });
  const { tickets } = await confirmed(show, ['A1']);
  const payload = tickets[0]?.payload;
  const before = await api.countRows();
  expectProblem(await post(show, { nonce: 'nonce-0001' }), 400, 'invalid_request');
  expectProblem(await post(show, { payload, ticketNumber: 'x', nonce: 'nonce-0001' }), 400, 'invalid_request');
  expectProblem(await post(show, { payload }), 400, 'invalid_request');
  expectProblem(await post(show, { payload, nonce: 'short' }), 400, 'invalid_request');
  expectProblem(await post(show, { scans: [] }, manager, '/batch'), 400, 'invalid_request');
  expectProblem(await post(show, { payload, nonce: 'nonce-0001' }, buyer), 403, 'forbidden');
  expectProblem(await post({ ...show, showId: newId() }, { payload, nonce: 'nonce-0001' }), 404, 'show_not_found');
  const counts = `/shows/${show.showId}/check-ins`;
  expectProblem(await api.call('GET', counts, { token: buyer.token }), 403, 'forbidden');
  expectProblem(await api.call('GET', counts), 401, 'unauthenticated');
  expect(await api.countRows()).toEqual(before);
});
