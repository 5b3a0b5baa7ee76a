import type { LookupAddress } from 'node:dns';
import { request as requestPlainly, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSafely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { CALL_PATIENCE_SECONDS } from '@docket/domain/outgoing-webhooks/schedule';
import { hostOf, isLoopbackAddress, isPublicAddress, refusalOf } from '@docket/runtime/public-address';
import { createNameResolver } from './resolve-name.ts';

const PATIENCE_MS = CALL_PATIENCE_SECONDS * 1_000;
/** Of an answer no more is read. */
const KEPT_BYTES = 1_024;

export type Call = {
  /** POST where it says nothing. */
  readonly method?: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** What came back. `body` is the beginning of it, as text. */
export type CallAnswer = {
  readonly status: number;
  /** Of `Retry-After` (RFC 9110, 10.2.3): in so many seconds; null where it says nothing. */
  readonly retryAfterSeconds: number | null;
  readonly body: string;
};

export type CallerOptions = {
  /** This machine may be called, also without TLS: for development. */
  readonly loopback: boolean;
  /** Of tests: names in place of the DNS. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
  /** Of tests: the guard off. */
  readonly mayCall?: (address: string) => boolean;
  readonly patienceMs?: number;
};

/** Sends a body to an address that a stranger gave. */
export type Caller = (call: Call) => Promise<CallAnswer>;

/** An address that is not called, or a name that stands for one. */
export class CallRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'CallRefused';
  }
}

/**
 * Calls addresses that strangers gave, and nobody in our own network: the connection goes to the very address that was looked at, so that a name which
 * stands for another one a moment later (DNS rebinding) leads nowhere, and redirects are answers and not followed.
 */
export function createCaller(options: CallerOptions): Caller {
  const { loopback, resolve = createNameResolver(), patienceMs = PATIENCE_MS } = options;
  const mayCall =
    options.mayCall ?? ((address) => isPublicAddress(address) || (loopback && isLoopbackAddress(address)));

  const look = callbackify(async (name: string): Promise<readonly [LookupAddress, ...LookupAddress[]]> => {
    const [first, ...others] = await resolve(name);
    // One that is private among others is one too many: which of them is taken, nobody here decides.
    if (first === undefined || ![first, ...others].every(({ address }) => mayCall(address)))
      throw new CallRefused(`${name} stands for an address in a private network`);
    return [first, ...others];
  });
  const lookup: LookupFunction = (name, { all }, callback) => {
    look(name, (error, found) => {
      if (error !== null) callback(error, '');
      else if (all === true) callback(null, [...found]);
      else callback(null, found[0].address, found[0].family);
    });
  };

  return async ({ method = 'POST', url, headers, body }) => {
    const refused = refusalOf(url, { loopback });
    const target = new URL(url);
    // A socket does not look up what is an address already.
    const literal = isIP(hostOf(target)) !== 0;
    if (options.mayCall === undefined ? refused !== undefined : literal && !mayCall(hostOf(target)))
      throw new CallRefused(`the address ${refused ?? 'is in a private network'}`);
    const request: RequestOptions = {
      method,
      headers: { ...headers, 'content-length': String(body.length), 'user-agent': 'Docket' },
      lookup,
      // A connection of its own: one that is kept was looked at some time ago.
      agent: false,
      signal: AbortSignal.timeout(patienceMs),
    };
    try {
      return await answerOf(target, request, body);
    } catch (error) {
      if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError'))
        throw new Error(`no answer within ${patienceMs / 1_000} seconds`, { cause: error });
      throw error;
    }
  };
}

function answerOf(url: URL, options: RequestOptions, body: Buffer): Promise<CallAnswer> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestSafely : requestPlainly;
    const call = request(url, options, (response) => {
      void beginning(response).then(
        (begin) =>
          resolve({
            status: response.statusCode ?? 0,
            retryAfterSeconds: retryAfterOf(response.headers['retry-after'], Date.now()),
            body: begin,
          }),
        reject,
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** The first bytes; the rest is not waited for. */
async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    length += bytes.length;
    if (length >= KEPT_BYTES) break;
  }
  response.destroy();
  // What Postgres cannot store of a text is left out.
  return Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString('utf8').replaceAll('\0', '');
}

/** Seconds, or a date. */
export function retryAfterOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1_000));
}
