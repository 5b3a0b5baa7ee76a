import type { Trip, TripStatus } from '@docket/contracts/http/trip';
import type { Tone } from '../../ui/tone.ts';
import { policyWords } from '../hotel/stay-words.ts';
import { kindOf, wordsOf } from './part-kinds.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const TRIP_LOOKS: Readonly<Record<TripStatus, Look>> = {
  QUEUED: { word: 'Requested', tone: 'note' },
  HELD: { word: 'Held', tone: 'limit' },
  AWAITING_PAYMENT: { word: 'Being paid', tone: 'limit' },
  CONFIRMED: { word: 'Confirmed', tone: 'ok' },
  REFUSED: { word: 'Unavailable', tone: 'bad' },
  EXPIRED: { word: 'Expired', tone: 'muted' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};

/** Why a trip was refused, and what that means for whoever wanted it. */
export function refusalWords(trip: Pick<Trip, 'reason' | 'parts'>): { readonly title: string; readonly text: string } {
  const reason = trip.reason ?? 'failed';
  switch (reason) {
    case 'sold_out':
      return { title: 'Someone got there first', text: wordsOf(trip).taken };
    case 'quote_expired':
      return {
        title: 'The price was no longer kept for you',
        text: 'Prices are kept for 15 minutes. Choose again to see the price of now.',
      };
    case 'not_offered':
      return { title: 'This is no longer sold', text: wordsOf(trip).changed };
    case 'failed':
      return {
        title: 'Something went wrong on our side',
        text: 'Nothing was held and nothing was charged. Try again in a moment.',
      };
    default:
      return reason satisfies never;
  }
}

/** May it still change by itself? */
export function isTripOpen(status: TripStatus): boolean {
  return status === 'QUEUED' || status === 'HELD' || status === 'AWAITING_PAYMENT';
}

/** Over, or will not take place. */
export function isPast(trip: Pick<Trip, 'status' | 'endsAt'>, now: number): boolean {
  if (isTripOpen(trip.status)) return false;
  return trip.status !== 'CONFIRMED' || Date.parse(trip.endsAt) <= now;
}

/** Of two copies of a trip the newer; the very same object where the other is not newer. */
export function newerTrip(held: Trip, read: Trip): Trip {
  if (read.tripId !== held.tripId || read.revision < held.revision) return held;
  // The same revision may know better what giving up costs by now.
  return read.revision === held.revision && read.feeNowMinor === held.feeNowMinor ? held : read;
}

/** What somebody reads of cancelling, in sentences: of each part of a trip, which is named where there are several. */
export function termsOf({ parts }: Pick<Trip, 'parts'>, now: number): string {
  return parts
    .flatMap((part) => {
      const words = policyWords(part.policy, kindOf(part).timezone(part), now);
      if (words === undefined) return [];
      return [parts.length === 1 ? `${words}.` : `${kindOf(part).name(part)}: ${words}.`];
    })
    .join(' ');
}
