import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { InboxKind, InboxStatus } from '@docket/contracts/http/inbox';
import { makeUser, testCtx } from '@docket/testing/builders';
import type { Ctx } from '../spine/ctx.ts';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { parkInboxEvent, replayInboxEvent } from './decide.ts';
import { BATCH, takeBatch, workOff } from './drain.ts';
import { readInboxFigures } from './figures.ts';
import { getInboxEvent, listInbox } from './list.ts';
import type { InboxReactions, Looked } from './reactions.ts';
import { inboxReaders } from './readers.ts';
import { ATTEMPTS, pauseSeconds, settle } from './settle.ts';
import { takeOut } from './take-out.ts';

setUpDatabase();
beforeEach(() => db.pool.query('TRUNCATE inbox_events'));

function bankBody(reference: string, type = 'payment.captured'): string {
  return JSON.stringify({
    type,
    at: new Date().toISOString(),
    reference,
    id: 'b1',
    amountMinor: 100,
    currency: 'INR',
    userId: '67',
    amount: '1.00',
    flightDetails: {},
  });
}

async function add(body: string | Buffer, provider = 'bank'): Promise<string> {
  const id = randomUUID();
  await db.pool.query(
    `INSERT INTO inbox_events (id, provider, event_id, headers, body) VALUES ($1, $2, $3, '{}', $4)`,
    [id, provider, `evt_${id}`, Buffer.from(body)],
  );
  return id;
}

type Row = {
  readonly status: InboxStatus;
  readonly type: string | null;
  readonly kind: InboxKind | null;
  readonly reference: string | null;
  readonly attempts: number;
  readonly error: string | null;
};

async function rowOf(id: string): Promise<Row | undefined> {
  const { rows } = await db.pool.query<Row>(
    'SELECT status, type, kind, reference, attempts, error FROM inbox_events WHERE id = $1',
    [id],
  );
  return rows[0];
}

/** Their pauses are over. */
/** A little ago: columns round to milliseconds, up as well as down. */
const makeDue = () => db.pool.query(`UPDATE inbox_events SET next_try_at = now() - interval '10 ms'`);

/** As a worker does, one batch after the other. @returns whether there may be more */
async function drainInbox(
  ctx: Ctx,
  readers: Parameters<typeof workOff>[2],
  reactions: InboxReactions,
): Promise<boolean> {
  const taken = await takeBatch(ctx);
  await workOff(ctx, taken, readers, reactions);
  return taken.length === BATCH;
}

/** Notes what is looked at; `say` decides what comes of it. */
function recording(say: (kind: InboxKind, reference: string) => Looked | undefined = () => 'looked') {
  const seen: string[] = [];
  const of = (kind: InboxKind) => (_ctx: unknown, references: readonly string[]) => {
    seen.push(...references.map((reference) => `${kind} ${reference}`));
    const said = new Map<string, Looked>();
    for (const reference of references) {
      const looked = say(kind, reference);
      if (looked !== undefined) said.set(reference, looked);
    }
    return Promise.resolve(said);
  };
  const reactions: InboxReactions = {
    lookAgain: { payment: of('payment'), refund: of('refund'), payout: of('payout'), dispute: of('dispute') },
  };
  return { seen, reactions };
}

test("what somebody has to do is parked with that, and what is another's is ignored", async () => {
  const dispute = (id: string) =>
    add(JSON.stringify({ type: 'charge.dispute.created', data: { object: { id } } }), 'stripe');
  const [ours, theirs] = [await dispute('du_1'), await dispute('du_2')];
  const { seen, reactions } = recording((_, reference) =>
    reference === 'stripe:du_1' ? { operator: 'answer it' } : 'foreign',
  );
  await drainInbox(testCtx(db), inboxReaders, reactions);
  expect(seen.toSorted()).toEqual(['dispute stripe:du_1', 'dispute stripe:du_2']);
  expect(await rowOf(ours)).toMatchObject({ status: 'PARKED', kind: 'dispute', error: 'answer it' });
  expect(await rowOf(theirs)).toMatchObject({ status: 'IGNORED', error: 'it is about nothing of ours' });
});

test('each kind is looked at by its own reference, once for all events about it', async () => {
  const ids = [
    await add(bankBody('a1')),
    await add(bankBody('a1', 'payment.failed')),
    await add(bankBody('r1', 'refund.done')),
    await add(bankBody('w1', 'payout.failed')),
  ];
  const { seen, reactions } = recording();
  expect(await drainInbox(testCtx(db), inboxReaders, reactions)).toBe(false);
  expect(seen).toEqual(['payment a1', 'refund r1', 'payout w1']);
  expect(await rowOf(ids[1] ?? '')).toEqual({
    status: 'DONE',
    type: 'payment.failed',
    kind: 'payment',
    reference: 'a1',
    attempts: 1,
    error: null,
  });
  // Done is done.
  await drainInbox(testCtx(db), inboxReaders, reactions);
  expect(seen).toHaveLength(3);
  expect(await brokenRules(db)).toEqual([]);
});

