import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { newId } from '@docket/runtime/id';
import { redisReady } from '@docket/runtime/redis';
import { quietLog } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import {
  db,
  dispatcher,
  owe,
  oweEvent,
  prefix,
  producer,
  queues,
  rowOf,
  server,
  setUpQueues,
  troubleOf,
} from './fixtures.ts';
import { PATIENCE } from './patience.ts';
import { onceKey } from './publish/keys.ts';
import { createPublisher, type Publisher } from './publish/publisher.ts';
import { createStreamReader } from './publish/reader.ts';
import { relayOnce, relayTurn, startRelay } from './relay.ts';

setUpQueues();

/** Ids of the events that a channel's subscribers saw, in order. */
async function published(channel: string): Promise<unknown[]> {
  const [view] = await createStreamReader({ redis: producer, prefix, count: 1_000 }).read([{ channel, since: 0 }]);
  if (view === undefined || view instanceof Error) throw view ?? new Error('no answer');
  return view.entries.map(({ json }) => JSON.parse(json).id);
}

function dispatcherWith(publisher: Publisher): Dispatcher {
  return createDispatcher({ queues, publisher, pool: db.pool, log: quietLog });
}

/** As if what backs off had done so long enough. */
async function pauseOver(): Promise<void> {
  await db.pool.query('UPDATE outbox SET next_at = now() WHERE next_at IS NOT NULL');
}

const sentOf = async (rows: readonly { id: string }[]): Promise<boolean[]> =>
  (await Promise.all(rows.map(({ id }) => rowOf(id)))).map(({ sent }) => sent);

