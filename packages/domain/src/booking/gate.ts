import type { ShowFacts } from '../catalog/show/show-facts.ts';
import type { Ctx } from '../spine/ctx.ts';

/** Somebody who wants seats of a show, and what they bring to be let at them. */
export type AtTheGate = { readonly showId: string; readonly show: ShowFacts; readonly pass: string | undefined };

/**
 * A condition of another area for taking seats. Gates are asked where bookings are made and not per route, so that each stands before every
 * way to the seats; which there are is listed above all areas (`gates.ts`).
 * @throws DocketError for whoever may not
 */
export type Gate = (ctx: Ctx, asked: AtTheGate) => Promise<void>;

/** Asks one gate after the other. @throws what the first that refuses throws */
export async function passGates(ctx: Ctx, gates: readonly Gate[], asked: AtTheGate): Promise<void> {
  for (const gate of gates) await gate(ctx, asked);
}
