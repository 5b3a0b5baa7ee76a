import { DocketError } from '@docket/contracts/errors';
import type { Room } from '@docket/contracts/http/waiting-room';
import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import type { RoomPassSettings } from '@docket/runtime/settings/waiting-room';
import { requireUser, type Ctx, type CtxWith } from '../spine/ctx.ts';
import { allDone, gather, type Done } from '../spine/gather.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { drawRoom } from './draw.ts';
import { getRoom } from './get.ts';
import { roomNotFound } from './rows.ts';

type Joining = { readonly showId: string; readonly userId: string };

const enterStatement = prepare('enter_rooms', 'SELECT r AS show_id FROM enter_rooms($1, $2) r').rows<{
  show_id: string;
}>();

/** @returns the rooms that have opened and must be drawn first: nobody has entered those */
async function tryToEnter(ctx: Pick<Ctx, 'db'>, people: readonly Joining[]): Promise<Set<string>> {
  const rows = await enterStatement(ctx.db.pool, [
    people.map(({ showId }) => showId),
    people.map(({ userId }) => userId),
  ]);
  return new Set(rows.map((row) => row.show_id));
}

/** Lets many in with one statement. The first to come after an opening need not wait for the controller's turn: they draw the room themselves. */
export async function enterTogether(
  ctx: Pick<Ctx, 'db' | 'clock' | 'dispatch'>,
  people: readonly Joining[],
): Promise<void> {
  const undrawn = await tryToEnter(ctx, people);
  if (undrawn.size === 0) return;
  for (const showId of undrawn) await drawRoom(ctx, showId);
  await tryToEnter(
    ctx,
    people.filter(({ showId }) => undrawn.has(showId)),
  );
}

/** At the opening thousands come in a second: those that come together enter in one transaction. */
const joiner = perDb(() =>
  gather<Joining & { readonly ctx: Ctx }, Done>({
    max: 200,
    lanes: 2,
    run: async (batch) => {
      const [first] = batch;
      if (first !== undefined) await enterTogether(first.ctx, batch);
      return allDone(batch);
    },
  }),
);

/**
 * Enters the waiting room: before the opening into the draw, afterwards behind everybody else. Whoever is in it already stays where they are.
 * @throws DocketError unauthenticated, show_not_found, room_not_found, show_cancelled, show_started
 */
export async function joinRoom(ctx: CtxWith<RoomPassSettings>, input: { readonly id: string }): Promise<Room> {
  const user = requireUser(ctx);
  const show = await readShowFacts(ctx, input.id);
  if (!show.waitingRoom) throw roomNotFound();
  if (show.cancelled) throw new DocketError('show_cancelled', 'This show was cancelled; nothing of it is sold.');
  if (show.startsAt <= ctx.clock.now())
    throw new DocketError('show_started', 'This show has begun; nothing of it is sold any more.');
  await joiner(ctx.db)({ ctx, showId: input.id, userId: user.userId });
  return getRoom(ctx, input);
}
