import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP, isIPv4, type BlockList } from 'node:net';
import { isAway } from '@docket/db/away';
import type { Refusal, SignatureScheme } from '@docket/providers/signatures/scheme';
import type { Clock } from '@docket/runtime/clock';
import type { Logger } from '@docket/runtime/logger';
import { answerProblem, answerStored, type Code } from './answers.ts';
import type { Figures, Outcome } from './figures.ts';
import type { SignedEvent } from './inbox-writer.ts';
import { readBody } from './read-body.ts';

export type TakingOptions = {
  readonly schemes: Readonly<Record<string, SignatureScheme>>;
  /** Without a secret a provider is not there. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  readonly addresses: BlockList | undefined;
  /** Proxies in front, whose word on the caller's address is taken. */
  readonly trustProxy: number;
  /** Resolves when it is committed. */
  readonly store: (event: SignedEvent) => Promise<void>;
  /** After so long the sender is told to come again, ms. */
  readonly storeMs: number;
  readonly clock: Clock;
  readonly figures: Figures;
  readonly log: Logger;
};

const CODE_OF: Readonly<Record<Refusal, Code>> = {
  missing: 'signature_missing',
  wrong: 'signature_wrong',
  stale: 'signature_stale',
};

/** The address as whoever is `proxies` hops in front saw it: each adds the one before it at the end of the header. */
function callerOf(request: IncomingMessage, proxies: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  return (proxies === 0 ? undefined : forwarded.at(-proxies)) ?? direct;
}

function isListed(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  // What is no address would throw; a proxy may write anything.
  return isIP(plain) !== 0 && list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

/** Those that the signature is checked with, and what the body says it is. */
function keptHeaders(request: IncomingMessage, scheme: SignatureScheme): Record<string, string> {
  const names = ['content-type', ...scheme.headers];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.headers[name];
      // Bytes above 127 come as Latin-1, and so any of them can be written.
      return typeof value === 'string' ? [[name, value.slice(0, 4_000)]] : [];
    }),
  );
}

async function within(ms: number, work: Promise<void>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  try {
    return await Promise.race([late.promise, work.then(() => true)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Strangers decide how often something goes wrong, and a log has an end: a line a second of each kind, the figures count them all. */
const LOG_MS = 1_000;

function createSeldom(): (what: string) => boolean {
  const last = new Map<string, number>();
  return (what) => {
    const now = performance.now();
    if (now - (last.get(what) ?? -LOG_MS) < LOG_MS) return false;
    last.set(what, now);
    return true;
  };
}

/** `POST /webhooks/:provider`: nothing is answered with a 2xx before it is committed. */
export function createTaking(options: TakingOptions) {
  const { schemes, secrets, addresses, trustProxy, store, storeMs, clock, figures, log } = options;
  const seldom = createSeldom();

  return async function take(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
    const own = secrets[name] ?? [];
    const provider = scheme === undefined || own.length === 0 ? 'unknown' : name;
    let started = performance.now();
    const end = (outcome: Outcome, code?: Code): void => {
      figures.call(provider, outcome, performance.now() - started);
      if (outcome === 'stored') answerStored(response);
      else if (code !== undefined) answerProblem(response, code);
    };

    if (scheme === undefined || own.length === 0) return end('unknown_provider', 'not_found');
    if (addresses !== undefined && !isListed(addresses, callerOf(request, trustProxy))) {
      if (seldom(`address ${provider}`)) log.warn({ provider }, 'a call from an address that is not on the list');
      return end('address', 'address_refused');
    }
    const body = await readBody(request);
    started = performance.now();
    if (body === 'too_large') return end('too_large', 'body_too_large');
    if (body === 'cut_off') return end('cut_off');
    const checked = scheme.verify({ headers: request.headers, body }, own, Math.floor(clock.now().getTime() / 1_000));
    if (!checked.signed) {
      if (seldom(`${checked.why} ${provider}`))
        log.warn({ provider, why: checked.why }, 'a call whose signature was refused');
      return end(checked.why, CODE_OF[checked.why]);
    }
    const event = { provider, eventId: checked.eventId, headers: keptHeaders(request, scheme), body };
    try {
      if (!(await within(storeMs, store(event)))) throw new Error(`not stored within ${storeMs} ms`);
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const level = isAway(cause) ? 'warn' : 'error';
      if (seldom(level))
        log[level](
          { provider, err: cause instanceof Error ? cause.message : String(cause) },
          'an event was not stored',
        );
      return end('not_stored', 'unavailable');
    }
    end('stored');
  };
}
