import { transaction, type PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';
import { nextBatch } from './pace.ts';
import { signPass } from './pass.ts';

/** Latency is that of bookings of this long ago at most. */
const LATENCY_SECONDS = 10;
/** Entrants told of their place in one transaction, and how many of these to a turn: the rest is for the next, admissions go on between. */
const SLICE = 500;
const SLICES = 10;
/** A change of the rate below this is not worth telling everybody. */
const RATE_STEP = 0.05;

export type ControlOptions = {
  /** People inside at once, at most. */
  readonly inside: number;
  /** How long a pass is good. */
  readonly passSeconds: number;
  /** Bookings decided in less than this let the batches grow. */
  readonly latencyMs: number;
  /** Turns of a room that follow sooner on each other do nothing: whoever makes them, it is one a second. */
  readonly pauseSeconds: number;
  /** Signs passes. */
  readonly secret: string;
};

type RoomAtWork = { show_id: string; drawn: boolean; batch: number; served: number; per_second: number };
type Changed = { id: string; show_id: string; user_id: string; status: string; deadline: Date };

const roomsStatement = prepare('rooms_at_work', 'SELECT * FROM rooms_at_work()').rows<RoomAtWork>();
const latencyStatement = prepare('booking_latency', 'SELECT booking_latency($1) AS ms');
const drawStatement = prepare('draw_room', 'SELECT * FROM draw_room($1)').rows<EventRow>();
const announceDrawStatement = prepare('announce_draw', 'SELECT * FROM announce_draw($1, $2)').rows<EventRow>();
const admitStatement = prepare('admit_room', 'SELECT * FROM admit_room($1, $2, $3, $4, $5)').rows<Changed>();
const movedStatement = prepare('room_progress', 'SELECT served, per_second FROM rooms WHERE show_id = $1');
const announceEntriesStatement = prepare(
  'announce_room_entries',
  'SELECT * FROM announce_room_entries($1, $2)',
).rows<EventRow>();
const announceRoomStatement = prepare('announce_room', 'SELECT * FROM announce_room($1)').rows<EventRow>();

/**
 * A turn of the controller over all waiting rooms: draws those that have opened, lets the next in, ends what is over. Safe to be run by
 * several at a time, see `admit_room`.
 * @returns how many were let in
 */
export async function controlRooms(ctx: Ctx, options: ControlOptions): Promise<number> {
  const rooms = await roomsStatement(ctx.db.pool, []);
  if (rooms.length === 0) return 0;
  const [latency] = await latencyStatement(ctx.db.pool, [LATENCY_SECONDS]);
  let admitted = 0;
  for (const room of rooms) {
    if (!room.drawn) dispatchEvents(ctx, await drawStatement(ctx.db.pool, [room.show_id]));
    // First, so that nobody is let in before they knew their place.
    await announceDraw(ctx, room.show_id);
    const batch = nextBatch({ batch: room.batch, latencyMs: latency?.ms ?? null, targetMs: options.latencyMs });
    admitted += await admit(ctx, room, batch, options);
  }
  return admitted;
}

/** Tells those who were drawn their places. What is left after so many, or after a crash, the next turn finds by the room's own row. */
async function announceDraw(ctx: Ctx, showId: string): Promise<void> {
  for (let slice = 0; slice < SLICES; slice += 1) {
    const events = await announceDrawStatement(ctx.db.pool, [showId, SLICE]);
    if (events.length === 0) return;
    dispatchEvents(ctx, events);
  }
}

async function admit(ctx: Ctx, room: RoomAtWork, batch: number, options: ControlOptions): Promise<number> {
  const showId = room.show_id;
  const turn = await transaction(ctx.db.pool, async (client) => {
    const changed = await admitStatement(client, [
      showId,
      batch,
      options.inside,
      options.passSeconds,
      options.pauseSeconds,
    ]);
    const passes = await Promise.all(
      changed.map(async (each) =>
        each.status === 'ADMITTED'
          ? signPass({ showId, userId: each.user_id, entrantId: each.id, deadline: each.deadline }, options.secret)
          : null,
      ),
    );
    const personal =
      changed.length === 0 ? [] : await announceEntriesStatement(client, [changed.map((each) => each.id), passes]);
    return {
      admitted: passes.filter((pass) => pass !== null).length,
      events: [...personal, ...(await announceProgress(client, room))],
    };
  });
  dispatchEvents(ctx, turn.events);
  return turn.admitted;
}

/** Everybody's place is relative to one figure, so one event tells thousands how far they have come. */
async function announceProgress(client: PoolClient, before: RoomAtWork): Promise<EventRow[]> {
  const [now] = await movedStatement(client, [before.show_id]);
  if (now === undefined) return [];
  const rateMoved = Math.abs(now.per_second - before.per_second) > Math.max(0.01, before.per_second * RATE_STEP);
  return now.served !== before.served || rateMoved ? announceRoomStatement(client, [before.show_id]) : [];
}