describe('the relay', () => {
  it('sends what the fast path missed, once, however many relays run', async () => {
    const owed = await Promise.all(Array.from({ length: 50 }, () => owe(undefined, 2)));
    const young = await owe();
    const sent = await Promise.all([
      relayOnce(db.pool, dispatcher),
      relayOnce(db.pool, dispatcher),
      relayOnce(db.pool, dispatcher),
    ]);
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(50);
    expect(await (await queues.of('judge')).getWaitingCount()).toBe(50);
    expect((await Promise.all(owed.map((job) => rowOf(job.id)))).every((row) => row.sent)).toBe(true);
    expect(await rowOf(young.id)).toMatchObject({ sent: false });
  });

  it('keeps the rows when Redis is away and sends them when it is back', async () => {
    const job = await owe(undefined, 2);
    await server.kill();
    await expect(relayOnce(db.pool, dispatcher)).rejects.toThrow();
    expect(await rowOf(job.id)).toMatchObject({ sent: false });
    await server.restart();
    await redisReady(producer);
    await waitFor('relay sends', async () => (await relayOnce(db.pool, dispatcher)) === 1);
    expect(await rowOf(job.id)).toMatchObject({ sent: true });
  });

  it('leaves a job alone that only a newer version knows', async () => {
    const id = newId();
    await db.pool.query(
      `INSERT INTO outbox (id, topic, name, payload, created_at) VALUES ($1, 'job', 'job.of.tomorrow', '{}', now() - interval '1 minute')`,
      [id],
    );
    expect(await relayOnce(db.pool, dispatcher)).toBe(0);
    expect(await rowOf(id)).toMatchObject({ sent: false });
    expect(await troubleOf(id)).toMatchObject({ dead: false });
    // But not for ever.
    await relayOnce(db.pool, dispatcher, relayTurn(), { patience: { ...PATIENCE, unknownSeconds: 30 } });
    expect(await troubleOf(id)).toMatchObject({ dead: true, reason: 'no version here knows a job of this name' });
  });

  it('ends a row that cannot be read, with one line in the log that names it, and sends the others', async () => {
    const job = await owe({ taskId: 'not a uuid' }, 5);
    const event = await oweEvent('user:a', 4);
    await db.pool.query(`UPDATE outbox SET payload = '{"v":2}' WHERE id = $1`, [event.id]);
    const behind = await oweEvent('user:a', 3);
    const lines = vi.spyOn(quietLog, 'error');
    onTestFinished(() => lines.mockRestore());
    for (let time = 0; time < 3; time += 1) await relayOnce(db.pool, dispatcher, relayTurn(), { log: quietLog });
    expect((await troubleOf(job.id)).reason).toBe('payload does not fit: taskId invalid_format');
    expect((await troubleOf(event.id)).reason).toMatch(/^payload does not fit: v invalid_value, id /);
    expect(await published('user:a')).toEqual([behind.id]);
    for (const { id } of [job, event])
      expect(lines.mock.calls.filter(([about]) => (about as { outboxId?: string }).outboxId === id)).toHaveLength(1);
  });

  it('sends the events of a batch in one round trip, in their order on each channel, and each once however often', async () => {
    const channels = ['user:a', 'user:b', 'user:c'];
    const owed: { id: string; channel: string }[] = [];
    for (let n = 0; n < 60; n += 1) owed.push(await oweEvent(channels[n % 3] ?? '', 100 - n));
    const job = await owe(undefined, 2);
    const publisher = createPublisher({ redis: producer, prefix });
    let trips = 0;
    const counting = dispatcherWith({
      ...publisher,
      publish: () => Promise.reject(new Error('one at a time')),
      publishMany: (some) => {
        trips += 1;
        return publisher.publishMany(some);
      },
    });
    const order = (channel: string) => owed.filter((each) => each.channel === channel).map(({ id }) => id);
    for (let time = 0; time < 2; time += 1) {
      await db.pool.query('UPDATE outbox SET sent_at = NULL');
      expect(await relayOnce(db.pool, counting)).toBe(61);
      expect(trips).toBe(time + 1);
      for (const channel of channels) expect(await published(channel)).toEqual(order(channel));
      expect(await sentOf([...owed, job])).not.toContain(false);
      expect(await (await queues.of('judge')).getWaitingCount()).toBe(1);
    }
    const { rows } = await db.pool.query(
      `SELECT stream_offset::int AS place FROM outbox WHERE channel = 'user:a' ORDER BY created_at`,
    );
    expect(rows.map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  describe('when Redis does not take an event', () => {
    /** Three events of a channel of which Redis does not take the second; one of another; a job. */
    async function oweWithAHitch() {
      const [a1, a2, a3] = [await oweEvent('user:a', 9), await oweEvent('user:a', 8), await oweEvent('user:a', 7)];
      const others = [await oweEvent('user:b', 6), await owe(undefined, 5)];
      const hitch = onceKey(prefix, 'user:a', a2.id);
      await producer.lpush(hitch, 'not a string');
      return { a: [a1, a2, a3] as const, others, mend: () => producer.del(hitch) };
    }

    it('no later one of its channel overtakes it, and all others go on', async () => {
      const { a, others, mend } = await oweWithAHitch();
      expect(await relayOnce(db.pool, dispatcher)).toBe(3);
      expect(await sentOf([...a, ...others])).toEqual([true, false, false, true, true]);
      // It backs off, and so does its channel.
      expect(await relayOnce(db.pool, dispatcher)).toBe(0);
      expect(await troubleOf(a[1].id)).toMatchObject({
        failures: 1,
        dead: false,
        reason: expect.stringContaining('WRONGTYPE') as string,
      });
      expect(await troubleOf(a[2].id)).toMatchObject({ failures: 0 });
      await mend();
      await pauseOver();
      expect(await relayOnce(db.pool, dispatcher)).toBe(2);
      expect(await published('user:a')).toEqual(a.map(({ id }) => id));
    });

    it('is dead when Redis has refused it often enough, and those behind it go on', async () => {
      const { a } = await oweWithAHitch();
      for (let time = 1; time <= PATIENCE.refusals; time += 1) {
        await relayOnce(db.pool, dispatcher);
        expect(await troubleOf(a[1].id)).toMatchObject({ failures: time, dead: time === PATIENCE.refusals });
        await pauseOver();
      }
      expect((await troubleOf(a[1].id)).reason).toMatch(/^Redis refused it 8 times: ReplyError: WRONGTYPE/);
      expect(await relayOnce(db.pool, dispatcher)).toBe(1);
      expect(await published('user:a')).toEqual([a[0].id, a[2].id]);
    });

    it('nothing is held against a row when Redis is not well', async () => {
      const { a, others } = await oweWithAHitch();
      await producer.config('SET', 'maxmemory', '1');
      await expect(relayOnce(db.pool, dispatcher)).rejects.toThrow('OOM');
      await producer.config('SET', 'maxmemory', '0');
      for (const { id } of [...a, ...others]) expect(await troubleOf(id)).toMatchObject({ failures: 0, dead: false });
    });

    it('control: published each on its own, the one after it is seen first', async () => {
      const { a, mend } = await oweWithAHitch();
      const publisher = createPublisher({ redis: producer, prefix });
      const careless = dispatcherWith({
        ...publisher,
        publishMany: (some) =>
          Promise.all(
            some.map(({ channel, envelope }) => publisher.publish(channel, envelope).catch((error) => error)),
          ),
      });
      await relayOnce(db.pool, careless);
      await mend();
      await pauseOver();
      await relayOnce(db.pool, careless);
      const [first, second, third] = a.map(({ id }) => id);
      expect(await published('user:a')).toEqual([first, third, second]);
    });

    /** As after a deploy that was taken back: 250 jobs that this version does not know. */
    async function oweUnknown(age: number): Promise<void> {
      await db.pool.query(
        `INSERT INTO outbox (id, topic, name, payload, created_at)
         SELECT new_id(), 'job', 'job.of.tomorrow', '{}', clock_timestamp() - make_interval(secs => $1) FROM generate_series(1, 250)`,
        [age],
      );
    }

    it('nor one in a later batch, and what stands behind many that are not taken is reached', async () => {
      const { a, mend } = await oweWithAHitch();
      await oweUnknown(4);
      const [late, after] = [await oweEvent('user:a', 3), await owe(undefined, 2)];
      const turn = relayTurn();
      expect(await relayOnce(db.pool, dispatcher, turn)).toBe(3);
      await expect(relayOnce(db.pool, dispatcher, turn)).resolves.toBe(1);
      expect(turn.more).toBe(false);
      expect(await sentOf([late, after])).toEqual([false, true]);
      await mend();
      await pauseOver();
      expect(await relayOnce(db.pool, dispatcher, turn)).toBe(2);
      expect(await relayOnce(db.pool, dispatcher, turn)).toBe(1);
      expect(await published('user:a')).toEqual([...a, late].map(({ id }) => id));
    });

    it('control: without a turn that passes them by, what stands behind them waits for ever', async () => {
      await oweUnknown(4);
      const after = await owe(undefined, 2);
      for (let n = 0; n < 3; n += 1) expect(await relayOnce(db.pool, dispatcher)).toBe(0);
      expect(await sentOf([after])).toEqual([false]);
      const relay = startRelay(db.pool, dispatcher, quietLog, 20);
      onTestFinished(() => relay.stop());
      await waitFor('passed by', async () => (await rowOf(after.id)).sent);
    });
  });

  it('notes what was sent when Redis goes away in the middle, and sends the rest when it is back', async () => {
    const owed = [];
    for (let n = 0; n < 6; n += 1) owed.push(await oweEvent('user:a', 20 - n));
    const interrupted: Dispatcher = {
      ...dispatcher,
      async sendMany(rows) {
        const before = await dispatcher.sendMany(rows.slice(0, 4));
        await server.kill();
        return new Map([...before, ...(await dispatcher.sendMany(rows.slice(4)))]);
      },
    };
    expect(await relayOnce(db.pool, interrupted)).toBe(4);
    expect(await sentOf(owed)).toEqual([true, true, true, true, false, false]);
    await expect(relayOnce(db.pool, dispatcher)).rejects.toThrow();
    await server.restart();
    await redisReady(producer);
    await waitFor('the rest', async () => (await relayOnce(db.pool, dispatcher)) === 2);
    expect(await sentOf(owed)).not.toContain(false);
    // A Redis that was killed may have forgotten some; none is there twice, and none before an earlier one.
    const seen = await published('user:a');
    expect(seen).toEqual(owed.map(({ id }) => id).filter((id) => seen.includes(id)));
  });
});
