import { getShow } from '@docket/contracts/http/show';
import { createBooking } from '@docket/contracts/http/booking';
import { importHall } from '@docket/contracts/http/venue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDocket } from './docket.ts';

const ID = '0190a000-0000-7000-8000-000000000001';
const BODY = { kind: 'seats' as const, showId: ID, seats: ['A1'] };

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

/** A server that takes every request and answers none, and whether each was given up. */
function silent(heedsSignal = true) {
  const signals: (AbortSignal | null | undefined)[] = [];
  const send: typeof fetch = (_, init) => {
    signals.push(init?.signal);
    return new Promise((_resolve, reject) => {
      if (heedsSignal) init?.signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
    });
  };
  return { signals, send };
}

describe('a call that is not answered', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([true, false])('ends after its time, whether fetch heeds the signal (%s) or not', async (heeds) => {
    const { signals, send } = silent(heeds);
    const docket = createDocket({ baseUrl: 'http://h', fetch: send, timeoutMs: 3_000 });
    const ended = failureOf(docket.call(getShow, { params: { id: ID } }));
    await vi.advanceTimersByTimeAsync(2_999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await ended).toMatchObject({
      code: 'network',
      transient: true,
      detail: 'The server did not answer within 3 s. Check the connection and try again.',
    });
    expect(signals[0]?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has its time for the whole answer, not only for its beginning', async () => {
    const send: typeof fetch = async () => new Response(new ReadableStream({}), { status: 200 });
    const docket = createDocket({ baseUrl: 'http://h', fetch: send, timeoutMs: 3_000 });
    const ended = failureOf(docket.catalog.show(ID));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await ended).toMatchObject({ code: 'network' });
  });

  it('is asked three times under one key where it has one, each with a time of its own', async () => {
    const { signals, send } = silent();
    const docket = createDocket({ baseUrl: 'http://h', fetch: send, timeoutMs: 1_000 });
    const ended = failureOf(docket.book(BODY));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await ended).toMatchObject({ code: 'network' });
    expect(signals).toHaveLength(3);
  });

  it('may take longer where it asks the server to wait, and for files', async () => {
    const { signals, send } = silent();
    const docket = createDocket({ baseUrl: 'http://h', fetch: send, timeoutMs: 1_000 });
    const abort = new AbortController();
    const calls = [
      docket.book(BODY, { wait: 10, signal: abort.signal }),
      docket.call(importHall, { body: '{}', query: {}, signal: abort.signal }),
      docket.call(createBooking, { body: BODY, query: {}, timeoutMs: 60_000, signal: abort.signal }),
    ].map(failureOf);
    await vi.advanceTimersByTimeAsync(10_900);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, false, false]);
    const reason = new Error('the page was left');
    abort.abort(reason);
    expect(await Promise.all(calls)).toEqual([reason, reason, reason]);
  });

  it('ends with its signal between two tries as well', async () => {
    const send: typeof fetch = async () => {
      throw new TypeError('no network');
    };
    const docket = createDocket({ baseUrl: 'http://h', fetch: send });
    const abort = new AbortController();
    const ended = failureOf(docket.book(BODY, { signal: abort.signal }));
    await vi.advanceTimersByTimeAsync(100);
    const reason = new Error('enough');
    abort.abort(reason);
    expect(await ended).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('tells a code of a newer server as it is', async () => {
  const body = { code: 'of_tomorrow', detail: 'why', title: 'T', status: 409, requestId: 'r' };
  const docket = createDocket({ baseUrl: 'http://h', fetch: async () => Response.json(body, { status: 409 }) });
  await expect(docket.catalog.show(ID)).rejects.toMatchObject({ code: 'of_tomorrow', status: 409, detail: 'why' });
});
