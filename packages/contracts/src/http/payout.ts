import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';
import { withdrawal, withdrawalStatus } from './wallet.ts';

/** A withdrawal as operators see it; of where it goes they see no more than its owner. */
export const payout = withdrawal.extend({
  userId: uuid,
  username: z.string(),
  provider: z.string(),
  /** How often a worker has taken it up. */
  tries: z.int(),
  /** In flight: nobody asks the bank before then. Null where nothing more is asked. */
  nextLookAt: timestamp.nullable(),
});
export type Payout = z.infer<typeof payout>;

export const listPayouts = route({
  method: 'GET',
  path: '/admin/withdrawals',
  access: ADMINS,
  status: 200,
  summary: 'All withdrawals, newest first',
  query: z.object({ ...pageQuery, status: withdrawalStatus.optional(), userId: uuid.optional() }),
  response: page(payout),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

/** Another withdrawal of the same wallet. */
const neighbour = withdrawal.pick({ withdrawalId: true, sequence: true, amountMinor: true, currency: true });

export const payoutDetail = payout.extend({
  /** Of the provider, once it has said it. */
  providerRef: z.string().nullable(),
  /** In the ledger, oldest first: what was reserved, and what became of it. */
  transfers: z.array(
    z.object({
      transferId: uuid,
      kind: z.string(),
      phase: z.enum(['posted', 'pending', 'settled', 'voided']),
      at: timestamp,
    }),
  ),
  /** The one that is carried out first, where this one waits for another. */
  waitsFor: neighbour.nullable(),
  /** What waits behind this one in its wallet, in order: the first 20. */
  behind: z.array(neighbour),
  /** All of them. */
  behindCount: z.int(),
});
export type PayoutDetail = z.infer<typeof payoutDetail>;

const params = z.object({ id: uuid });

export const getPayout = route({
  method: 'GET',
  path: '/admin/withdrawals/:id',
  access: ADMINS,
  status: 200,
  summary: 'One withdrawal with its transfers in the ledger, what it waits for, and what waits behind it',
  params,
  response: payoutDetail,
  errors: ['unauthenticated', 'forbidden', 'withdrawal_not_found'],
});

export const lookAgainAtPayout = route({
  method: 'POST',
  path: '/admin/withdrawals/:id/look-again',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary:
    'Have a worker ask the bank now how a withdrawal stands that the bank has, may have, or has paid. Any other is left as it is. Says nothing of the outcome by itself',
  params,
  response: payoutDetail,
  errors: ['unauthenticated', 'forbidden', 'withdrawal_not_found'],
});
