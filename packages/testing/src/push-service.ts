import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify, type ECDH } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as the browser that it was for reads it. */
export type PushedMessage = {
  readonly path: string;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
};

/** What the next messages are answered with: a status and headers. */
export type PushAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** The keys of a browser's subscription: the receiving half of RFC 8291. */
export class TestBrowser {
  readonly #own: ECDH = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly #public = this.#own.generateKeys();

  get keys(): { readonly p256dh: string; readonly auth: string } {
    return { p256dh: this.#public.toString('base64url'), auth: this.#auth.toString('base64url') };
  }

  /** @throws Error for what was not encrypted for this browser */
  decrypt(message: Buffer): string {
    return decryptPush(message, { own: this.#own, auth: this.#auth });
  }
}

/** Reads a message of RFC 8291 with the browser's private key and secret. @throws Error for one that is for another */
export function decryptPush(message: Buffer, { own, auth }: { readonly own: ECDH; readonly auth: Buffer }): string {
  const salt = message.subarray(0, 16);
  const keyLength = message.readUInt8(20);
  const theirs = message.subarray(21, 21 + keyLength);
  const sealed = message.subarray(21 + keyLength, -16);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs]);
  const derive = (from: ArrayBuffer | Buffer, by: Buffer, what: Buffer | string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', Buffer.from(new Uint8Array(from)), by, what, bytes));
  const key = derive(own.computeSecret(theirs), auth, info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derive(key, salt, 'Content-Encoding: aes128gcm\0', 16),
    derive(key, salt, 'Content-Encoding: nonce\0', 12),
  );
  decipher.setAuthTag(message.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('the last record of a message ends with 2');
  return padded.subarray(0, end).toString();
}

/**
 * Checks who sends (RFC 8292) as a push service does.
 * @returns the claims @throws Error saying what is wrong
 */
export function checkVapid(
  authorization: string | undefined,
  expected: { readonly origin: string; readonly key: string; readonly now: number },
): Readonly<Record<string, unknown>> {
  const [, token = '', key = ''] = /^vapid t=([^,\s]+),\s*k=(\S+)$/.exec(authorization ?? '') ?? [];
  if (key !== expected.key) throw new Error('the subscription is for another key');
  const [header = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    throw new Error('the signature is wrong');
  const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
  if (typeof said !== 'object' || said === null || !('aud' in said) || !('exp' in said))
    throw new Error('aud or exp is missing');
  const { aud, exp } = said;
  if (aud !== expected.origin) throw new Error(`it is for ${String(aud)}`);
  if (typeof exp !== 'number' || exp <= expected.now || exp > expected.now + 86_400)
    throw new Error('it is over, or good for more than a day');
  return { ...said };
}

export type TestPushService = {
  readonly origin: string;
  /** A new subscription, as a browser makes it for a server's key. */
  subscribe(serverKey: string): {
    readonly endpoint: string;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  readonly messages: readonly PushedMessage[];
  /** Messages that were refused for what they are, and why. */
  readonly refused: readonly string[];
  /** All that come from now on are answered so; without, they are taken. */
  answer(next: PushAnswer | undefined): void;
  close(): Promise<void>;
};

/** A push service on this machine: checks and decrypts all that it is sent, as browsers and their services do together. */
export async function startPushService(): Promise<TestPushService> {
  const browsers = new Map<string, { readonly browser: TestBrowser; readonly serverKey: string }>();
  const messages: PushedMessage[] = [];
  const refused: string[] = [];
  let next: PushAnswer | undefined;
  let origin = '';

  async function take(request: IncomingMessage): Promise<PushAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    if (next !== undefined) return next;
    const path = request.url ?? '';
    const known = browsers.get(path);
    if (known === undefined) return { status: 410 };
    try {
      checkVapid(request.headers.authorization, { origin, key: known.serverKey, now: Date.now() / 1_000 });
      if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('another content coding');
      if (!/^\d+$/.test(request.headers.ttl?.toString() ?? '')) throw new Error('TTL is missing');
      if (!/^[A-Za-z0-9_-]{1,32}$/.test(request.headers['topic']?.toString() ?? '')) throw new Error('a bad topic');
      messages.push({ path, text: known.browser.decrypt(Buffer.concat(chunks)), headers: request.headers });
      return { status: 201 };
    } catch (error) {
      refused.push(String(error));
      return { status: 403 };
    }
  }

  const server = createServer((request, response) => {
    void take(request).then(({ status, headers }) => response.writeHead(status, headers).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    messages,
    refused,
    subscribe(serverKey) {
      const path = `/push/${randomBytes(12).toString('base64url')}`;
      const browser = new TestBrowser();
      browsers.set(path, { browser, serverKey });
      return { endpoint: `${origin}${path}`, keys: browser.keys };
    },
    answer(given) {
      next = given;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
