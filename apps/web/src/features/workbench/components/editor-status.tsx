import { cx } from '../../../lib/class-names.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Kbd } from '../../../ui/kbd.tsx';
import type { Draft } from '../../editor/api/use-draft.ts';

const KEEPING: Record<Draft['keeping'], string> = {
  saving: 'Saving the draft',
  saved: 'Draft saved on this device',
  unsaved: 'This browser keeps no drafts: your code is lost with the page',
};

/** The line below the editor: what becomes of the code, and the keys. */
export function EditorStatus({ draft }: { readonly draft: Draft }) {
  const { changed, keeping } = draft;
  return (
    <div className="flex min-h-7 items-center justify-between gap-4 border-t border-line bg-paper px-3 text-xs text-muted">
      <p
        data-testid="draft"
        data-state={changed ? keeping : 'template'}
        className={cx('flex min-w-0 items-center gap-1.5', keeping === 'unsaved' && 'text-bad')}
      >
        {changed && keeping === 'saved' && <Icon name="check" />}
        <span className="truncate">{changed ? KEEPING[keeping] : 'The template, unchanged'}</span>
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
