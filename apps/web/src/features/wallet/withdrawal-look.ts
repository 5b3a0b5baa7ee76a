import type { WithdrawalStatus } from '@docket/contracts/http/wallet';
import type { Tone } from '../../ui/tone.ts';

export const WITHDRAWAL_LOOKS: Readonly<Record<WithdrawalStatus, { readonly word: string; readonly tone: Tone }>> = {
  WAITING: { word: 'Waiting', tone: 'note' },
  SENDING: { word: 'With the bank', tone: 'note' },
  UNKNOWN: { word: 'Asking the bank', tone: 'limit' },
  SENT: { word: 'On its way', tone: 'note' },
  PAID: { word: 'Paid', tone: 'ok' },
  RETURNED: { word: 'Came back', tone: 'bad' },
  FAILED: { word: 'Failed, money back', tone: 'bad' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};
