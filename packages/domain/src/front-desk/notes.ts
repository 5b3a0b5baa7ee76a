import { DocketError } from '@docket/contracts/errors';
import type { DeskStay, keepStay as keepContract, noteStay as noteContract } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { requireHouse } from './house.ts';
import { lockStay, readStay, requireOpen } from './lock-stay.ts';
import { recordChange } from './record.ts';
import { toDeskStay } from './rows.ts';

const noteStatement = prepare('stay_note', 'UPDATE stays s SET note = $2 WHERE s.part_id = $1');
const keepStatement = prepare('stay_keep', 'UPDATE stays s SET kept_until = $2::date WHERE s.part_id = $1');

/** Writes what the people of the house should know of a stay; empty: nothing. @throws DocketError forbidden, property_not_found, stay_not_found */
export async function noteStay(
  ctx: Ctx,
  input: RouteParams<typeof noteContract> & RouteBody<typeof noteContract>,
): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const { row } = await lockStay(tx, house.id, input.partId);
    const note = input.note === '' ? null : input.note;
    if (note === row.note) return toDeskStay(row);
    await noteStatement(tx.client, [row.part_id, note]);
    await recordChange(ctx, tx, house.id, { partId: row.part_id, act: 'noted', detail: note ?? 'Note removed' });
    return toDeskStay(await readStay(tx, row.part_id));
  });
}

/**
 * The night audit leaves a stay alone until a day is over at the house. Null: no longer.
 * @throws DocketError forbidden, property_not_found, stay_not_found, stay_over, kept_too_long for a day on which it does not last
 */
export async function keepStay(
  ctx: Ctx,
  input: RouteParams<typeof keepContract> & RouteBody<typeof keepContract>,
): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const { row } = await lockStay(tx, house.id, input.partId);
    requireOpen(row);
    const { day } = input;
    if (day === row.kept_until) return toDeskStay(row);
    if (day !== null && (day < row.arrival || day >= row.departure))
      throw new DocketError('kept_too_long', `Choose a day from ${row.arrival} on, before ${row.departure}.`);
    await keepStatement(tx.client, [row.part_id, day]);
    const detail = day === null ? 'No longer' : `Until ${day} is over`;
    await recordChange(ctx, tx, house.id, { partId: row.part_id, act: 'kept', detail });
    return toDeskStay(await readStay(tx, row.part_id));
  });
}
