import type { Housekeeping, StayState } from '@docket/contracts/hotel/desk';
import type { DeskStay } from '@docket/contracts/http/front-desk';
import type { StayPart } from '@docket/contracts/http/trip';

/** A stay as `STAY_COLUMNS` reads it. */
export type StayRow = {
  part_id: string;
  trip_id: string;
  reference: string;
  guest_name: string;
  guest_phone: string | null;
  requests: string | null;
  room_type_id: string;
  arrival: string;
  departure: string;
  rooms: number;
  state: StayState;
  kept_until: string | null;
  note: string | null;
  revision: number;
  /** As it was agreed. */
  part: StayPart;
  given: { index: number; number: string; roomTypeId: string; housekeeping: Housekeeping }[];
};

/** Of `STAY_FROM`. */
export const STAY_COLUMNS = `s.part_id, s.trip_id, t.reference, t.guest_name, t.guest_phone, t.requests, s.room_type_id, s.arrival::text AS arrival, s.departure::text AS departure,
  s.rooms, s.state, s.kept_until::text AS kept_until, s.note, s.revision, p.detail AS part,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('index', g.room_index, 'number', r.number, 'roomTypeId', r.room_type_id, 'housekeeping', r.housekeeping)), '[]')
     FROM room_stays g JOIN hotel_rooms r ON r.id = g.room_id WHERE g.part_id = s.part_id) AS given`;
export const STAY_FROM = `stays s JOIN trips t ON t.id = s.trip_id JOIN trip_parts p ON p.id = s.part_id`;

export function toDeskStay(row: StayRow): DeskStay {
  const { part } = row;
  return {
    partId: row.part_id,
    tripId: row.trip_id,
    reference: row.reference,
    guest: row.guest_name,
    phone: row.guest_phone,
    requests: row.requests,
    roomTypeId: row.room_type_id,
    roomType: part.roomType,
    plan: part.plan,
    arrival: row.arrival,
    departure: row.departure,
    rooms: row.rooms,
    adults: part.adults,
    children: part.childAges.length,
    state: row.state,
    keptUntil: row.kept_until,
    note: row.note,
    revision: row.revision,
    totalMinor: part.price.totalMinor,
    currency: part.price.currency,
    noShowFeeMinor: noShowFee(part),
    assigned: Array.from({ length: row.rooms }, (_, index) => {
      const given = row.given.find((each) => each.index === index);
      return given === undefined
        ? null
        : { number: given.number, roomTypeId: given.roomTypeId, housekeeping: given.housekeeping };
    }),
  };
}

/** What the last step of the terms that were agreed keeps, minor units. */
export function noShowFee({ policy }: Pick<StayPart, 'policy'>): number {
  const last = policy.at(-1);
  if (last === undefined) throw new RangeError('terms without a step');
  return last.feeMinor;
}
