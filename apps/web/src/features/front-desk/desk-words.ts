import type { Housekeeping, StayAct, StayState } from '@docket/contracts/hotel/desk';
import type { DeskStay } from '@docket/contracts/http/front-desk';
import { plural } from '../../lib/format.ts';
import type { Tone } from '../../ui/tone.ts';
import { nightsBetween } from '../hotel/days.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const STATE_LOOKS: Readonly<Record<StayState, Look>> = {
  EXPECTED: { word: 'Expected', tone: 'note' },
  IN_HOUSE: { word: 'In house', tone: 'ok' },
  DEPARTED: { word: 'Left', tone: 'muted' },
  NO_SHOW: { word: 'No-show', tone: 'limit' },
  WALKED: { word: 'Walked', tone: 'limit' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};

export const ROOM_LOOKS: Readonly<Record<Housekeeping, Look>> = {
  CLEAN: { word: 'Clean', tone: 'ok' },
  INSPECTED: { word: 'Inspected', tone: 'ok' },
  DIRTY: { word: 'Dirty', tone: 'limit' },
  OUT_OF_ORDER: { word: 'Out of order', tone: 'bad' },
};

export const ACT_WORDS: Readonly<Record<StayAct, string>> = {
  assigned: 'Room given',
  unassigned: 'Room taken away',
  checked_in: 'Checked in',
  checked_out: 'Checked out',
  no_show: 'Did not come',
  walked: 'Sent to another house',
  kept: 'Kept',
  noted: 'Note',
  cancelled: 'Cancelled',
};

/** `2 nights, 2 adults, 1 child` */
export function partyWords({ arrival, departure, adults, children }: DeskStay): string {
  return [
    plural(nightsBetween(arrival, departure), 'night'),
    plural(adults, 'adult'),
    ...(children === 0 ? [] : [plural(children, 'child', 'children')]),
  ].join(', ');
}
