import { randomUUID } from 'node:crypto';
import type { Subscription } from 'centrifuge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { createSender, SECRET, sign, spawnGateway, watch, type Gateway, type Sender, type Watcher } from './support.ts';

let redis: TestRedis;
let one: Gateway;
let two: Gateway;
let sender: Sender;
const open: Watcher[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
  [one, two, sender] = await Promise.all([
    spawnGateway({ redisUrl: redis.url }),
    spawnGateway({ redisUrl: redis.url }),
    createSender(redis.url),
  ]);
});

afterAll(async () => {
  for (const watcher of open) watcher.close();
  sender.close();
  await Promise.all([one.kill(), two.kill()]);
  await redis.dispose();
});

/** The unmodified client with a subscription. */
async function listen(gateway: Gateway, channel: string, userId: string, role?: string): Promise<Subscription> {
  const watcher = await watch(gateway.socketUrl, userId, { token: await sign(userId, 600, SECRET, role) });
  open.push(watcher);
  const subscription = watcher.client.newSubscription(channel);
  subscription.subscribe();
  await subscription.ready(5_000);
  return subscription;
}

async function publish(channel: string, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1)
    await sender.publishRaw({ channel, id: randomUUID(), json: JSON.stringify({ n }) });
}

describe('presence', () => {
  test('tells how many listen, on all gateways; who, to those who may know', async () => {
    const channel = `show:${randomUUID()}`;
    const buyer = await listen(one, channel, 'buyer');
    await listen(two, channel, 'buyer');
    const manager = await listen(two, channel, 'the-manager', 'manager');
    expect(await buyer.presenceStats()).toEqual({ numClients: 3, numUsers: 2 });
    await expect(buyer.presence()).rejects.toMatchObject({ code: 103 });
    const { clients } = await manager.presence();
    expect(
      Object.values(clients)
        .map(({ user }) => user)
        .toSorted(),
    ).toEqual(['buyer', 'buyer', 'the-manager']);
    expect(Object.keys(clients)).toHaveLength(3);
    // Who comes is told with the next survey, two seconds later at most.
    const other = `show:${randomUUID()}`;
    const alone = await listen(one, other, 'buyer');
    expect(await alone.presenceStats()).toEqual({ numClients: 1, numUsers: 1 });
  });

  test('of a scoreboard everybody on it may know', async () => {
    const channel = `scoreboard:${randomUUID()}`;
    const subscription = await listen(one, channel, 'contestant');
    const { clients } = await subscription.presence();
    expect(Object.values(clients)).toMatchObject([{ user: 'contestant' }]);
  });
});

describe('history', () => {
  test('gives the position, the window, and pages of it both ways', async () => {
    const channel = `show:${randomUUID()}`;
    const subscription = await listen(one, channel, 'reader');
    await publish(channel, 1, 20);
    const ofAll = await subscription.history({ limit: -1 });
    expect(ofAll.publications.map(({ data }) => data.n)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    const { epoch, offset } = ofAll;
    expect(await subscription.history({ limit: 0 })).toMatchObject({ publications: [], epoch, offset: 20 });
    const numbersOf = async (options: Parameters<Subscription['history']>[0]) =>
      (await subscription.history(options)).publications.map((publication) => publication.offset);
    expect(await numbersOf({ limit: 3 })).toEqual([1, 2, 3]);
    expect(await numbersOf({ limit: 3, since: { epoch, offset: 3 } })).toEqual([4, 5, 6]);
    expect(await numbersOf({ limit: 3, since: { epoch, offset } })).toEqual([]);
    expect(await numbersOf({ limit: 3, reverse: true })).toEqual([20, 19, 18]);
    expect(await numbersOf({ limit: 3, reverse: true, since: { epoch, offset: 18 } })).toEqual([17, 16, 15]);
    expect(await numbersOf({ limit: 3, reverse: true, since: { epoch, offset: 1 } })).toEqual([]);
  });

  test('says that a position is none of this channel: 112', async () => {
    const channel = `show:${randomUUID()}`;
    const subscription = await listen(one, channel, 'reader');
    await publish(channel, 1, 2);
    for (const reverse of [false, true])
      await expect(
        subscription.history({ limit: 1, since: { epoch: 'another', offset: 1 }, reverse }),
      ).rejects.toMatchObject({ code: 112 });
  });

  test('is for subscribers', async () => {
    const { client } = await watch(one.socketUrl, 'passer-by');
    await client.ready(5_000);
    await expect(client.history(`show:${randomUUID()}`)).rejects.toMatchObject({ code: 103 });
    await expect(client.presenceStats('secret:1')).rejects.toMatchObject({ code: 102 });
    expect(await client.history('user:passer-by')).toMatchObject({ publications: [] });
    client.disconnect();
  });
});
