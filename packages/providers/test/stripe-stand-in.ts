import { Stripe } from 'stripe';
import { startStandIn, type Answer, type Asked, type StandIn } from './stand-in.ts';
import { newCharge, newIntent, newRefund, newSession, newStripeId, seconds } from './stripe-objects.ts';

/** With which it is asked. */
export const STRIPE_KEY = 'sk_test_a_key_that_is_only_for_tests';

type Held = {
  readonly session: Stripe.Checkout.Session;
  readonly captureMethod: 'automatic' | 'manual';
  intent: Stripe.PaymentIntent | null;
  charge: Stripe.Charge | null;
};
/** What of https://docs.stripe.com/api/disputes/object is read. */
type Dispute = Pick<
  Stripe.Dispute,
  'id' | 'object' | 'amount' | 'currency' | 'charge' | 'payment_intent' | 'reason' | 'status' | 'metadata' | 'livemode'
> & { readonly evidence_details: { due_by: number; has_evidence: false; past_due: false; submission_count: 0 } };
type Kept = { readonly fingerprint: string; readonly answer: Answer };

/** What of a session's form this stand-in knows: anything else is a mistake of ours, or a new need. */
const KNOWN =
  /^(mode|client_reference_id|success_url|cancel_url|expires_at|allowed_payment_method_types\[0\]|metadata\[\w+\]|payment_intent_data\[(metadata\]\[\w+|description|capture_method)\]|adaptive_pricing\[enabled\]|line_items\[0\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[name))\])$/;
/** Enough of those that it takes. */
const CURRENCIES = new Set(['inr', 'eur', 'usd', 'jpy', 'isk', 'kwd']);

export type StripeEventLike = Pick<Stripe.Event, 'id' | 'object' | 'api_version' | 'created' | 'livemode'> & {
  readonly type: string;
  readonly data: { readonly object: object };
  readonly pending_webhooks: number;
  readonly request: null;
};

const ok = (body: object): Answer => ({ status: 200, body });
const refused = (status: number, error: Readonly<Record<string, string>>): Answer => ({ status, body: { error } });
const failed = (): Answer => refused(500, { type: 'api_error', message: 'An unknown error occurred' });
const invalid = (message: string, more: Readonly<Record<string, string>> = {}): Answer =>
  refused(400, { type: 'invalid_request_error', message, ...more });
const missing = (what: string, id: string): Answer =>
  refused(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param: 'id',
  });

/**
 * Stands for Stripe, as far as it is asked here: Checkout sessions, their intents, refunds and idempotency keys, by the published description of its interface. It was
 * never held against Stripe itself.
 */
export class StripeStandIn {
  readonly #held = new Map<string, Held>();
  readonly #refunds: Stripe.Refund[] = [];
  readonly #disputes = new Map<string, Dispute>();
  readonly #keys = new Map<string, Kept>();
  #server: StandIn | undefined;
  /** What becomes of a refund that is ordered. */
  refundStatus = 'succeeded';
  /** Told of everything that happens, as a webhook would be. */
  onEvent: (event: StripeEventLike) => void = () => undefined;

  async start(): Promise<this> {
    this.#server = await startStandIn((asked, fault) => this.#answer(asked, fault), failed);
    return this;
  }

