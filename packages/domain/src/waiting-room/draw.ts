import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { ENTRY_COLUMNS, roomMoved, roomUpdated, type EntryRow, type ProgressRow } from './rows.ts';

const drawStatement = prepare(
  'draw_places',
  'SELECT show_id, served, last_place, per_second FROM draw_places($1)',
).rows<ProgressRow>();
const tellStatement = prepare('tell_places', `SELECT ${ENTRY_COLUMNS} FROM tell_places($1, $2) e`).rows<EntryRow>();

/**
 * Draws the places of a room whose sale has opened, and says so on its channel. Once, however many do it at the same time; a room that is not to
 * be drawn yet stays as it is. Each entrant's own place is told by `tellPlaces`.
 */
export async function drawRoom(ctx: Pick<Ctx, 'db' | 'clock' | 'dispatch'>, showId: string): Promise<void> {
  await change(ctx, async (tx) => {
    tx.emit(...(await drawStatement(tx.client, [showId])).map(roomMoved));
  });
}

/**
 * Tells the next so many entrants of a draw their places. What is left, also after a crash, the next call finds by the room's own row.
 * @returns how many were told
 */
export async function tellPlaces(
  ctx: Pick<Ctx, 'db' | 'clock' | 'dispatch'>,
  room: { readonly showId: string; readonly slice: number },
): Promise<number> {
  return change(ctx, async (tx) => {
    const rows = await tellStatement(tx.client, [room.showId, room.slice]);
    tx.emit(...rows.map((row) => roomUpdated(row)));
    return rows.length;
  });
}
