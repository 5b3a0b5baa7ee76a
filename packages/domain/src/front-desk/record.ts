import type { StayAct, StayState } from '@docket/contracts/hotel/desk';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../spine/ctx.ts';
import type { NewEvent, Tx } from '../spine/emit.ts';

const actStatement = prepare(
  'stay_act_insert',
  'INSERT INTO stay_acts (id, part_id, user_id, act, detail) VALUES ($1, $2, $3, $4, $5)',
);
const stateStatement = prepare(
  'stay_state',
  `UPDATE stays s SET state = $3, revision = s.revision + 1, checked_in_at = CASE WHEN $3 = 'IN_HOUSE' THEN clock_timestamp() WHEN $3 = 'DEPARTED' THEN s.checked_in_at END,
          checked_out_at = CASE WHEN $3 = 'DEPARTED' THEN clock_timestamp() END
    WHERE s.part_id = $1 AND s.state = $2 RETURNING s.part_id`,
);
const touchStatement = prepare('stay_touched', 'UPDATE stays s SET revision = s.revision + 1 WHERE s.part_id = $1');

/** Whoever looks at the desk of a property reads it again. */
export function deskChanged(propertyId: string): NewEvent<'desk.changed'> {
  return { channel: `desk:${propertyId}`, type: 'desk.changed', data: { propertyId } };
}

/** What was done to a stay, for its history. @param detail for people: rooms, amounts */
export type Act = { readonly partId: string; readonly act: StayAct; readonly detail: string };

/** Writes what somebody of the house did to a stay, in the transaction that does it. The platform itself is nobody: the night audit. */
export async function recordAct(ctx: Pick<Ctx, 'actor'>, tx: Tx, { partId, act, detail }: Act): Promise<void> {
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await actStatement(tx.client, [newId(), partId, userId, act, detail]);
}

/** As `recordAct`, of a stay that is one revision more then; its desk is told. */
export async function recordChange(ctx: Pick<Ctx, 'actor'>, tx: Tx, propertyId: string, act: Act): Promise<void> {
  await touchStatement(tx.client, [act.partId]);
  await recordAct(ctx, tx, act);
  tx.emit(deskChanged(propertyId));
}

/** Moves a stay that is locked on. Guarded by what it was. */
export async function moveStay(
  ctx: Pick<Ctx, 'actor'>,
  tx: Tx,
  propertyId: string,
  { from, to, ...act }: Act & { readonly from: StayState; readonly to: StayState },
): Promise<void> {
  const moved = await stateStatement(tx.client, [act.partId, from, to]);
  if (moved.length === 0) throw new Error(`the stay ${act.partId} is no longer ${from}, though it was locked`);
  await recordAct(ctx, tx, act);
  tx.emit(deskChanged(propertyId));
}
