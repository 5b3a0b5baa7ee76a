import { DocketError } from '@docket/contracts/errors';
import type { HouseBlock } from '@docket/contracts/http/house-seats';
import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../../catalog/show/show-facts.ts';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { BLOCK_COLUMNS, toBlock, type BlockRow } from './rows.ts';

const listStatement = prepare(
  'house_blocks_of_show',
  `SELECT ${BLOCK_COLUMNS} FROM house_blocks k JOIN shows s ON s.id = k.show_id WHERE k.show_id = $1 ORDER BY k.id`,
).rows<BlockRow>();

/** What the venue keeps back of a show now, block by block; those that have nothing left are not told. @throws DocketError `forbidden`, `show_not_found` */
export async function listHouseSeats(ctx: Ctx, input: { readonly id: string }): Promise<{ data: HouseBlock[] }> {
  requireRole(ctx, 'manager', 'admin');
  await readShowFacts(ctx, input.id);
  const rows = await listStatement(ctx.db.pool, [input.id]);
  return { data: rows.map(toBlock).filter(({ seats }) => seats.length > 0) };
}

const holdsStatement = prepare(
  'house_holds',
  `SELECT h.id, h.units[1] AS seat, h.subject_id AS block_id FROM holds h
    WHERE h.pool_id = $1 AND h.owner_id = $1 AND h.subject = 'house' AND h.status = 'ACTIVE' AND h.expires_at > clock_timestamp()
      AND h.units[1] = ANY ($2::int[]) ORDER BY h.id FOR UPDATE`,
).rows<{ id: string; seat: number; block_id: string }>();

/** Holds by which the house keeps these seats, locked in the order of all. */
export function lockHouseHolds(
  on: Parameters<typeof holdsStatement>[0],
  showId: string,
  seats: readonly number[],
): ReturnType<typeof holdsStatement> {
  return holdsStatement(on, [showId, seats]);
}

export function notHouseSeats(seats: readonly number[]): DocketError {
  const message = `the house does not keep ${seats.slice(0, 20).join(', ')}`;
  return new DocketError(
    'not_house_seats',
    `Nothing was booked; ${message}. GET /shows/:id/house-seats lists what it keeps.`,
    {
      fields: [{ path: 'body.seats', message }],
    },
  );
}
