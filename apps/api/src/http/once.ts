import { createHash } from 'node:crypto';
import type { RouteContract } from '@docket/contracts/http/route';
import type { Ctx } from '@docket/domain/spine/ctx';
import { fingerprintOf, keyRefused } from '@docket/domain/spine/idempotency';
import {
  claimRequest,
  releaseRequest,
  settleRequest,
  type KeptAnswer,
  type RequestWithKey,
} from '@docket/domain/spine/kept-answer';

/** Everything that was asked for, parsed. */
type Asked = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly bytes: Buffer;
  readonly type: string;
};

/** What makes two requests the same one. Of bytes their hash stands for them. */
function keyedRequest(contract: RouteContract, ownerId: string, key: string, asked: Asked): RequestWithKey {
  const { params, query, body, bytes, type } = asked;
  const sent = bytes.length === 0 ? null : [type, createHash('sha256').update(bytes).digest('hex')];
  const fingerprint = fingerprintOf(`${contract.method} ${contract.path}`, [params, query, body, sent]);
  return { ownerId, key, fingerprint };
}

/**
 * Carries a request out once: the key is claimed before, and what it was answered is kept after. The same request again gets that answer; a
 * refusal is not kept, and gives the key back. When the process dies in between, the key is free again after `CLAIM_SECONDS`, so the verb must be
 * safe to carry out a second time; one that is not claims the key in its own transaction (`mount(…, { key: 'verb' })`).
 * @throws DocketError `idempotency_mismatch`, `idempotency_in_progress`, and what `work` threw
 */
export async function once(
  ctx: Ctx,
  contract: RouteContract,
  key: string,
  asked: Asked,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer & { readonly replayed: boolean }> {
  if (ctx.actor.kind !== 'user') throw new Error(`${contract.path} keeps keys, and nobody is logged in`);
  const request = keyedRequest(contract, ctx.actor.userId, key, asked);
  const claimed = await claimRequest(ctx, request);
  if (claimed.outcome === 'replay') return { ...claimed.answer, replayed: true };
  if (claimed.outcome !== 'claimed') throw keyRefused(claimed.outcome, 'request');
  let answer: KeptAnswer;
  try {
    answer = await work();
  } catch (error) {
    await releaseRequest(ctx, request, claimed.claim).catch((cause: unknown) => leftOpen(ctx, cause));
    throw error;
  }
  // The effect is there: the caller is told so, whether or not it could be noted.
  await settleRequest(ctx, request, claimed.claim, answer).catch((cause: unknown) => leftOpen(ctx, cause));
  return { ...answer, replayed: false };
}

function leftOpen(ctx: Ctx, cause: unknown): void {
  ctx.log.warn({ err: cause }, 'the claim of an Idempotency-Key stays open until it is past its time');
}
