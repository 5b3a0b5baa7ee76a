import { cx } from '../../../lib/class-names.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import type { Draft } from '../../editor/api/use-draft.ts';

/** Where the code is, in a few words. */
function wordsFor({ changed, keeping, sync, onServer }: Draft): string {
  if (keeping === 'unsaved') return 'This browser keeps no drafts: your code is lost with the page';
  if (sync?.state === 'conflict') return 'Changed here and elsewhere: choose above';
  if (!changed) return 'The template, unchanged';
  if (keeping === 'saving') return 'Saving the draft';
  if (sync === undefined) return 'Draft saved on this device';
  if (sync.state === 'refused') return 'Draft saved on this device only: the server does not take it';
  if (sync.state === 'late') return 'Draft saved on this device; it is sent when the server is there again';
  return onServer ? 'Draft saved' : 'Draft saved on this device';
}

/** The line below the editor: what becomes of the code, and the keys. */
export function EditorStatus({ draft }: { readonly draft: Draft }) {
  const { changed, keeping, sync, onServer } = draft;
  return (
    <div className="flex min-h-7 items-center justify-between gap-4 border-t border-line bg-paper px-3 text-xs text-muted">
      <p
        data-testid="draft"
        data-state={changed ? keeping : 'template'}
        data-server={onServer ? 'same' : (sync?.state ?? 'none')}
        className={cx('flex min-w-0 items-center gap-1.5', keeping === 'unsaved' && 'text-bad')}
      >
        {changed && keeping === 'saved' && <Icon name="check" />}
        <span className="truncate">{wordsFor(draft)}</span>
      </p>
      <p aria-hidden="true" className="flex shrink-0 gap-4 max-lg:hidden">
        <span>
          Run <Kbd keys="'" />
        </span>
        <span>
          Submit <Kbd keys="Enter" />
        </span>
      </p>
    </div>
  );
}
