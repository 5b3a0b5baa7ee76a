import type { Trip } from '@docket/contracts/http/trip';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { inDays, type House } from '../hotel/fixtures.ts';
import { quoteStay } from '../hotel/quote.ts';
import { advancePayment } from '../payment/advance.ts';
import { createPayment } from '../payment/create.ts';
import { plain, ScriptedProvider } from '../payment/fixtures.ts';
import type { Delivery } from '../payment/payable.ts';
import { reactions } from '../reactions.ts';
import { sweepHolds } from '../reservation/sweep.ts';
import { change } from '../spine/emit.ts';
import { brokenRules } from '../spine/fixtures.ts';
import { cancelTrip } from './cancel.ts';
import { createTrip } from './create.ts';
import { getTrip } from './get.ts';
import { holdTrip } from './hold.ts';
import { tripPayable } from './payable.ts';
import { sweepTrips } from './subject.ts';

export const payable = tripPayable(() => reactions);

export type Ordered = {
  readonly on: Db;
  readonly user: TestUser;
  readonly id: string;
  readonly quoteIds: readonly string[];
};

/** Nights of a house, counted from today. */
export type Nights = { readonly house: House; readonly from?: number; readonly to?: number; readonly rooms?: number };

export async function quoted(
  on: Db,
  user: TestUser,
  { house, from = 10, to = 12, rooms = 1 }: Nights,
): Promise<string> {
  const stay = { arrival: inDays(from), departure: inDays(to), adults: 2 * rooms, childAges: [], rooms };
  return (await quoteStay(testCtx(on, user), { planId: house.planId, ...stay })).quoteId;
}

export async function order(
  on: Db,
  user: TestUser,
  quoteIds: readonly string[],
  more: { readonly idempotencyKey?: string; readonly depthLimit?: number } = {},
): Promise<Trip> {
  return createTrip(testCtx(on, user), {
    parts: quoteIds.map((quoteId) => ({ kind: 'stay' as const, quoteId })),
    guest: { name: 'Asha Rao', phone: null },
    requests: null,
    idempotencyKey: null,
    depthLimit: 1_000,
    ...more,
  });
}

export async function ordered(on: Db, parts: readonly Nights[], who?: TestUser): Promise<Ordered> {
  const user = who ?? (await makeUser(on));
  const quoteIds: string[] = [];
  for (const part of parts) quoteIds.push(await quoted(on, user, part));
  return { on, user, id: (await order(on, user, quoteIds)).tripId, quoteIds };
}

export const decide = ({ on, id }: Ordered): Promise<void> => holdTrip(testCtx(on), { tripId: id });

export async function held(on: Db, parts: readonly Nights[], who?: TestUser): Promise<Ordered> {
  const trip = await ordered(on, parts, who);
  await decide(trip);
  return trip;
}

export const read = ({ on, user, id }: Ordered): Promise<Trip> => getTrip(testCtx(on, user), { id });
export const cancel = ({ on, user, id }: Ordered, fee?: number): Promise<void> =>
  cancelTrip(testCtx(on, user), { id, fee }, reactions);

export const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1_000);
const GRACE_SECONDS = 60;

export const begin = ({ on, user, id }: Ordered, until = inSeconds(1_200), keepSeconds?: number) =>
  change(testCtx(on), (tx) => {
    const deadline = new Date(until.getTime() - GRACE_SECONDS * 1_000);
    return payable.begin(tx, { id, userId: user.userId, deadline, until, keepSeconds });
  });
export const failed = ({ on, id }: Ordered): Promise<void> => change(testCtx(on), (tx) => payable.failed(tx, id));

/** As a payment does it: the trip first. */
export async function paid({ on, id }: Ordered, paymentId = newId()): Promise<Delivery> {
  return change(testCtx(on), async (tx) => {
    await payable.lock(tx, id);
    return payable.paid(tx, { id, paymentId });
  });
}

/** Lets the time of a trip and of its holds pass. */
export async function runOut({ on, id }: Ordered): Promise<void> {
  await on.pool.query(
    `WITH t AS (UPDATE trips SET deadline = clock_timestamp() - interval '1 s' WHERE id = $1)
     UPDATE holds SET expires_at = clock_timestamp() - interval '10 ms' WHERE subject_id = $1`,
    [id],
  );
}

export async function sweep(on: Db): Promise<void> {
  while (await sweepHolds(testCtx(on), reactions));
  while (await sweepTrips(testCtx(on), reactions));
}

export const provider = new ScriptedProvider();
export const providers = plain(provider);

/** Begins to pay, with a payment. @returns what goes on with it */
export async function beginPayment(
  trip: Ordered,
): Promise<{ readonly paymentId: string; readonly capture: () => Promise<void> }> {
  const { on, user, id } = trip;
  const { totalMinor, currency } = await read(trip);
  const wish = { kind: 'trip', subjectId: id, method: 'netbanking', amountMinor: totalMinor, currency } as const;
  const { paymentId, attempts } = await createPayment(testCtx(on, user), wish, providers, reactions);
  return {
    paymentId,
    capture: async () => {
      provider.tell(attempts.at(-1)?.attemptId ?? '', { state: 'captured' });
      await advancePayment(testCtx(on), { paymentId, by: 'callback' }, providers, reactions);
    },
  };
}

/** Held and paid for, with a payment and its ledger. */
export async function bought(on: Db, parts: readonly Nights[], who?: TestUser): Promise<Ordered> {
  const trip = await held(on, parts, who);
  await (await beginPayment(trip)).capture();
  return trip;
}

/** What goes back for a trip, as its payments have it. */
export async function refundsOf({ on, id }: Ordered): Promise<string[]> {
  const { rows } = await on.pool.query<{ refund: string }>(
    `SELECT r.amount_minor || ' ' || r.reason AS refund FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.subject_id = $1 ORDER BY r.id`,
    [id],
  );
  return rows.map(({ refund }) => refund);
}

/** Rooms that holds have between them in the fullest night of a house. */
export async function mostTaken(on: Db, { roomTypeId }: House): Promise<number> {
  const { rows } = await on.pool.query<{ n: number }>(
    `SELECT coalesce(max(n), 0)::int AS n FROM (SELECT sum(h.quantity) AS n FROM holds h, unnest(h.units) u WHERE h.pool_id = $1 AND h.status IN ('ACTIVE', 'CONVERTED') GROUP BY u) x`,
    [roomTypeId],
  );
  return rows[0]?.n ?? -1;
}

/** What is broken where payments were made up. */
export async function brokenButPayments(on: Db): Promise<string[]> {
  return (await brokenRules(on)).filter((name) => name !== 'trips match payments');
}
