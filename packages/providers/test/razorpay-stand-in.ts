import { startStandIn, type Answer, type Asked, type StandIn } from './stand-in.ts';

/** With which it is asked. */
export const RAZORPAY_KEY = { keyId: 'rzp_test_onlyfortests1', keySecret: 'a secret that is only for tests' } as const;

type Status = 'created' | 'partially_paid' | 'expired' | 'cancelled' | 'paid';
/** Form and names as https://razorpay.com/docs/api/payments/payment-links/entity shows them. */
type Link = {
  accept_partial: boolean;
  amount: number;
  amount_paid: number;
  callback_method: string;
  callback_url: string;
  cancelled_at: number;
  created_at: number;
  currency: string;
  customer: object;
  description: string;
  expire_by: number;
  expired_at: number;
  first_min_partial_amount: number;
  id: string;
  notes: Notes;
  notify: object;
  order_id?: string;
  payments:
    | { amount: number; created_at: number; method: string; payment_id: string; plink_id: string; status: string }[]
    | null;
  reference_id: string;
  reminder_enable: boolean;
  reminders: [];
  short_url: string;
  status: Status;
  updated_at: number;
  upi_link: boolean;
  user_id: string;
};
type Notes = Record<string, string> | [];
type Payment = {
  id: string;
  entity: 'payment';
  amount: number;
  currency: string;
  status: 'authorized' | 'captured' | 'refunded' | 'failed';
  order_id: string;
  method: string;
  amount_refunded: number;
  refund_status: string | null;
  captured: boolean;
  description: string;
  fee: number | null;
  tax: number | null;
  error_code: string | null;
  error_description: string | null;
  error_reason: string | null;
  notes: Notes;
  created_at: number;
};
type Refund = {
  id: string;
  entity: 'refund';
  amount: number;
  currency: string;
  payment_id: string;
  notes: Notes;
  receipt: string | null;
  acquirer_data: { arn: null };
  created_at: number;
  batch_id: null;
  status: 'pending' | 'processed' | 'failed';
  speed_processed: 'normal';
  speed_requested: 'normal';
};

/** https://razorpay.com/docs/api/disputes/entity */
type Dispute = {
  id: string;
  entity: 'dispute';
  payment_id: string;
  amount: number;
  currency: string;
  amount_deducted: number;
  reason_code: string;
  respond_by: number;
  status: 'open' | 'under_review' | 'won' | 'lost' | 'closed';
  phase: 'chargeback';
  created_at: number;
};

const KNOWN = new Set(
  'amount currency accept_partial reference_id description customer notify reminder_enable notes callback_url callback_method expire_by options'.split(
    ' ',
  ),
);

export type RazorpayEvent = {
  readonly entity: 'event';
  readonly account_id: string;
  readonly event: string;
  readonly contains: readonly string[];
  readonly payload: Readonly<Record<string, { readonly entity: object }>>;
  readonly created_at: number;
};

const seconds = (): number => Math.floor(Date.now() / 1_000);
const ok = (body: object): Answer => ({ status: 200, body });
/** All refusals have the same code; which one it is stands in words. */
const refused = (status: number, description: string): Answer => ({
  status,
  body: { error: { code: 'BAD_REQUEST_ERROR', description, source: 'NA', step: 'NA', reason: 'NA', metadata: {} } },
});
const missing = (): Answer => refused(400, 'The id provided does not exist');
const broken = (): Answer => ({
  status: 500,
  body: {
    error: { code: 'SERVER_ERROR', description: 'We are facing some trouble completing your request at the moment.' },
  },
});

let made = 0;
function newId(prefix: string): string {
  made += 1;
  return `${prefix}_Test${String(made).padStart(10, '0')}`;
}

/**
 * Stands for Razorpay, as far as it is asked here: payment links, the payments of their orders, and refunds, by its published reference and by what people wrote
 * down who called its test mode (a reference is of one link for ever, the list of links is called `payment_links`). It was never held against Razorpay itself.
 */
export class RazorpayStandIn {
  readonly #links: Link[] = [];
  readonly #payments: Payment[] = [];
  readonly #refunds: Refund[] = [];
  readonly #disputes: Dispute[] = [];
  readonly #keys = new Map<string, { readonly body: string; readonly answer: Answer }>();
  readonly #manual = new Set<string>();
  #server: StandIn | undefined;
  refundStatus: Refund['status'] = 'processed';
  /** Some accounts find nothing by a reference. */
  searchesByReference = true;
  onEvent: (event: RazorpayEvent) => void = () => undefined;

