import type { Availability, ShowTime } from '@docket/contracts/http/show';
import { localOffset } from './local-offset.ts';

const TAKEN = `(x.state = 'SOLD' OR x.held_until > now())`;

/**
 * Of the show `s`: `taken` are sold or held, `kept` are free for those who need a wheelchair space and for nobody else. The range of the key is
 * read: only seats that somebody has wanted have a row. Seats that are kept have an index of their own.
 */
export const SEAT_COUNTS = `
  (SELECT count(*)::int FROM pool_seats x WHERE x.pool_id = s.id AND ${TAKEN}) AS taken,
  (SELECT count(*)::int FROM hall_seats k WHERE k.hall_id = s.hall_id AND k.kind IN ('wheelchair', 'companion')
      AND NOT EXISTS (SELECT FROM pool_seats x WHERE x.pool_id = s.id AND x.seat = k.seat AND ${TAKEN})) AS kept`;
export type SeatCounts = { readonly taken: number; readonly kept: number };

/** Columns of a show in a list, from shows s, halls h, venues v and cities c. */
export const SHOW_COLUMNS = `
  s.id AS "showId", s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.sale_opens_at AS "saleOpensAt", s.waiting_room AS "waitingRoom", s.currency,
  to_char(s.local_date, 'YYYY-MM-DD') AS "localDate", to_char(s.starts_at AT TIME ZONE c.timezone, 'HH24:MI') AS "localTime",
  h.id AS "hallId", h.name AS hall, h.capacity, v.slug AS "venueSlug", v.name AS venue, c.slug AS "citySlug", c.name AS city, c.timezone`;

export type ShowRow = {
  readonly showId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly saleOpensAt: Date;
  readonly waitingRoom: boolean;
  readonly currency: string;
  readonly localDate: string;
  readonly localTime: string;
  readonly hallId: string;
  readonly hall: string;
  readonly capacity: number;
  readonly venueSlug: string;
  readonly venue: string;
  readonly citySlug: string;
  readonly city: string;
  readonly timezone: string;
};

/** A show without what changes by the second. */
export type BareShow = Omit<ShowTime, 'free' | 'availability' | 'fromPriceMinor'>;

/** What lists and pages of shows have in common. */
export function toShow(row: ShowRow): BareShow {
  const { showId, waitingRoom, currency, localDate, localTime, capacity } = row;
  const { offset, changes } = localOffset(row.startsAt, localDate, row.timezone);
  return {
    showId,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    localDate,
    localTime,
    offset,
    offsetChanges: changes,
    saleOpensAt: row.saleOpensAt.toISOString(),
    waitingRoom,
    currency,
    capacity,
    city: { slug: row.citySlug, name: row.city, timezone: row.timezone },
    venue: { slug: row.venueSlug, name: row.venue },
    hall: { hallId: row.hallId, name: row.hall },
  };
}

/** The show with how many of its seats are free, and whether an ordinary request finds one among them. */
export function withFree<S extends { readonly capacity: number }>(
  show: S,
  { taken, kept }: SeatCounts,
): S & Pick<ShowTime, 'free' | 'availability'> {
  const free = show.capacity - taken;
  return { ...show, free, availability: availabilityOf(free - kept, show.capacity) };
}

function availabilityOf(free: number, capacity: number): Availability {
  if (free <= 0) return 'sold_out';
  return free * 10 < capacity ? 'few' : 'available';
}
