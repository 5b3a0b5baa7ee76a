import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '@docket/runtime/logger';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { startBalancer } from '@docket/testing/balancer';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { channelKeys } from './keys.ts';
import { createPublisher } from './publisher.ts';
import { createStreamReader } from './reader.ts';
import { PUBLISH_SCRIPT } from './scripts.ts';

const quiet = createLogger('test', { LOG_LEVEL: 'silent' });
const channel = `user:${randomUUID()}`;

function event(n: number) {
  return { channel, id: randomUUID(), json: JSON.stringify({ n }) };
}

/** On another port, with the same password. */
function at(server: TestRedis, port: number): string {
  const url = new URL(server.url);
  url.port = String(port);
  return url.href;
}

test('a replica that lags behind takes over while a publication is on its way: no offset names two events', async () => {
  const leader = await startTestRedis();
  onTestFinished(() => leader.dispose());
  const link = await startBalancer([leader.port]);
  onTestFinished(() => link.close());
  const replica = await startTestRedis({ server: leader, port: link.port });
  onTestFinished(() => replica.dispose());
  const ports = [leader.port];
  const front = await startBalancer(ports);
  onTestFinished(() => front.close());

  const redis = createRedis(at(leader, front.port), 'producer', quiet);
  const follower = new Redis(replica.url);
  onTestFinished(() => void [redis, follower].map((each) => each.disconnect()));
  await redisReady(redis);
  const publisher = createPublisher({ redis, prefix: 'test' });
  const { meta, stream, live } = channelKeys('test', channel);

  const before = await publisher.publishManyRaw([1, 2, 3, 4, 5].map(event));
  await waitFor('the replica', async () => (await follower.hget(meta, 'o')) === '5');
  const [, history] = /master_replid:(\w+)/.exec(await redis.info('replication')) ?? [];
  // The replica hears nothing more, while clients are told of 6 and 7.
  await link.close();
  await publisher.publishManyRaw([6, 7].map(event));
  // The leader hangs with a publication in its hands, and the replica takes its place.
  leader.pause();
  const onItsWay = publisher.publishRaw(event(8));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await follower.replicaof('NO', 'ONE');
  ports[0] = replica.port;
  front.cut();

  // Sent again by the connection itself, to the new leader.
  const place = await onItsWay;
  expect(place.offset).toBe(1_000_006);
  expect(before).toContainEqual({ epoch: place.epoch, offset: 5, duplicate: false });
  const reader = createStreamReader({ redis, prefix: 'test' });
  const [seven, five] = await reader.read([
    { channel, since: 7 },
    { channel, since: 5 },
  ]);
  expect([seven, five]).toMatchObject([{ covered: false }, { covered: true, forgotten: true }]);

  // Control: as the publisher knew the history before the call, 6 names a second event.
  const asked = PUBLISH_SCRIPT.replace(/redis\.pcall\('INFO'[^)]*\)/, `'master_replid:${history}'`);
  expect(asked).not.toBe(PUBLISH_SCRIPT);
  await follower.hset(meta, { o: 5, i: history ?? '' });
  await follower.del(stream);
  const once = `${meta}:once`;
  const again = await follower.eval(asked, 5, meta, stream, live, once, once, 'e', 60, 60, 100, 60, 0, '', '{}');
  expect(again).toContain('6');
});
