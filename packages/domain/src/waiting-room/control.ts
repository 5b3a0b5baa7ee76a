import { prepare } from '@docket/db/statement';
import type { RoomPassSettings } from '@docket/runtime/settings/waiting-room';
import { apartIn } from '../spine/apart.ts';
import type { Ctx, CtxWith } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { readLatency } from '../booking/latency.ts';
import { drawRoom, tellPlaces } from './draw.ts';
import { nextBatch } from './pace.ts';
import { signPass } from './pass.ts';
import { ENTRY_COLUMNS, roomMoved, roomUpdated, type EntryRow, type ProgressRow } from './rows.ts';

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
};

type RoomAtWork = { show_id: string; drawn: boolean; batch: number; served: number; per_second: number };

const roomsStatement = prepare('rooms_at_work', 'SELECT * FROM rooms_at_work()').rows<RoomAtWork>();
const admitStatement = prepare(
  'admit_room',
  `SELECT ${ENTRY_COLUMNS} FROM admit_room($1, $2, $3, $4, $5) e`,
).rows<EntryRow>();
const progressStatement = prepare(
  'room_progress',
  'SELECT show_id, served, last_place, per_second FROM rooms WHERE show_id = $1',
).rows<ProgressRow>();

const apart = apartIn('waiting rooms');

/**
 * A turn of the controller over all waiting rooms, one apart from the other: draws those that have opened, lets the next in, ends what is over. Safe to be run by
 * several at a time, see `admit_room`.
 * @returns how many were let in
 */
export async function controlRooms(ctx: CtxWith<RoomPassSettings>, options: ControlOptions): Promise<number> {
  const rooms = await roomsStatement(ctx.db.pool, []);
  if (rooms.length === 0) return 0;
  const latencyMs = await readLatency(ctx, LATENCY_SECONDS);
  let admitted = 0;
  await apart(ctx).each(
    rooms,
    (room) => room.show_id,
    async (room) => {
      if (!room.drawn) await drawRoom(ctx, room.show_id);
      // First, so that nobody is let in before they knew their place.
      await tellDraw(ctx, room.show_id);
      const batch = nextBatch({ batch: room.batch, latencyMs, targetMs: options.latencyMs });
      admitted += await admit(ctx, room, batch, options);
    },
  );
  return admitted;
}

/** Tells those who were drawn their places, so many a turn: what is left the next turn finds. */
async function tellDraw(ctx: Ctx, showId: string): Promise<void> {
  for (let slice = 0; slice < SLICES; slice += 1) {
    if ((await tellPlaces(ctx, { showId, slice: SLICE })) === 0) return;
  }
}

async function admit(
  ctx: CtxWith<RoomPassSettings>,
  room: RoomAtWork,
  batch: number,
  options: ControlOptions,
): Promise<number> {
  return change(ctx, async (tx) => {
    const changed = await admitStatement(tx.client, [
      room.show_id,
      batch,
      options.inside,
      options.passSeconds,
      options.pauseSeconds,
    ]);
    const passes = await Promise.all(changed.map((entry) => passOf(entry, ctx.settings.ROOM_PASS_SECRET)));
    const told = changed.map((entry, at) => ({ entry, pass: passes[at] ?? null }));
    tx.emit(...told.toSorted(byPlace).map(({ entry, pass }) => roomUpdated(entry, pass)));
    await tellProgress(tx, room);
    return passes.filter((pass) => pass !== null).length;
  });
}

/** For one who is inside. */
async function passOf(entry: EntryRow, secrets: RoomPassSettings['ROOM_PASS_SECRET']): Promise<string | null> {
  if (entry.status !== 'ADMITTED' || entry.deadline === null) return null;
  const { id: entrantId, show_id: showId, user_id: userId, deadline } = entry;
  return signPass({ showId, userId, entrantId, deadline }, secrets);
}

function byPlace(a: { readonly entry: EntryRow }, b: { readonly entry: EntryRow }): number {
  return (a.entry.place ?? 0) - (b.entry.place ?? 0);
}

/** Everybody's place is relative to one figure, so one event tells thousands how far they have come. */
async function tellProgress(tx: Tx, before: RoomAtWork): Promise<void> {
  const [now] = await progressStatement(tx.client, [before.show_id]);
  if (now === undefined) return;
  const rateMoved = Math.abs(now.per_second - before.per_second) > Math.max(0.01, before.per_second * RATE_STEP);
  if (now.served !== before.served || rateMoved) tx.emit(roomMoved(now));
}
