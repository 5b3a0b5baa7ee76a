import { DocketError } from '@docket/contracts/errors';
import { amenity, type Amenity, type PropertyKind } from '@docket/contracts/hotel/stay';
import type { Property } from '@docket/contracts/http/hotel';
import { prepare } from '@docket/db/statement';
import { clockOf } from '@docket/stay/clock';
import type { Ctx } from '../spine/ctx.ts';

const hotelStatement = prepare(
  'property_by_slug',
  `SELECT p.id, p.slug, p.name, p.kind, p.stars, p.area, p.address, p.lat, p.lon, p.timezone, p.currency, p.description, p.amenities, p.check_in_from, p.check_out_until,
          p.child_free_age, l.slug AS place_slug, l.name AS place, l.country
     FROM properties p JOIN places l ON l.id = p.place_id WHERE p.slug = $1 AND p.status = 'OPEN'`,
).rows<{ kind: PropertyKind }>();
const typesStatement = prepare(
  'room_types_of_property',
  `SELECT t.id, t.name, t.beds, t.size_sqm, t.max_adults, t.max_children, t.max_guests, t.amenities FROM room_types t
    WHERE t.property_id = $1 ORDER BY t.position, t.id`,
);

/** An open property with its types of rooms. @throws DocketError property_not_found */
export async function getHotel(ctx: Pick<Ctx, 'db'>, { slug }: { readonly slug: string }): Promise<Property> {
  const [row] = await hotelStatement(ctx.db.pool, [slug]);
  if (row === undefined) throw new DocketError('property_not_found', 'There is no such property, or it is closed.');
  const types = await typesStatement(ctx.db.pool, [row.id]);
  return {
    propertyId: row.id,
    slug: row.slug,
    name: row.name,
    kind: row.kind,
    stars: row.stars,
    place: { slug: row.place_slug, name: row.place, country: row.country },
    area: row.area,
    lat: row.lat,
    lon: row.lon,
    amenities: known(row.amenities),
    address: row.address,
    timezone: row.timezone,
    currency: row.currency,
    description: row.description,
    checkInFrom: clockOf(row.check_in_from),
    checkOutUntil: clockOf(row.check_out_until),
    childFreeAge: row.child_free_age,
    roomTypes: types.map((type) => ({
      roomTypeId: type.id,
      name: type.name,
      beds: type.beds,
      sizeSqm: type.size_sqm,
      maxAdults: type.max_adults,
      maxChildren: type.max_children,
      maxGuests: type.max_guests,
      amenities: known(type.amenities),
    })),
  };
}

/** Words that this version knows; a newer one beside it may have written others. */
function known(words: readonly (string | null)[] | null): Amenity[] {
  return amenity.options.filter((each) => words?.includes(each) === true);
}
