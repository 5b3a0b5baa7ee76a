import { describe, expect, test } from 'vitest';
import * as shows from '@docket/contracts/http/show';
import * as venues from '@docket/contracts/http/venue';
import {
  api,
  hold,
  makeHall,
  makeShow,
  makeTitle,
  manager,
  post,
  PRICES,
  setUpCatalog,
  tomorrow,
  upload,
} from './catalog.ts';
import { expectContract, expectProblem, uniqueName } from './harness.ts';

setUpCatalog();

describe('who may change what is on', () => {
  test('managers and admins; nobody else', async () => {
    const { hallId } = await makeHall();
    const title = await makeTitle('Any');
    const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR' };
    const calls: [string, unknown][] = [
      ['/cities', { slug: uniqueName('c'), name: 'C', country: 'IN', timezone: 'Asia/Kolkata' }],
      ['/venues', { city: 'pune', slug: uniqueName('v'), name: 'V', address: 'A' }],
      ['/titles', { slug: uniqueName('t'), kind: 'event', name: 'T', minutes: 60 }],
      ['/shows', { shows: [show] }],
    ];
    const [user, setter, admin] = await Promise.all([api.user(), api.user('setter'), api.user('admin')]);
    for (const [path, body] of calls) {
      expectProblem(await api.call('POST', path, { json: body }), 401, 'unauthenticated');
      expectProblem(await post(path, body, user.token), 403, 'forbidden');
      expectProblem(await post(path, body, setter.token), 403, 'forbidden');
      expect((await post(path, body, admin.token)).status).toBe(201);
    }
    expectProblem(await upload('{}', 'venue=x', 'application/json', setter.token), 403, 'forbidden');
    const { showId } = await makeShow();
    expectProblem(
      await api.call('PUT', `/shows/${showId}`, { json: { status: 'CANCELLED' }, token: setter.token }),
      403,
      'forbidden',
    );
  });

  test('a manager of venues is no setter of problems', async () => {
    expectProblem(await api.call('GET', '/rejudges', { token: manager.token }), 403, 'forbidden');
    const user = await api.user();
    expectProblem(
      await api.call('GET', `/submissions?userId=${user.userId}`, { token: manager.token }),
      403,
      'forbidden',
    );
  });

  test('a slug is taken once', async () => {
    const city = { slug: 'pune', name: 'Poona', country: 'IN', timezone: 'Asia/Kolkata' };
    expectProblem(await post('/cities', city), 409, 'slug_taken');
    expectProblem(
      await post('/cities', { ...city, slug: 'atlantis', timezone: 'Sea/Atlantis' }),
      400,
      'invalid_request',
    );
    expectProblem(
      await post('/venues', { city: 'atlantis', slug: 'x', name: 'X', address: 'X' }),
      404,
      'city_not_found',
    );
    const slug = await makeTitle('Any');
    expectProblem(await post('/titles', { slug, kind: 'movie', name: 'Other', minutes: 1 }), 409, 'slug_taken');
  });
});

