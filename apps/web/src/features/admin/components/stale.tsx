import { DocketApiError } from '@docket/client/errors';
import { timeIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Notice } from '../../../ui/notice.tsx';

/** Above figures that could not be renewed: they are still the last known ones. */
export function Stale({ error, at }: { readonly error: unknown; readonly at: number }) {
  return (
    <Notice tone="limit" role="status">
      <p>
        {error instanceof DocketApiError ? error.detail : 'The figures could not be refreshed.'} These are from{' '}
        {timeIn(VIEWER_ZONE, at)}.
      </p>
    </Notice>
  );
}
