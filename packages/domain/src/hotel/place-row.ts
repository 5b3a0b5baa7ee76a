import type { Place } from '@docket/contracts/http/place';

/** Of `places p`; `properties` are those that are open there. */
export const PLACE_COLUMNS = `p.id, p.slug, p.name, p.region, p.country, p.country_name, p.timezone, p.lat, p.lon,
  (SELECT count(*)::int FROM properties o WHERE o.place_id = p.id AND o.status = 'OPEN') AS properties`;

export type PlaceRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly region: string | null;
  readonly country: string;
  readonly country_name: string;
  readonly timezone: string;
  readonly lat: number;
  readonly lon: number;
  readonly properties: number;
};

export function toPlace({ id, country_name, ...place }: PlaceRow): Place {
  return { placeId: id, countryName: country_name, ...place };
}
