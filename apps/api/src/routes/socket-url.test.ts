import { expect, test } from 'vitest';
import { socketUrl } from './socket-url.ts';

const plain = { secure: false, host: 'judge.example:8080', hostname: 'judge.example' };

test.each([
  [undefined, plain, 'ws://judge.example:3001/connection/websocket'],
  ['/connection/websocket', plain, 'ws://judge.example:8080/connection/websocket'],
  [
    '/connection/websocket',
    { ...plain, secure: true, host: 'judge.example' },
    'wss://judge.example/connection/websocket',
  ],
  ['/', plain, 'ws://judge.example:8080/connection/websocket'],
  ['wss://live.example', plain, 'wss://live.example/connection/websocket'],
  ['wss://live.example/own/path', plain, 'wss://live.example/own/path'],
])('REALTIME_PUBLIC_URL=%s', (REALTIME_PUBLIC_URL, asked, expected) => {
  expect(socketUrl(asked, { REALTIME_PUBLIC_URL, REALTIME_PORT: 3001 })).toBe(expected);
});