test('what says nothing to us is ignored; what nobody can read, or is about nothing of ours, is parked with the reason', async () => {
  const cases: readonly (readonly [body: string | Buffer, status: InboxStatus, error: RegExp, provider?: string])[] = [
    [bankBody('a1', 'balance.changed'), 'IGNORED', /nothing is done about balance\.changed/],
    [JSON.stringify({ type: 'x'.repeat(10_000) }), 'IGNORED', /nothing is done about x{100}/],
    ['no json', 'PARKED', /no JSON/],
    [Buffer.from([0xff, 0xfe]), 'PARKED', /no JSON/],
    ['{"userId":67,"amount":19000,"flightDetails":{}}', 'PARKED', /no type/],
    ['{"type":"payment.captured"}', 'PARKED', /no reference/],
    ['null', 'PARKED', /no type/],
    [bankBody('unheard-of'), 'PARKED', /no payment of ours has this reference/],
    [bankBody('a1'), 'PARKED', /nobody reads events of adyen/, 'adyen'],
    [bankBody('a1'), 'PARKED', /nobody reads events of constructor/, 'constructor'],
  ];
  const ids: string[] = [];
  for (const [body, , , provider] of cases) ids.push(await add(body, provider));
  const { reactions } = recording((_, reference) => (reference === 'unheard-of' ? 'unknown' : 'looked'));
  await drainInbox(testCtx(db), inboxReaders, reactions);
  for (const [at, [, status, error]] of cases.entries())
    expect(await rowOf(ids[at] ?? '')).toMatchObject({ status, error: expect.stringMatching(error) });
  expect(await readInboxFigures(testCtx(db))).toMatchObject({ open: 0, parked: 8 });
});

test('one that fails does not keep the others back; it comes again later and later, and is parked in the end', async () => {
  const [bad, good, silent] = [await add(bankBody('bad')), await add(bankBody('good')), await add(bankBody('silent'))];
  const calls: (readonly string[])[] = [];
  const { reactions } = recording();
  const payment: InboxReactions['lookAgain']['payment'] = async (_ctx, references) => {
    calls.push(references);
    if (references.includes('bad')) throw new Error('the provider says \0 nothing');
    return new Map(references.filter((each) => each !== 'silent').map((each) => [each, 'looked']));
  };
  const failing: InboxReactions = { lookAgain: { ...reactions.lookAgain, payment } };
  await drainInbox(testCtx(db), inboxReaders, failing);
  expect(calls[0]?.toSorted()).toEqual(['bad', 'good', 'silent']);
  expect(calls.slice(1).map((each) => each.join())).toEqual(calls[0]);
  expect(await rowOf(good)).toMatchObject({ status: 'DONE' });
  expect(await rowOf(bad)).toMatchObject({ status: 'FAILED', attempts: 1, error: expect.stringContaining('nothing') });
  expect(await rowOf(silent)).toMatchObject({ status: 'FAILED', error: 'nothing was said of it' });
  // Not before its time.
  await drainInbox(testCtx(db), inboxReaders, failing);
  expect(await rowOf(bad)).toMatchObject({ attempts: 1 });
  for (let attempt = 2; attempt <= ATTEMPTS; attempt += 1) {
    await makeDue();
    await drainInbox(testCtx(db), inboxReaders, failing);
  }
  expect(await rowOf(bad)).toMatchObject({ status: 'PARKED', error: expect.stringMatching(/^tried 15 times: /) });
  expect([1, 2, 3, 10, 11, 15].map(pauseSeconds)).toEqual([2, 4, 8, 1_024, 1_800, 1_800]);
});

test('a database that is away is no failure of any event', async () => {
  const id = await add(bankBody('a1'));
  const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
  const { reactions } = recording();
  const lookAgain = { ...reactions.lookAgain, payment: () => Promise.reject(away) };
  await expect(drainInbox(testCtx(db), inboxReaders, { lookAgain })).rejects.toBe(away);
  expect(await rowOf(id)).toMatchObject({ status: 'RECEIVED' });
});

