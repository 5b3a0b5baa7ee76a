import { describe, expect, test } from 'vitest';
import { AddressLimiter, networkOf } from './address-limiter.ts';
import { accessTo, maySeePresence } from './channels.ts';
import { descriptorLimit, fitConnections } from './descriptors.ts';
import { isOriginAllowed } from './origin.ts';
import { TokenBucket } from './token-bucket.ts';

describe('isOriginAllowed', () => {
  test.each([
    [undefined, 'docket.example', true],
    ['https://docket.example', 'docket.example', true],
    ['http://localhost:3000', 'localhost:3001', true],
    ['http://[::1]:3000', '[::1]:3001', true],
    ['https://listed.example', 'docket.example', true],
    ['https://docket.example.evil.example', 'docket.example', false],
    ['https://evil.example', 'docket.example', false],
    ['null', 'docket.example', false],
    ['', 'docket.example', false],
    ['https://docket.example', undefined, false],
  ])('origin %j asking %j: %j', (origin, host, expected) => {
    const headers = { ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) };
    expect(isOriginAllowed(headers, ['https://listed.example'])).toBe(expected);
  });
});

describe('TokenBucket', () => {
  test('gives its burst, then its rate', () => {
    const bucket = new TokenBucket({ perSecond: 2, burst: 3, debt: 0 }, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
    expect(bucket.take(1_500)).toBe(true);
    expect(bucket.flooding).toBe(false);
  });

  test('tells who goes on after refusals, and forgives with time', () => {
    const bucket = new TokenBucket({ perSecond: 1, burst: 3, debt: 3 }, 0);
    for (let i = 0; i < 6; i += 1) bucket.take(0);
    expect(bucket.flooding).toBe(true);
    expect(bucket.isFull(5_000)).toBe(false);
    expect(bucket.isFull(6_000)).toBe(true);
  });
});

describe('a crowd behind one address', () => {
  const CLIENTS = 2_500;
  const PER_SECOND = 100;
  const BURST = 500;

  /**
   * Seconds until each of the clients is in; those refused come back with the SDK's back-off (200 ms doubling to 10 s, full jitter).
   * Undefined where that takes over three minutes.
   */
  function secondsUntilAllAreIn(take: (now: number) => boolean): number | undefined {
    const tries = Array.from({ length: CLIENTS }, (_, client) => ({ at: client % 1_000, failures: 0 }));
    // A generator of one's own, so that the test says the same each time.
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let now = 0; now < 180_000; now += 10) {
      for (const [index, client] of tries.entries()) {
        if (client.at > now || client.at < 0) continue;
        const longest = Math.min(10_000, 200 * 2 ** client.failures);
        if (take(now)) tries[index] = { at: -1, failures: 0 };
        else tries[index] = { at: now + Math.min(10_000, 200 + random() * longest), failures: client.failures + 1 };
      }
      if (tries.every(({ at }) => at < 0)) return now / 1_000;
    }
    return undefined;
  }

  test('is in as soon as the rate allows, though they all try again and again', () => {
    const limiter = new AddressLimiter(PER_SECOND, BURST);
    const seconds = secondsUntilAllAreIn((now) => limiter.take('campus', now));
    const least = (CLIENTS - BURST) / PER_SECOND;
    expect(seconds).toBeGreaterThanOrEqual(least);
    expect(seconds).toBeLessThan(least + 15);
  });

  test('control: where refusals are charged for, it is kept out', () => {
    const charging = new TokenBucket({ perSecond: PER_SECOND, burst: BURST, debt: BURST }, 0);
    expect(secondsUntilAllAreIn((now) => charging.take(now)) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(60);
  });
});

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['not an address', 'not an address'],
])('%j is limited together with all of %j', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('an address that has been quiet is forgotten and has its burst again', () => {
  const limiter = new AddressLimiter(1, 2);
  expect([1, 2, 3].map(() => limiter.take('a', 0))).toEqual([true, true, false]);
  expect(limiter.take('b', 0)).toBe(true);
  limiter.sweep(10_000);
  expect([1, 2, 3].map(() => limiter.take('a', 10_000))).toEqual([true, true, false]);
});

test.each([
  ['user:me', 'own'],
  ['user:you', 'foreign'],
  ['show:01890000-0000-7000-8000-000000000001', 'public'],
  ['scoreboard:01890000-0000-7000-8000-000000000001', 'public'],
  ['show:1', 'unknown'],
  ['show:01890000-0000-7000-8000-00000000000g', 'unknown'],
  ['gateways', 'unknown'],
  ['show:', 'unknown'],
  ['show:a b', 'unknown'],
  ['show:{a}', 'unknown'],
  ['xshow:1', 'unknown'],
  ['show:01890000-0000-7000-8000-000000000001\n', 'unknown'],
  ['', 'unknown'],
])('channel %j is %s', (channel, access) => {
  expect(accessTo(channel, 'me')).toBe(access);
});

test('who listens is told by kind of channel', () => {
  const id = '01890000-0000-7000-8000-000000000001';
  const seen = (channel: string) =>
    ['', 'user', 'setter', 'manager', 'admin'].filter((r) => maySeePresence(channel, r));
  expect(seen(`scoreboard:${id}`)).toHaveLength(5);
  expect(seen(`show:${id}`)).toEqual(['manager', 'admin']);
  expect(seen(`room:${id}`)).toEqual(['manager', 'admin']);
});

describe('connections and open files', () => {
  test('as many as are asked for where they fit, else what fits and how to have more', () => {
    expect(fitConnections(1_048_576, 25_000, 1_000)).toEqual({ maxConnections: 25_000 });
    expect(fitConnections(undefined, 25_000, 1_000)).toEqual({ maxConnections: 25_000 });
    expect(fitConnections(4_096, 25_000, 1_000)).toMatchObject({
      maxConnections: 2_968,
      trouble: expect.stringContaining('Raise the limit to 26128'),
    });
    expect(fitConnections(256, 25_000, 1_000)).toMatchObject({ maxConnections: 0 });
  });

  test('the limit is that of the process', () => {
    expect(descriptorLimit() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(200);
  });
});
