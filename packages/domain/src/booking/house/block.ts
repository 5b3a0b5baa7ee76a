import { DocketError } from '@docket/contracts/errors';
import type { HouseBlock, HouseWish } from '@docket/contracts/http/house-seats';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { findAreas, findSeats, readHallIndex } from '../../catalog/hall/find-seats.ts';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { tellSeats } from '../tell-seats.ts';
import { keepForHouse } from './keep.ts';
import { BLOCK_COLUMNS, toBlock, type BlockRow } from './rows.ts';
import { lockOpenShow } from './show.ts';

const insertStatement = prepare(
  'house_block_insert',
  'INSERT INTO house_blocks (id, show_id, reason, release_minutes, user_id) VALUES ($1, $2, $3, $4, $5)',
);
const blockStatement = prepare(
  'house_block',
  `SELECT ${BLOCK_COLUMNS} FROM house_blocks k JOIN shows s ON s.id = k.show_id WHERE k.id = $1`,
).rows<BlockRow>();
/** One at a time per show, as when places are sold. */
const placesStatement = prepare(
  'house_places',
  'SELECT free_places($1, $2, $3, $4) AS places FROM pg_advisory_xact_lock(places_lock($1))',
).rows<{ places: number[] }>();

export type Block = HouseWish & { readonly showId: string; readonly userId: string | null };

/**
 * Keeps free seats of a show back for the venue; all of them or none.
 * @throws DocketError `forbidden`, `show_not_found`, `show_cancelled`, `show_started`, `unknown_seat`, `unknown_area`, `duplicate_seats`, `seats_not_free`,
 * `invalid_request` for a time of release that is past
 */
export async function blockHouseSeats(ctx: Ctx, input: HouseWish & { readonly id: string }): Promise<HouseBlock> {
  requireRole(ctx, 'manager', 'admin');
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const block = await change(ctx, (tx) => blockSeats(ctx, tx, { ...input, showId: input.id, userId }));
  ctx.log.info({ showId: input.id, blockId: block.blockId, seats: block.seats.length }, 'house seats blocked');
  return block;
}

/** The same in a transaction of somebody else, as one that puts the show on sale. */
export async function blockSeats(ctx: Pick<Ctx, 'db'>, tx: Tx, input: Block): Promise<HouseBlock> {
  const { showId } = input;
  const { hallId } = await lockOpenShow(tx, showId);
  const hall = await readHallIndex(ctx, hallId);
  const labels = new Map(findSeats(input.seats, hall).map(({ seat, label }) => [seat, label]));
  const wanted = [...labels.keys()];
  for (const { name, first, last, count } of findAreas(input.places, hall)) {
    const [free] = await placesStatement(tx.client, [showId, first, last, count]);
    if ((free?.places.length ?? 0) < count)
      throw notFree(`${name} has only ${free?.places.length ?? 0} places left`, 'body.places');
    wanted.push(...(free?.places ?? []));
  }
  const blockId = newId();
  await insertStatement(tx.client, [blockId, showId, input.reason, input.releaseMinutes ?? null, input.userId]);
  const kept = new Set(
    (
      await keepForHouse(
        tx,
        wanted.map((seat) => ({ showId, blockId, seat })),
      )
    ).map(({ seat }) => seat),
  );
  if (kept.size === 0 && input.releaseMinutes !== undefined && (await isPast(tx, blockId))) throw tooLate();
  const gone = wanted.filter((seat) => !kept.has(seat)).map((seat) => labels.get(seat) ?? `place ${seat}`);
  if (gone.length > 0) throw notFree(`held or sold: ${gone.slice(0, 20).join(', ')}`, 'body.seats');
  await tellSeats(tx, [{ poolId: showId, units: wanted }]);
  const [row] = await blockStatement(tx.client, [blockId]);
  if (row === undefined) throw new Error('a block that was just written is gone');
  return toBlock(row);
}

const pastStatement = prepare(
  'house_block_is_past',
  `SELECT s.starts_at - make_interval(mins => k.release_minutes) <= clock_timestamp() AS past FROM house_blocks k JOIN shows s ON s.id = k.show_id WHERE k.id = $1`,
).rows<{ past: boolean | null }>();

async function isPast(tx: Tx, blockId: string): Promise<boolean> {
  return (await pastStatement(tx.client, [blockId]))[0]?.past === true;
}

function tooLate(): DocketError {
  const message = 'the show begins sooner than that, so they would go on sale at once; take fewer minutes';
  return new DocketError('invalid_request', `body.releaseMinutes: ${message}.`, {
    fields: [{ path: 'body.releaseMinutes', message }],
  });
}

function notFree(message: string, path: string): DocketError {
  return new DocketError('seats_not_free', `Nothing was blocked; ${message}.`, { fields: [{ path, message }] });
}