test('of many workers each takes its own, and who has lost one to another changes nothing of it', async () => {
  for (let n = 0; n < 450; n += 1) await add(bankBody(`a${n}`));
  const { seen, reactions } = recording();
  const work = async (): Promise<void> => {
    while (await drainInbox(testCtx(db), inboxReaders, reactions));
  };
  await Promise.all([work(), work(), work(), work()]);
  await work();
  expect(new Set(seen).size).toBe(450);
  expect(seen).toHaveLength(450);

  await db.pool.query('TRUNCATE inbox_events');
  const id = await add(bankBody('slow'));
  const ctx = testCtx(db);
  const [first] = await takeOut(ctx, { limit: 1, leaseSeconds: 60 });
  expect(await takeOut(ctx, { limit: 1, leaseSeconds: 60 })).toEqual([]);
  await makeDue();
  const [second] = await takeOut(ctx, { limit: 1, leaseSeconds: 60 });
  if (first === undefined || second === undefined) throw new Error('nothing was taken out');
  await settle(ctx, [{ event: first, status: 'PARKED', reading: undefined, error: 'by who has lost it' }]);
  expect(await rowOf(id)).toMatchObject({ status: 'RECEIVED' });
  await settle(ctx, [{ event: second, status: 'DONE', reading: undefined, error: null }]);
  expect(await rowOf(id)).toMatchObject({ status: 'DONE' });
});

test('an event on which workers die is parked at last', async () => {
  const id = await add(bankBody('deadly'));
  const ctx = testCtx(db);
  for (let n = 0; n < ATTEMPTS; n += 1) {
    await takeOut(ctx, { limit: 1, leaseSeconds: 60 });
    await makeDue();
  }
  const { seen, reactions } = recording();
  await drainInbox(ctx, inboxReaders, reactions);
  expect(seen).toEqual([]);
  expect(await rowOf(id)).toMatchObject({ status: 'PARKED', error: expect.stringMatching(/never finished/) });
});

test('an admin finds an event, reads it as it came, replays it and parks it', async () => {
  const admin = testCtx(db, await makeUser(db, 'admin'));
  const id = await add(bankBody('a7'));
  const { seen, reactions } = recording(() => 'unknown');
  await drainInbox(testCtx(db), inboxReaders, reactions);
  const search = async (input: Partial<Parameters<typeof listInbox>[1]>) =>
    (await listInbox(admin, { limit: 20, ...input })).data.map(({ inboxId }) => inboxId);
  expect(await search({ search: 'a7' })).toEqual([id]);
  expect(await search({ search: `evt_${id}` })).toEqual([id]);
  expect(await search({ status: 'PARKED', provider: 'bank' })).toEqual([id]);
  for (const none of [{ search: 'a' }, { status: 'DONE' as const }, { provider: 'stripe' }])
    expect(await search(none)).toEqual([]);
  expect(await getInboxEvent(admin, { id })).toMatchObject({
    encoding: 'text',
    body: expect.stringContaining('"flightDetails":{}'),
  });
  const bytes = await add(Buffer.from([0xff, 0x00]));
  expect(await getInboxEvent(admin, { id: bytes })).toMatchObject({ encoding: 'base64', body: '/wA=' });
  await db.pool.query('DELETE FROM inbox_events WHERE id = $1', [bytes]);

  expect(await replayInboxEvent(admin, { id })).toEqual({ changed: 1 });
  expect(await replayInboxEvent(admin, { id })).toEqual({ changed: 0 });
  expect(await rowOf(id)).toMatchObject({ status: 'RECEIVED', attempts: 0, error: null });
  await drainInbox(testCtx(db), inboxReaders, reactions);
  expect(seen).toEqual(['payment a7', 'payment a7']);
  expect(await rowOf(id)).toMatchObject({ status: 'PARKED' });

  await db.pool.query(`UPDATE inbox_events SET done_at = now() - interval '25 hours'`);
  expect(await brokenRules(db)).toEqual(['no parked event forgotten']);
  expect(await parkInboxEvent(admin, { id })).toEqual({ changed: 1 });
  expect(await parkInboxEvent(admin, { id })).toEqual({ changed: 0 });
  expect(await brokenRules(db)).toEqual([]);
  const fresh = await add(bankBody('a8'));
  expect(await parkInboxEvent(admin, { id: fresh })).toEqual({ changed: 1 });
  expect(await rowOf(fresh)).toMatchObject({ status: 'PARKED', error: 'parked by hand' });
  await expect(replayInboxEvent(admin, { id: randomUUID() })).rejects.toMatchObject({ code: 'not_found' });
  const user = testCtx(db, await makeUser(db));
  await expect(listInbox(user, { limit: 20 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(getInboxEvent(user, { id })).rejects.toMatchObject({ code: 'forbidden' });
});

test('an event that nobody takes out breaks an invariant', async () => {
  await add(bankBody('a9'));
  expect(await brokenRules(db)).toEqual([]);
  await db.pool.query(`UPDATE inbox_events SET next_try_at = now() - interval '1 minute'`);
  expect(await brokenRules(db)).toEqual(['inbox taken out']);
});