  async start(): Promise<this> {
    this.#server = await startStandIn((asked, fault) => {
      const answer = this.#answer(asked);
      return fault === undefined ? answer : broken();
    }, broken);
    return this;
  }

  get server(): StandIn {
    if (this.#server === undefined) throw new Error('it was not started');
    return this.#server;
  }

  #answer(asked: Asked): Answer {
    const { keyId, keySecret } = RAZORPAY_KEY;
    const basic = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
    if (asked.headers.authorization !== basic) return refused(401, 'Authentication failed');
    const key = asked.headers['x-refund-idempotency'];
    if (asked.method !== 'POST' || typeof key !== 'string') return this.#do(asked);
    if (!/^[\w-]{10,}$/.test(key)) return refused(400, 'The idempotency key is not valid');
    const kept = this.#keys.get(key);
    if (kept !== undefined)
      return kept.body === asked.body
        ? kept.answer
        : refused(400, 'Different request body for the same idempotency key');
    const answer = this.#do(asked);
    if (answer.status === 200)
      this.#keys.set(key, { body: asked.body, answer: { ...answer, body: structuredClone(answer.body) } });
    return answer;
  }

  #do({ method, path, query, body }: Asked): Answer {
    const [version, what = '', id = '', verb = ''] = path.split('/').slice(1);
    if (version !== 'v1') return { status: 404, body: '' };
    const sent: unknown = body === '' ? {} : JSON.parse(body);
    switch (`${method} ${what}`) {
      case 'POST payment_links':
        return id === '' ? this.#create(sent) : this.#cancel(id, verb);
      case 'GET payment_links':
        return id === '' ? this.#list(query) : this.#find(this.#links, id);
      case 'GET orders':
        return verb === 'payments'
          ? collection(this.#payments.filter(({ order_id: order }) => order === id))
          : this.#order(id);
      case 'GET disputes':
        return this.#find(this.#disputes, id);
      case 'GET payments':
        return verb === 'refunds' ? this.#refundsOf(id, query) : this.#find(this.#payments, id);
      case 'POST payments':
        return verb === 'capture' ? this.#capture(id, sent) : this.#refund(id, sent);
      case 'GET refunds':
        return this.#find(this.#refunds, id);
      default:
        return refused(404, 'The requested URL was not found on the server.');
    }
  }

  #find(among: readonly { readonly id: string }[], id: string): Answer {
    const found = among.find((one) => one.id === id);
    return found === undefined ? missing() : ok(found);
  }

  #order(id: string): Answer {
    const link = this.#links.find(({ order_id: order }) => order === id);
    if (link === undefined) return missing();
    return ok({ id, entity: 'order', amount: link.amount, currency: link.currency, notes: link.notes });
  }

  /** A buyer asks their bank for the money of what they paid. @returns its id */
  dispute(linkId: string): string {
    const { order_id: order } = this.#linkAt(linkId);
    const payment = this.#payments.find((one) => one.order_id === order && one.status === 'captured');
    if (payment === undefined) throw new Error('nobody has paid');
    const { id: paymentId, amount, currency } = payment;
    const dispute: Dispute = {
      id: newId('disp'),
      entity: 'dispute',
      payment_id: paymentId,
      amount,
      currency,
      amount_deducted: 0,
      reason_code: 'goods_or_services_not_received',
      respond_by: seconds() + 604_800,
      status: 'open',
      phase: 'chargeback',
      created_at: seconds(),
    };
    this.#disputes.push(dispute);
    this.#tell('payment.dispute.created', { payment, dispute });
    return dispute.id;
  }

  closeDispute(id: string, status: 'won' | 'lost'): void {
    const dispute = this.#disputes.find((one) => one.id === id);
    if (dispute === undefined) throw new Error(`there is no dispute ${id}`);
    Object.assign(dispute, { status, amount_deducted: status === 'lost' ? dispute.amount : 0 });
    this.#tell(`payment.dispute.${status}`, { dispute });
  }

  #create(sent: unknown): Answer {
    const asked = recordOf(sent);
    const unknown = Object.keys(asked).filter((name) => !KNOWN.has(name));
    if (unknown.length > 0) return refused(400, `${unknown.join(', ')} is/are not required and should not be sent`);
    const { amount, currency, reference_id: reference, expire_by: until, callback_url: callback } = asked;
    if (typeof amount !== 'number' || amount < 100)
      return refused(400, 'amount: amount should be minimum 1.00 for INR.');
    if (typeof reference !== 'string' || reference.length > 40)
      return refused(400, 'reference_id: the length must be no more than 40.');
    if (typeof until !== 'number' || until < seconds() + 900)
      return refused(400, 'expire_by: timestamp must be atleast 15 minutes in future');
    if (this.#links.some(({ reference_id: known }) => known === reference))
      return refused(
        400,
        `payment link with given reference_id: ${reference} already exists. Please create a payment link with a different reference_id`,
      );
    const id = newId('plink');
    const link: Link = {
      accept_partial: false,
      amount,
      amount_paid: 0,
      callback_method: 'get',
      callback_url: String(callback),
      cancelled_at: 0,
      created_at: seconds(),
      currency: String(currency),
      customer: recordOf(asked['customer']),
      description: String(asked['description']),
      expire_by: until,
      expired_at: 0,
      first_min_partial_amount: 0,
      id,
      notes: notesOf(asked['notes']),
      notify: recordOf(asked['notify']),
      payments: null,
      reference_id: reference,
      reminder_enable: false,
      reminders: [],
      short_url: `https://rzp.test/i/${id}`,
      status: 'created',
      updated_at: seconds(),
      upi_link: false,
      user_id: '',
    };
    this.#links.unshift(link);
    return ok(structuredClone(link));
  }

  #list(query: URLSearchParams): Answer {
    const reference = query.get('reference_id');
    const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? Infinity)];
    const found = this.#links.filter(
      (link) =>
        (reference === null || (this.searchesByReference && link.reference_id === reference)) &&
        link.created_at >= from &&
        link.created_at <= to,
    );
    const [skip, count] = [Number(query.get('skip') ?? 0), Number(query.get('count') ?? 10)];
    return ok({ payment_links: found.slice(skip, skip + count) });
  }

  #cancel(id: string, verb: string): Answer {
    const link = this.#links.find((one) => one.id === id);
    if (link === undefined || verb !== 'cancel') return missing();
    if (link.status !== 'created') return refused(400, `Payment link cannot be cancelled, it is ${link.status}`);
    Object.assign(link, { status: 'cancelled', cancelled_at: seconds() });
    this.#tell('payment_link.cancelled', { payment_link: link });
    return ok(link);
  }

  #capture(id: string, sent: unknown): Answer {
    const payment = this.#payments.find((one) => one.id === id);
    if (payment === undefined) return missing();
    if (payment.status !== 'authorized') return refused(400, 'This payment has already been captured');
    if (recordOf(sent)['amount'] !== payment.amount)
      return refused(400, 'Capture amount must be equal to the amount authorized');
    this.#captured(payment);
    return ok(payment);
  }

  #refundsOf(id: string, query: URLSearchParams): Answer {
    const all = this.#refunds.filter(({ payment_id: of }) => of === id);
    const [skip, count] = [Number(query.get('skip') ?? 0), Number(query.get('count') ?? 10)];
    return collection(all.slice(skip, skip + count));
  }

  #refund(id: string, sent: unknown): Answer {
    const payment = this.#payments.find((one) => one.id === id);
    if (payment === undefined) return missing();
    const { amount, receipt, notes } = recordOf(sent);
    if (
      payment.status !== 'captured' ||
      typeof amount !== 'number' ||
      amount > payment.amount - payment.amount_refunded
    )
      return refused(400, 'The refund amount provided is greater than amount captured');
    const refund: Refund = {
      id: newId('rfnd'),
      entity: 'refund',
      amount,
      currency: payment.currency,
      payment_id: id,
      notes: notesOf(notes),
      receipt: typeof receipt === 'string' ? receipt : null,
      acquirer_data: { arn: null },
      created_at: seconds(),
      batch_id: null,
      status: this.refundStatus,
      speed_processed: 'normal',
      speed_requested: 'normal',
    };
    this.#refunds.unshift(refund);
    payment.amount_refunded += amount;
    const whole = payment.amount_refunded === payment.amount;
    Object.assign(payment, { refund_status: whole ? 'full' : 'partial', ...(whole ? { status: 'refunded' } : {}) });
    this.#tell('refund.created', { refund, payment });
    if (refund.status === 'processed') this.#tell('refund.processed', { refund, payment });
    return ok(structuredClone(refund));
  }

  forgetKeys(): void {
    this.#keys.clear();
  }

  settleRefunds(status: 'processed' | 'failed'): void {
    for (const refund of this.#refunds.filter((one) => one.status === 'pending')) {
      refund.status = status;
      const payment = this.#payments.find(({ id }) => id === refund.payment_id);
      if (status === 'failed' && payment !== undefined) {
        payment.amount_refunded -= refund.amount;
        payment.status = 'captured';
      }
      this.#tell(`refund.${status}`, { refund, payment: payment ?? {} });
    }
  }

  /** The account does not capture by itself what is paid at this link. */
  captureByHand(linkId: string): void {
    this.#manual.add(linkId);
  }

  /** What a buyer does on the page of a link: nothing where it is not open. @param amount another than was asked for */
  pay(linkId: string, amount?: number): void {
    const link = this.#linkAt(linkId);
    if (link.status !== 'created') return;
    const payment = this.#try(link, 'authorized', amount ?? link.amount);
    if (this.#manual.has(linkId)) this.#tell('payment.authorized', { payment });
    else this.#captured(payment);
  }

  /** The buyer's bank says no; the link may be tried again. */
  decline(linkId: string): Payment {
    const link = this.#linkAt(linkId);
    const payment = this.#try(link, 'failed', link.amount);
    Object.assign(payment, {
      error_code: 'BAD_REQUEST_ERROR',
      error_description: 'Your payment could not be completed due to insufficient account balance.',
      error_reason: 'insufficient_funds',
    });
    this.#tell('payment.failed', { payment });
    return payment;
  }

  /** The bank lets a payment through that had failed, whatever became of the link since. */
  payAfterAll(linkId: string): void {
    const link = this.#linkAt(linkId);
    const payment = this.#payments.find(
      ({ order_id: order, status }) => order === link.order_id && status === 'failed',
    );
    if (payment === undefined) throw new Error('nobody has tried to pay');
    Object.assign(payment, { error_code: null, error_description: null, error_reason: null });
    this.#captured(payment);
  }

  #try(link: Link, status: Payment['status'], amount: number): Payment {
    link.order_id ??= newId('order');
    const payment: Payment = {
      id: newId('pay'),
      entity: 'payment',
      amount,
      currency: link.currency,
      status,
      order_id: link.order_id,
      method: 'netbanking',
      amount_refunded: 0,
      refund_status: null,
      captured: false,
      description: `#${link.id.slice('plink_'.length)}`,
      fee: null,
      tax: null,
      error_code: null,
      error_description: null,
      error_reason: null,
      // Those of the link are the order's, not the payment's.
      notes: [],
      created_at: seconds(),
    };
    this.#payments.push(payment);
    return payment;
  }

  #captured(payment: Payment): void {
    const fee = Math.round(payment.amount * 0.0236);
    Object.assign(payment, { status: 'captured', captured: true, fee, tax: Math.round(fee * 0.1525) });
    const link = this.#links.find(({ order_id: order }) => order === payment.order_id);
    if (link === undefined) throw new Error('a payment has no link');
    const { amount, created_at: at, method, id } = payment;
    link.amount_paid += amount;
    (link.payments ??= []).push({
      amount,
      created_at: at,
      method,
      payment_id: id,
      plink_id: link.id,
      status: 'captured',
    });
    if (link.status === 'created') link.status = 'paid';
    const order = {
      id: payment.order_id,
      entity: 'order',
      amount: link.amount,
      amount_paid: amount,
      currency: link.currency,
      notes: link.notes,
      status: 'paid',
    };
    this.#tell('payment.captured', { payment });
    this.#tell('order.paid', { payment, order });
    this.#tell('payment_link.paid', { payment_link: link, order, payment });
  }

  #linkAt(id: string): Link {
    const link = this.#links.find((one) => one.id === id);
    if (link === undefined) throw new Error(`there is no link ${id}`);
    return link;
  }

  #tell(event: string, about: Readonly<Record<string, object>>): void {
    this.onEvent({
      entity: 'event',
      account_id: 'acc_TestTestTest00',
      event,
      contains: Object.keys(about),
      payload: Object.fromEntries(
        Object.entries(about).map(([name, entity]) => [name, { entity: structuredClone(entity) }]),
      ),
      created_at: seconds(),
    });
  }
}

function collection(items: readonly object[]): Answer {
  return ok({ entity: 'collection', count: items.length, items });
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function notesOf(value: unknown): Notes {
  return Object.fromEntries(Object.entries(recordOf(value)).map(([name, text]) => [name, String(text)]));
}
