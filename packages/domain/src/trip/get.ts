import type { Trip } from '@docket/contracts/http/trip';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { tripNotFound } from './lock.ts';
import { TRIP_COLUMNS, toTrip, type TripRow } from './rows.ts';

const tripStatement = prepare(
  'trip_detail',
  `SELECT ${TRIP_COLUMNS} FROM trips t WHERE t.id = $1 AND ($2::uuid IS NULL OR t.user_id = $2)`,
).rows<TripRow>();

/** One trip: for its user and for admins. To others it does not exist. @throws DocketError unauthenticated, trip_not_found */
export async function getTrip(ctx: Ctx, input: { readonly id: string }): Promise<Trip> {
  const user = requireUser(ctx);
  const [row] = await tripStatement(ctx.db.pool, [input.id, user.role === 'admin' ? null : user.userId]);
  if (row === undefined) throw tripNotFound();
  return toTrip(row);
}
