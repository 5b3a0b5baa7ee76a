import { DocketError } from '@docket/contracts/errors';
import { HORIZON_DAYS } from '@docket/contracts/hotel/stay';
import type { blockHotelRoom as contract } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { dayOf, nightsOf } from '@docket/stay/day';
import { confirm } from '../reservation/confirm.ts';
import { takeBack } from '../reservation/end.ts';
import { hold } from '../reservation/hold.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { occupied } from './assign.ts';
import { requireHouse, roomNotFound } from './house.ts';
import { isFeasible } from './plan.ts';
import { lockRooms, readPlans } from './read-plan.ts';
import { deskChanged } from './record.ts';

/** What is held is bought in the same transaction. */
const HOLD_SECONDS = 60;

const roomStatement = prepare(
  'room_to_block',
  'SELECT r.id, r.room_type_id FROM hotel_rooms r WHERE r.property_id = $1 AND r.number = $2',
);
const insertStatement = prepare(
  'room_block_insert',
  'INSERT INTO room_stays (id, room_id, nights, reason, hold_id) VALUES ($1, $2, daterange($3::date, $4::date), $5, $6) ON CONFLICT DO NOTHING RETURNING id',
);

/**
 * Takes a room out for works in nights `[from, to)`. They are bought from the kernel like a stay, so what is for sale goes down and never below what is sold; and the exclusion that keeps
 * guests apart keeps them away.
 * @throws DocketError forbidden, property_not_found, hotel_room_not_found, stay_in_the_past, stay_too_long, room_occupied, rooms_taken with the nights, room_wanted
 */
export async function blockHotelRoom(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const { number, from, to, reason } = input;
  if (from < house.day) throw new DocketError('stay_in_the_past', `It is ${house.day} at the house; begin no earlier.`);
  const nights = nightsOf({ arrival: from, departure: to });
  if (nights.length > HORIZON_DAYS)
    throw new DocketError('stay_too_long', `Take a room out for at most ${HORIZON_DAYS} nights at once.`);
  return change(ctx, async (tx) => {
    await lockRooms(tx, house);
    const [room] = await roomStatement(tx.client, [house.id, number]);
    if (room === undefined) throw roomNotFound(number);
    const before = await readPlans(tx.client, house);
    const blockId = newId();
    const holdId = await buy(tx, { poolId: room.room_type_id, ownerId: house.id, nights, blockId });
    const made = await insertStatement(tx.client, [blockId, room.id, from, to, reason, holdId]);
    if (made.length === 0) throw await occupied(tx, { id: room.id, number }, from, to);
    const after = await readPlans(tx.client, house);
    const hurt = after.types.find(
      (type) => !isFeasible(type) && before.types.some((was) => was.typeId === type.typeId && isFeasible(was)),
    );
    if (hurt !== undefined)
      throw new DocketError(
        'room_wanted',
        `Without room ${number} there is no way to give everybody a ${hurt.name} who has bought one. Move somebody first, or choose other nights.`,
      );
    tx.emit(deskChanged(house.id));
    return { blockId };
  });
}

type Works = {
  readonly poolId: string;
  readonly ownerId: string;
  readonly nights: readonly number[];
  readonly blockId: string;
};

async function buy(tx: Tx, { poolId, ownerId, nights, blockId }: Works): Promise<string> {
  const [held] = await hold(tx.client, [
    {
      poolId,
      ownerId,
      wanted: { units: nights, quantity: 1 },
      perOwner: null,
      seconds: HOLD_SECONDS,
      subject: { kind: 'maintenance', id: blockId },
    },
  ]);
  if (held?.outcome === 'taken')
    throw new DocketError(
      'rooms_taken',
      `All rooms of the type are sold in ${held.units.map(dayOf).slice(0, 10).join(', ')}${held.units.length > 10 ? ' and more nights' : ''}.`,
    );
  if (held?.outcome !== 'held') throw new Error(`the nights of the type ${poolId} are not on sale: ${held?.outcome}`);
  await confirm(tx.client, held.holdId);
  return held.holdId;
}

const endStatement = prepare(
  'room_block_end',
  `DELETE FROM room_stays g USING hotel_rooms r WHERE g.id = $1 AND g.reason IS NOT NULL AND r.id = g.room_id AND r.property_id = $2 RETURNING g.hold_id`,
);

/** Works are over, or do not begin: what is left of their nights is for sale again. @returns whether there were any. @throws DocketError forbidden, property_not_found */
export async function endRoomBlock(
  ctx: Ctx,
  input: { readonly slug: string; readonly id: string },
  reactions: HoldReactions,
): Promise<{ ended: boolean }> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    await lockRooms(tx, house);
    const [block] = await endStatement(tx.client, [input.id, house.id]);
    if (block === undefined) return { ended: false };
    if (block.hold_id !== null) await takeBack(tx, [block.hold_id], reactions);
    tx.emit(deskChanged(house.id));
    return { ended: true };
  });
}
