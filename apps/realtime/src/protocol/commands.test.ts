import { describe, expect, test } from 'vitest';
import { parseFrame } from './commands.ts';

describe('parseFrame', () => {
  test('reads the commands of a frame in order', () => {
    const frame = [
      { id: 1, connect: { token: 't', subs: { 'user:1': { recover: true, offset: 7, epoch: 'e' }, 'user:2': {} } } },
      { id: 2, subscribe: { channel: 'show:1', recover: true, flag: 3 } },
      { id: 3, unsubscribe: { channel: 'show:1' } },
      { id: 4, refresh: { token: 'u' } },
      {},
    ];
    expect(parseFrame(frame.map((command) => JSON.stringify(command)).join('\n'))).toEqual([
      { kind: 'connect', id: 1, token: 't', recover: new Map([['user:1', { epoch: 'e', offset: 7 }]]) },
      { kind: 'subscribe', id: 2, channel: 'show:1', since: { epoch: '', offset: 0 }, rejectUnrecovered: true },
      { kind: 'unsubscribe', id: 3, channel: 'show:1' },
      { kind: 'refresh', id: 4, token: 'u' },
      { kind: 'pong' },
    ]);
  });

  test('takes a trailing newline, as clients send it', () => {
    expect(parseFrame('{"id":1,"send":{}}\n')).toEqual([{ kind: 'unavailable', id: 1 }]);
  });

  test.each(['', 'x', '[]', '1', 'null', '"a"', '{}\n{', '{"id":1}\nnull'])('refuses or empties %j', (frame) => {
    expect(parseFrame(frame) ?? []).toEqual([]);
  });

  test.each([-1, 1.5, '3', 2 ** 60])('a position with offset %j is no position', (offset) => {
    const [command] =
      parseFrame(JSON.stringify({ id: 1, subscribe: { channel: 'show:1', recover: true, offset } })) ?? [];
    expect(command).toMatchObject({ since: undefined });
  });
});
