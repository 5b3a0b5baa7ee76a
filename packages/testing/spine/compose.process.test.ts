import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocket, type Docket } from '@docket/client/docket';
import { showChannel } from '@docket/contracts/events/booking';
import { createPayment } from '@docket/contracts/http/payment';
import { createRealtimeToken } from '@docket/contracts/http/realtime';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { waitFor } from '../src/wait.ts';
import { composeProject, type ComposeProject, type Container } from './compose-project.ts';

// Builds images and starts fourteen containers: minutes the first time, so it is asked for (see docs/deploy.md).
const asked = process.env['DOCKET_TEST_COMPOSE'] === '1';

const SAMPLES = new URL('../../../examples/problems/aplusb/submissions/', import.meta.url);
const sample = (path: string): Promise<string> => readFile(new URL(path, SAMPLES), 'utf8');
/** Half a second for each of the problem's tests: long enough to take something away in the middle. */
const SLOW = 'import time\ntime.sleep(1)\nprint(sum(map(int, input().split())))\n';

/** Workers that judge and workers that sell, apart, as docs/deploy.md advises for a busy sale. */
const SCALE = ['api=2', 'worker=3', 'booking=2', 'realtime=2'];

describe.runIf(asked)('docker/compose.yaml with replicas of everything', () => {
  let project: ComposeProject;
  let users = 0;

  beforeAll(async () => {
    project = await composeProject({
      WORKER_AREAS: 'judge',
      COMPOSE_PROFILES: 'development',
      BANK_URL: 'http://bank:3003',
    });
    await project.up(...SCALE);
    await project.compose('run', '--rm', '-T', 'api', 'docket', 'problem', 'seed');
    await project.compose('run', '--rm', '-T', 'api', 'docket', 'catalog', 'seed');
    await healthy();
  }, 900_000);
  afterAll(() => project.dispose(), 120_000);

  const of = async (service: string): Promise<readonly Container[]> =>
    (await project.containers()).filter((container) => container.service === service);

  /** Waits until everything that stays up is healthy. @throws with the words of whoever is not */
  async function healthy(): Promise<void> {
    const unhealthy = async (): Promise<readonly Container[]> =>
      (await project.containers()).filter(
        (one) => one.service !== 'migrate' && one.service !== 'languages' && !one.healthy,
      );
    try {
      await waitFor('healthy containers', async () => (await unhealthy()).length === 0, {
        timeoutMs: 180_000,
        everyMs: 500,
      });
    } catch (error) {
      const names = new Set((await unhealthy()).map(({ service }) => service));
      throw new Error(await project.compose('logs', '--tail', '20', '--no-color', ...names), { cause: error });
    }
  }

  async function newUser(): Promise<Docket> {
    users += 1;
    const client = createDocket({ baseUrl: project.url });
    const account = {
      username: `compose-${users}`,
      password: 'correct horse battery',
      email: `c${users}@example.test`,
    };
    await client.signUp(account);
    await client.login(account);
    return client;
  }

  const submit = async (client: Docket, language: string, code: string): Promise<string> =>
    (await client.submit({ problemId: 'aplusb', language, code })).submissionId;

  async function verdict(client: Docket, id: string, onState?: (state: SubmissionDetail) => Promise<void>) {
    const states: SubmissionDetail[] = [];
    for await (const state of client.watch(id)) {
      states.push(state);
      await onState?.(state);
    }
    const done = states.map(({ testsDone, attempt }) => attempt * 1_000 + testsDone);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    return states.at(-1);
  }

  it('is one origin: page, HTTP interface and socket, and no figures', async () => {
    const client = await newUser();
    const { url } = await client.call(createRealtimeToken);
    expect(url).toBe(`${project.url.replace('http', 'ws')}/connection/websocket`);
    const page = await fetch(project.url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<div id="root"');
    expect((await fetch(`${project.url}/metrics`)).status).toBe(404);
  });

  it('judges C and Python and says so on the socket', async () => {
    const client = await newUser();
    const heard = new Map<string, string>();
    const stop = client.realtime.listen({
      event: ({ type, data }) => void (type === 'submission.updated' && heard.set(data.submissionId, data.status)),
    });
    await waitFor('the socket', () => client.realtime.state === 'live');
    const c = await submit(client, 'c', await sample('accepted/sum.c'));
    const python = await submit(client, 'python3', await sample('accepted/sum.py'));
    const wrong = await submit(client, 'javascript', await sample('wrong_answer/concatenation.js'));
    await waitFor(
      'three verdicts by event',
      () => heard.get(c) === 'AC' && heard.get(python) === 'AC' && heard.get(wrong) === 'WA',
      { timeoutMs: 30_000 },
    );
    stop();
    client.close();
  });

  it('spreads work over the workers and sockets over the gateways', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, newUser));
    const stops = clients.map((client) => client.realtime.listen({}));
    await waitFor('six sockets', () => clients.every((client) => client.realtime.state === 'live'));
    const gateways = await of('realtime');
    // The gauge is set once a second.
    await waitFor('sockets on both', async () => {
      const counts = await Promise.all(gateways.map(({ id }) => project.metric(id, 3001, 'realtime_connections')));
      return counts.length === 2 && counts.every((count) => count > 0) && counts.reduce((a, b) => a + b) >= 6;
    });
    const verdicts = await Promise.all(
      clients.map(async (client, at) => verdict(client, await submit(client, 'python3', `${SLOW}# ${at}\n`))),
    );
    expect(verdicts.map((last) => last?.status)).toEqual(clients.map(() => 'AC'));
    const workers = await project.sql('SELECT DISTINCT worker_id FROM judge_tasks');
    expect(workers.length).toBeGreaterThan(1);
    for (const stop of stops) stop();
    for (const client of clients) client.close();
  });

  it('ends with the verdict though worker and gateway are killed in the middle', async () => {
    const client = await newUser();
    const stop = client.realtime.listen({});
    await waitFor('the socket', () => client.realtime.state === 'live');
    // Who is who is asked before, for the program does not wait while the engine's client starts.
    const [workers, gateways] = [await of('worker'), await of('realtime')];
    const gateway = await waitFor('the gateway of the socket', async () => {
      const open = await Promise.all(gateways.map(({ id }) => project.metric(id, 3001, 'realtime_connections')));
      return gateways[open.findIndex((count) => count > 0)];
    });
    const id = await submit(client, 'python3', SLOW);
    let killed = false;
    const last = await verdict(client, id, async ({ testsDone }) => {
      if (killed || testsDone < 1) return;
      killed = true;
      const [workerId = ''] = await project.sql(`SELECT worker_id FROM judge_tasks WHERE id = '${id}'`);
      const worker = workers.find((container) => workerId.startsWith(container.id.slice(0, 12)));
      await Promise.all([project.kill(worker?.id ?? 'no worker'), project.kill(gateway.id)]);
    });
    stop();
    expect(killed).toBe(true);
    expect(last).toMatchObject({ status: 'AC', attempt: 2, testsDone: last?.testsTotal });
    client.close();
    await project.up(...SCALE);
    await healthy();
  });

  /** Two seats side by side of a show that is on sale to everybody. */
  async function seatsFor(client: Docket): Promise<{ showId: string; seats: readonly string[] }> {
    const { data } = await client.catalog.shows({ limit: 20 });
    const open = data
      .flatMap(({ shows }) => shows)
      .filter(({ waitingRoom, saleOpensAt }) => !waitingRoom && Date.parse(saleOpensAt) <= Date.now());
    for (const { showId } of open) {
      const { seats } = await client.catalog.bestSeats(showId, { n: 2 });
      if (seats !== null) return { showId, seats };
    }
    throw new Error('the example city sells nothing');
  }

  it('sells seats by workers that only sell, tells buyer and onlookers, and goes on when one of them is killed', async () => {
    const [buyer, rival] = [await newUser(), await newUser()];
    const { showId, seats } = await seatsFor(buyer);
    const grey = new Set<number>();
    const stop = rival.realtime.listenTo(showChannel(showId), {
      event: ({ type, data }) => {
        if (type === 'seats.changed') for (const [seat] of data.held) grey.add(seat);
      },
    });
    await waitFor('the onlooker’s socket', () => rival.realtime.state === 'live');
    const held = await buyer.book({ kind: 'seats', showId, seats: [...seats] }, { wait: 10 });
    expect(held.status).toBe('HELD');
    await waitFor('two grey seats', () => grey.size === seats.length);
    const refused = await rival.book({ kind: 'seats', showId, seats: [...seats] }, { wait: 10 });
    expect(refused.status).toBe('REFUSED');
    stop();

    const [first, second] = await of('booking');
    for (const victim of [first, second]) {
      await project.kill(victim?.id ?? 'no worker');
      const { showId: other, seats: others } = await seatsFor(rival);
      const booking = await rival.book({ kind: 'seats', showId: other, seats: [...others] }, { wait: 10 });
      expect(booking.status).toBe(victim === first ? 'HELD' : 'QUEUED');
      if (victim === second) {
        await project.up(...SCALE);
        await healthy();
        await waitFor(
          'the booking that had waited',
          async () => (await rival.booking(booking.bookingId)).status === 'HELD',
        );
      }
    }
    expect(await project.sql('SELECT status, count(*) FROM bookings GROUP BY status ORDER BY status')).toEqual([
      'HELD|3',
      'REFUSED|1',
    ]);
    buyer.close();
    rival.close();
  });

  it('sells seats for money: a transfer at the bank is called in, and the booking is confirmed', async () => {
    const buyer = await newUser();
    const stop = buyer.realtime.listen({});
    await waitFor('the socket', () => buyer.realtime.state === 'live');
    const { showId, seats } = await seatsFor(buyer);
    const held = await buyer.book({ kind: 'seats', showId, seats: [...seats] }, { wait: 10 });
    const { bookingId, priceMinor: amount, currency } = await buyer.booking(held.bookingId);
    if (amount === null || currency === null) throw new Error('the seats have no price');
    const paid = await buyer.call(createPayment, {
      body: { bookingId, paymentMethod: 'bank_transfer', amount, currency },
      idempotencyKey: bookingId,
    });
    const iban = paid.next?.transferTo?.iban;
    const sent = await fetch(`${project.bank.url}/v1/transfers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${project.bank.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ iban, from: 'asha', amountMinor: paid.amountMinor, currency }),
    });
    expect(sent.ok).toBe(true);
    await waitFor('the confirmed booking', async () => (await buyer.booking(bookingId)).status === 'CONFIRMED', {
      timeoutMs: 60_000,
    });
    // By what the bank called in, and not only because somebody asked in the end.
    await waitFor('the bank’s call', async () => {
      const rows = await project.sql(`SELECT DISTINCT status FROM inbox_events WHERE kind = 'payment'`);
      return rows.includes('DONE');
    });
    stop();
    buyer.close();
  });

  it('reaches nothing that listens on the host, but by what is published', async () => {
    const server = createServer((_, response) => response.end('the host')).listen(0, '0.0.0.0');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const hosts = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map((each) => each.address);
    const ask = `const answers = await Promise.all(${JSON.stringify(hosts)}.map((host) =>
      fetch('http://' + host + ':${port}/', { signal: AbortSignal.timeout(1500) }).then((r) => r.text(), () => null)));
      process.stdout.write(JSON.stringify(answers));`;
    const inside = await of('api');
    expect(hosts.length).toBeGreaterThan(0);
    expect(JSON.parse(await project.evaluate(inside[0]?.id ?? 'no api', ask))).toEqual(hosts.map(() => null));
    server.close();
  });

  it('workers of one slot share the machine’s cores without knowing of each other', async () => {
    const seats = await project.sql('SELECT core, count(*) FROM core_seats GROUP BY core ORDER BY core');
    const counts = seats.map((row) => Number(row.split('|')[1]));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('is upgraded without a request refused', { timeout: 600_000 }, async () => {
    const client = await newUser();
    const before = new Set((await project.containers()).map(({ id }) => id));
    const { showId } = await seatsFor(client);
    const failures: string[] = [];
    let sent = 0;
    let over = false;
    const asking = Array.from({ length: 4 }, async (_, at) => {
      while (!over) {
        sent += 1;
        const asked =
          at % 2 === 0 ? client.catalog.bestSeats(showId, { n: 2 }) : submit(client, 'python3', `print(${sent})\n`);
        await asked.catch((error: unknown) => failures.push(String(error)));
        await sleep(50);
      }
    });
    await project.upgrade();
    over = true;
    await Promise.all(asking);
    await healthy();
    // What the proxy could not pass on, in its own words.
    const [proxy] = failures.length > 0 ? await of('proxy') : [];
    if (proxy !== undefined)
      failures.push(...(await project.logs(proxy.id)).split('\n').filter((line) => line.includes('"error"')));
    expect(failures).toEqual([]);
    expect(sent).toBeGreaterThan(100);
    const after = await project.containers();
    const replaced = after.filter(({ service }) => service === 'api' || service === 'realtime');
    expect(replaced.map(({ service }) => service).sort()).toEqual(['api', 'api', 'realtime', 'realtime']);
    for (const { id } of replaced) expect(before.has(id)).toBe(false);
    const stayed = after.filter(({ id }) => before.has(id)).map(({ service }) => service);
    for (const service of ['worker', 'booking', 'mail', 'money', 'outgoing', 'webhooks'])
      expect(stayed).not.toContain(service);
    client.close();
  });

  it('stops in good order, keeps what was accepted, and goes on with it', async () => {
    const client = await newUser();
    const ids = await Promise.all(Array.from({ length: 12 }, (_, at) => submit(client, 'python3', `${SLOW}# ${at}\n`)));
    await waitFor('work in hand', async () => {
      const all = await Promise.all(ids.map((id) => client.submission(id)));
      return all.some(({ status }) => status === 'RUNNING');
    });
    client.close();
    await project.compose('stop');
    const ended = await project.containers();
    expect(ended.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);

    await project.up(...SCALE);
    await healthy();
    const verdicts = await Promise.all(ids.map((id) => verdict(client, id)));
    expect(verdicts.map((last) => last?.status)).toEqual(ids.map(() => 'AC'));
    client.close();
  });
});
