import { expect, test } from 'vitest';
import { deviceOf, placeOf } from './device.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['my-robot 1', 'my-robot 1'],
  [null, 'Unknown device'],
])('%s is %s', (agent, said) => {
  expect(deviceOf(agent)).toBe(said);
});

test.each([
  [null, 'place unknown'],
  ['::ffff:127.0.0.1', 'this computer'],
  ['192.168.1.7', 'local network (192.168.1.7)'],
  ['203.0.113.9', '203.0.113.9'],
])('%s is %s', (address, said) => {
  expect(placeOf(address)).toBe(said);
});
