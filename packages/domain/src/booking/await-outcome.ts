import { setTimeout as sleep } from 'node:timers/promises';
import type { Booking } from '@docket/contracts/http/booking';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { BOOKING_COLUMNS, toBooking, type BookingRow } from './rows.ts';

/** Between two looks; on average an outcome is seen half of it late. */
const LOOK_MS = 10;

const decidedStatement = prepare(
  'decided_bookings',
  `SELECT ${BOOKING_COLUMNS} FROM bookings b WHERE b.id = ANY ($1::uuid[]) AND b.status <> 'QUEUED'`,
).rows<BookingRow>();

type Waiter = { readonly settle: (booking: Booking | undefined) => void; readonly until: number };

/**
 * Whoever waits for outcomes in this process, looked after by one statement for all of them. Neither LISTEN/NOTIFY (its queue makes
 * every commit of every writer wait for one lock) nor the events' channel (a subscription for each waiting request, and nothing
 * while Redis is away) costs less than a look at the rows of a few primary keys, and the rows are the truth.
 */
class Lookout {
  readonly #pool: Pool;
  readonly #waiters = new Map<string, Waiter[]>();
  #looking = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  wait(id: string, ms: number): Promise<Booking | undefined> {
    return new Promise((resolve) => {
      const waiter = { settle: resolve, until: performance.now() + ms };
      this.#waiters.set(id, [...(this.#waiters.get(id) ?? []), waiter]);
      if (!this.#looking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#waiters.size > 0) {
      await sleep(LOOK_MS);
      const rows = await decidedStatement(this.#pool, [[...this.#waiters.keys()]]).catch(() => []);
      for (const row of rows) this.#settle(row.id, read(row));
      this.#giveUp(performance.now());
    }
    this.#looking = false;
  }

  #settle(id: string, decided: Booking | undefined): void {
    for (const waiter of this.#waiters.get(id) ?? []) waiter.settle(decided);
    this.#waiters.delete(id);
  }

  #giveUp(now: number): void {
    for (const [id, waiters] of this.#waiters) {
      const patient = waiters.filter((waiter) => waiter.until > now);
      if (patient.length === waiters.length) continue;
      for (const waiter of waiters) if (waiter.until <= now) waiter.settle(undefined);
      if (patient.length === 0) this.#waiters.delete(id);
      else this.#waiters.set(id, patient);
    }
  }
}

/** Undefined for one that a newer version decided in words this one does not have: who waits for it is told to look later, and nobody else is kept. */
function read(row: BookingRow): Booking | undefined {
  try {
    return toBooking(row);
  } catch {
    return undefined;
  }
}

const lookout = perDb((db) => new Lookout(db.pool));

/** The booking once it is decided; undefined when that takes longer than `seconds`. */
export function awaitOutcome(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly bookingId: string; readonly seconds: number },
): Promise<Booking | undefined> {
  return lookout(ctx.db).wait(input.bookingId, input.seconds * 1_000);
}
