import type { Pool } from '@docket/db/pool';

/** Pieces that were given away beyond what there is, told in three ways that do not depend on each other. */
export type Oversold = {
  /** Seats that two or more bookings have at the same time, by what the bookings say. */
  readonly byBookings: number;
  /** Seats over the hall's capacity that holds have, by what the holds say. */
  readonly byHolds: number;
  /** How far the movements go below zero free seats, and how far they are off from the seats' own rows. */
  readonly byMovements: number;
};

export async function countOversold(pool: Pool, showId: string): Promise<Oversold> {
  const { rows } = await pool.query<{ bookings: number; holds: number; movements: number }>(
    `SELECT
       (SELECT coalesce(sum(n - 1), 0)::int FROM (
          SELECT count(*) AS n FROM bookings b, unnest(b.seats) AS u(seat)
           WHERE b.show_id = p.id AND b.status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED') GROUP BY u.seat) s) AS bookings,
       (SELECT greatest(0, coalesce(sum(cardinality(h.units)), 0) - p.capacity)::int FROM holds h
         WHERE h.pool_id = p.id AND h.status IN ('ACTIVE', 'CONVERTED')) AS holds,
       (SELECT (greatest(0, m.n - p.capacity) + abs(m.n - t.n))::int FROM
          (SELECT coalesce(sum(quantity * CASE WHEN source = 'free' THEN 1 WHEN target = 'free' THEN -1 ELSE 0 END), 0) AS n
             FROM movements WHERE pool_id = p.id) m,
          (SELECT count(*) AS n FROM pool_seats WHERE pool_id = p.id AND state <> 'FREE') t) AS movements
     FROM reservation_pools p WHERE p.id = $1`,
    [showId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`show ${showId} has no seats to sell`);
  return { byBookings: row.bookings, byHolds: row.holds, byMovements: row.movements };
}

export function describeOversold(counts: readonly Oversold[]): string {
  const sum = (pick: (each: Oversold) => number): number => counts.reduce((total, each) => total + pick(each), 0);
  const [bookings, holds, movements] = [
    sum((each) => each.byBookings),
    sum((each) => each.byHolds),
    sum((each) => each.byMovements),
  ];
  const total = bookings + holds + movements;
  if (total > 0) process.exitCode = 1;
  return `oversold: ${total} (by the bookings ${bookings}, by the holds ${holds}, by the movements ${movements})`;
}
