import { DocketError } from '@docket/contracts/errors';
import type {
  DeskStay,
  markNoShow as noShowContract,
  walkGuest as walkContract,
} from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams } from '@docket/contracts/http/route';
import { amountIn } from '@docket/contracts/money/amount';
import { prepare } from '@docket/db/statement';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { setPart } from '../trip/end-part.ts';
import { requireHouse } from './house.ts';
import { lockStay, readStay, requireOpen, type LockedStay } from './lock-stay.ts';
import { moveStay } from './record.ts';
import { noShowFee, toDeskStay } from './rows.ts';

const freeStatement = prepare('rooms_of_stay_free', 'DELETE FROM room_stays g WHERE g.part_id = $1');

/**
 * Nobody came: EXPECTED -> NO_SHOW. The fee of the last step of the terms is kept, the rest goes back, the rooms are free. From the day after the arrival on, and on the day itself only
 * with `sure`.
 * @throws DocketError forbidden, property_not_found, stay_not_found, stay_over, too_early
 */
export async function markNoShow(
  ctx: Ctx,
  input: RouteParams<typeof noShowContract> & RouteBody<typeof noShowContract>,
  reactions: HoldReactions,
): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const locked = await lockStay(tx, house.id, input.partId);
    const { row } = locked;
    if (row.state === 'NO_SHOW') return toDeskStay(row);
    requireExpected(locked);
    if (house.today < row.arrival || (house.day <= row.arrival && !input.sure))
      throw new DocketError(
        'too_early',
        `The guest may still come: it is ${house.today} at the house, and the arrival is on ${row.arrival}.`,
      );
    await endAsNoShow(ctx, tx, house.id, locked, reactions);
    return toDeskStay(await readStay(tx, row.part_id));
  });
}

/** The same of a stay that is locked and EXPECTED. */
export async function endAsNoShow(
  ctx: Ctx,
  tx: Tx,
  propertyId: string,
  { trip, row }: LockedStay,
  reactions: HoldReactions,
): Promise<void> {
  await freeStatement(tx.client, [row.part_id]);
  const feeMinor = noShowFee(row.part);
  await moveStay(ctx, tx, propertyId, {
    partId: row.part_id,
    from: 'EXPECTED',
    to: 'NO_SHOW',
    act: 'no_show',
    detail: `${amountIn(row.part.price.currency)(feeMinor)} of ${amountIn(row.part.price.currency)(row.part.price.totalMinor)} kept`,
  });
  await setPart(tx, trip, row.part_id, { state: 'NO_SHOW', feeMinor }, reactions);
}

/**
 * The house has no room for a guest who was promised one: EXPECTED -> WALKED, and all that was paid for the stay goes back. From the day of arrival on.
 * @param input.to where the guest was sent, for the history
 * @throws DocketError forbidden, property_not_found, stay_not_found, stay_over, too_early
 */
export async function walkGuest(
  ctx: Ctx,
  input: RouteParams<typeof walkContract> & RouteBody<typeof walkContract>,
  reactions: HoldReactions,
): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const locked = await lockStay(tx, house.id, input.partId);
    const { trip, row } = locked;
    if (row.state === 'WALKED') return toDeskStay(row);
    requireExpected(locked);
    if (house.today < row.arrival)
      throw new DocketError('too_early', `This stay begins on ${row.arrival}; until then a room may become free.`);
    await freeStatement(tx.client, [row.part_id]);
    await moveStay(ctx, tx, house.id, {
      partId: row.part_id,
      from: 'EXPECTED',
      to: 'WALKED',
      act: 'walked',
      detail: input.to,
    });
    await setPart(tx, trip, row.part_id, { state: 'WALKED', feeMinor: 0 }, reactions);
    return toDeskStay(await readStay(tx, row.part_id));
  });
}

function requireExpected({ row }: LockedStay): void {
  requireOpen(row);
  if (row.state === 'IN_HOUSE')
    throw new DocketError('stay_over', 'This guest is in house; check the guest out instead.');
}
