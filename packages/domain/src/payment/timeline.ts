import { minorToDecimal } from '@docket/contracts/money/currency';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

/** Who or what moved a payment on. */
export type By = 'buyer' | 'callback' | 'poller' | 'deadline' | 'operator' | 'worker';

export type Happening = {
  readonly kind: 'payment' | 'attempt' | 'refund';
  /** The status it came to, or a word for what was noted. */
  readonly what: string;
  readonly by: By;
  readonly detail?: string | null;
};

/** An amount as it stands in a time line: `1500.00 INR`. @param minor in minor units of the currency, ISO 4217 */
export function amountWords(minor: number | bigint, currency: string): string {
  return `${minorToDecimal(Number(minor), currency)} ${currency}`;
}

const noteStatement = prepare(
  'payment_note',
  'INSERT INTO payment_events (payment_id, kind, what, by, detail, at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())',
);

/** Writes down what happened to a payment, in the transaction in which it does. */
export async function note(tx: Tx, paymentId: string, { kind, what, by, detail = null }: Happening): Promise<void> {
  await noteStatement(tx.client, [paymentId, kind, what, by, detail]);
}
