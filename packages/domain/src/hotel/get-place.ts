import type { Place } from '@docket/contracts/http/place';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { placeNotFound } from './place-not-found.ts';
import { PLACE_COLUMNS, toPlace, type PlaceRow } from './place-row.ts';

const placeStatement = prepare(
  'place_by_slug',
  `SELECT ${PLACE_COLUMNS} FROM places p WHERE p.slug = $1`,
).rows<PlaceRow>();

/** One place. @throws DocketError place_not_found */
export async function getPlace(ctx: Pick<Ctx, 'db'>, { slug }: { readonly slug: string }): Promise<Place> {
  const [row] = await placeStatement(ctx.db.pool, [slug]);
  if (row === undefined) throw placeNotFound();
  return toPlace(row);
}