describe('shows', () => {
  test('are told with title, place, local time, zones and prices', async () => {
    const { showId, hallId, title } = await makeShow({ waitingRoom: true, seatsPerUser: 4 });
    const answer = await api.call('GET', `/shows/${showId}`);
    expectContract(answer, shows.getShow);
    const show = shows.getShow.response.parse(answer.body);
    expect(show).toMatchObject({
      title: { slug: title },
      hall: { hallId, name: 'Studio' },
      city: { slug: 'pune', timezone: 'Asia/Kolkata' },
      status: 'ON_SALE',
      waitingRoom: true,
      seatsPerUser: 4,
      capacity: 70,
      free: 70,
      availability: 'available',
      zones: [
        { zone: 'rear', priceMinor: 30_000, seats: 50 },
        { zone: 'front', priceMinor: 20_000, seats: 20 },
      ],
    });
    const local = new Date(Date.parse(show.startsAt) + 5.5 * 3_600_000).toISOString();
    expect([show.localDate, show.localTime]).toEqual([local.slice(0, 10), local.slice(11, 16)]);
    expect((new Date(show.endsAt).getTime() - new Date(show.startsAt).getTime()) / 60_000).toBe(120);
    const { rows } = await api.db.pool.query('SELECT kind, capacity FROM reservation_pools WHERE id = $1', [showId]);
    expect(rows).toEqual([{ kind: 'seats', capacity: 70 }]);
    expectProblem(await api.call('GET', '/shows/01890000-0000-7000-8000-000000000000'), 404, 'show_not_found');
  });

  test('begin when the clocks of the city say so, also on the days when these are changed', async () => {
    const { hallId } = await makeHall('lisboa');
    const title = await makeTitle('Any');
    const show = { hallId, title, minutes: 30, prices: PRICES, currency: 'EUR' };
    // Put forward from 01:00 to 02:00.
    const gap = expectProblem(
      await post('/shows', { shows: [{ ...show, startsAt: '2037-03-29T01:30' }] }),
      400,
      'invalid_request',
    );
    expect(gap.errors?.[0]?.path).toBe('body.shows.0.startsAt');
    expect(gap.detail).toContain('The nearest times are 2037-03-29 00:55 and 2037-03-29 02:00');
    const { rows } = await api.db.pool.query('SELECT FROM shows WHERE hall_id = $1', [hallId]);
    expect(rows).toHaveLength(0);
    // Put back from 02:00 to 01:00.
    const twice = '2037-10-25T01:30';
    const answer = await post('/shows', {
      shows: [
        { ...show, startsAt: twice },
        { ...show, startsAt: twice, fold: 1 },
        { ...show, startsAt: '2037-10-25T23:00' },
        { ...show, startsAt: '2037-10-26T01:30' },
      ],
    });
    expectContract(answer, shows.createShows);
    const made = shows.createShows.response.parse(answer.body).shows;
    expect(made.map(({ startsAt, offset }) => [startsAt, offset])).toEqual([
      ['2037-10-25T00:30:00.000Z', '+01:00'],
      ['2037-10-25T01:30:00.000Z', '+00:00'],
      ['2037-10-25T23:00:00.000Z', '+00:00'],
      ['2037-10-26T01:30:00.000Z', '+00:00'],
    ]);
    const found = shows.searchShows.response.parse((await api.call('GET', `/shows?title=${title}`)).body).data[0];
    expect(found?.shows.map((each) => [each.localDate, each.localTime, each.offset, each.offsetChanges])).toEqual([
      ['2037-10-25', '01:30', '+01:00', true],
      ['2037-10-25', '01:30', '+00:00', true],
      ['2037-10-25', '23:00', '+00:00', true],
      ['2037-10-26', '01:30', '+00:00', false],
    ]);
    // The offset says it, too.
    const explicit = await post('/shows', { shows: [{ ...show, startsAt: '2037-10-25T02:45+01:00' }] });
    expectProblem(explicit, 409, 'hall_busy');
  });

  test('are made for all halls and times of a request or for none', async () => {
    const { hallId } = await makeHall();
    const title = await makeTitle('Any');
    const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR' };
    const nowhere = { ...show, hallId: '01890000-0000-7000-8000-000000000000' };
    expectProblem(await post('/shows', { shows: [show, nowhere] }), 404, 'hall_not_found');
    expectProblem(await post('/shows', { shows: [show, { ...show, title: 'no-such' }] }), 404, 'title_not_found');
    expectProblem(await post('/shows', { shows: [show, { ...show, startsAt: tomorrow(1) }] }), 409, 'hall_busy');
    expectProblem(
      await post('/shows', { shows: [{ ...show, startsAt: '2020-01-01T10:00:00Z' }] }),
      400,
      'invalid_request',
    );
    const noRear = expectProblem(
      await post('/shows', { shows: [{ ...show, prices: { front: 1, vip: 2 } }] }),
      400,
      'invalid_request',
    );
    expect(noRear.errors).toEqual([
      { path: 'body.shows.0.prices.rear', message: 'the zone has no price' },
      { path: 'body.shows.0.prices.vip', message: expect.stringContaining('no such zone') },
    ]);
    const { rows } = await api.db.pool.query('SELECT FROM shows WHERE hall_id = $1', [hallId]);
    expect(rows).toHaveLength(0);
    expectContract(await post('/shows', { shows: [show, { ...show, startsAt: tomorrow(2) }] }), shows.createShows);
  });

  test('two managers cannot put two shows into one hall at one time', async () => {
    const { hallId } = await makeHall();
    const title = await makeTitle('Any');
    const show = { hallId, title, startsAt: tomorrow(), prices: PRICES, currency: 'INR' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post('/shows', { shows: [show] })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
  });

  test('change their prices while nobody has a seat, their sale until it opens, and can be cancelled', async () => {
    const { showId } = await makeShow({ saleOpensAt: tomorrow(-2) });
    const change = (json: unknown) => api.call('PUT', `/shows/${showId}`, { json, token: manager.token });
    const priced = await change({ prices: { front: 1, rear: 2 } });
    expectContract(priced, shows.changeShow);
    expect(shows.changeShow.response.parse(priced.body).zones.map(({ priceMinor }) => priceMinor)).toEqual([2, 1]);
    expectProblem(await change({ prices: { front: 1 } }), 400, 'invalid_request');
    expectProblem(await change({}), 400, 'invalid_request');
    const opened = await change({ saleOpensAt: new Date(Date.now() - 1_000).toISOString(), waitingRoom: true });
    expectContract(opened, shows.changeShow);
    expectProblem(await change({ waitingRoom: false }), 409, 'sale_open');
    await hold(showId, [1]);
    expectProblem(await change({ prices: PRICES }), 409, 'show_has_bookings');
    expectContract(await change({ seatsPerUser: 2, status: 'CANCELLED' }), shows.changeShow);
    expectProblem(await change({ seatsPerUser: 3 }), 409, 'show_cancelled');
  });

  test('offer their best free seats', async () => {
    const { showId } = await makeShow();
    const best = async (
      query: string,
    ): Promise<{ seats: string[] | null; groups: string[][]; priceMinor: number | null }> => {
      const answer = await api.call('GET', `/shows/${showId}/best?${query}`);
      expectContract(answer, shows.getBestSeats);
      return shows.getBestSeats.response.parse(answer.body);
    };
    const first = await best('n=2');
    expect(first.groups).toHaveLength(1);
    expect(first.priceMinor).toBe(60_000);
    const { seats } = venues.getHallPlan.response.parse(
      (
        await api.call(
          'GET',
          `/halls/${shows.getShow.response.parse((await api.call('GET', `/shows/${showId}`)).body).hall.hallId}/plan`,
        )
      ).body,
    );
    await hold(
      showId,
      seats.filter(({ label }) => first.seats?.includes(label)).map(({ seat }) => seat),
    );
    expect((await best('n=2')).seats).not.toEqual(first.seats);
    expect((await best('n=3&zone=front')).priceMinor).toBe(60_000);
    expect((await best('n=2&accessible=true')).seats).toEqual(['G1', 'G2']);
    expect((await best('n=12')).groups.length).toBeGreaterThan(1);
    expect(await best('n=50&zone=front')).toEqual({ seats: null, groups: [], priceMinor: null });
    expectProblem(await api.call('GET', `/shows/${showId}/best?n=2&zone=vip`), 400, 'invalid_request');
    expectProblem(await api.call('GET', `/shows/${showId}/best?n=0`), 400, 'invalid_request');
  });
});
