import type { BreakDetail } from '@docket/contracts/http/reconciliation';
import { breakType } from '@docket/contracts/reconciliation/break';
import { formatMoment } from '../../../lib/format.ts';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { BREAK_LOOKS } from '../break-look.ts';

type Note = BreakDetail['notes'][number];

function wordOf(text: string | null): string {
  const { data } = breakType.safeParse(text);
  return data === undefined ? (text ?? '') : BREAK_LOOKS[data].word.toLowerCase();
}

function wordsOf({ what, text }: Note): string {
  switch (what) {
    case 'opened':
      return `Opened: ${wordOf(text)}`;
    case 'type':
      return `Now: ${wordOf(text)}`;
    case 'assigned':
      return text === 'me' ? 'took it on' : 'gave it up';
    case 'comment':
      return text ?? '';
    case 'settled':
      return 'The other side came';
    case 'closed':
      return `Closed: ${text ?? ''}`;
    default:
      return what satisfies never;
  }
}

/** What happened to a break, in order. */
export function BreakNotes({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <section aria-labelledby="notes" className="grid gap-3">
      <h2 id="notes" className="text-lg font-semibold">
        What happened
      </h2>
      <RowList aria-label="What happened">
        {notes.map((note) => (
          <RowItem key={`${note.at} ${note.what} ${note.text}`} className="gap-x-5 text-sm sm:grid-cols-[12rem_1fr]">
            <p className="text-muted">{formatMoment(note.at)}</p>
            <p className="min-w-0 break-words">
              {note.by !== null && <span className="font-semibold">{note.by}: </span>}
              {wordsOf(note)}
            </p>
          </RowItem>
        ))}
      </RowList>
    </section>
  );
}
