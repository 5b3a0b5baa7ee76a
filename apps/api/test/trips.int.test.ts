import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as hotels from '@docket/contracts/http/hotel';
import * as contract from '@docket/contracts/http/trip';
import { inDays, makeHouse } from '@docket/domain/hotel/fixtures';
import { holdTrip } from '@docket/domain/trip/hold';
import { confirmTripForBuyer } from '@docket/testing/confirm-trip';
import { expectContract, expectProblem, startTestApi, type TestApi, type TestUser } from './harness.ts';
import { heldTripOf, orderOf, quoteOf } from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const get = (path: string, user?: TestUser) => api.call('GET', path, { token: user?.token });
const order = (user: TestUser, json: unknown, query = '') =>
  api.call('POST', `/trips${query}`, { token: user.token, json });

describe('offers and the calendar of a property', () => {
  test('are for everybody', async () => {
    const { slug } = await makeHouse(api.db);
    const offers = await get(`/hotels/${slug}/offers?arrival=${inDays(5)}&departure=${inDays(7)}&children=4,9`);
    expectContract(offers, hotels.listStayOffers);
    expect(hotels.listStayOffers.response.parse(offers.body).data).toMatchObject([
      { left: 3, refused: null, price: { totalMinor: 940_800 } },
    ]);
    const calendar = await get(`/hotels/${slug}/calendar?from=${inDays(0)}&to=${inDays(40)}`);
    expectContract(calendar, hotels.getHotelCalendar);
    expect(hotels.getHotelCalendar.response.parse(calendar.body).data).toHaveLength(40);
  });

  test('refuse dates that make no sense, and say which', async () => {
    const { slug } = await makeHouse(api.db);
    const ask = (arrival: string, departure: string, more = '') =>
      get(`/hotels/${slug}/offers?arrival=${arrival}&departure=${departure}${more}`);
    expectProblem(await ask(inDays(5), inDays(5)), 400, 'invalid_request');
    expectProblem(await ask('2027-02-30', inDays(5)), 400, 'invalid_request');
    expectProblem(await ask(inDays(5), inDays(7), '&children=18'), 400, 'invalid_request');
    expectProblem(await ask(inDays(-3), inDays(5)), 422, 'stay_in_the_past');
    expectProblem(await ask(inDays(500), inDays(502)), 422, 'stay_beyond_horizon');
    expectProblem(await ask(inDays(5), inDays(100)), 422, 'stay_too_long');
    expectProblem(
      await get(`/hotels/nowhere/offers?arrival=${inDays(5)}&departure=${inDays(7)}`),
      404,
      'property_not_found',
    );
    expectProblem(await get(`/hotels/nowhere/calendar?from=${inDays(5)}&to=${inDays(7)}`), 404, 'property_not_found');
  });
});

describe('a quote', () => {
  test('is the caller’s own', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const quoteId = await quoteOf(api, user);
    expectContract(await get(`/hotels/quotes/${quoteId}`, user), hotels.getStayQuote);
    expectProblem(await get(`/hotels/quotes/${quoteId}`, other), 404, 'quote_not_found');
  });

  test('is refused for what is not sold, in words', async () => {
    const user = await api.user();
    const house = await makeHouse(api.db, { restrictions: { minStay: 3 } });
    const wish = { planId: house.planId, arrival: inDays(5), departure: inDays(7), adults: 2, childAges: [], rooms: 1 };
    const ask = (json: object) => api.call('POST', '/hotels/quotes', { token: user.token, json });
    const { detail } = expectProblem(await ask(wish), 409, 'stay_not_offered');
    expect(detail).toContain('At least 3 nights');
    expectProblem(await ask({ ...wish, planId: house.propertyId }), 404, 'plan_not_found');
    expectProblem(await ask({ ...wish, departure: wish.arrival }), 400, 'invalid_request');
    expectProblem(await ask({ ...wish, price: 1 }), 400, 'invalid_request');
  });
});

describe('quotes of large stays', () => {
  test('count as several, for each is kept', async () => {
    const user = await api.user();
    const house = await makeHouse(api.db, { rooms: 8 });
    const ask = (departure: string) =>
      api.call('POST', '/hotels/quotes', {
        token: user.token,
        json: { planId: house.planId, arrival: inDays(5), departure, adults: 8, childAges: [], rooms: 8 },
      });
    // Eight of 120 points each, also where the stay is refused.
    for (let at = 0; at < 14; at += 1) expect((await ask(inDays(200))).status).toBe(422);
    expect((await ask(inDays(65))).status).toBe(201);
    expectProblem(await ask(inDays(6)), 429, 'too_many_requests');
  });
});

