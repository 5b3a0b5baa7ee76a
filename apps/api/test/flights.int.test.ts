import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpStatusOf, type ErrorCode } from '@docket/contracts/errors';
import * as flights from '@docket/contracts/http/flight';
import * as trips from '@docket/contracts/http/trip';
import { ADULT, inDays, makeFlight, makeSky } from '@docket/domain/flight/fixtures';
import { holdTrip } from '@docket/domain/trip/hold';
import { waitFor } from '@docket/testing/wait';
import { expectContract, expectProblem, startTestApi, type Answer, type TestApi, type TestUser } from './harness.ts';

let api: TestApi;
let user: TestUser;
let flightId: string;

beforeAll(async () => {
  api = await startTestApi();
  user = await api.user('user');
  await makeSky(api.db);
  ({ flightId } = await makeFlight(api.db, 'BOM', 'DEL', inDays(5)));
  // What is new is found within seconds.
  await waitFor('the flight is found', async () => (await search(SEARCH)).status === 200);
});
afterAll(() => api.stop());

const refused = (answer: Answer, code: ErrorCode) => expectProblem(answer, httpStatusOf(code), code);
const search = (query: string) => api.call('GET', `/flights?${query}`);
const SEARCH = `from=bom&to=DEL&depart=${inDays(5)}`;
const body = (more: object = {}) => ({
  directions: [{ flightIds: [flightId] }],
  cabin: 'economy',
  family: 'CLASSIC',
  passengers: [ADULT],
  ...more,
});
const quote = (json: object) => api.call('POST', '/flights/quotes', { token: user.token, json });

describe('flights', () => {
  test('are found, with what they cost the party in each family, and their cheapest days', async () => {
    const found = await search(`${SEARCH}&adults=2`);
    expectContract(found, flights.searchFlights);
    const { data, meta } = flights.searchFlights.response.parse(found.body);
    expect(data[0]?.journeys[0]?.fares.map(({ family, totalMinor }) => [family, totalMinor])).toEqual([
      ['LITE', 860_000],
      ['CLASSIC', 1_040_000],
    ]);
    expect(meta.families).toHaveLength(2);
    const days = await api.call('GET', `/flights/calendar?from=BOM&to=DEL&first=${inDays(4)}&last=${inDays(5)}`);
    expectContract(days, flights.getFlightCalendar);
    expect(flights.getFlightCalendar.response.parse(days.body).data.map(({ totalMinor }) => totalMinor)).toEqual([
      null,
      430_000,
    ]);
    const airports = await api.call('GET', '/airports?q=mum');
    expectContract(airports, flights.suggestAirports);
    expect(flights.suggestAirports.response.parse(airports.body).data.map(({ code }) => code)).toEqual(['BOM']);
  });

  test.each<[string, ErrorCode]>([
    ['depart=2027-02-30', 'invalid_request'],
    ['adults=0', 'party_refused'],
    ['adults=1.5', 'invalid_request'],
    ['infants=2', 'party_refused'],
    ['to=BOM', 'same_airport'],
    ['to=QQQ', 'airport_not_found'],
    ['to=Delhi', 'invalid_request'],
    [`depart=${inDays(-2)}`, 'flight_in_the_past'],
    [`depart=${inDays(80)}`, 'flight_beyond_horizon'],
    [`return=${inDays(2)}`, 'directions_out_of_order'],
    ['onward=DEL-BOM', 'invalid_request'],
  ])('with %s are refused: %s', async (more, code) => {
    const [name = ''] = more.split('=');
    const rest = SEARCH.split('&').filter((each) => !each.startsWith(`${name}=`));
    refused(await search([...rest, more].join('&')), code);
  });

  test('are quoted, ordered and held; what is not paid for has no tickets', async () => {
    const quoted = await quote(body());
    expectContract(quoted, flights.quoteFlights);
    const { quoteId, price } = flights.quoteFlights.response.parse(quoted.body);
    expectContract(await api.call('GET', `/flights/quotes/${quoteId}`, { token: user.token }), flights.getFlightQuote);
    const json = { parts: [{ kind: 'flight', quoteId }], guest: { name: 'Asha Rao' } };
    const ordered = await api.call('POST', '/trips', { token: user.token, json });
    expectContract(ordered, trips.createTrip);
    const { tripId } = trips.createTrip.response.parse(ordered.body);
    await holdTrip(api.ctx, { tripId });
    const held = await api.call('GET', `/trips/${tripId}`, { token: user.token });
    expectContract(held, trips.getTrip);
    expect(held.body).toMatchObject({ status: 'HELD', totalMinor: price.totalMinor });
    const tickets = await api.call('GET', `/trips/${tripId}/flight-tickets`, { token: user.token });
    refused(tickets, 'trip_closed');
    // A quote of flights is none of a stay.
    const wrong = { parts: [{ kind: 'stay', quoteId }], guest: { name: 'Asha Rao' } };
    refused(await api.call('POST', '/trips', { token: user.token, json: wrong }), 'quote_not_found');
  });

  test.each<[object, ErrorCode]>([
    [{ passengers: [{ ...ADULT, bornOn: '2027-02-30' }] }, 'invalid_request'],
    [{ passengers: [{ ...ADULT, surname: ' ' }] }, 'invalid_request'],
    [{ passengers: [{ ...ADULT, given: '明' }] }, 'passport_name'],
    [{ passengers: [{ ...ADULT, kind: 'child' }] }, 'party_refused'],
    [{ passengers: [] }, 'invalid_request'],
    [{ directions: [] }, 'invalid_request'],
    [{ directions: [{ flightIds: ['0190a0a0-0000-7000-8000-000000000001'] }] }, 'flight_not_found'],
    [{ family: 'GOLD' }, 'fare_family_not_found'],
    [{ seats: 2 }, 'invalid_request'],
  ])('are not quoted with %j: %s', async (more, code) => {
    refused(await quote(body(more)), code);
  });
});
