import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { Feeds } from './feeds.ts';

/** An answer, as far as feeds look at it. */
class Answer extends EventEmitter {
  closed = false;
  destroyed = false;
}

const open = (feeds: Feeds, who: Parameters<Feeds['open']>[0], many: number): AbortSignal[] =>
  Array.from({ length: many }, () => feeds.open(who, new Answer()));

test('whoever has left before there is a place for them holds none', () => {
  const feeds = new Feeds();
  for (const gone of [{ closed: true }, { destroyed: true }])
    for (let at = 0; at < 30; at += 1)
      expect(feeds.open({ userId: 'ada' }, Object.assign(new Answer(), gone)).aborted).toBe(true);
  const answer = new Answer();
  const signal = feeds.open({ userId: 'ada' }, answer);
  expect(signal.aborted).toBe(false);
  answer.emit('close');
  expect(signal.aborted).toBe(true);
});

test('strangers of one address take no place from those of another; all of them leave half to accounts', () => {
  const feeds = new Feeds();
  const at = (address: string) => ({ address });
  open(feeds, at('192.0.2.1'), 100);
  expect(() => open(feeds, at('192.0.2.1'), 1)).toThrow('too many open feeds');
  open(feeds, at('192.0.2.2'), 100);
  for (let net = 3; net <= 10; net += 1) open(feeds, at(`192.0.2.${net}`), 100);
  expect(() => open(feeds, at('192.0.2.11'), 1)).toThrow('too many open feeds');
  open(feeds, { userId: 'ada' }, 20);
  expect(() => open(feeds, { userId: 'ada' }, 1)).toThrow('too many open feeds');
  feeds.stop();
  expect(() => open(feeds, { userId: 'ben' }, 1)).toThrow('too many open feeds');
});
