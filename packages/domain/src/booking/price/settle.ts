import type { Booking } from '@docket/contracts/http/booking';
import { FULL_PRICE } from '@docket/contracts/catalog/price-class';
import { prepare } from '@docket/db/statement';
import { readClasses, type StoredClass } from '../../catalog/show/classes.ts';
import { endHolds } from '../../reservation/end.ts';
import { hold, type HoldRequest } from '../../reservation/hold.ts';
import { stock } from '../../reservation/kinds/stock.ts';
import type { Tx } from '../../spine/emit.ts';
import { BOOKING_COLUMNS, type BookingRow } from '../rows.ts';
import { VOUCHER_IS_GOOD } from '../voucher/find.ts';
import { classFaults } from './classes.ts';
import { discountOf } from './discount.ts';
import type { Extras } from './extras.ts';

type Reason = NonNullable<Booking['reason']>;
/** A booking whose seats are held at the full price. */
export type HeldAtFullPrice = BookingRow & { readonly extras: Extras; readonly hold_id: string };

type Terms = {
  id: string;
  stored: unknown;
  voucher_id: string | null;
  percent: number | null;
  amount_minor: number | null;
  voucher_classes: string[] | null;
  per_user: number | null;
};

const termsStatement = prepare(
  'booking_terms',
  `SELECT b.id, s.classes AS stored, v.id AS voucher_id, v.percent, v.amount_minor, v.classes AS voucher_classes, v.per_user
     FROM bookings b JOIN shows s ON s.id = b.show_id
     LEFT JOIN vouchers v ON v.id = (b.extras -> 'voucher' ->> 'id')::uuid AND ${VOUCHER_IS_GOOD}
    WHERE b.id = ANY ($1::uuid[])`,
).rows<Terms>();
/** All at once and in order: two batches that want the same vouchers wait for each other here. */
const lockStatement = prepare(
  'allowances_lock',
  'SELECT c.pool_id FROM pool_counters c WHERE c.pool_id = ANY ($1::uuid[]) ORDER BY c.pool_id, c.unit FOR UPDATE',
);
const settleStatement = prepare(
  'booking_settle',
  `UPDATE bookings b SET price_minor = $2, discount_minor = $3, lines = $4, allowances = $5 WHERE b.id = $1 RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();
const refuseStatement = prepare(
  'booking_unsettled',
  `UPDATE bookings b SET status = 'REFUSED', reason = $2, hold_id = NULL, deadline = NULL, price_minor = NULL, lines = NULL, alternatives = '[]'
    WHERE b.id = $1 RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

type Want = {
  readonly poolId: string;
  readonly quantity: number;
  readonly perOwner: number | null;
  readonly gone: Reason;
};
type Plan = {
  readonly booking: HeldAtFullPrice;
  readonly lines: Booking['lines'];
  readonly discountMinor: number | null;
  readonly wants: readonly Want[];
};

/** The booking at the prices of its classes and with its voucher, or why not. */
function planOf(booking: HeldAtFullPrice, terms: Terms): Plan | Reason {
  const { classes, voucher } = booking.extras;
  if (voucher !== null && terms.voucher_id === null) return 'voucher_invalid';
  const stored = readClasses(terms.stored);
  const opens = terms.voucher_id === null ? null : { classes: terms.voucher_classes ?? [] };
  const lines = (booking.lines ?? []).map((line) => ({ ...line, class: classes[line.label] ?? FULL_PRICE }));
  if (classFaults(stored, lines, opens).length > 0) return 'class_not_allowed';
  const priced = lines.map((line) => ({ ...line, priceMinor: priceOf(line, stored) }));
  const off = opens && { percent: terms.percent, amountMinor: terms.amount_minor, ...opens };
  const shares = [...Map.groupBy(lines, (line) => line.class)].flatMap(([id, seats]): Want[] => {
    const poolId = stored.find((each) => each.class === id)?.shareId;
    return poolId === undefined ? [] : [{ poolId, quantity: seats.length, perOwner: null, gone: 'class_sold_out' }];
  });
  const used: Want[] =
    terms.voucher_id === null
      ? []
      : [{ poolId: terms.voucher_id, quantity: 1, perOwner: terms.per_user, gone: 'voucher_used_up' }];
  return { booking, lines: priced, discountMinor: off && discountOf(off, priced), wants: [...shares, ...used] };
}

function priceOf(line: Booking['lines'][number], classes: readonly StoredClass[]): number {
  return classes.find((each) => each.class === line.class)?.prices[line.zone] ?? line.priceMinor;
}

/** Takes what a booking needs beside its seats, all of it or nothing. @returns the holds, or why not */
async function take(tx: Tx, { booking, wants }: Plan, seconds: number): Promise<readonly string[] | Reason> {
  const requests = wants.map(({ poolId, quantity, perOwner }): HoldRequest => {
    const subject = { kind: 'allowance', id: booking.id } as const;
    return { poolId, ownerId: booking.user_id, wanted: stock.wanted({ quantity }), perOwner, seconds, subject };
  });
  const results = requests.length === 0 ? [] : await hold(tx.client, requests);
  const held = results.filter(({ outcome }) => outcome === 'held').map(({ holdId }) => holdId);
  const failed = results.findIndex(({ outcome }) => outcome !== 'held');
  if (failed === -1) return held;
  await endHolds(tx.client, held, 'RELEASED');
  if (results[failed]?.outcome === 'limit_reached') return 'voucher_used';
  return wants[failed]?.gone ?? 'failed';
}

function settle(tx: Tx, { booking, lines, discountMinor }: Plan, allowances: readonly string[]): Promise<BookingRow[]> {
  const sum = lines.reduce((total, { priceMinor }) => total + priceMinor, 0);
  const price = sum - (discountMinor ?? 0);
  return settleStatement(tx.client, [booking.id, price, discountMinor, JSON.stringify(lines), allowances]);
}

/** Its seats were free to everybody when this transaction took them: nobody waits for them, and no screen has shown them held. */
async function refuse(tx: Tx, booking: HeldAtFullPrice, reason: Reason): Promise<BookingRow[]> {
  const refused = await refuseStatement(tx.client, [booking.id, reason]);
  await endHolds(tx.client, [booking.hold_id], 'RELEASED');
  return refused;
}

/**
 * Gives bookings whose seats were just held the prices of their classes and vouchers, in the same transaction and in the order they came in. What
 * counts against others (a voucher's quota, a class's share of the seats) is held as the seats are, and for as long. Whoever comes too late for
 * it is refused, and the seats are as free as before.
 * @param seconds how long seats are held
 * @returns the bookings as they are then
 */
export async function settlePrices(
  tx: Tx,
  bookings: readonly HeldAtFullPrice[],
  seconds: number,
): Promise<BookingRow[]> {
  if (bookings.length === 0) return [];
  const terms = new Map((await termsStatement(tx.client, [bookings.map(({ id }) => id)])).map((row) => [row.id, row]));
  const plans = bookings.map((booking) => {
    const of = terms.get(booking.id);
    return { booking, plan: of === undefined ? ('failed' as const) : planOf(booking, of) };
  });
  const pools = plans.flatMap(({ plan }) => (typeof plan === 'string' ? [] : plan.wants.map(({ poolId }) => poolId)));
  if (pools.length > 0) await lockStatement(tx.client, [pools]);
  const settled: BookingRow[] = [];
  for (const { booking, plan } of plans) {
    const taken = typeof plan === 'string' ? plan : await take(tx, plan, seconds);
    settled.push(
      ...(typeof plan === 'string' || typeof taken === 'string'
        ? await refuse(tx, booking, typeof taken === 'string' ? taken : 'failed')
        : await settle(tx, plan, taken)),
    );
  }
  return settled;
}
