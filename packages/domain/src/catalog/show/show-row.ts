import type { Availability, ShowTime } from '@docket/contracts/http/shows';

/** Seats neither sold nor held, of the show `s` in the hall `h`. The range of the key is read: only seats that somebody has wanted have a row. */
export const FREE_SEATS = `h.capacity - (SELECT count(*)::int FROM pool_seats x WHERE x.pool_id = s.id AND (x.state = 'SOLD' OR x.held_until > now()))`;

/** Columns of a show in a list, from shows s, halls h, venues v and cities c. */
export const SHOW_COLUMNS = `
  s.id AS "showId", s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.sale_opens_at AS "saleOpensAt", s.waiting_room AS "waitingRoom", s.currency,
  to_char(s.local_date, 'YYYY-MM-DD') AS "localDate", to_char(s.starts_at AT TIME ZONE c.timezone, 'HH24:MI') AS "localTime",
  h.id AS "hallId", h.name AS hall, h.capacity, v.slug AS "venueSlug", v.name AS venue, c.slug AS "citySlug", c.name AS city, c.timezone,
  ${FREE_SEATS} AS free`;

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
  readonly free: number;
};

/** What lists and pages of shows have in common. */
export function toShow(row: ShowRow): Omit<ShowTime, 'fromPriceMinor'> {
  const { showId, waitingRoom, currency, localDate, localTime, capacity, free } = row;
  return {
    showId,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    localDate,
    localTime,
    saleOpensAt: row.saleOpensAt.toISOString(),
    waitingRoom,
    currency,
    capacity,
    free,
    availability: availabilityOf(free, capacity),
    city: { slug: row.citySlug, name: row.city, timezone: row.timezone },
    venue: { slug: row.venueSlug, name: row.venue },
    hall: { hallId: row.hallId, name: row.hall },
  };
}

function availabilityOf(free: number, capacity: number): Availability {
  if (free <= 0) return 'sold_out';
  return free * 10 < capacity ? 'few' : 'available';
}
