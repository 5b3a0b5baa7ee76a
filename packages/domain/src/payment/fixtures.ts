import { DocketError } from '@docket/contracts/errors';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { advancePayment } from './advance.ts';
import { createPayment } from './create.ts';
import type { Delivery, PaymentReactions } from './payable.ts';
import type { ChargeState, ChargeTruth, PaymentProvider, RefundTruth } from './provider.ts';
import type { PaymentProviders } from './providers.ts';

export const PRICE = 190_000;

type Charge = {
  amountMinor: number;
  currency: string;
  state: ChargeState;
  receivedMinor: number;
  refundedMinor: number;
};
type Told = {
  readonly state?: ChargeState;
  readonly receivedMinor?: number;
  readonly currency?: string;
  readonly refundedMinor?: number;
};

/**
 * A provider that says what it is told to say, in any order: what no real one would do on request. The bank is a real one, and has a test of its own.
 */
export class ScriptedProvider implements PaymentProvider {
  readonly name = 'scripted';
  readonly title = 'Scripted';
  readonly methods = ['netbanking', 'card', 'bank_transfer'] as const;
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, RefundTruth & { amountMinor: number }>();
  /** Called before it answers; may throw, wait, or do what a rival would do at this moment. */
  before: (question: keyof PaymentProvider, reference: string) => Promise<void> = async () => undefined;
  /** Called when it has done what it was asked, and before it says so. */
  after: (question: keyof PaymentProvider, reference: string) => Promise<void> = async () => undefined;
  refundState: RefundTruth['state'] = 'done';

  tell(reference: string, told: Told): void {
    const charge = this.charges.get(reference);
    if (charge === undefined) throw new Error('there is no such charge');
    Object.assign(charge, told);
    if (told.state === 'captured' && told.receivedMinor === undefined) charge.receivedMinor = charge.amountMinor;
  }

  async create({ reference, amountMinor, currency }: Parameters<PaymentProvider['create']>[0]): Promise<ChargeTruth> {
    await this.before('create', reference);
    this.charges.set(reference, { amountMinor, currency, state: 'pending', receivedMinor: 0, refundedMinor: 0 });
    await this.after('create', reference);
    return this.#truth(reference);
  }

  async fetch({ reference }: { readonly reference: string }): Promise<ChargeTruth> {
    await this.before('fetch', reference);
    const truth = this.#truth(reference);
    await this.after('fetch', reference);
    return truth;
  }

  async capture({ reference }: { readonly reference: string }): Promise<ChargeTruth> {
    await this.before('capture', reference);
    if (this.charges.get(reference)?.state === 'authorised') this.tell(reference, { state: 'captured' });
    await this.after('capture', reference);
    return this.#truth(reference);
  }

  async cancel({ reference }: { readonly reference: string }): Promise<ChargeTruth> {
    await this.before('cancel', reference);
    const charge = this.charges.get(reference);
    if (charge?.state === 'pending' || charge?.state === 'authorised') charge.state = 'cancelled';
    await this.after('cancel', reference);
    return this.#truth(reference);
  }

  async refund({
    reference,
    amountMinor,
  }: {
    readonly reference: string;
    readonly amountMinor: number;
  }): Promise<RefundTruth> {
    await this.before('refund', reference);
    const known = this.refunds.get(reference) ?? {
      providerRef: `r-${reference}`,
      state: this.refundState,
      failure: null,
      amountMinor,
    };
    this.refunds.set(reference, known);
    await this.after('refund', reference);
    return known;
  }

  async fetchRefund({ reference }: { readonly reference: string }): Promise<RefundTruth> {
    await this.before('fetchRefund', reference);
    return this.refunds.get(reference) ?? { providerRef: null, state: 'gone', failure: null };
  }

  #truth(reference: string): ChargeTruth {
    const charge = this.charges.get(reference);
    const step = { redirectUrl: 'https://bank.test/approve', upiUri: null, transferTo: null };
    if (charge === undefined)
      return {
        providerRef: null,
        state: 'gone',
        receivedMinor: 0,
        refundedMinor: 0,
        currency: 'INR',
        feeMinor: null,
        failure: null,
        step,
      };
    const { state, receivedMinor, refundedMinor, currency } = charge;
    const failure = state === 'failed' ? 'insufficient_funds' : null;
    return {
      providerRef: `c-${reference}`,
      state,
      receivedMinor,
      refundedMinor,
      currency,
      feeMinor: null,
      failure,
      step,
    };
  }
}

