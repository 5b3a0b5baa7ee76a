import { DocketError } from '@docket/contracts/errors';
import type { Room } from '@docket/contracts/http/waiting-room';
import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { allDone, gather, type Done } from '../spine/gather.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { getRoom } from './get.ts';
import { roomNotFound } from './rows.ts';

type Joining = { readonly showId: string; readonly userId: string; readonly told: (events: EventRow[]) => void };

const joinStatement = prepare('join_rooms', 'SELECT * FROM join_rooms($1, $2)').rows<EventRow>();

/** At the opening thousands come in a second: those that come together enter in one transaction. */
const joiner = perDb((db) =>
  gather<Joining, Done>({
    max: 200,
    lanes: 2,
    run: async (batch) => {
      const events = await joinStatement(db.pool, [batch.map((each) => each.showId), batch.map((each) => each.userId)]);
      batch[0]?.told(events);
      return allDone(batch);
    },
  }),
);

/**
 * Enters the waiting room: before the opening into the draw, afterwards behind everybody else. Whoever is in it already stays where they are.
 * @throws DocketError unauthenticated, show_not_found, room_not_found, show_cancelled, show_started
 */
export async function joinRoom(ctx: Ctx, input: { readonly id: string; readonly secret: string }): Promise<Room> {
  const user = requireUser(ctx);
  const show = await readShowFacts(ctx, input.id);
  if (!show.waitingRoom) throw roomNotFound();
  if (show.cancelled) throw new DocketError('show_cancelled', 'This show was cancelled; nothing of it is sold.');
  if (show.startsAt <= ctx.clock.now())
    throw new DocketError('show_started', 'This show has begun; nothing of it is sold any more.');
  await joiner(ctx.db)({
    showId: input.id,
    userId: user.userId,
    told: (events) => dispatchEvents(ctx, events),
  });
  return getRoom(ctx, input);
}
