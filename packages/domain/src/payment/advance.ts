import type { AttemptStatus, PaymentMethod } from '@docket/contracts/payment/status';
import { isAway } from '@docket/db/away';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { conclude, type Heard } from './conclude.ts';
import { readKey, type PaymentKey } from './lock.ts';
import type { PaymentReactions } from './payable.ts';
import { ProviderRefused, type ChargeTruth } from './provider.ts';
import type { PaymentProviders } from './providers.ts';
import { mayGrow } from './looks.ts';
import { hasMoney, isLive } from './states.ts';
import type { By } from './timeline.ts';

/** How long an attempt is somebody's who asks its provider, seconds: longer than all questions of one look may take. */
export const LEASE_SECONDS = 60;

/** An attempt as whoever asks its provider needs it. */
export type AttemptToAsk = {
  readonly id: string;
  readonly provider: string;
  readonly method: PaymentMethod;
  readonly status: AttemptStatus;
  readonly providerRef: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly deadline: Date;
};

const takeStatement = prepare('take_attempt', 'SELECT take_attempt($1, $2) AS fence').rows<{ fence: number | null }>();
const askStatement = prepare(
  'attempt_to_ask',
  `SELECT id, provider, method, status, provider_ref, amount_minor::float8 AS amount_minor, currency, deadline FROM payment_attempts WHERE id = $1`,
).rows<{ method: PaymentMethod; status: AttemptStatus; amount_minor: number }>();
/** Of a payment: what is under way, what may still be paid late, and what is paid and not delivered. */
const openStatement = prepare(
  'payment_open_attempts',
  `SELECT a.id FROM payment_attempts a JOIN payments p ON p.id = a.payment_id
    WHERE a.payment_id = $1 AND (a.next_look_at IS NOT NULL OR a.status IN ('CREATED', 'PENDING', 'AUTHORISED', 'UNKNOWN') OR (a.id = p.paid_attempt_id AND p.outcome IS NULL))
    ORDER BY a.id`,
);

/** @returns the fence; null while another has the attempt, who will then look once more */
export async function takeAttempt(ctx: Pick<Ctx, 'db'>, attemptId: string): Promise<number | null> {
  const [row] = await takeStatement(ctx.db.pool, [attemptId, LEASE_SECONDS]);
  return row?.fence ?? null;
}

export async function readToAsk(ctx: Pick<Ctx, 'db'>, attemptId: string): Promise<AttemptToAsk> {
  const [row] = await askStatement(ctx.db.pool, [attemptId]);
  if (row === undefined) throw new Error(`there is no attempt ${attemptId}`);
  return {
    id: row.id,
    provider: row.provider,
    method: row.method,
    status: row.status,
    providerRef: row.provider_ref,
    amountMinor: row.amount_minor,
    currency: row.currency,
    deadline: row.deadline,
  };
}

/**
 * The one way in which a payment moves on, whoever says that it may have: asks the providers of its open attempts how they stand, outside of any
 * transaction, and concludes each in one. Done again, it changes nothing.
 * @param input.attemptId only this one @throws DocketError payment_not_found
 */
export async function advancePayment(
  ctx: Ctx,
  input: { readonly paymentId: string; readonly attemptId?: string; readonly by: By },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<void> {
  const key = await readKey(ctx, input.paymentId);
  const open =
    input.attemptId === undefined
      ? (await openStatement(ctx.db.pool, [key.id])).map(({ id }) => id)
      : [input.attemptId];
  for (const attemptId of open) {
    const fence = await takeAttempt(ctx, attemptId);
    if (fence !== null) await lookAt(ctx, { key, attemptId, fence, by: input.by }, providers, reactions);
  }
}

/** Asks after one attempt whose lease the caller has, and concludes it. */
export async function lookAt(
  ctx: Ctx,
  look: {
    readonly key: PaymentKey;
    readonly attemptId: string;
    readonly fence: number;
    readonly by: By;
    readonly givenUp?: boolean;
  },
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<void> {
  const attempt = await readToAsk(ctx, look.attemptId);
  const late = ctx.clock.now() >= attempt.deadline;
  const end = look.givenUp === true ? 'given up' : late ? 'late' : null;
  const heard = await hear(ctx, attempt, end, providers);
  const by = late && look.by === 'poller' ? 'deadline' : look.by;
  await conclude(ctx, { ...look, by }, heard, reactions);
}

/**
 * What the provider says of an attempt, when what is to be done there is done: what was approved is collected, what nobody has approved in time is
 * cancelled, and so is what was given up.
 */
async function hear(
  ctx: Ctx,
  attempt: AttemptToAsk,
  end: 'given up' | 'late' | null,
  providers: PaymentProviders,
): Promise<Heard> {
  const { id: reference, amountMinor, currency, status } = attempt;
  if (hasMoney(attempt) && !mayGrow(attempt)) return { kind: 'silent', unknown: false, why: 'its money is here' };
  const charge = { reference, providerRef: attempt.providerRef };
  const fetched = await listen(ctx, attempt, () => providers.ask(attempt, (provider) => provider.fetch(charge)), false);
  if (fetched.kind === 'silent') return fetched;
  const { state, providerRef } = fetched.truth;
  if (providerRef === null || (state !== 'pending' && state !== 'authorised')) return fetched;
  if (!isLive(status) || end === 'given up' || (end === 'late' && state === 'pending'))
    return order(ctx, attempt, fetched, (provider) => provider.cancel({ reference, providerRef }), providers);
  if (state === 'authorised')
    return order(
      ctx,
      attempt,
      fetched,
      (provider) => provider.capture({ reference, providerRef, amountMinor, currency }),
      providers,
    );
  return fetched;
}

/** Something is to be done at the provider. Refused, it is as it was before; it is looked at again. */
async function order(
  ctx: Ctx,
  attempt: AttemptToAsk,
  before: Heard,
  what: Parameters<typeof providers.ask<ChargeTruth>>[1],
  providers: PaymentProviders,
): Promise<Heard> {
  const done = await listen(ctx, attempt, () => providers.ask(attempt, what), true);
  return done.kind === 'silent' && !done.unknown ? before : done;
}

/** Errors of providers as what they mean for the attempt. @param orders whether something was to be done, so that silence is an unknown outcome */
export async function listen(
  ctx: Pick<Ctx, 'log'>,
  attempt: Pick<AttemptToAsk, 'id' | 'provider'>,
  question: () => Promise<ChargeTruth>,
  orders: boolean,
): Promise<Heard> {
  try {
    return { kind: 'truth', truth: await question() };
  } catch (error) {
    if (isAway(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    ctx.log.warn(
      { err: error, attemptId: attempt.id, provider: attempt.provider },
      'a provider did not answer a question',
    );
    const notDone = error instanceof ProviderRefused || (error instanceof Error && error.name === 'ProviderDown');
    return { kind: 'silent', unknown: orders && !notDone, why };
  }
}