/** Providers without breakers. */
export function plain(...all: readonly PaymentProvider[]): PaymentProviders {
  return {
    all,
    answers: () => true,
    health: () => [],
    async ask({ provider }, question) {
      const found = all.find(({ name }) => name === provider);
      if (found === undefined) throw new Error(`there is no ${provider}`);
      return question(found);
    },
  };
}

/** Things that cost `PRICE`, and what was done with them. */
export class Things implements PaymentReactions {
  readonly begun: string[] = [];
  readonly failures: string[] = [];
  /** As often as it was told that the money is there, in transactions that committed or not. */
  readonly paid: string[] = [];
  delivery: () => Promise<Delivery> = async () => ({ delivered: true, note: null });

  readonly payables = { booking: this.#payable(), deposit: this.#payable(), trip: this.#payable() };

  #payable() {
    return {
      // An advisory lock stands for the row of the thing.
      lock: async (tx: Parameters<PaymentReactions['payables']['booking']['lock']>[0], id: string) =>
        void (await tx.client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id])),
      begin: async (_: unknown, { id }: { readonly id: string }) => {
        this.begun.push(id);
        return { amountMinor: PRICE, currency: 'INR', description: 'Two seats' };
      },
      failed: async (_: unknown, id: string) => void this.failures.push(id),
      paid: async (_: unknown, { id }: { readonly id: string }) => {
        this.paid.push(id);
        return this.delivery();
      },
    };
  }
}

export class Stage {
  readonly db: Db;
  readonly provider = new ScriptedProvider();
  readonly providers = plain(this.provider);
  readonly things = new Things();
  user: TestUser | undefined;

  constructor(db: Db) {
    this.db = db;
  }

  ctx() {
    if (this.user === undefined) throw new Error('nobody pays yet');
    return testCtx(this.db, this.user);
  }

  /** Begins to pay for a thing. @returns the payment and its attempt under way */
  async begin(
    subjectId: string = newId(),
    method: 'netbanking' | 'bank_transfer' = 'netbanking',
    idempotencyKey: string | null = null,
  ): Promise<{ paymentId: string; attemptId: string; subjectId: string }> {
    this.user ??= await makeUser(this.db);
    const wish = { kind: 'booking', subjectId, method, amountMinor: PRICE, currency: 'INR', idempotencyKey } as const;
    const { paymentId } = await createPayment(this.ctx(), wish, this.providers, this.things);
    const attemptId = (await this.attempts(paymentId)).at(-1)?.id;
    if (attemptId === undefined) throw new DocketError('internal', 'there is no attempt');
    return { paymentId, attemptId, subjectId };
  }

  advance(paymentId: string, attemptId?: string): Promise<void> {
    const of = attemptId === undefined ? { paymentId } : { paymentId, attemptId };
    return advancePayment(testCtx(this.db), { ...of, by: 'callback' }, this.providers, this.things);
  }

  async attempts(paymentId: string): Promise<{ id: string; status: string; failure: string | null }[]> {
    const { rows } = await this.db.pool.query<{ id: string; status: string; failure: string | null }>(
      'SELECT id, status, failure FROM payment_attempts WHERE payment_id = $1 ORDER BY id',
      [paymentId],
    );
    return rows;
  }

  async payment(paymentId: string) {
    const { rows } = await this.db.pool.query<{
      status: string;
      outcome: string | null;
      captured: number;
      refunded: number;
      deliveries: number;
      refunds: string[];
    }>(
      `SELECT p.status, p.outcome, p.captured_minor::float8 AS captured, p.refunded_minor::float8 AS refunded,
         (SELECT count(*)::int FROM payment_events e WHERE e.payment_id = p.id AND e.kind = 'payment' AND e.what = 'DELIVERED') AS deliveries,
         ARRAY(SELECT r.reason || ' ' || r.status FROM refunds r WHERE r.payment_id = p.id ORDER BY r.id) AS refunds
       FROM payments p WHERE p.id = $1`,
      [paymentId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('there is no such payment');
    return row;
  }

  async refundIds(paymentId: string): Promise<string[]> {
    const { rows } = await this.db.pool.query<{ id: string }>(
      'SELECT id FROM refunds WHERE payment_id = $1 ORDER BY id',
      [paymentId],
    );
    return rows.map(({ id }) => id);
  }

  /** Lets the time of an attempt run out, and whoever had it go. */
  async runOut(attemptId: string): Promise<void> {
    await this.db.pool.query(
      `UPDATE payment_attempts SET deadline = clock_timestamp() - interval '1 second', next_look_at = clock_timestamp() - interval '10 ms', lease_until = NULL WHERE id = $1`,
      [attemptId],
    );
  }
}
