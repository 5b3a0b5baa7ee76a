import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/chart';
import { getQueueHistory } from '@docket/contracts/http/queue';
import { sampleQueue } from '@docket/domain/judge/queue/samples';
import { makeShow } from '@docket/testing/catalog';
import { expectContract, reportLanguages, startTestApi, TEST_LANGUAGE, type TestApi } from './harness.ts';
import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { heldBookingOf, importedProblem, submissionOf } from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
});
afterAll(() => api.stop());

test('run times are of everybody’s best to the version of now, with one’s own among them', async () => {
  const slug = await importedProblem(api, await api.user('setter'));
  const people = await Promise.all([api.user(), api.user(), api.user()]);
  const read = async (token?: string, language = 'python3') => {
    const answer = await api.call('GET', `/problems/${slug}/run-times?language=${language}`, { token });
    expectContract(answer, contract.getRunTimes);
    return contract.getRunTimes.response.parse(answer.body);
  };
  // Who looks before there is anybody keeps nobody from seeing who comes.
  expect((await read()).people).toBe(0);
  const times = [[900, 20], [40], [80, 60]];
  for (const [index, user] of people.entries())
    for (const cpuMs of times[index] ?? []) {
      const id = await submissionOf(api, user, slug);
      await api.db.pool.query(
        `UPDATE submissions SET status = 'AC', finished_at = now(), started_at = now(), cpu_ms = $2::float8, memory_bytes = $2::float8 * 1048576 WHERE id = $1`,
        [id, cpuMs],
      );
      await api.db.pool.query(
        `SELECT refresh_bests(jsonb_agg(jsonb_build_object('problem_id', problem_id, 'version', problem_version, 'language', language, 'user_id', user_id)))
           FROM submissions WHERE id = $1`,
        [id],
      );
    }
  const [fast, middle] = people;
  const all = await read();
  expect(all).toMatchObject({ people: 3, own: null });
  expect(all.bins.reduce((sum, bin) => sum + bin.people, 0)).toBe(3);
  expect(all.bins[0]?.fromMs).toBeLessThanOrEqual(20);
  expect(all.bins[0]?.toMs).toBeGreaterThan(20);
  expect(all.memory?.reduce((sum, bin) => sum + bin.people, 0)).toBe(3);
  expect((await read(fast?.token)).own).toMatchObject({
    cpuMs: 20,
    fasterThan: 1,
    memoryBytes: 20 * 2 ** 20,
    smallerThan: 1,
  });
  expect((await read(middle?.token)).own).toMatchObject({ cpuMs: 40, fasterThan: 0.5 });
  expect(await read(undefined, 'c')).toMatchObject({ people: 0, bins: [] });
});

test('sales are told by the hours of the city, to managers alone', async () => {
  const [manager, buyer] = [await api.user('manager'), await api.user()];
  const booking = await heldBookingOf(api, buyer);
  await confirmForBuyer(api.db, booking);
  const { rows } = await api.db.pool.query<{ show_id: string; price: string; zone: string }>(
    `UPDATE bookings b SET updated_at = '2026-03-01T10:45:00Z' FROM shows s JOIN cities c ON c.id = s.city_id
      WHERE b.id = $1 AND s.id = b.show_id RETURNING b.show_id, b.price_minor AS price, c.timezone AS zone`,
    [booking],
  );
  const [show] = rows;
  const answer = await api.call('GET', `/shows/${show?.show_id}/sales`, { token: manager.token });
  expectContract(answer, contract.getShowSales);
  // India’s hours begin at half past ours.
  const at = show?.zone === 'Asia/Kolkata' ? '2026-03-01T10:30:00.000Z' : '2026-03-01T10:00:00.000Z';
  expect(contract.getShowSales.response.parse(answer.body)).toMatchObject({
    hours: [{ at, seats: 2, takingsMinor: Number(show?.price) }],
    earlier: { seats: 0, takingsMinor: 0 },
  });
  expect((await api.call('GET', `/shows/${show?.show_id}/sales`, { token: buyer.token })).status).toBe(403);
  const { showId } = await makeShow(api.db);
  const none = await api.call('GET', `/shows/${showId}/sales`, { token: manager.token });
  expect(contract.getShowSales.response.parse(none.body).hours).toEqual([]);
});

test('the queue is sampled once at a time, kept for a week, and told in steps', async () => {
  const admin = await api.user('admin');
  await api.db.pool.query('DELETE FROM queue_samples');
  await submissionOf(api, admin, await importedProblem(api, await api.user('setter')));
  await api.db.pool.query(
    `INSERT INTO queue_samples (at, waiting, running, slots) VALUES (now() - interval '8 days', 5, 0, 1), (now() - interval '2 hours', 7, 1, 2)`,
  );
  await Promise.all([sampleQueue(api.ctx), sampleQueue(api.ctx)]);
  const { rows } = await api.db.pool.query(
    `SELECT waiting > 0 AS waits, oldest_seconds >= 0 AS aged FROM queue_samples WHERE at > now() - interval '1 minute'`,
  );
  expect(rows).toEqual([{ waits: true, aged: true }]);
  const read = async (hours: number) => {
    const answer = await api.call('GET', `/admin/queue/history?hours=${hours}`, { token: admin.token });
    expectContract(answer, getQueueHistory);
    return getQueueHistory.response.parse(answer.body);
  };
  expect((await read(1)).points).toHaveLength(1);
  const week = await read(168);
  expect(week.points.map(({ waiting }) => waiting)).toEqual(expect.arrayContaining([7]));
  expect(week.points.length).toBeLessThanOrEqual(2);
  expect(week.stepSeconds).toBe(3_360);
  expect((await api.db.pool.query('SELECT FROM queue_samples')).rowCount).toBe(2);
});
