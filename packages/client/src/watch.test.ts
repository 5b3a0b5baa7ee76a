import type { SubmissionUpdated } from '@docket/contracts/events/judge';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { describe, expect, it } from 'vitest';
import { DocketApiError, networkError } from './errors.ts';
import { SUBMISSION_ID, aSubmission, aTest, anEvent, withEvidence } from './fixtures.ts';
import type { RealtimeListener, RealtimeState } from './realtime.ts';
import type { WatchSource } from './watch-task.ts';
import { watchSubmission } from './watch.ts';

const SLOW = { queued: 60_000, offline: 60_000, live: 60_000 };
const FINAL = aSubmission({
  status: 'AC',
  testsDone: 1,
  testsTotal: 1,
  tests: [withEvidence(aTest(1))],
  finishedAt: '2026-01-01T00:00:09.000Z',
  queuePosition: null,
});

/** A server that the test moves by hand: `row` is what a read finds, `publish` is an event on the channel. */
function aServer(row: SubmissionDetail) {
  const listeners = new Set<RealtimeListener>();
  const server = {
    row,
    reads: 0,
    connection: 'live' as RealtimeState,
    /** Runs while a read is on its way, after the row was looked at. */
    duringRead: () => {},
    failNext: undefined as Error | undefined,
    /** Reads are not answered. */
    hang: false,
    idle: false,
    listeners,
    publish: (data: SubmissionUpdated) => {
      for (const listener of listeners)
        listener.event?.({ v: 1, id: 'e', type: 'submission.updated', at: '2026-01-01T00:00:01.000Z', data });
    },
    resync: () => {
      for (const listener of listeners) listener.resync?.(false);
    },
  };
  const source: WatchSource<SubmissionDetail> = {
    read: async () => {
      server.reads += 1;
      const seen = server.row;
      const failure = server.failNext;
      server.failNext = undefined;
      await (server.hang ? new Promise(() => undefined) : Promise.resolve());
      server.duringRead();
      if (failure !== undefined) throw failure;
      return seen;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connection: () => server.connection,
    idle: () => server.idle,
  };
  return { server, source };
}

describe('watchSubmission', () => {
  it('reads first, then follows events, and reads once more for the evidence', async () => {
    const { server, source } = aServer(aSubmission({ testsTotal: 1 }));
    const seen: string[] = [];
    for await (const state of watchSubmission(source, SUBMISSION_ID, { pollMs: SLOW })) {
      seen.push(`${state.status} ${state.tests.length} ${state.tests[0]?.feedback?.message ?? '-'}`);
      if (seen.length === 1) server.publish(anEvent({ status: 'RUNNING', testsTotal: 1 }));
      if (seen.length === 2) {
        server.row = FINAL;
        server.publish(anEvent({ status: 'AC', testsDone: 1, testsTotal: 1, tests: [aTest(1)] }));
      }
    }
    expect(seen).toEqual(['QUEUED 0 -', 'RUNNING 0 -', 'AC 1 -', 'AC 1 read over HTTP']);
    expect(server.reads).toBe(2);
    expect(server.listeners.size).toBe(0);
  });

  it('loses nothing that happens while the snapshot is on its way', async () => {
    const { server, source } = aServer(aSubmission({ testsTotal: 1 }));
    server.duringRead = () => {
      server.duringRead = () => {};
      server.row = FINAL;
      server.publish(anEvent({ status: 'AC', testsDone: 1, testsTotal: 1, tests: [aTest(1)] }));
    };
    const seen: string[] = [];
    for await (const state of watchSubmission(source, SUBMISSION_ID, { pollMs: SLOW })) seen.push(state.status);
    expect(seen).toEqual(['QUEUED', 'AC', 'AC']);
  });

  it('reads again when results are missing, and after a subscription that lost some', async () => {
    const { server, source } = aServer(aSubmission({ status: 'RUNNING', testsTotal: 4 }));
    const watch = watchSubmission(source, SUBMISSION_ID, { pollMs: SLOW });
    await watch.next();
    server.row = aSubmission({
      status: 'RUNNING',
      testsTotal: 4,
      testsDone: 2,
      tests: [1, 2].map((n) => withEvidence(aTest(n))),
    });
    server.publish(anEvent({ testsDone: 2, testsTotal: 4, tests: [aTest(2)] }));
    expect((await watch.next()).value?.tests).toHaveLength(1);
    expect((await watch.next()).value?.tests).toHaveLength(2);
    server.row = { ...FINAL, testsDone: 4, testsTotal: 4, tests: [1, 2, 3, 4].map((n) => withEvidence(aTest(n))) };
    server.resync();
    expect((await watch.next()).value?.status).toBe('AC');
    expect((await watch.next()).done).toBe(true);
  });

  it('takes in what happens while a read never comes back, and asks again once the socket is there', async () => {
    const { server, source } = aServer(aSubmission({ status: 'RUNNING', testsTotal: 2 }));
    const watch = watchSubmission(source, SUBMISSION_ID, { pollMs: SLOW });
    await watch.next();
    server.hang = true;
    server.resync();
    const heard = watch.next();
    await new Promise((resolve) => setTimeout(resolve));
    expect(server.reads).toBe(2);
    server.publish(anEvent({ testsDone: 1, testsTotal: 2, tests: [aTest(1)] }));
    expect((await heard).value?.testsDone).toBe(1);
    server.hang = false;
    server.row = { ...FINAL, testsDone: 2, testsTotal: 2, tests: [1, 2].map((n) => withEvidence(aTest(n))) };
    server.resync();
    expect((await watch.next()).value?.status).toBe('AC');
    expect((await watch.next()).done).toBe(true);
    expect(server.reads).toBe(3);
  });

  it('asks for nothing while it is idle', async () => {
    const { server, source } = aServer(aSubmission({ status: 'RUNNING' }));
    server.idle = true;
    const watch = watchSubmission(source, SUBMISSION_ID, { pollMs: { queued: 1, offline: 1, live: 1 } });
    const first = watch.next();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.reads).toBe(0);
    server.idle = false;
    for (const listener of server.listeners) listener.state?.('connecting');
    expect((await first).value?.status).toBe('RUNNING');
    await watch.return();
  });

  it('polls when there is no socket', async () => {
    const { server, source } = aServer(aSubmission({ status: 'RUNNING' }));
    server.connection = 'away';
    const watch = watchSubmission(source, SUBMISSION_ID, { pollMs: { queued: 60_000, offline: 5, live: 60_000 } });
    await watch.next();
    server.row = FINAL;
    expect((await watch.next()).value?.status).toBe('AC');
  });

  it('goes on through a failed read but not through a refusal', async () => {
    const { server, source } = aServer(aSubmission());
    server.failNext = networkError(new TypeError('fetch failed'));
    const watch = watchSubmission(source, SUBMISSION_ID, { pollMs: SLOW });
    expect((await watch.next()).value?.status).toBe('QUEUED');
    expect(server.reads).toBe(2);
    server.failNext = new DocketApiError({ code: 'submission_not_found', status: 404, title: '', detail: 'gone' });
    server.resync();
    await expect(watch.next()).rejects.toThrow('gone');
    expect(server.listeners.size).toBe(0);
  });

  it('ends when aborted', async () => {
    const { server, source } = aServer(aSubmission());
    const abort = new AbortController();
    const watch = watchSubmission(source, SUBMISSION_ID, { signal: abort.signal, pollMs: SLOW });
    await watch.next();
    const next = watch.next();
    abort.abort();
    expect((await next).done).toBe(true);
    expect(server.listeners.size).toBe(0);
  });
});
