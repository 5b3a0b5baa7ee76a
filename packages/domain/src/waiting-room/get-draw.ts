import { DRAW_RULE, type RoomDraw } from '@docket/contracts/http/waiting-room';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { roomNotFound, showNotFound } from './rows.ts';

type DrawRow = {
  waiting_room: boolean;
  sale_opens_at: Date;
  commitment: string | null;
  drawn_at: Date | null;
  seed: string | null;
  digest: string | null;
  total: number;
  entrants: string[];
};

/** The seed leaves the database only with the draw. */
const drawStatement = prepare(
  'room_draw',
  `SELECT s.waiting_room, s.sale_opens_at, encode(r.commitment, 'hex') AS commitment, r.drawn_at,
          CASE WHEN r.drawn_at IS NOT NULL THEN encode(r.seed, 'hex') END AS seed, encode(r.entrants_digest, 'hex') AS digest,
          CASE WHEN r.drawn_at IS NOT NULL THEN r.entrants
               ELSE (SELECT count(*)::int FROM room_entries e WHERE e.show_id = s.id AND e.place IS NULL) END AS total,
          ARRAY(SELECT e.id FROM room_entries e
                 WHERE r.drawn_at IS NOT NULL AND e.show_id = s.id AND e.place BETWEEN $2::int AND least(r.entrants, $2::int + $3::int - 1)
                 ORDER BY e.place) AS entrants
     FROM shows s LEFT JOIN rooms r ON r.show_id = s.id AND s.waiting_room WHERE s.id = $1`,
).rows<DrawRow>();

/**
 * The draw of a waiting room with up to `limit` entrants from place `from` on; seed and entrants only once it is made.
 * @throws DocketError show_not_found, room_not_found
 */
export async function getRoomDraw(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly id: string; readonly from: number; readonly limit: number },
): Promise<RoomDraw> {
  const [row] = await drawStatement(ctx.db.pool, [input.id, input.from, input.limit]);
  if (row === undefined) throw showNotFound();
  if (!row.waiting_room || row.commitment === null) throw roomNotFound();
  return {
    showId: input.id,
    rule: DRAW_RULE,
    opensAt: row.sale_opens_at.toISOString(),
    commitment: row.commitment,
    drawnAt: row.drawn_at?.toISOString() ?? null,
    seed: row.seed,
    entrantsDigest: row.digest,
    total: row.total,
    entrants: row.entrants,
    from: input.from,
  };
}