describe('a trip over HTTP', () => {
  test('is answered at once, or when it is decided for whoever waits', async () => {
    const user = await api.user();
    const placed = await order(user, orderOf(await quoteOf(api, user)));
    expectContract(placed, contract.createTrip);
    expect([placed.status, contract.trip.parse(placed.body).status]).toEqual([202, 'QUEUED']);
    const waiting = order(user, orderOf(await quoteOf(api, user)), '?wait=10');
    const decided = (async () => {
      for (;;) {
        const { rows } = await api.db.pool.query<{ id: string }>(
          `SELECT id FROM trips WHERE status = 'QUEUED' AND user_id = $1 AND id <> $2`,
          [user.userId, contract.trip.parse(placed.body).tripId],
        );
        if (rows[0] !== undefined) return holdTrip(api.ctx, { tripId: rows[0].id });
      }
    })();
    const [answer] = await Promise.all([waiting, decided]);
    expect([answer.status, contract.trip.parse(answer.body).status]).toEqual([200, 'HELD']);
  });

  test('refuses what cannot be ordered, and leaves nothing', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const [mine, theirs] = [await quoteOf(api, user), await quoteOf(api, other)];
    const before = await api.countRows();
    expectProblem(await order(user, orderOf(theirs)), 404, 'quote_not_found');
    expectProblem(await order(user, orderOf(mine, mine)), 409, 'quote_used');
    expectProblem(await order(user, orderOf()), 400, 'invalid_request');
    expectProblem(await order(user, { ...orderOf(mine), guest: { name: ' ' } }), 400, 'invalid_request');
    expectProblem(
      await order(user, { ...orderOf(mine), guest: { name: 'A', phone: 'call me' } }),
      400,
      'invalid_request',
    );
    for (const name of ['Asha\nRao', 'Asha\u202ERao', 'Asha\u0007'])
      expectProblem(await order(user, { ...orderOf(mine), guest: { name } }), 400, 'invalid_request');
    expect(await api.countRows()).toEqual(before);
  });

  test('is found, given up, and stays so', async () => {
    const user = await api.user();
    const id = await heldTripOf(api, user);
    const list = await get('/trips', user);
    expectContract(list, contract.listTrips);
    expect(contract.listTrips.response.parse(list.body).data.map(({ tripId }) => tripId)).toEqual([id]);
    expectContract(await get(`/trips/${id}`, await api.user('admin')), contract.getTrip);
    expectProblem(await get(`/trips/${id}/calendar.ics`, user), 409, 'trip_closed');
    const gone = await api.call('DELETE', `/trips/${id}?fee=0`, { token: user.token });
    expectContract(gone, contract.cancelTrip);
    expect(contract.trip.parse(gone.body).status).toBe('CANCELLED');
    expectContract(await api.call('DELETE', `/trips/${id}`, { token: user.token }), contract.cancelTrip);
    expect(contract.listTrips.response.parse((await get('/trips?when=past', user)).body).data).toHaveLength(1);
  });

  test('that is confirmed has a calendar file, and costs what its terms say to give up', async () => {
    const user = await api.user();
    const id = await heldTripOf(api, user);
    await confirmTripForBuyer(api.ctx, id);
    const file = await get(`/trips/${id}/calendar.ics`, user);
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
      expect.stringMatching(/^attachment; filename="?trip-[A-Z2-9]{6}\.ics"?/),
    ]);
    expect(file.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    await api.db.pool.query(
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{policy}', (detail #> '{policy}') - 0 - 0) WHERE trip_id = $1`,
      [id],
    );
    expectProblem(await api.call('DELETE', `/trips/${id}?fee=0`, { token: user.token }), 409, 'trip_fee_changed');
    const gone = await api.call('DELETE', `/trips/${id}?fee=940800`, { token: user.token });
    expectContract(gone, contract.cancelTrip);
    expect(contract.trip.parse(gone.body)).toMatchObject({ status: 'CANCELLED', refundMinor: 0 });
  });

  test('is not paid for with the wrong amount, nor by another', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const tripId = await heldTripOf(api, user);
    const pay = (token: string, body: object) =>
      api.call('POST', '/payment/', { token, json: { tripId, paymentMethod: 'wallet', currency: 'INR', ...body } });
    expectProblem(await pay(user.token, { amount: 1 }), 422, 'amount_mismatch');
    expectProblem(await pay(other.token, { amount: 940_800 }), 404, 'trip_not_found');
    expectProblem(await pay(user.token, { amount: 940_800, bookingId: tripId }), 400, 'invalid_request');
    expectProblem(await get(`/payment/by-trip/${tripId}`, user), 404, 'payment_not_found');
    expect((await get(`/payment/by-trip/${tripId}?none=null`, user)).body).toBeNull();
  });

  test('keeps an account from ending by the way while it is to come', async () => {
    const user = await api.user();
    const id = await heldTripOf(api, user);
    await confirmTripForBuyer(api.ctx, id);
    const end = (json: object) =>
      api.call('POST', '/user/delete', { token: user.token, json: { password: user.password, ...json } });
    expect(expectProblem(await end({}), 409, 'account_has_tickets').detail).toContain('a trip to come');
    expect((await end({ keepTickets: true })).status).toBe(204);
    const { rows } = await api.db.pool.query('SELECT guest_name, status FROM trips WHERE id = $1', [id]);
    expect(rows).toEqual([{ guest_name: 'Account deleted', status: 'CONFIRMED' }]);
  });
});
