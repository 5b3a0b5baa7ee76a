import { describe, expect, test } from 'vitest';
import { AddressLimiter } from './address-limiter.ts';
import { accessTo } from './channels.ts';
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
    const bucket = new TokenBucket(2, 3, 0);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
    expect(bucket.take(1_500)).toBe(true);
    expect(bucket.flooding).toBe(false);
  });

  test('tells who goes on after refusals, and forgives with time', () => {
    const bucket = new TokenBucket(1, 3, 0);
    for (let i = 0; i < 6; i += 1) bucket.take(0);
    expect(bucket.flooding).toBe(true);
    expect(bucket.isFull(5_000)).toBe(false);
    expect(bucket.isFull(6_000)).toBe(true);
  });
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
  ['show:1', 'public'],
  ['scoreboard:0192-ab_C', 'public'],
  ['show:', 'unknown'],
  ['show:a b', 'unknown'],
  ['show:{a}', 'unknown'],
  ['xshow:1', 'unknown'],
  ['show:1\n', 'unknown'],
  ['', 'unknown'],
])('channel %j is %s', (channel, access) => {
  expect(accessTo(channel, 'me')).toBe(access);
});
