import { apartIn } from '../../spine/apart.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { inLanes } from '../../spine/lanes.ts';
import { storable } from '../../spine/storable.ts';
import { readKey } from '../lock.ts';
import { paymentOfReference } from '../of-reference.ts';
import type { PaymentReactions } from '../payable.ts';
import type { DisputeTruth } from '../provider.ts';
import type { PaymentProviders } from '../providers.ts';
import { amountWords } from '../timeline.ts';
import { recordDispute, type DisputeStatus } from './record.ts';

/** How many are looked at a time: each waits for its provider. */
const LANES = 8;
/** Characters of a reason that are kept: providers have words for them. */
const REASON = 60;

const apart = apartIn('callbacks about disputes');

/** What came of it: `foreign` is of another who uses the same account; `operator` is what somebody has to do. */
export type DisputeLooked = 'looked' | 'unknown' | 'foreign' | { readonly operator: string };

/**
 * Somebody says that a provider has news of these disputes. It is not believed: the provider is asked. A program can answer none of them, so that one that is open
 * or lost is an operator's.
 * @param references the provider's name, a colon, and the provider's id @returns what came of each; what has failed is left out, and may be given again
 */
export async function lookAtDisputes(
  ctx: Ctx,
  references: readonly string[],
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<ReadonlyMap<string, DisputeLooked>> {
  const looked = new Map<string, DisputeLooked>();
  await inLanes([...new Set(references)], LANES, async (reference) => {
    const outcome = await apart(ctx).one(reference, () => lookAt(ctx, reference, providers, reactions));
    if (outcome !== undefined) looked.set(reference, outcome);
  });
  return looked;
}

async function lookAt(
  ctx: Ctx,
  reference: string,
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<DisputeLooked> {
  const colon = reference.indexOf(':');
  const [provider, providerRef] = [reference.slice(0, colon), reference.slice(colon + 1)];
  // Disputes are of cards, nearly all of them.
  const said = await providers.ask({ provider, method: 'card' }, async (asked) =>
    asked.fetchDispute?.({ providerRef }),
  );
  if (said === null || said === undefined) return 'unknown';
  if (said.reference === null) return 'foreign';
  const paymentId = await paymentOfReference(ctx, { kind: 'payment', reference: said.reference });
  if (paymentId === null) return 'unknown';
  const key = await readKey(ctx, paymentId);
  const truth = { ...said, reason: storable(said.reason).slice(0, REASON) };
  const status = await recordDispute(ctx, { key, attemptId: said.reference, provider, providerRef, truth }, reactions);
  const operator = taskOf(status, paymentId, provider, truth);
  return operator === null ? 'looked' : { operator };
}

/** What an operator has to do, if anything. */
function taskOf(status: DisputeStatus, paymentId: string, provider: string, truth: DisputeTruth): string | null {
  const amount = amountWords(truth.amountMinor, truth.currency);
  switch (status) {
    case 'OPEN': {
      const until = truth.answerBy === null ? '' : ` until ${truth.answerBy.toISOString().slice(0, 10)}`;
      return `dispute of ${amount} (${truth.reason}), payment ${paymentId}: answer it at ${provider}${until}`;
    }
    case 'LOST':
      return `dispute lost: ${amount} of payment ${paymentId} are the buyer's again; take back what was delivered`;
    case 'WON':
      return null;
    default:
      return status satisfies never;
  }
}