  get server(): StandIn {
    if (this.#server === undefined) throw new Error('it was not started');
    return this.#server;
  }

  #answer(asked: Asked, fault: 'error after' | 'error kept' | undefined): Answer {
    const { method, headers } = asked;
    if (headers.authorization !== `Bearer ${STRIPE_KEY}`)
      return refused(401, { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_****' });
    const key = headers['idempotency-key'];
    if (method !== 'POST' || typeof key !== 'string') return this.#do(asked);
    const fingerprint = `${asked.path} ${asked.body}`;
    const kept = this.#keys.get(key);
    if (kept !== undefined)
      return kept.fingerprint === fingerprint
        ? { ...kept.answer, headers: { 'idempotent-replayed': 'true' } }
        : refused(400, {
            type: 'idempotency_error',
            message:
              'Keys for idempotent requests can only be used with the same parameters they were first used with.',
          });
    const done = fault === 'error kept' ? failed() : this.#do(asked);
    // Kept whatever it was, but for what was refused before anything was begun.
    const answer = fault === undefined ? done : failed();
    if (answer.status < 400 || answer.status >= 500) this.#keys.set(key, { fingerprint, answer: copyOf(answer) });
    return answer;
  }

  #do({ method, path, query, body }: Asked): Answer {
    const form = new URLSearchParams(body);
    const [version, ...parts] = path.split('/').slice(1);
    if (version !== 'v1') return refused(404, { type: 'invalid_request_error', message: 'Unrecognized request URL' });
    const order = method === 'POST';
    const [one = '', two = '', three = '', four = ''] = parts;
    switch (`${method} ${one}${one === 'checkout' ? '/sessions' : ''}`) {
      case 'POST checkout/sessions':
        return three === '' ? this.#create(form) : this.#expire(three, four);
      case 'GET checkout/sessions':
        return three === '' ? this.#listSessions(query) : this.#readSession(three, query);
      case 'POST payment_intents':
        return three === 'capture' ? this.#capture(two) : this.#cancelIntent(two);
      case 'POST refunds':
        return this.#refund(form);
      case 'GET disputes':
        return this.#readDispute(two, query);
      case 'GET refunds':
        return two === '' ? this.#listRefunds(query) : this.#readRefund(two);
      default:
        return refused(404, {
          type: 'invalid_request_error',
          message: `Unrecognized request URL (${order ? 'POST' : 'GET'}: ${path})`,
        });
    }
  }

  #create(form: URLSearchParams): Answer {
    for (const name of form.keys())
      if (!KNOWN.test(name))
        return invalid(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
    const currency = form.get('line_items[0][price_data][currency]') ?? '';
    const amount = Number(form.get('line_items[0][price_data][unit_amount]'));
    const expiresAt = Number(form.get('expires_at'));
    if (!CURRENCIES.has(currency))
      return invalid(`Invalid currency: ${currency}. Stripe currently supports these currencies: …`, {
        param: 'line_items[0][price_data][currency]',
      });
    if (!Number.isInteger(amount) || amount < 1)
      return invalid('Invalid integer', { param: 'line_items[0][price_data][unit_amount]' });
    if (expiresAt < seconds() + 1_800 || expiresAt > seconds() + 86_400)
      return invalid(
        'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
        { param: 'expires_at' },
      );
    const session = newSession(
      {
        amount,
        currency,
        reference: form.get('client_reference_id'),
        metadata: metadataIn(form),
        successUrl: form.get('success_url') ?? '',
        cancelUrl: form.get('cancel_url'),
        expiresAt,
        methods: [form.get('allowed_payment_method_types[0]') ?? 'card'],
      },
      'https://checkout.stripe.test',
    );
    const manual = form.get('payment_intent_data[capture_method]') === 'manual';
    this.#held.set(session.id, { session, captureMethod: manual ? 'manual' : 'automatic', intent: null, charge: null });
    return ok(session);
  }

  #whole({ session, intent, charge }: Held, expanded: boolean): Stripe.Checkout.Session {
    if (intent === null) return session;
    return { ...session, payment_intent: expanded ? { ...intent, latest_charge: charge } : intent.id };
  }

  #readSession(id: string, query: URLSearchParams): Answer {
    const held = this.#held.get(id);
    if (held === undefined) return missing('checkout.session', id);
    return ok(this.#whole(held, [...query.values()].includes('payment_intent.latest_charge.balance_transaction')));
  }

  #listSessions(query: URLSearchParams): Answer {
    const [from, to] = [Number(query.get('created[gte]')), Number(query.get('created[lte]'))];
    const all = [...this.#held.values()].toReversed().map((held) => this.#whole(held, false));
    const within = all.filter(({ created }) => created >= from && created <= to);
    return ok(pageOf(within, query, '/v1/checkout/sessions'));
  }

