import { roomChannel } from '@docket/contracts/events/waiting-room';
import type { Room } from '@docket/contracts/http/waiting-room';
import { prepare } from '@docket/db/statement';
import type { RoomPassSettings } from '@docket/runtime/settings/waiting-room';
import { requireUser, type CtxWith } from '../spine/ctx.ts';
import { signPass } from './pass.ts';
import { ENTRY_COLUMNS, rateOf, roomNotFound, showNotFound, toEntry, type EntryRow } from './rows.ts';

type RoomRow = {
  waiting_room: boolean;
  sale_opens_at: Date;
  drawn: boolean | null;
  commitment: string | null;
  served: number;
  last_place: number;
  per_second: number;
} & ((EntryRow & { over: boolean }) | { id: null });

/** An open entry before the ended ones, then the newest. An admission past its deadline is over before the controller has said so. */
const roomStatement = prepare(
  'room_of_user',
  `SELECT s.waiting_room, s.sale_opens_at, r.drawn_at IS NOT NULL AS drawn, encode(r.commitment, 'hex') AS commitment, r.served, r.last_place,
          r.per_second, e.*
     FROM shows s LEFT JOIN rooms r ON r.show_id = s.id AND s.waiting_room LEFT JOIN LATERAL (
       SELECT ${ENTRY_COLUMNS}, e.status = 'ADMITTED' AND e.deadline <= clock_timestamp() AS over FROM room_entries e
        WHERE e.show_id = s.id AND e.user_id = $2
        ORDER BY e.status IN ('WAITING', 'ADMITTED') DESC, e.joined_at DESC, e.place DESC LIMIT 1) e ON true
    WHERE s.id = $1`,
).rows<RoomRow>();

/**
 * The waiting room of a show as the caller sees it, with the caller's pass once admitted.
 * @throws DocketError unauthenticated, show_not_found, room_not_found
 */
export async function getRoom(ctx: CtxWith<RoomPassSettings>, input: { readonly id: string }): Promise<Room> {
  const user = requireUser(ctx);
  const [row] = await roomStatement(ctx.db.pool, [input.id, user.userId]);
  if (row === undefined) throw showNotFound();
  if (!row.waiting_room || row.commitment === null) throw roomNotFound();
  const entry = row.id === null ? null : toEntry(row.over ? { ...row, status: 'EXPIRED' } : row, null);
  const ahead = entry?.status === 'WAITING' && entry.place !== null ? Math.max(0, entry.place - row.served - 1) : null;
  return {
    showId: input.id,
    opensAt: row.sale_opens_at.toISOString(),
    open: row.drawn === true,
    commitment: row.commitment,
    channel: roomChannel(input.id),
    served: row.served,
    lastPlace: row.last_place,
    perSecond: rateOf(row),
    entry:
      entry?.status === 'ADMITTED' && entry.deadline !== null
        ? {
            ...entry,
            pass: await signPass(
              {
                showId: input.id,
                userId: user.userId,
                entrantId: entry.entrantId,
                deadline: new Date(entry.deadline),
              },
              ctx.settings.ROOM_PASS_SECRET,
            ),
          }
        : entry,
    ahead,
    expectedWaitSeconds: ahead === null || row.per_second <= 0 ? null : Math.ceil((ahead + 1) / row.per_second),
  };
}
