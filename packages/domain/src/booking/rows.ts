import { bookingDetail, type BookingDetail } from '@docket/contracts/http/bookings';

/** A booking as `booking_json` writes it, and its show. */
export type DetailRow = {
  id: string;
  booking: Record<string, unknown>;
  title: string;
  hall: string;
  venue: string;
  city: string;
  timezone: string;
  starts_at: Date;
  ends_at: Date;
};

export const DETAIL_COLUMNS = `b.id, booking_json(b) AS booking, t.name AS title, h.name AS hall, v.name AS venue, c.name AS city,
  c.timezone, s.starts_at, s.ends_at`;

export const DETAIL_FROM = `bookings b JOIN shows s ON s.id = b.show_id JOIN titles t ON t.id = s.title_id JOIN halls h ON h.id = s.hall_id
  JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id`;

export function toDetail(row: DetailRow): BookingDetail {
  return bookingDetail.parse({
    ...row.booking,
    show: {
      title: row.title,
      hall: row.hall,
      venue: row.venue,
      city: row.city,
      timezone: row.timezone,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
    },
  });
}
