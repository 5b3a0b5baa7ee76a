import type { ScanReason } from '@docket/contracts/http/ticket';

/** What the one at the door reads, in a glance and then in a sentence. */
export const REASONS: Record<ScanReason, { readonly word: string; readonly text: string }> = {
  forged: { word: 'Not a ticket', text: 'The code was made up or changed.' },
  unknown: { word: 'Unknown', text: 'There is no ticket with this number.' },
  other_show: { word: 'Other show', text: 'The ticket is for another show.' },
  void: { word: 'Void', text: 'The booking was taken back or the show cancelled.' },
  not_yet_open: { word: 'Too early', text: 'The doors are not open yet.' },
  show_over: { word: 'Show is over', text: 'The show has ended.' },
  already_used: { word: 'Used already', text: 'Somebody has come in with this ticket.' },
  nonce_reused: { word: 'Scan again', text: 'This scan was mixed up with another one.' },
};
