import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Ctx } from './ctx.ts';

/** What `claim_idempotency_key` says of a request that is not to go on and has no answer yet. */
export type KeyRefusal = 'mismatch' | 'in_progress';
export const KEY_REFUSALS = ['mismatch', 'in_progress'] as const satisfies readonly KeyRefusal[];

/** Of a verb that claims the key of a request in the transaction of its effect. */
export type Keyed = {
  /** As the request carries it; null: it may be done as often as it comes. */
  readonly idempotencyKey: string | null;
  /** Called when the answer is the one that the key was given before. */
  readonly onReplay?: () => void;
};

/** Seconds after which a request that met its own twin has an answer, as a rule. */
const TWIN_SECONDS = 1;

/**
 * What makes two requests the same one: the kind of work and everything that was asked for, as `claim_idempotency_key` takes it.
 * @param kind one per verb, for keys are shared by all verbs of an owner
 */
export function fingerprintOf(kind: string, asked: readonly unknown[]): string {
  return createHash('sha256')
    .update(`${kind}\0${JSON.stringify(asked)}`)
    .digest('hex');
}

/** @param what the thing that was to be made, such as `submission` */
export function keyRefused(refusal: KeyRefusal, what: string): DocketError {
  return refusal === 'mismatch'
    ? new DocketError(
        'idempotency_mismatch',
        `This Idempotency-Key was used for another ${what}, or for something else; take a new key for a new request.`,
      )
    : new DocketError(
        'idempotency_in_progress',
        `The request that first came with this Idempotency-Key is still being worked on; send it again in a moment.`,
        { retryAfter: TWIN_SECONDS },
      );
}

const claimStatement = prepare(
  'claim_idempotency_key',
  'SELECT outcome, response FROM claim_idempotency_key($1, $2, $3)',
);
const settleStatement = prepare('settle_idempotency_key', 'SELECT settle_idempotency_key($1, $2, $3)');
const claimed = z.object({ outcome: z.enum(['claimed', 'replay', ...KEY_REFUSALS]), response: z.unknown() });

/** One request of an owner, with the key it came with, if it came with one. */
export type KeyedRequest = { readonly ownerId: string; readonly key: string | null; readonly fingerprint: string };

/**
 * Claims the key of a request, in the transaction that does what is asked: rolled back, the key is as if never sent.
 * @returns `claimed`: go on, and settle it; `replay` with what was answered then; or why neither
 */
export async function claimKey(
  on: PoolClient,
  { ownerId, key, fingerprint }: KeyedRequest,
): Promise<z.output<typeof claimed>> {
  const [row] = await claimStatement(on, [ownerId, key, fingerprint]);
  return claimed.parse(row);
}

/** Keeps what the request with a claimed key is answered. */
export async function settleKey(on: PoolClient, { ownerId, key }: KeyedRequest, response: unknown): Promise<void> {
  if (key !== null) await settleStatement(on, [ownerId, key, JSON.stringify(response)]);
}

const answerStatement = prepare(
  'idempotency_answer',
  'SELECT fingerprint, response FROM idempotency_keys WHERE owner_id = $1 AND key = $2',
);

/**
 * What a request with this key was answered before, without claiming the key: for a request that is about to be refused for
 * what the first one of its kind was not. Keys that are being claimed this moment are not seen.
 * @returns null when there was none
 */
export async function findAnswer<Answer extends z.ZodType>(
  ctx: Pick<Ctx, 'db'>,
  schema: Answer,
  request: KeyedRequest,
): Promise<z.output<Answer> | KeyRefusal | null> {
  if (request.key === null) return null;
  const [row] = await answerStatement(ctx.db.pool, [request.ownerId, request.key]);
  if (row === undefined) return null;
  if (row.fingerprint !== request.fingerprint) return 'mismatch';
  return row.response === null ? 'in_progress' : schema.parse(row.response);
}
