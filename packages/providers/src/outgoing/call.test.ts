import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallRefused, createCaller, retryAfterOf, type Caller } from './call.ts';

let server: Server;
let port = 0;
const came: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    came.push(`${request.method} ${request.url} of ${request.headers.host}`);
    if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    else if (request.url === '/long') {
      response.writeHead(200);
      // More than is read, and it never ends.
      response.write('x'.repeat(5_000));
    } else if (request.url === '/busy') response.writeHead(503, { 'retry-after': '120' }).end('later\0!');
    else if (request.url !== '/silent') response.end('taken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => void came.splice(0));

const post = (call: Caller, url: string) =>
  call({ url, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') });
const at = (path: string, host = '127.0.0.1'): string => `http://${host}:${port}${path}`;
const strangers = { mayCall: () => true };
/** A name that stands for this machine. */
const here = async () => [{ address: '127.0.0.1', family: 4 }];

describe('a call to an address that a stranger gave', () => {
  it('brings the answer, and of a long one the beginning', async () => {
    const call = createCaller({ loopback: true });
    expect(await post(call, at('/'))).toEqual({ status: 200, retryAfterSeconds: null, body: 'taken' });
    expect((await post(call, at('/long'))).body).toBe('x'.repeat(1_024));
    expect(await post(call, at('/busy'))).toEqual({ status: 503, retryAfterSeconds: 120, body: 'later!' });
  });

  it('is given up in time', async () => {
    const call = createCaller({ loopback: true, patienceMs: 200 });
    await expect(post(call, at('/silent'))).rejects.toThrow('no answer within 0.2 seconds');
  });

  it('does not go to our own network by its address', async () => {
    const call = createCaller({ loopback: false });
    for (const url of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
      'https://10.0.0.1/',
      at('/'),
    ])
      await expect(post(call, url)).rejects.toBeInstanceOf(CallRefused);
    expect(came).toEqual([]);
  });

  it('does not go there by a name, unlike one without the guard', async () => {
    await expect(
      post(createCaller({ loopback: false, resolve: here }), `https://hooks.example.org:${port}/`),
    ).rejects.toThrow('hooks.example.org stands for an address in a private network');
    // Nor by one that stands for a public address as well.
    const both = async () => [{ address: '93.184.216.34', family: 4 }, ...(await here())];
    await expect(
      post(createCaller({ loopback: false, resolve: both }), `https://hooks.example.org:${port}/`),
    ).rejects.toBeInstanceOf(CallRefused);
    expect(came).toEqual([]);
    await post(createCaller({ loopback: false, resolve: here, ...strangers }), at('/', 'hooks.example.org'));
    expect(came).toEqual([`POST / of hooks.example.org:${port}`]);
  });

  it('goes to the address that was looked at, whatever the name stands for a moment later', async () => {
    let asked = 0;
    // The first answer is looked at and used; whoever asked again to connect would get the second.
    const rebinding = async () => {
      asked += 1;
      return asked === 1 ? [{ address: '192.0.2.1', family: 4 }] : here();
    };
    const looked: string[] = [];
    const call = createCaller({
      loopback: false,
      resolve: rebinding,
      patienceMs: 300,
      mayCall: (address) => {
        looked.push(address);
        return address === '192.0.2.1';
      },
    });
    await expect(post(call, at('/', 'rebind.example.org'))).rejects.toThrow();
    expect({ asked, looked, came }).toEqual({ asked: 1, looked: ['192.0.2.1'], came: [] });
    // A check before the call, as it is often written, is passed by the first answer and sent to the second.
    asked = 0;
    const [first] = await rebinding();
    expect(first?.address).toBe('192.0.2.1');
    await post(createCaller({ loopback: false, resolve: rebinding, ...strangers }), at('/', 'rebind.example.org'));
    expect(came).toHaveLength(1);
  });

  it('does not follow a redirect, unlike fetch', async () => {
    expect((await post(createCaller({ loopback: true }), at('/away'))).status).toBe(302);
    expect(came).toEqual([`POST /away of 127.0.0.1:${port}`]);
    await fetch(at('/away'), { method: 'POST' });
    expect(came.at(-1)).toContain('/elsewhere');
  });
});

it('reads when to come again as seconds or as a date', () => {
  const now = Date.parse('2026-11-30T10:00:00Z');
  expect(retryAfterOf('90', now)).toBe(90);
  expect(retryAfterOf('Mon, 30 Nov 2026 10:01:00 GMT', now)).toBe(60);
  expect(retryAfterOf('Mon, 30 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterOf('soon', now)).toBeNull();
  expect(retryAfterOf(undefined, now)).toBeNull();
});
