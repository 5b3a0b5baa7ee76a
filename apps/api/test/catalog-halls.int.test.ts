import { describe, expect, test } from 'vitest';
import * as venues from '@docket/contracts/http/venue';
import { api, exampleFile, makeHall, makeVenue, manager, setUpCatalog, upload } from './catalog.ts';
import { expectContract, expectProblem } from './harness.ts';

setUpCatalog();

describe('halls', () => {
  test('are imported from JSON, told with every seat, and kept by whoever asks', async () => {
    const venue = await makeVenue();
    const answer = await upload(exampleFile('theatre.json'), `venue=${venue}`);
    expectContract(answer, venues.importHall);
    const hall = venues.importHall.response.parse(answer.body);
    expect(hall).toMatchObject({ version: 1, unchanged: false });
    expect(hall.zones.reduce((sum, { seats }) => sum + seats, 0)).toBe(hall.capacity);

    const path = `/halls/${hall.hallId}/plan`;
    const plan = await api.call('GET', path);
    expectContract(plan, venues.getHallPlan);
    const { seats, front } = venues.getHallPlan.response.parse(plan.body);
    expect(seats).toHaveLength(hall.capacity);
    expect(front).toMatchObject({ kind: 'stage', label: 'Stage' });
    expect(seats.find(({ label }) => label === 'B-A1')).toMatchObject({
      section: 'Balcony',
      row: 'A',
      number: '1',
      zone: 'balcony',
    });
    expect(plan.headers.get('cache-control')).toContain('immutable');
    const etag = plan.headers.get('etag') ?? '';
    const again = await api.call('GET', path, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await api.call('GET', path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  test('from CSV; the same again changes nothing, another makes the next version, and shows keep theirs', async () => {
    const venue = await makeVenue();
    const csv = exampleFile('studio.csv');
    const first = venues.importHall.response.parse(
      (await upload(csv, `venue=${venue}&name=One`, 'text/csv; charset=utf-8')).body,
    );
    const same = venues.importHall.response.parse((await upload(csv, `venue=${venue}&name=One`, 'text/csv')).body);
    expect(same).toEqual({ ...first, unchanged: true });
    const more = venues.importHall.response.parse(
      (await upload(`${csv}H,1,rear,seat\n`, `venue=${venue}&name=One`, 'text/csv')).body,
    );
    expect(more).toMatchObject({ version: 2, capacity: first.capacity + 1, unchanged: false });
    const { data } = venues.listVenues.response.parse((await api.call('GET', '/venues?city=pune')).body);
    expect(data.find(({ slug }) => slug === venue)?.halls).toEqual([
      { hallId: more.hallId, name: 'One', version: 2, capacity: more.capacity },
    ]);
    const old = venues.getHallPlan.response.parse((await api.call('GET', `/halls/${first.hallId}/plan`)).body);
    expect(old.seats).toHaveLength(first.capacity);
  });

  test('imported at the same time become one version after the other', async () => {
    const venue = await makeVenue();
    const csvs = Array.from({ length: 5 }, (_, i) => `row,number,zone\nA,${i + 1},z\n`);
    const answers = await Promise.all(csvs.map((csv) => upload(csv, `venue=${venue}&name=One`, 'text/csv')));
    const versions = answers.map((answer) => venues.importHall.response.parse(answer.body).version);
    expect(versions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });

  test.each<[string, string, string, number, Parameters<typeof expectProblem>[2], string?]>([
    ['with a fault', 'row,number,zone\nA,1,\n', 'text/csv', 422, 'hall_invalid'],
    ['without a name', 'row,number,zone\nA,1,z\n', 'text/csv', 400, 'invalid_request', 'venue=VENUE'],
    ['for no venue', 'row,number,zone\nA,1,z\n', 'text/csv', 404, 'venue_not_found', 'venue=nowhere&name=x'],
    ['of another type', 'row,number,zone\nA,1,z\n', 'image/png', 415, 'unsupported_media_type'],
    ['that is a workbook', 'PK\u0003\u0004\u0000', 'application/vnd.ms-excel', 422, 'hall_invalid'],
    ['that is empty', '', 'application/json', 422, 'hall_invalid'],
    ['that is no text', '\u0000', 'application/json', 422, 'hall_invalid'],
    ['that is too large', `row,number,zone\n${'A,1,z\n'.repeat(800_000)}`, 'text/csv', 413, 'body_too_large'],
  ])(
    'a file %s is refused and nothing is written',
    async (_, content, type, status, code, query = 'venue=VENUE&name=x') => {
      const venue = await makeVenue();
      const { rows: before } = await api.db.pool.query('SELECT count(*) FROM halls');
      const problem = expectProblem(await upload(content, query.replace('VENUE', venue), type), status, code);
      expect(problem.detail.length).toBeGreaterThan(15);
      expect((await api.db.pool.query('SELECT count(*) FROM halls')).rows).toEqual(before);
    },
  );

  test('a plan that is not there is hall_not_found', async () => {
    expectProblem(await api.call('GET', '/halls/01890000-0000-7000-8000-000000000000/plan'), 404, 'hall_not_found');
  });
});

describe('a preview of a hall', () => {
  const preview = (content: string | Uint8Array<ArrayBuffer>, type: string, token = manager.token) =>
    api.call('POST', '/halls/preview', { raw: content, token, headers: { 'content-type': type } });

  test('is the hall that the import makes, and stores nothing', async () => {
    const counted = async () => (await api.db.pool.query('SELECT count(*)::int AS halls FROM halls')).rows[0];
    const before = await counted();
    const answer = await preview(exampleFile('studio.csv'), 'text/csv');
    expectContract(answer, venues.previewHall);
    expect(await counted()).toEqual(before);
    const { hallId } = await makeHall();
    const plan = venues.getHallPlan.response.parse((await api.call('GET', `/halls/${hallId}/plan`)).body);
    expect(answer.body).toEqual({
      name: null,
      venue: null,
      capacity: plan.capacity,
      front: plan.front,
      zones: plan.zones,
      best: plan.best,
      seats: plan.seats,
      areas: [],
      table: expect.objectContaining({ encoding: 'utf-8', delimiter: ',', emptyColumns: 0 }),
    });
    const cinema = await preview(exampleFile('small-cinema.json'), 'application/json');
    expect(venues.previewHall.response.parse(cinema.body)).toMatchObject({ name: 'Screen 1', venue: null });
  });

  test('says how a spreadsheet was read, whatever it is called on the way', async () => {
    const sheet = Uint8Array.from(
      Buffer.from(
        'sep=;\r\nSection;Row;Seat;Zone;x;y;\r\nRang\xe9e;1;11.0;z;0,5;0;\r\nRang\xe9e;11;1;z;2;0;\r\n',
        'latin1',
      ),
    );
    const answer = await preview(sheet, 'application/vnd.ms-excel');
    expectContract(answer, venues.previewHall);
    const { seats, table } = venues.previewHall.response.parse(answer.body);
    expect(seats.map(({ section, row, number, x }) => [section, row, number, x])).toEqual([
      ['Rangée', '1', '11', 0.5],
      ['Rangée', '11', '1', 2],
    ]);
    expect(table).toMatchObject({ encoding: 'windows-1252', delimiter: ';', decimalComma: true, emptyColumns: 1 });
    expect(table?.columns.map(({ column, name, field }) => `${column} ${name} ${field}`).slice(0, 3)).toEqual([
      'A Section section',
      'B Row row',
      'C Seat number',
    ]);
    expect(table?.rows[0]).toEqual({ line: 3, cells: ['Rangée', '1', '11.0', 'z', '0,5', '0'] });
  });

  test('names every fault, and is for managers', async () => {
    const broken = 'row,number,zone,kind\nA,1,front,seat\nA,2,front,throne\n';
    const answer = await preview(broken, 'text/csv');
    expectProblem(answer, 422, 'hall_invalid');
    expect(JSON.stringify(answer.body)).toContain('line 3');
    const user = await api.user();
    expectProblem(await preview(broken, 'text/csv', user.token), 403, 'forbidden');
  });
});
