import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { houseDayAt } from '@docket/stay/clock';
import { todayAt } from '@docket/stay/day';
import { propertyNotFound } from '../hotel/list-offers.ts';
import { requireRole, type Ctx } from '../spine/ctx.ts';

/** A property that somebody runs, and which day it is there. */
export type House = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** IANA name. */
  readonly timezone: string;
  /** By the calendar of the place. */
  readonly today: string;
  /** The same from 03:00 on; before it the day before. */
  readonly day: string;
};

const houseStatement = prepare(
  'house_of_slug',
  'SELECT p.id, p.slug, p.name, p.timezone FROM properties p WHERE p.slug = $1',
);

/** The property of a slug, for those who run properties. @throws DocketError unauthenticated, forbidden, property_not_found */
export async function requireHouse(ctx: Ctx, slug: string): Promise<House> {
  requireRole(ctx, 'manager', 'admin');
  const [row] = await houseStatement(ctx.db.pool, [slug]);
  if (row === undefined) throw propertyNotFound();
  const now = ctx.clock.now();
  return { ...row, today: todayAt(row.timezone, now), day: houseDayAt(row.timezone, now) };
}

export function stayNotFound(): DocketError {
  return new DocketError('stay_not_found', 'There is no such stay in this property.');
}

export function roomNotFound(number: string): DocketError {
  return new DocketError('hotel_room_not_found', `There is no room ${number} in this property.`);
}
