import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import type { Ctx } from './ctx.ts';
import { findAnswer, type KeyedRequest, type KeyRefusal } from './idempotency.ts';
import { storableJson } from './storable.ts';

/** A request that came with a key. */
export type RequestWithKey = KeyedRequest & { readonly key: string };

/** What a request was answered, to be answered again; without a body for 204. */
const keptAnswer = z.object({ status: z.int(), body: z.unknown().optional() });
export type KeptAnswer = z.infer<typeof keptAnswer>;

/**
 * How long a claim without an answer keeps others out, seconds: twice what the longest statement may take, and shorter than any hold or offer that
 * its owner waits to take up. After that whoever claimed it is taken for dead
 * (it crashed between its effect and its answer), and the next request with the key is carried out anew.
 */
export const CLAIM_SECONDS = 60;

// On its own, not in the transaction of the effect: the row is seen by twins at once.
const claimStatement = prepare(
  'keep_claim',
  `INSERT INTO idempotency_keys (owner_id, key, fingerprint, created_at) VALUES ($1, $2, $3, clock_timestamp())
   ON CONFLICT (owner_id, key) DO UPDATE SET created_at = excluded.created_at
     WHERE idempotency_keys.response IS NULL AND idempotency_keys.fingerprint = excluded.fingerprint
       AND idempotency_keys.created_at < excluded.created_at - make_interval(secs => $4)
   RETURNING created_at::text AS claim`,
).rows<{ claim: string }>();

const settleStatement = prepare(
  'keep_settle',
  `UPDATE idempotency_keys SET response = $4 WHERE owner_id = $1 AND key = $2 AND created_at = $3::timestamptz AND response IS NULL`,
);

const releaseStatement = prepare(
  'keep_release',
  'DELETE FROM idempotency_keys WHERE owner_id = $1 AND key = $2 AND created_at = $3::timestamptz AND response IS NULL',
);

export type Claim =
  | { readonly outcome: 'claimed'; readonly claim: string }
  | { readonly outcome: 'replay'; readonly answer: KeptAnswer }
  | { readonly outcome: KeyRefusal };

/**
 * Claims the key of a request before it is carried out, for work that does not claim it in its own transaction (`claim_idempotency_key`). Such
 * work must be safe to do twice, one after the other: a crash between effect and answer leaves the claim without an answer.
 */
export async function claimRequest(ctx: Pick<Ctx, 'db'>, request: RequestWithKey): Promise<Claim> {
  const { ownerId, key, fingerprint } = request;
  const [made] = await claimStatement(ctx.db.pool, [ownerId, key, fingerprint, CLAIM_SECONDS]);
  if (made !== undefined) return { outcome: 'claimed', claim: made.claim };
  const earlier = await findAnswer(ctx, keptAnswer, request);
  if (typeof earlier === 'object' && earlier !== null) return { outcome: 'replay', answer: earlier };
  // Given back this very moment: whoever asks again finds it free.
  return { outcome: earlier ?? 'in_progress' };
}

/** Keeps what the request is answered, for as long as keys are kept. Does nothing where another has taken the claim over. */
export async function settleRequest(
  ctx: Pick<Ctx, 'db'>,
  request: RequestWithKey,
  claim: string,
  answer: KeptAnswer,
): Promise<void> {
  await settleStatement(ctx.db.pool, [request.ownerId, request.key, claim, storableJson(answer)]);
}

/** Gives the key back, as if it had never been sent: the request was refused. */
export async function releaseRequest(ctx: Pick<Ctx, 'db'>, request: RequestWithKey, claim: string): Promise<void> {
  await releaseStatement(ctx.db.pool, [request.ownerId, request.key, claim]);
}
