import { randomUUID } from 'node:crypto';
import type { Docket } from '@docket/client/docket';
import { DocketApiError } from '@docket/client/errors';
import { cancelBooking, createBooking } from '@docket/contracts/http/booking';
import { cancelPayment, createPayment, getPayment, refundPayment, type Payment } from '@docket/contracts/http/payment';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import type { PaymentMethod } from '@docket/contracts/payment/status';
import { createDeposit, createWithdrawal } from '@docket/contracts/http/wallet';
import { askTestBank, BankBuyer } from '@docket/testing/bank';
import { makeBuyers } from '@docket/testing/buyers';
import { labelOf } from '@docket/testing/catalog';
import { waitFor } from '@docket/testing/wait';
import type { MoneyStage } from './stage.ts';

const PATIENCE = { timeoutMs: 60_000, everyMs: 100 };

/** What is to be asked again, with the same key. */
const PASSING: readonly string[] = [
  'idempotency_in_progress',
  'network',
  'unavailable',
  'payment_outcome_unknown',
  'refund_in_progress',
];

/** Until it is done or refused: whoever hears "in progress", or nothing, asks again. */
async function insist<T>(ask: (key: string) => Promise<T>): Promise<T> {
  const key = randomUUID();
  const answer = await waitFor(
    'an answer',
    async (): Promise<{ readonly done: T } | { readonly refused: unknown }> => {
      try {
        return { done: await ask(key) };
      } catch (error) {
        if (error instanceof DocketApiError && PASSING.includes(error.code)) throw error;
        return { refused: error };
      }
    },
    PATIENCE,
  );
  if ('refused' in answer) throw answer.refused;
  return answer.done;
}

/** A person who buys, with a program that does not give up. */
export class Person {
  readonly userId: string;
  readonly #docket: Docket;
  readonly #stage: MoneyStage;

  private constructor(stage: MoneyStage, userId: string, token: string) {
    this.userId = userId;
    this.#stage = stage;
    this.#docket = stage.docketOf(token);
  }

  static async make(stage: MoneyStage, count: number, role: 'user' | 'admin' = 'user'): Promise<Person[]> {
    const all = await makeBuyers(stage.installation.db, count, role);
    return all.map(({ user, token }) => new Person(stage, user.userId, token));
  }

  #read<T>(sql: string, values: readonly unknown[]): Promise<T | undefined> {
    return this.#stage.installation.db.pool.query(sql, [...values]).then(({ rows }) => rows[0] as T | undefined);
  }

  /** @returns the booking, held */
  async hold(showId: string, seat: number): Promise<string> {
    const { bookingId } = await insist((idempotencyKey) =>
      this.#docket.call(createBooking, { body: { kind: 'seats', showId, seats: [labelOf(seat)] }, idempotencyKey }),
    );
    await waitFor(
      'the seat to be held',
      async () =>
        (await this.#read<{ status: string }>('SELECT status FROM bookings WHERE id = $1', [bookingId]))?.status ===
        'HELD',
      PATIENCE,
    );
    return bookingId;
  }

  /** Begins to pay for a booking. */
  async begin(bookingId: string, paymentMethod: PaymentMethod): Promise<Payment> {
    const owed = await this.#read<{ amount: number }>('SELECT price_minor::int AS amount FROM bookings WHERE id = $1', [
      bookingId,
    ]);
    return this.#begin(bookingId, { bookingId, paymentMethod, amount: owed?.amount ?? 0, currency: 'INR' });
  }

  /** Where an api died before it could answer, the same key leads to the payment; where the bank has never heard of it, it is begun again. */
  async #begin(subjectId: string, body: RouteBodyInput<typeof createPayment>): Promise<Payment> {
    for (;;) {
      await insist((idempotencyKey) => this.#docket.call(createPayment, { body, idempotencyKey }));
      const payment = await waitFor(
        'the way to pay',
        async () => {
          const row = await this.#read<{ id: string }>('SELECT id FROM payments WHERE subject_id = $1', [subjectId]);
          const found = await this.#docket.call(getPayment, { params: { paymentId: row?.id ?? '' } });
          return found.next === null && ['CREATED', 'UNKNOWN', 'PENDING'].includes(found.status) ? undefined : found;
        },
        PATIENCE,
      );
      if (payment.status !== 'FAILED') return payment;
    }
  }

  async giveUp({ paymentId }: Payment): Promise<void> {
    await insist(() => this.#docket.call(cancelPayment, { params: { paymentId } }));
  }

  /** Does at the bank what is asked for there. @param byMinor a transfer is of so much more */
  async approve(payment: Payment, byMinor = 0): Promise<void> {
    const { redirectUrl, transferTo } = payment.next ?? {};
    const { bankUrl } = this.#stage;
    if (transferTo != null) {
      const amountMinor = payment.amountMinor + byMinor;
      const [transfer, key] = [{ iban: transferTo.iban, from: 'asha', amountMinor, currency: 'INR' }, randomUUID()];
      const send = () => askTestBank(bankUrl, 'POST', '/v1/transfers', transfer, key);
      await waitFor('the transfer', () => send().then(() => true), PATIENCE);
    } else if (redirectUrl != null)
      await (payment.attempts.at(-1)?.method === 'upi'
        ? new BankBuyer(bankUrl).payByUpi(redirectUrl)
        : new BankBuyer(bankUrl).payByNetBanking(redirectUrl));
    else throw new Error(`the payment ${payment.paymentId} is ${payment.status}, and nothing is to be done`);
  }

  /** Until the booking is what it is to be. */
  async until(bookingId: string, ...statuses: readonly string[]): Promise<void> {
    await waitFor(
      `the booking to be ${statuses.join(' or ')}`,
      async () =>
        statuses.includes(
          (await this.#read<{ status: string }>('SELECT status FROM bookings WHERE id = $1', [bookingId]))?.status ??
            '',
        ),
      PATIENCE,
    );
  }

  async giveBack(bookingId: string): Promise<void> {
    await insist(() => this.#docket.call(cancelBooking, { params: { id: bookingId } }));
  }

  /** As an admin. @param amount all that is left without it */
  async refund(paymentId: string, amount?: number): Promise<void> {
    const body = amount === undefined ? { paymentId } : { paymentId, amount };
    await insist((idempotencyKey) => this.#docket.call(refundPayment, { body, idempotencyKey }));
  }

  /** Puts money into the wallet by a transfer, and waits until it is there. */
  async deposit(amount: number): Promise<void> {
    const { depositId } = await insist((idempotencyKey) =>
      this.#docket.call(createDeposit, { body: { amount, currency: 'INR' }, idempotencyKey }),
    );
    await this.approve(
      await this.#begin(depositId, { depositId, paymentMethod: 'bank_transfer', amount, currency: 'INR' }),
    );
    await waitFor(
      'the money in the wallet',
      async () =>
        (
          await this.#read<{ paid: boolean }>('SELECT paid_at IS NOT NULL AS paid FROM deposits WHERE id = $1', [
            depositId,
          ])
        )?.paid,
      PATIENCE,
    );
  }

  async withdraw(amount: number): Promise<string> {
    const destination = { type: 'vpa', vpa: 'meera@docketbank', name: 'Meera' } as const;
    const { withdrawalId } = await insist((idempotencyKey) =>
      this.#docket.call(createWithdrawal, { body: { amount, currency: 'INR', destination }, idempotencyKey }),
    );
    return withdrawalId;
  }
}
