import type { EventInput } from '@docket/contracts/events/envelope';
import { userChannel } from '@docket/contracts/events/envelope';
import { trip, type Trip, type TripPart } from '@docket/contracts/http/trip';
import { areOver, feeAt } from '@docket/stay/policy';
import type { NewEvent } from '../spine/emit.ts';
import { titleOfPart } from './parts.ts';

/** A trip as `TRIP_COLUMNS` reads it. */
export type TripRow = {
  id: string;
  user_id: string;
  reference: string;
  status: Trip['status'];
  revision: number;
  reason: Trip['reason'];
  guest_name: string;
  guest_phone: string | null;
  requests: string | null;
  total_minor: number;
  currency: string;
  extended_at: Date | null;
  /** Of the payment that confirmed it. */
  paid_by: string | null;
  refund_minor: number | null;
  deadline: Date | null;
  starts_at: Date;
  ends_at: Date;
  created_at: Date;
  updated_at: Date;
  /** As they were agreed, in order. */
  parts: TripPart[];
  /** The database's clock. */
  now: Date;
};

/** Of `trips t`. Totals are far below what a double holds exactly. */
export const TRIP_COLUMNS = `t.id, t.user_id, t.reference, t.status, t.revision, t.reason, t.guest_name, t.guest_phone, t.requests, t.total_minor::float8 AS total_minor, t.currency,
  t.extended_at, t.paid_by, t.refund_minor::float8 AS refund_minor, t.deadline, t.starts_at, t.ends_at, t.created_at, t.updated_at, clock_timestamp() AS now,
  (SELECT coalesce(jsonb_agg(p.detail || jsonb_build_object('state', p.state, 'refundMinor', p.refund_minor) ORDER BY p.position), '[]') FROM trip_parts p WHERE p.trip_id = t.id) AS parts`;

/** What is kept of a trip that is given up at a moment, by the terms that were agreed, minor units. */
export function feeOf(parts: readonly TripPart[], at: Date): number {
  return parts.reduce((sum, { policy }) => sum + feeAt(policy, at), 0);
}

/**
 * Has a part begun, so that it is given up no more: something was done about it at its place, or its check-in has come, and its last cut-off too. Terms may have one in the evening of
 * the arrival, and what was agreed counts.
 */
export function hasBegun({ parts, now }: Pick<TripRow, 'parts' | 'now'>): boolean {
  return parts.some(
    ({ state, startsAt, policy }) =>
      state !== 'AGREED' || (now.getTime() >= Date.parse(startsAt) && areOver(policy, now)),
  );
}

/** Null where it cannot be given up: it has ended, has begun, or is being paid for. */
function feeNow(row: TripRow): number | null {
  switch (row.status) {
    case 'QUEUED':
    case 'HELD':
      return 0;
    case 'CONFIRMED':
      return hasBegun(row) ? null : feeOf(row.parts, row.now);
    case 'AWAITING_PAYMENT':
    case 'REFUSED':
    case 'EXPIRED':
    case 'CANCELLED':
      return null;
    default:
      return row.status satisfies never;
  }
}

/** What it is called in lists: its first part, and how many more. */
export function titleOf(parts: readonly TripPart[]): string {
  const [first, ...others] = [...new Set(parts.map(titleOfPart))];
  return others.length === 0 ? (first ?? 'Trip') : `${first} and ${others.length} more`;
}

function dataOf(row: TripRow): EventInput<'trip.updated'> {
  return {
    tripId: row.id,
    userId: row.user_id,
    reference: row.reference,
    title: titleOf(row.parts),
    status: row.status,
    revision: row.revision,
    reason: row.reason,
    guest: { name: row.guest_name, phone: row.guest_phone },
    requests: row.requests,
    parts: row.parts,
    totalMinor: row.total_minor,
    currency: row.currency,
    refundMinor: row.refund_minor,
    feeNowMinor: feeNow(row),
    deadline: row.deadline?.toISOString() ?? null,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toTrip(row: TripRow): Trip {
  return trip.parse(dataOf(row));
}

/** To its user. */
export function tripUpdated(row: TripRow): NewEvent<'trip.updated'> {
  return { channel: userChannel(row.user_id), type: 'trip.updated', data: dataOf(row) };
}
