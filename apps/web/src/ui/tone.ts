/** What a colour of this app means. It is never the only sign: a word, letters or an icon stand beside it. */
export type Tone = 'ok' | 'bad' | 'limit' | 'crash' | 'note' | 'muted';

/** The colour of text and, by `currentColor`, of borders and drawings in it. */
export const TONE_TEXT: Record<Tone, string> = {
  ok: 'text-ok',
  bad: 'text-bad',
  limit: 'text-limit',
  crash: 'text-crash',
  note: 'text-note',
  muted: 'text-muted',
};
