import type { Trip } from '@docket/contracts/http/trip';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { Lookout } from '../spine/lookout.ts';
import { perDb } from '../spine/ttl-cache.ts';
import { TRIP_COLUMNS, toTrip, type TripRow } from './rows.ts';

const decidedStatement = prepare(
  'decided_trips',
  `SELECT ${TRIP_COLUMNS} FROM trips t WHERE t.id = ANY ($1::uuid[]) AND t.status <> 'QUEUED'`,
).rows<TripRow>();

/** Undefined for one that a newer version decided in words this one does not have. */
function read(row: TripRow): Trip | undefined {
  try {
    return toTrip(row);
  } catch {
    return undefined;
  }
}

const lookout = perDb(
  ({ pool }) =>
    new Lookout<Trip>(async (ids) => new Map((await decidedStatement(pool, [ids])).map((row) => [row.id, read(row)]))),
);

/** The trip once it is decided; undefined when that takes longer than `seconds`. */
export function awaitTrip(
  ctx: Pick<Ctx, 'db'>,
  input: { readonly tripId: string; readonly seconds: number },
): Promise<Trip | undefined> {
  return lookout(ctx.db).wait(input.tripId, input.seconds * 1_000);
}
