import { DocketError } from '@docket/contracts/errors';
import type { Pool, PoolClient } from '@docket/db/pool';
import { refuseClosedSale } from '../catalog/show/closed-sale.ts';
import type { ShowFacts } from '../catalog/show/show-facts.ts';
import type { Ctx } from '../spine/ctx.ts';
import { classFaults, type Opens, type Wish } from './price/classes.ts';

/** Somebody who wants seats of a show, and what they bring to be let at them. */
export type AtTheGate = {
  readonly showId: string;
  readonly show: ShowFacts;
  /** How many, and the field of the request that says so. */
  readonly seats: { readonly count: number; readonly field: string };
  readonly pass: string | undefined;
  /** In which price classes, where not all are at the full price; and the classes that their voucher names. */
  readonly wishes?: readonly Wish[];
  readonly voucher?: Opens;
  /** They passed all gates for these seats before, and have waited in line since: who may come in is not asked again, only what may have changed. */
  readonly admitted?: boolean;
};

/**
 * A condition of another area for taking seats. Gates are asked where bookings are made and not per route, so that each stands before every
 * way to the seats; which there are is listed above all areas (`gates.ts`).
 * @param on the transaction that takes the seats, or queues for them
 * @throws DocketError for whoever may not
 */
export type Gate = (ctx: Ctx, on: Pool | PoolClient, asked: AtTheGate) => Promise<void>;

/**
 * The one way to seats, which bookings, waiting lists and their offers go, in the transaction that takes what they ask for: the sale is open,
 * it is not more than one person may have, the price classes are for these seats, and every gate lets them in.
 * @throws DocketError `too_many_seats`, `class_not_allowed`, `show_cancelled`, `show_started`, `sale_not_open`, and what the first gate that refuses throws
 */
export async function passGates(
  ctx: Ctx,
  on: Pool | PoolClient,
  gates: readonly Gate[],
  asked: AtTheGate,
): Promise<void> {
  const { show, seats } = asked;
  if (seats.count > show.seatsPerUser)
    throw new DocketError('too_many_seats', `One person may have ${show.seatsPerUser} seats of this show.`, {
      fields: [{ path: seats.field, message: `at most ${show.seatsPerUser}` }],
    });
  refuseClosedSale(show, ctx.clock.now());
  const faults = classFaults(show.classes, asked.wishes ?? [], asked.voucher ?? null);
  if (faults.length > 0)
    throw new DocketError('class_not_allowed', `${faults.join('; ')}.`, {
      fields: faults.map((message) => ({ path: 'body.classes', message })),
    });
  for (const gate of gates) await gate(ctx, on, asked);
}
