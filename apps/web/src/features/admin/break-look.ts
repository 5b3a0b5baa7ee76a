import type { AgeBucket, BreakStatus, BreakType, MovementKind } from '@docket/contracts/reconciliation/break';
import type { Tone } from '../../ui/tone.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const BREAK_LOOKS: Readonly<Record<BreakType, Look>> = {
  timing: { word: 'On its way', tone: 'note' },
  missing_here: { word: 'Not in our books', tone: 'bad' },
  missing_there: { word: 'Not at the bank', tone: 'bad' },
  amount: { word: 'Other amount', tone: 'bad' },
  duplicate: { word: 'Twice at the bank', tone: 'bad' },
  fee: { word: 'Other fee', tone: 'limit' },
};

export const BREAK_STATUS_WORDS: Readonly<Record<BreakStatus, string>> = {
  OPEN: 'Open',
  SETTLED: 'Ended by itself',
  CLOSED: 'Closed by an admin',
};

export const KIND_WORDS: Readonly<Record<MovementKind, string>> = {
  payment: 'Payment',
  refund: 'Refund',
  payout: 'Payout',
  payout_return: 'Payout that came back',
  fee: 'Fee',
  other: 'Something else',
};

export const AGE_WORDS: Readonly<Record<AgeBucket, string>> = {
  hour: 'Under 1 hour',
  day: '1 hour to 1 day',
  three_days: '1 to 3 days',
  week: '3 to 7 days',
  older: 'Over 7 days',
};
