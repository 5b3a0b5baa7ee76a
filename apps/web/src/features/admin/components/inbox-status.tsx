import type { InboxEvent, InboxStatus } from '@docket/contracts/http/inbox';
import { Badge } from '../../../ui/badge.tsx';
import type { Tone } from '../../../ui/tone.ts';

export const INBOX_WORDS: Readonly<Record<InboxStatus, { readonly label: string; readonly tone: Tone }>> = {
  RECEIVED: { label: 'Received', tone: 'note' },
  FAILED: { label: 'Trying again', tone: 'limit' },
  DONE: { label: 'Done', tone: 'ok' },
  IGNORED: { label: 'Ignored', tone: 'muted' },
  PARKED: { label: 'Parked', tone: 'bad' },
};

/** Parked and seen by somebody is no alarm any more. */
export function InboxBadge({ event: { status, parkedBy } }: { readonly event: InboxEvent }) {
  const { label, tone } = INBOX_WORDS[status];
  return <Badge tone={parkedBy === null ? tone : 'muted'}>{label}</Badge>;
}

/** What became of an event, in a sentence. */
export function whatItDid({ status, kind, reference, error, parkedBy }: InboxEvent): string {
  switch (status) {
    case 'RECEIVED':
      return 'It waits to be processed.';
    case 'FAILED':
      return `It failed and is tried again: ${error ?? 'no reason given'}.`;
    case 'DONE':
      return `The provider was asked about the ${kind ?? 'thing'} ${reference ?? ''}.`;
    case 'IGNORED':
      return `Nothing was done: ${error ?? 'it says nothing to us'}.`;
    case 'PARKED':
      return `It is not tried any more: ${error ?? 'no reason given'}.${parkedBy === null ? '' : ` ${parkedBy} has left it parked.`}`;
    default:
      return status satisfies never;
  }
}
