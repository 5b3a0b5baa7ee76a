import { transaction } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { seatSlots } from './seat-slots.ts';

/** A worker is seated again and again, every few seconds; who was not for so long has gone. */
const GONE_SECONDS = 30;

const lockStatement = prepare('core_seats_lock', `SELECT pg_advisory_xact_lock(hashtextextended('cores:' || $1, 0))`);
const readStatement = prepare(
  'core_seats_read',
  `SELECT holder, slot, core FROM core_seats
    WHERE machine = $1 AND (holder = $2 OR seen_at > clock_timestamp() - make_interval(secs => $3)) ORDER BY holder, slot`,
);
const writeStatement = prepare(
  'core_seats_write',
  `WITH gone AS (
     DELETE FROM core_seats WHERE machine = $1 AND holder <> $2 AND seen_at <= clock_timestamp() - make_interval(secs => $3))
   INSERT INTO core_seats AS c (holder, slot, machine, core, seen_at)
   SELECT $2, s.slot, $1, s.core, clock_timestamp() FROM unnest($4::int[], $5::int[]) AS s(slot, core)
   ON CONFLICT (holder, slot) DO UPDATE SET machine = excluded.machine, core = excluded.core, seen_at = excluded.seen_at`,
);

export type CoreSeats = {
  /** The core of each slot. */
  readonly cores: readonly number[];
  /** Slots of other workers on any of these. */
  readonly shared: number;
};

/**
 * Spreads a worker's slots over its machine's cores, beside those of the other workers there, which need not know of each other.
 * To be called every few seconds: seats that are not renewed count as free, and a slot may be moved when a neighbour has gone.
 */
export async function seatWorker(
  ctx: Pick<Ctx, 'db'>,
  input: {
    readonly workerId: string;
    readonly machine: string;
    readonly cores: readonly number[];
    readonly slots: number;
  },
): Promise<CoreSeats> {
  const { workerId, machine, cores, slots } = input;
  return transaction(ctx.db.pool, async (client) => {
    await lockStatement(client, [machine]);
    const seats = await readStatement(client, [machine, workerId, GONE_SECONDS]);
    const others = seats.filter(({ holder }) => holder !== workerId).map(({ core }) => core);
    const before = new Map(seats.filter(({ holder }) => holder === workerId).map(({ slot, core }) => [slot, core]));
    const numbers = Array.from({ length: slots }, (_, slot) => slot);
    const mine = seatSlots(
      cores,
      others,
      numbers.map((slot) => before.get(slot)),
    );
    await writeStatement(client, [machine, workerId, GONE_SECONDS, numbers, mine]);
    return { cores: mine, shared: others.filter((core) => mine.includes(core)).length };
  });
}

/** Leaves its cores to the others. */
export async function leaveSeats(ctx: Pick<Ctx, 'db'>, input: { readonly workerId: string }): Promise<void> {
  await leaveStatement(ctx.db.pool, [input.workerId]);
}

const leaveStatement = prepare('core_seats_leave', 'DELETE FROM core_seats WHERE holder = $1');
