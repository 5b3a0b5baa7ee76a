import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HotelHit, searchHotels as contract } from '@docket/contracts/http/hotel';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { dayOf } from '@docket/stay/day';
import type { CancellationPolicy } from '@docket/stay/shapes';
import { distanceMetres, type Point } from '@docket/world/distance';
import type { Ctx } from '../../spine/ctx.ts';
import { invalidFields } from '../../spine/invalid.ts';
import { checkDates } from '../check-dates.ts';
import { placeNotFound } from '../place-not-found.ts';
import { findStays, type Found } from './find-stays.ts';
import { freeUntil } from './free-until.ts';
import { boxAround, type Box } from './grid.ts';
import { hotelIndex, type HotelIndex } from './hotel-index.ts';
import { amenitiesOf, type IndexedPlace, type IndexedProperty } from './indexed.ts';
import { dayAt, StayOffers, type Offer } from './offers.ts';

type Query = RouteQuery<typeof contract>;

/** Where it is the last to be a new day: whoever cannot arrive there today cannot anywhere. */
const LAST_ZONE = 'Etc/GMT+12';
/** More are not searched at once: it takes the tenth of a second, and maps that show more show nothing. */
const PROPERTIES_MAX = 10_000;
/** Each night is priced: of stays that are longer fewer properties are searched at once, in proportion. */
const NIGHTS_OF_MOST = 14;
/** Of rooms that are left no more are told. */
const LEFT_TOLD = 10;
/** Longest that others wait for a turn while one search goes through a whole continent, milliseconds. */
const TURN_MS = 10;

/**
 * Properties that can be had in every night, with the cheapest total of each, by the prices that are booked. Where: the rectangle, if one is given; else the place; else the
 * circle. Distances are from the point that is given, or from the middle of the place.
 * @param most properties that are searched at once, for stays of two weeks at most
 * @throws DocketError place_not_found, stay_in_the_past, stay_beyond_horizon, stay_too_long; invalid_request for a rectangle that is none, or has too much in it
 */
export async function searchHotels(
  ctx: Pick<Ctx, 'db' | 'log' | 'clock'>,
  query: Query,
  most: number = PROPERTIES_MAX,
): Promise<RouteResponse<typeof contract>> {
  const index = hotelIndex(ctx.db);
  await index.fresh(ctx);
  const now = ctx.clock.now();
  const place = await placeOf(ctx, index, query);
  const wish = {
    arrival: query.arrival,
    departure: query.departure,
    adults: query.adults,
    childAges: query.children,
    rooms: query.rooms,
  };
  checkDates(wish, dayOf(dayAt(place?.timezone ?? LAST_ZONE, now)));
  const offers = new StayOffers(ctx.db, index, wish, now);
  const freeOf = freeTimes(wish, now);
  const there = candidates(index, query, place);
  const nights = offers.stay.departure - offers.stay.arrival;
  const allowed = Math.floor(most * Math.min(1, NIGHTS_OF_MOST / nights));
  // A place is as large as it is.
  if (there.length > allowed && (query.box !== undefined || place === undefined))
    throw invalidFields([
      [
        query.box === undefined ? 'query.radiusKm' : 'query.box',
        `has ${there.length} properties in it, and at most ${allowed} are searched at once for ${nights} nights: choose a smaller part of the map`,
      ],
    ]);
  const { found, facets, prices } = await findStays(there, query, {
    offersOf: (property) => offers.of(property),
    isFree: (property, offer) => freeOf(property, offer) !== null,
    origin: pointOf(query) ?? place ?? null,
    breathe: turns(),
  });
  return {
    data: found.slice(query.offset, query.offset + query.limit).map((each) => toHit(each, freeOf)),
    meta: {
      total: found.length,
      facets,
      prices,
      place: place === undefined ? null : { slug: place.slug, name: place.name, lat: place.lat, lon: place.lon },
    },
  };
}

async function placeOf(
  ctx: Parameters<HotelIndex['seek']>[0],
  index: HotelIndex,
  { place: slug }: Query,
): Promise<IndexedPlace | undefined> {
  if (slug === undefined) return undefined;
  const place = await index.seek(ctx, slug);
  if (place === undefined) throw placeNotFound();
  return place;
}

function pointOf({ lat, lon }: Query): Point | undefined {
  return lat === undefined || lon === undefined ? undefined : { lat, lon };
}

function candidates(index: HotelIndex, query: Query, place: IndexedPlace | undefined): readonly IndexedProperty[] {
  if (query.box !== undefined) return index.grid.within(readBox(query.box));
  if (place !== undefined) return [...index.of(place)];
  const point = pointOf(query);
  if (point === undefined) return [];
  const metres = query.radiusKm * 1_000;
  return index.grid.within(boxAround(point, metres)).filter((each) => distanceMetres(point, each) <= metres);
}

/** @throws DocketError invalid_request */
function readBox(text: string): Box {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = text.split(',').map(Number);
  const isOnEarth = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90;
  if (!isOnEarth || !(south <= north))
    throw invalidFields([['query.box', 'is no rectangle of the map: give west,south,east,north, south below north']]);
  return { west, south, east, north };
}

/** A pause for others as soon as one has been at it for a while. */
function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MS) return;
    await nextTurn();
    since = performance.now();
  };
}

/** Until when an offer is given back for nothing, ISO 8601; null where it is not. Most policies are shared by many properties of a zone. */
function freeTimes(
  wish: { readonly arrival: string },
  now: Date,
): (property: IndexedProperty, offer: Offer) => string | null {
  const known = new Map<CancellationPolicy, Map<string, string | null>>();
  return ({ timezone }, { plan: { policy } }) => {
    const byZone = known.get(policy) ?? new Map<string, string | null>();
    known.set(policy, byZone);
    const until = byZone.get(timezone);
    if (until !== undefined) return until;
    const fresh = freeUntil(policy, timezone, wish.arrival, now);
    byZone.set(timezone, fresh);
    return fresh;
  };
}

function toHit(
  { property, offer, distanceMetres: away }: Found,
  freeOf: (property: IndexedProperty, offer: Offer) => string | null,
): HotelHit {
  const { id, slug, name, kind, stars, place, area, lat, lon, amenities, currency } = property;
  const { type, plan, totalMinor, taxesMinor, left } = offer;
  return {
    propertyId: id,
    slug,
    name,
    kind,
    stars,
    place: { slug: place.slug, name: place.name, country: place.country },
    area,
    lat,
    lon,
    amenities: amenitiesOf(amenities),
    distanceMetres: away,
    offer: {
      planId: plan.id,
      roomType: type.name,
      plan: plan.name,
      board: plan.board,
      currency,
      totalMinor,
      taxesMinor,
      freeUntil: freeOf(property, offer),
      left: Math.min(LEFT_TOLD, left),
    },
  };
}
