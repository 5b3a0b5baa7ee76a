import type { Booking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import { hold, type HoldRequest } from '../../reservation/hold.ts';
import { seats as seatKind } from '../../reservation/kinds/seats.ts';
import { stock } from '../../reservation/kinds/stock.ts';
import type { Tx } from '../../spine/emit.ts';
import type { BookingRow } from '../rows.ts';
import type { PaidFor } from './lock.ts';
import { sellAll } from './sell-all.ts';
import { setPaid } from './set-paid.ts';

/** They are sold in the same transaction. */
const SECONDS = 60;

const seatsStatement = prepare(
  'hall_seats_named',
  'SELECT seat, label, zone FROM hall_seats WHERE hall_id = $1 AND seat = ANY ($2::int[]) ORDER BY seat',
);
/** What it had taken beside its seats, and how often one person may. */
const allowancesStatement = prepare(
  'allowances_again',
  `SELECT h.pool_id, h.quantity, (SELECT v.per_user FROM vouchers v WHERE v.id = h.pool_id) AS per_user FROM holds h WHERE h.id = ANY ($1::uuid[]) ORDER BY h.pool_id`,
).rows<{ pool_id: string; quantity: number; per_user: number | null }>();

/**
 * Takes seats for a booking whose own are gone or were given up, with all it had beside them, and sells them to it at the price that was paid. House seats
 * count for nobody's limit, as before.
 * @returns null when some of it is not to be had: what was done by then is the caller's to undo
 */
export async function takeAgain(
  tx: Tx,
  booking: PaidFor,
  { paymentId, seats }: { readonly paymentId: string; readonly seats: readonly number[] },
): Promise<BookingRow | null> {
  const taken = await hold(tx.client, [
    {
      poolId: booking.show_id,
      ownerId: booking.user_id,
      wanted: seatKind.wanted({ seats }),
      perOwner: booking.house_blocks === null ? booking.seats_per_user : null,
      seconds: SECONDS,
      subject: { kind: 'booking', id: booking.id },
    },
  ]);
  const allowances = await allowancesAgain(booking, tx);
  const beside = allowances.length === 0 ? [] : await hold(tx.client, allowances);
  const [holdId, ...others] = [...taken, ...beside].map((each) => (each.outcome === 'held' ? each.holdId : null));
  const besideIds = others.filter((id) => id !== null);
  if (holdId == null || besideIds.length < allowances.length) return null;
  if ((await sellAll(tx, [holdId, ...besideIds])) !== 'confirmed') return null;
  const named = await seatsStatement(tx.client, [booking.hall_id, seats]);
  const lines = linesFor(booking.lines ?? [], named);
  if (lines === null) return null;
  return setPaid(tx, {
    id: booking.id,
    paymentId,
    holdId,
    allowances: besideIds,
    seats: named.map(({ seat }) => seat),
    labels: named.map(({ label }) => label),
    lines,
  });
}

async function allowancesAgain(booking: PaidFor, tx: Tx): Promise<HoldRequest[]> {
  if (booking.allowances.length === 0) return [];
  const rows = await allowancesStatement(tx.client, [booking.allowances]);
  return rows.map(({ pool_id: poolId, quantity, per_user: perOwner }) => ({
    poolId,
    ownerId: booking.user_id,
    wanted: stock.wanted({ quantity }),
    perOwner,
    seconds: SECONDS,
    subject: { kind: 'allowance', id: booking.id },
  }));
}

/** The same prices and classes for other seats: each line goes to a seat of its zone. Null where one finds none. */
function linesFor(
  lines: Booking['lines'],
  seats: readonly { readonly label: string; readonly zone: string }[],
): Booking['lines'] | null {
  const left = [...lines];
  const now = seats.flatMap(({ label, zone }) => {
    const own = left.findIndex((line) => line.label === label);
    const at = own === -1 ? left.findIndex((line) => line.zone === zone) : own;
    return at === -1 ? [] : left.splice(at, 1).map((line) => ({ ...line, label }));
  });
  return now.length === seats.length && left.length === 0 ? now : null;
}