  #expire(id: string, verb: string): Answer {
    const held = this.#held.get(id);
    if (held === undefined || verb !== 'expire') return missing('checkout.session', id);
    if (held.session.status !== 'open')
      return invalid(
        'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of complete.',
      );
    held.session.status = 'expired';
    held.session.url = null;
    if (held.intent !== null) Object.assign(held.intent, { status: 'canceled', cancellation_reason: 'expired' });
    this.#tell('checkout.session.expired', this.#whole(held, false));
    return ok(this.#whole(held, false));
  }

  #byIntent(id: string): Held | undefined {
    return [...this.#held.values()].find(({ intent }) => intent?.id === id);
  }

  #capture(id: string): Answer {
    const held = this.#byIntent(id);
    if (held === undefined || held.intent === null) return missing('payment_intent', id);
    if (held.intent.status !== 'requires_capture')
      return invalid(`This PaymentIntent could not be captured because it has a status of ${held.intent.status}.`, {
        code: 'payment_intent_unexpected_state',
      });
    this.#succeed(held, held.intent, held.intent.amount);
    return ok(held.intent);
  }

  #cancelIntent(id: string): Answer {
    const held = this.#byIntent(id);
    if (held === undefined || held.intent === null) return missing('payment_intent', id);
    if (held.intent.status === 'succeeded')
      return invalid('You cannot cancel this PaymentIntent because it has a status of succeeded.', {
        code: 'payment_intent_unexpected_state',
      });
    held.intent.status = 'canceled';
    return ok(held.intent);
  }

  #refund(form: URLSearchParams): Answer {
    const held = this.#byIntent(form.get('payment_intent') ?? '');
    const charge = held?.charge ?? null;
    if (charge === null) return missing('payment_intent', form.get('payment_intent') ?? '');
    const [amount, left] = [Number(form.get('amount')), charge.amount_captured - charge.amount_refunded];
    if (left === 0)
      return invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
    if (amount > left)
      return invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
        param: 'amount',
      });
    const refund = newRefund(charge, amount, metadataIn(form), this.refundStatus);
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.#refunds.unshift(refund);
    this.#tell('refund.created', refund);
    return ok(refund);
  }

  #listRefunds(query: URLSearchParams): Answer {
    const of = this.#refunds.filter(({ payment_intent: intent }) => intent === query.get('payment_intent'));
    return ok(pageOf(of, query, '/v1/refunds'));
  }

  #readRefund(id: string): Answer {
    const refund = this.#refunds.find((one) => one.id === id);
    return refund === undefined ? missing('refund', id) : ok(refund);
  }

  #readDispute(id: string, query: URLSearchParams): Answer {
    const dispute = this.#disputes.get(id);
    if (dispute === undefined) return missing('dispute', id);
    const intent = this.#byIntent(String(dispute.payment_intent))?.intent ?? null;
    return ok([...query.values()].includes('payment_intent') ? { ...dispute, payment_intent: intent } : dispute);
  }

  /** A buyer asks their bank for the money of what they paid. @returns its id */
  dispute(sessionId: string): string {
    const { intent, charge } = this.#heldAt(sessionId);
    if (intent === null || charge === null) throw new Error('nobody has paid');
    const dispute: Dispute = {
      id: newStripeId('du'),
      object: 'dispute',
      amount: charge.amount_captured,
      currency: charge.currency,
      charge: charge.id,
      payment_intent: intent.id,
      reason: 'fraudulent',
      status: 'needs_response',
      metadata: {},
      livemode: false,
      evidence_details: { due_by: seconds() + 604_800, has_evidence: false, past_due: false, submission_count: 0 },
    };
    this.#disputes.set(dispute.id, dispute);
    this.#tell('charge.dispute.created', dispute);
    return dispute.id;
  }

  closeDispute(id: string, status: 'won' | 'lost'): void {
    const dispute = this.#disputes.get(id);
    if (dispute === undefined) throw new Error(`there is no dispute ${id}`);
    dispute.status = status;
    this.#tell('charge.dispute.closed', dispute);
  }

  /** Keys are kept for a day. */
  forgetKeys(): void {
    this.#keys.clear();
  }

  /** The bank says how refunds under way ended. */
  settleRefunds(status: 'succeeded' | 'failed'): void {
    for (const refund of this.#refunds.filter((one) => one.status === 'pending')) {
      refund.status = status;
      if (status === 'failed') {
        refund.failure_reason = 'expired_or_canceled_card';
        const charge = [...this.#held.values()].find((held) => held.charge?.id === refund.charge)?.charge;
        if (charge !== undefined && charge !== null) charge.amount_refunded -= refund.amount;
      }
      this.#tell(status === 'failed' ? 'refund.failed' : 'refund.updated', refund);
    }
  }

  /** What a buyer does on the page of a session: nothing where it is not open. @param amount another than was asked for */
  pay(sessionId: string, amount?: number): void {
    const held = this.#heldAt(sessionId);
    if (held.session.status !== 'open') return;
    const intent = (held.intent ??= newIntent(held.session, held.captureMethod));
    held.session.status = 'complete';
    held.session.url = null;
    if (held.captureMethod === 'automatic') return this.#succeed(held, intent, amount ?? intent.amount);
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    held.charge = newCharge(intent, intent.amount, false);
    this.#tell('payment_intent.amount_capturable_updated', intent);
  }

  #succeed(held: Held, intent: Stripe.PaymentIntent, amount: number): void {
    Object.assign(intent, {
      status: 'succeeded',
      amount_received: amount,
      amount_capturable: 0,
      last_payment_error: null,
    });
    held.charge = newCharge(intent, amount, true);
    held.session.payment_status = 'paid';
    this.#tell('payment_intent.succeeded', intent);
    this.#tell('checkout.session.completed', this.#whole(held, false));
  }

  /** A card is declined; the buyer stays on the page. */
  decline(sessionId: string): void {
    const held = this.#heldAt(sessionId);
    const intent = (held.intent ??= newIntent(held.session, held.captureMethod));
    intent.last_payment_error = {
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
      type: 'card_error',
    };
    this.#tell('payment_intent.payment_failed', intent);
  }

  /** A way to pay that takes days came to nothing after the buyer had left; and then to something after all. */
  comeBack(sessionId: string): void {
    const held = this.#heldAt(sessionId);
    this.decline(sessionId);
    held.session.status = 'complete';
    held.session.url = null;
    this.#tell('checkout.session.async_payment_failed', this.#whole(held, false));
  }
  payAfterAll(sessionId: string): void {
    const held = this.#heldAt(sessionId);
    if (held.intent === null) throw new Error('nobody has tried to pay');
    this.#succeed(held, held.intent, held.intent.amount);
  }

  #heldAt(sessionId: string): Held {
    const held = this.#held.get(sessionId);
    if (held === undefined) throw new Error(`there is no session ${sessionId}`);
    return held;
  }

  #tell(type: string, object: object): void {
    this.onEvent({
      id: newStripeId('evt'),
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: seconds(),
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: 1,
      request: null,
      type,
    });
  }
}

/** As it was sent: what is kept of it does not change with what it was about. */
function copyOf({ status, body }: Answer): Answer {
  return { status, body: structuredClone(body) };
}

function metadataIn(form: URLSearchParams): Stripe.Metadata {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
      return key === undefined ? [] : [[key, value]];
    }),
  );
}

function pageOf<T extends { readonly id: string }>(all: readonly T[], query: URLSearchParams, url: string) {
  const after = query.get('starting_after');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const limit = Number(query.get('limit') ?? 10);
  return { object: 'list', url, has_more: from + limit < all.length, data: all.slice(from, from + limit) };
}
