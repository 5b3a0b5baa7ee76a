import { DocketError } from '@docket/contracts/errors';
import type { BookingDetail } from '@docket/contracts/http/booking';
import type { PayableKind, Payment } from '@docket/contracts/http/payment';
import { amountIn } from '@docket/contracts/money/amount';
import type { PaymentMethod, PaymentStatus, RefundReason, RefundStatus } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import { getPayment } from '../payment/get.ts';
import type { Ctx } from '../spine/ctx.ts';
import { DETAIL_COLUMNS, DETAIL_FROM, toDetail, type DetailRow } from './rows.ts';

/** A receipt as it is printed: words and figures, for the template `receipt.typ`. */
export type ReceiptDocument = {
  readonly number: string;
  readonly date: string;
  readonly buyer: string;
  readonly method: string;
  /** What was paid for: a heading, and lines below it. */
  readonly title: string;
  readonly details: readonly string[];
  readonly rows: readonly (readonly [what: string, amount: string])[];
  readonly total: string;
  readonly refunds: readonly (readonly [date: string, why: string, amount: string])[];
};

const METHODS: Readonly<Record<PaymentMethod, string>> = {
  netbanking: 'Net banking',
  card: 'Card',
  upi: 'UPI',
  wallet: 'Wallet',
  bank_transfer: 'Bank transfer',
};
const REASONS: Readonly<Record<RefundReason, string>> = {
  requested: 'As agreed',
  booking_cancelled: 'The booking was given back',
  show_cancelled: 'The show was cancelled',
  show_moved: 'The show was moved',
  trip_cancelled: 'The trip was given up',
  stay_walked: 'The house had no room',
  stay_not_come: 'Nobody came to the stay',
  too_late: 'The money came too late',
  paid_twice: 'It was paid for twice',
  account_deleted: 'The account was deleted',
};
const REFUND_STATES: Readonly<Record<RefundStatus, string | null>> = {
  PENDING: 'on its way',
  SENT: 'on its way',
  PARKED: 'on its way',
  DONE: 'paid back',
  // It did not go back this way.
  FAILED: null,
};
/** The money is ours, or was. */
const PAID: readonly PaymentStatus[] = ['CAPTURED', 'DELIVERED', 'REFUNDING', 'PARTLY_REFUNDED', 'REFUNDED'];

const buyerStatement = prepare(
  'receipt_buyer',
  'SELECT u.username::text AS username FROM users u WHERE u.id = $1',
).rows<{
  username: string;
}>();
const bookingStatement = prepare(
  'receipt_booking',
  `SELECT ${DETAIL_COLUMNS} FROM ${DETAIL_FROM} WHERE b.id = $1`,
).rows<DetailRow>();

const dateAt = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(
    new Date(at),
  );
const timeAt = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(at));

/** What was paid for, as a receipt says it. */
export type ReceiptSubject = Pick<ReceiptDocument, 'title' | 'details' | 'rows'>;
type Amount = (minor: number) => string;
/** How areas that this one does not know put what was paid for in words. @returns null where it is not there any more */
export type OtherReceipts = {
  readonly [K in Exclude<PayableKind, 'booking' | 'deposit'>]: (
    ctx: Ctx,
    subjectId: string,
    amount: Amount,
  ) => Promise<ReceiptSubject | null>;
};

function ofBooking(booking: BookingDetail, amount: Amount): ReceiptSubject {
  const { show, lines, discountMinor, voucher } = booking;
  const seats = lines.map(({ label, zone, class: priceClass, priceMinor }): [string, string] => [
    [`Seat ${label}`, zone, ...(priceClass === 'full' ? [] : [priceClass])].join(', '),
    amount(priceMinor),
  ]);
  const discount: [string, string][] = discountMinor > 0 ? [[`Voucher ${voucher ?? ''}`, amount(-discountMinor)]] : [];
  return {
    title: show.title,
    details: [
      `${dateAt(show.startsAt, show.timezone)}, ${timeAt(show.startsAt, show.timezone)}`,
      `${show.venue}, ${show.hall}, ${show.city}`,
      `Booking ${booking.bookingId}`,
    ],
    rows: [...seats, ...discount],
  };
}

async function subjectOf(ctx: Ctx, payment: Payment, amount: Amount, others: OtherReceipts): Promise<ReceiptSubject> {
  const net = payment.amountMinor - payment.feeMinor;
  if (payment.kind === 'deposit')
    return { title: 'Money put into the wallet', details: [], rows: [['Deposit', amount(net)]] };
  if (payment.kind !== 'booking') {
    const unknown = {
      title: 'Order',
      details: [`Order ${payment.subjectId}`],
      rows: [['Order', amount(net)] as const],
    };
    return (await others[payment.kind](ctx, payment.subjectId, amount)) ?? unknown;
  }
  const [row] = await bookingStatement(ctx.db.pool, [payment.subjectId]);
  if (row === undefined)
    return { title: 'Booking', details: [`Booking ${payment.subjectId}`], rows: [['Seats', amount(net)]] };
  return ofBooking(toDetail(row), amount);
}

/**
 * The receipt of a payment that has come in: for its user and for admins.
 * @param others how what other areas sell is put in words
 * @throws DocketError unauthenticated, payment_not_found, no_receipt
 */
export async function getReceipt(
  ctx: Ctx,
  input: { readonly paymentId: string },
  others: OtherReceipts,
): Promise<ReceiptDocument> {
  const payment = await getPayment(ctx, input);
  if (!PAID.includes(payment.status))
    throw new DocketError('no_receipt', 'There is a receipt as soon as the money is here.');
  const amount = amountIn(payment.currency);
  const [buyer] = await buyerStatement(ctx.db.pool, [payment.userId]);
  const { title, details, rows } = await subjectOf(ctx, payment, amount, others);
  const paidWith = payment.attempts.findLast(({ status }) => status === 'CAPTURED') ?? payment.attempts.at(-1);
  return {
    number: payment.paymentId,
    date: `${dateAt(payment.createdAt, 'UTC')}, ${timeAt(payment.createdAt, 'UTC')} UTC`,
    buyer: buyer?.username ?? '',
    method: paidWith === undefined ? '' : METHODS[paidWith.method],
    title,
    details,
    rows: payment.feeMinor > 0 ? [...rows, ['Fee for the way to pay', amount(payment.feeMinor)]] : rows,
    total: amount(payment.amountMinor),
    refunds: payment.refunds.flatMap((refund) => {
      const state = REFUND_STATES[refund.status];
      return state === null
        ? []
        : [
            [
              dateAt(refund.updatedAt, 'UTC'),
              `${REASONS[refund.reason]}, ${state}`,
              amount(-refund.amountMinor),
            ] as const,
          ];
    }),
  };
}
